#include "engine/models/command_attendant.h"

#include "engine/models/spawn_program.h"
#include "engine/models/worker_words.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace corelane {
namespace {

tl::unexpected<Error> refused(std::string_view what) {
    return fail(
        Error::Kind::Io,
        fmt::format(
            "{} could not be made ({}); raise the limit on open files (ulimit -n)", what, std::strerror(errno)));
}

// All at once, each reading what the one before it writes, through a pipe that is theirs alone.
Result<> runChain(const CommandOrder& order, CommandGroup& group) {
    Descriptor reads;
    for (std::size_t i = 0; i < order.chain.size(); ++i) {
        Descriptor next, writes;
        if (i + 1 < order.chain.size()) {
            int ends[2] = {-1, -1};
            if (pipe2(ends, O_CLOEXEC) != 0) return refused("a pipe between two commands");
            next.reset(ends[0]);
            writes.reset(ends[1]);
        }
        TRY(group.start(reads ? reads.get() : order.input, writes ? writes.get() : order.output));
        reads = std::move(next);
    }
    reads.reset();
    TRY(group.executing());
    return group.untilAllEnded();
}

// Each when the one before it has ended, whose whole output is kept in memory until then.
Result<> runInTurn(const CommandOrder& order, CommandGroup& group) {
    Descriptor from;
    for (std::size_t i = 0; i < order.chain.size(); ++i) {
        Descriptor to;
        if (i + 1 < order.chain.size()) {
            to.reset(memfd_create("corelane output of a command", MFD_CLOEXEC));
            if (!to) return refused("memory for a command's output");
        }
        TRY(group.start(from ? from.get() : order.input, to ? to.get() : order.output));
        TRY(group.executing());
        TRY(group.untilAllEnded());
        TRY(group.judge());
        if (to) lseek(to.get(), 0, SEEK_SET);
        from = std::move(to);
    }
    return {};
}

Result<> run(const CommandOrder& order, Recorder& recorder) {
    CommandGroup group(order, recorder);
    if (!readyToGo(order.control)) return {};
    if (order.talk == "chain")
        TRY(runChain(order, group));
    else if (order.talk == "conversation")
        TRY(converse(order, group, recorder));
    else
        TRY(runInTurn(order, group));
    return group.judge();
}

}  // namespace

int attendCommands(std::span<char*> words) {
    const auto parent = words.empty() ? std::nullopt : numberFrom<pid_t>(words.front());
    const auto order = parent ? commandOrderFrom(words.subspan(1)) : commandOrderFrom({});
    if (!order) return complain(order.error().message);
    // Not killed at once: first those end that it started.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != *parent) return complain("the engine has gone, so there is nothing to do");
    for (const int fd : {order->control, order->recorder, order->input, order->output})
        fcntl(fd, F_SETFD, FD_CLOEXEC);  // a command has none of them but those that it is given
    auto recorder = Recorder::attach(order->recorder);
    if (!recorder) return complain(recorder.error().message);
    sayResult(order->control, run(*order, *recorder));
    return 0;
}

}  // namespace corelane
