#include "engine/models/worker_process.h"

#include "engine/models/actor_attendant.h"
#include "engine/models/command_attendant.h"
#include "engine/models/mpirun_attendant.h"
#include "engine/models/spawn_program.h"
#include "engine/models/subprocess_ends.h"
#include "engine/models/transport.h"
#include "engine/models/worker_body.h"
#include "engine/models/worker_words.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <unistd.h>
#include <vector>

namespace corelane {
namespace {

int refuseWords() {
    fmt::print(
        stderr, "corelane-engine worker is started by models only; run `corelane-engine run PRESET` instead\n");
    return 2;
}

std::optional<std::vector<int>> numbersFrom(std::span<char*> words) {
    std::vector<int> numbers;
    for (const char* word : words) {
        const auto number = numberFrom<int>(word);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
    }
    return numbers;
}

// Another program, which now ends with the engine as a worker does: the kernel's order outlives execv().
int become(std::span<char*> words) {
    std::signal(SIGPIPE, SIG_DFL);
    std::vector<char*> arguments(words.begin(), words.end());
    arguments.push_back(nullptr);
    execv(arguments.front(), arguments.data());
    return complain(fmt::format("{} could not be started ({})", arguments.front(), std::strerror(errno)));
}

}  // namespace

int runWorkerProcess(std::span<char*> words) {
    if (words.size() < 4) return refuseWords();
    std::signal(SIGPIPE, SIG_IGN);  // an engine that has gone is told by write()
    const std::string_view what = words[0];
    if (what == "mpirun") return attendMpirun(words.subspan(1));
    if (what == "actors") return attendActors(words.subspan(1));
    if (what == "commands") return attendCommands(words.subspan(1));
    const auto parent = numberFrom<pid_t>(words[1]);
    if (!parent) return refuseWords();
    if (!endWithParent(*parent)) return complain("the engine has gone, so there is nothing to do");
    if (what == "become") return become(words.subspan(2));
    const auto orderDescriptor = numberFrom<int>(words[2]);
    if (!orderDescriptor) return refuseWords();
    const auto order = readOrder(*orderDescriptor);
    if (!order) return complain(order.error().message);
    const TransportKind* const transport = findTransport(order->transport);
    if (transport == nullptr) return complain(fmt::format("there is no transport named {}", order->transport));

    if (what == "once" && words.size() == 6) {
        const auto descriptors = numbersFrom(words.subspan(3));
        return descriptors ? runTaskOnce(*order, (*descriptors)[0], (*descriptors)[1], (*descriptors)[2])
                           : refuseWords();
    }
    if (what == "serve" && words.size() == 4) {
        const auto socket = numberFrom<int>(words[3]);
        return socket ? serveForks(*order, transport->openWorkerEnd, *socket) : refuseWords();
    }
    if (what == "attend" && words.size() >= 5 && transport->serve != nullptr) {
        const auto descriptors = numbersFrom(words.subspan(3));
        return descriptors ? runServer(*order, transport->serve, *descriptors) : refuseWords();
    }
    if (what != "run" || words.size() < 7 || transport->openWorkerEnd == nullptr) return refuseWords();
    const auto worker = numberFrom<int>(words[3]);
    const auto ticks = numberFrom<std::uint64_t>(words[4]);
    const auto core = numberFrom<std::uint32_t>(words[5]);
    const auto descriptors = numbersFrom(words.subspan(6));
    if (!worker || !ticks || !core || !descriptors) return refuseWords();
    const auto workload = makeWorkload(*order);
    if (!workload) return complain(workload.error().message);
    return runWorker(*order, **workload, transport->openWorkerEnd, *worker, {*ticks, *core}, *descriptors);
}

}  // namespace corelane
