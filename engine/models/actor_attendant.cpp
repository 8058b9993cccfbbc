#include "engine/models/actor_attendant.h"

#include "engine/constructs/construct.h"
#include "engine/models/attendant.h"
#include "engine/models/spawn_program.h"
#include "engine/models/worker_order.h"
#include "engine/models/worker_words.h"
#include "engine/scripts/actor_processes.h"
#include "workloads/script_bytes.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corelane {
namespace {

Result<Descriptor> writeScript(const Script& script) {
    const std::vector<std::byte> bytes = scriptBytes(script);
    Descriptor fd(memfd_create("corelane script", MFD_CLOEXEC));
    if (!fd || write(fd.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        return fail(
            Error::Kind::Io,
            fmt::format(
                "the script could not be written into shared memory ({}); free some and run it again",
                std::strerror(errno)));
    return fd;
}

Result<Script> readScript(int fd) {
    struct stat facts {};
    if (fstat(fd, &facts) != 0 || facts.st_size < 0)
        return fail(Error::Kind::Io, "no script is in the descriptor that was given");
    std::vector<std::byte> bytes(static_cast<std::size_t>(facts.st_size));
    if (pread(fd, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return fail(Error::Kind::Io, "the script could not be read; run it again");
    return scriptFromBytes(bytes);
}

}  // namespace

Result<> runAttendedActors(ScriptExecution& execution) {
    const WorkerOrder order = {
        .workload = "script",
        .workloadOptions = {},
        .modelOptions = execution.options,
        .transport = "",
        .cores = {execution.cores.begin(), execution.cores.end()},
        .workers = execution.workers,
        .pin = execution.pin};
    const Descriptor orderFile = TRY(writeOrder(order)), scriptFile = TRY(writeScript(execution.script));
    Attendant attendant("the actors");
    const int keep[] = {orderFile.get(), scriptFile.get(), execution.recorder.fd(), attendant.itsEnd()};
    std::vector<std::string> words = {"worker", "actors", std::to_string(getpid())};
    for (const int fd : keep) words.push_back(std::to_string(fd));
    return attendant.run(execution.enginePath, std::move(words), keep, execution.recorder);
}

int attendActors(std::span<char*> words) {
    std::vector<int> numbers;
    for (const char* const word : words) numbers.push_back(numberFrom<int>(word).value_or(-1));
    if (numbers.size() != 5) return complain("actors are attended for models only; run `corelane-engine run PRESET`");
    if (!endWithParent(numbers[0])) return complain("the engine has gone, so there is nothing to do");
    const auto order = readOrder(numbers[1]);
    if (!order) return complain(order.error().message);
    const auto script = readScript(numbers[2]);
    if (!script) return complain(script.error().message);
    auto recorder = Recorder::attach(numbers[3]);
    if (!recorder) return complain(recorder.error().message);
    ScriptExecution execution = {*script, order->modelOptions, order->cores, order->workers, order->pin, *recorder};
    std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is an error of the write
    if (!readyToGo(numbers[4])) return 0;
    sayResult(numbers[4], runActorsInProcesses(execution, makerOf("processes", execution.options)));
    return 0;
}

}  // namespace corelane
