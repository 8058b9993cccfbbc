#include "engine/models/command_runs.h"

#include "engine/models/attendant.h"
#include "engine/models/command_order.h"
#include "engine/models/spawn_program.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corelane {
namespace {

Result<Descriptor> memoryFile(const char* name, std::string_view content) {
    Descriptor file(memfd_create(name, MFD_CLOEXEC));
    const bool kept =
        file && write(file.get(), content.data(), content.size()) == static_cast<ssize_t>(content.size());
    if (kept && lseek(file.get(), 0, SEEK_SET) == 0) return file;
    return fail(
        Error::Kind::Io, fmt::format(
                             "there is no memory for what the commands read and put out ({}); free some and run it "
                             "again",
                             std::strerror(errno)));
}

Result<std::uint64_t> digestOf(const Descriptor& file) {
    struct stat facts {};
    if (fstat(file.get(), &facts) != 0) return fail(Error::Kind::Io, "the commands' output is lost; run it again");
    const auto size = static_cast<std::size_t>(facts.st_size);
    if (size == 0) return outputDigest({});
    void* const bytes = mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    if (bytes == MAP_FAILED) return fail(Error::Kind::Io, "the commands' output cannot be read back; run it again");
    const std::uint64_t digest = outputDigest({static_cast<const std::byte*>(bytes), size});
    munmap(bytes, size);
    return digest;
}

}  // namespace

Result<> runCommands(CommandExecution& execution, std::string_view talk) {
    const Descriptor input = TRY(memoryFile("corelane input of commands", execution.chain.input()));
    const Descriptor output = TRY(memoryFile("corelane output of commands", {}));
    {
        Attendant attendant("the commands");
        const CommandOrder order = {
            execution.chain, std::string(talk),  {execution.cores.begin(), execution.cores.end()},
            execution.pin,   attendant.itsEnd(), execution.recorder.fd(),
            input.get(),     output.get()};
        std::vector<std::string> words = {"worker", "commands", std::to_string(getpid())};
        for (std::string& word : wordsOf(order)) words.push_back(std::move(word));
        const int keep[] = {order.control, order.recorder, order.input, order.output};
        const Result<> ran = attendant.run(execution.enginePath, std::move(words), keep, execution.recorder);
        if (!ran) return execution.recorder.stopRequested() ? Result<>() : ran;
    }
    execution.recorder.addTasks(execution.chain.size(), TRY(digestOf(output)));
    return {};
}

Result<> checkPrograms(const CommandChain& chain) {
    for (std::size_t i = 0; i < chain.size(); ++i)
        if (const std::string& word = chain.commands()[i].front(); programToRun(word).empty())
            return fail(
                Error::Kind::Missing,
                fmt::format(
                    "{} {}: {}", chain.place(i), noProgram(word).message, argumentVectorText(chain.commands()[i])));
    return {};
}

}  // namespace corelane
