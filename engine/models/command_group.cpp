#include "engine/models/command_group.h"

#include "engine/models/start_method.h"
#include "engine/record/own_thread.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds unwatched{20};  // how soon a stop is seen when nothing is recorded
constexpr std::size_t looksAMillisecond = 8;

// One after the other, children of children too: those whose parent has ended are ours.
void reapEverybody() {
    for (;;) {
        const pid_t child = waitpid(-1, nullptr, WNOHANG);
        if (child < 0) return;
        if (child > 0) continue;
        // Those that are left have left the group, or were about to be made when it was killed.
        const std::string list = fmt::format("/proc/self/task/{}/children", getpid());
        if (FILE* const file = std::fopen(list.c_str(), "re")) {
            for (int pid = 0; std::fscanf(file, "%d", &pid) == 1;) kill(pid, SIGKILL);
            std::fclose(file);
        }
        if (waitpid(-1, nullptr, 0) < 0) return;
    }
}

}  // namespace

CommandGroup::CommandGroup(const CommandOrder& order, Recorder& recorder)
    : m_order(order), m_recorder(recorder), m_begun(SteadyClock::now()), m_looked(m_begun) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    // The end of the engine is a signal that can be waited for: those whom we started end before us.
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    sigprocmask(SIG_BLOCK, &terminate, &m_signals);
    m_terminated.reset(signalfd(-1, &terminate, SFD_CLOEXEC | SFD_NONBLOCK));
    sigemptyset(&m_signals);
    m_stages.reserve(order.chain.size());
}

CommandGroup::~CommandGroup() {
    killAll();
    sigprocmask(SIG_SETMASK, &m_signals, nullptr);
}

void CommandGroup::killAll() {
    if (!m_stages.empty()) kill(-m_stages.front().process.pid(), SIGKILL);
    for (const Stage& stage : m_stages) kill(stage.process.pid(), SIGKILL);
    reapEverybody();
}

Result<> CommandGroup::start(int input, int output) {
    const std::size_t index = m_stages.size();
    const WorkerLane::Mark called = markBefore(m_recorder);
    auto process = CommandProcess::start(
        {.words = m_order.chain.commands()[index],
         .input = input,
         .output = output,
         .group = m_stages.empty() ? 0 : m_stages.front().process.pid(),
         .cores = m_order.cores,
         .pin = m_order.pin,
         .index = static_cast<int>(index),
         .signals = m_signals});
    if (!process)
        return fail(process.error().kind, fmt::format("{} {}", m_order.chain.place(index), process.error().message));
    m_stages.push_back({std::move(*process), nullptr, called});
    return {};
}

Result<> CommandGroup::executing() {
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        Stage& stage = m_stages[i];
        if (stage.lane || stage.ended) continue;
        if (const auto runs = stage.process.executing(); !runs)
            return fail(runs.error().kind, fmt::format("{} {}", m_order.chain.place(i), runs.error().message));
        const bool piped = i > 0 && m_order.talk == "chain";
        const auto pipe =
            piped ? std::optional(m_recorder.counter(
                        fmt::format("in the pipe from {} to {}", m_order.chain.name(i - 1), m_order.chain.name(i)),
                        "bytes"))
                  : std::nullopt;
        stage.lane = std::make_unique<CommandLane>(
            m_recorder, static_cast<int>(i), m_order.chain.name(i), stage.process.pid(), stage.called, pipe);
    }
    return {};
}

void CommandGroup::lookAtAll() {
    if (!m_recorder.enabled()) return;
    for (Stage& stage : m_stages)
        if (stage.lane && !stage.ended) stage.lane->readInput();
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        if (!m_stages[i].lane || m_stages[i].ended) continue;
        const bool read = i + 1 < m_stages.size() && m_stages[i + 1].lane && !m_stages[i + 1].ended;
        m_stages[i].lane->look(read ? m_stages[i + 1].lane->input() : std::nullopt);
    }
}

void CommandGroup::noteEnded(std::size_t index) {
    Stage& stage = m_stages[index];
    stage.ended = true;
    if (!stage.lane) return;
    stage.lane->look(std::nullopt);
    stage.lane->end();
    stage.lane.reset();
}

std::string CommandGroup::stillThere() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < m_stages.size(); ++i)
        if (!m_stages[i].ended) names.push_back(m_order.chain.place(i));
    return fmt::format("{}", fmt::join(names, ", "));
}

Result<> CommandGroup::checkLimits() const {
    if (m_recorder.stopRequested())
        return fail(Error::Kind::Failed, "the commands were ended, since a stop was asked for");
    if (SteadyClock::now() - m_begun > m_order.chain.timeLimit())
        return fail(
            Error::Kind::Failed,
            fmt::format(
                "the commands did not end within {} ms and were ended; still there: {}. Look what it waits for, or "
                "raise time_limit_ms",
                m_order.chain.timeLimit().count(), stillThere()));
    struct stat facts {};
    if (fstat(m_order.output, &facts) == 0 && static_cast<std::uint64_t>(facts.st_size) > maximumOutputBytes)
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "{} put out more than {} MiB, which are kept in memory, so the commands were "
                                     "ended; let it write less",
                                     m_order.chain.place(m_order.chain.size() - 1), maximumOutputBytes >> 20));
    return {};
}

Result<> CommandGroup::wait(std::span<pollfd> more) {
    m_polled.assign(more.begin(), more.end());
    m_polled.push_back({m_terminated.get(), POLLIN, 0});
    m_polled.push_back({m_order.control, POLLIN, 0});
    std::vector<std::size_t> alive;
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        if (m_stages[i].ended) continue;
        alive.push_back(i);
        m_polled.push_back({m_stages[i].process.watched(), POLLIN, 0});
    }
    const milliseconds between =
        m_recorder.enabled() ? milliseconds(1 + static_cast<int>(m_stages.size() / looksAMillisecond)) : unwatched;
    const auto left = m_looked + between - SteadyClock::now();
    const auto timeout = std::chrono::ceil<milliseconds>(left).count();
    poll(m_polled.data(), m_polled.size(), static_cast<int>(std::max<std::int64_t>(timeout, 0)));
    std::copy_n(m_polled.begin(), more.size(), more.begin());
    const std::size_t first = more.size();
    if (m_polled[first].revents != 0 || m_polled[first + 1].revents != 0)
        return fail(Error::Kind::Failed, "the engine has gone, so the commands were ended");
    for (std::size_t i = 0; i < alive.size(); ++i)
        if (m_polled[first + 2 + i].revents != 0) noteEnded(alive[i]);
    if (SteadyClock::now() - m_looked < between) return {};
    m_looked = SteadyClock::now();
    lookAtAll();
    return checkLimits();
}

Result<> CommandGroup::untilAllEnded() {
    while (!std::ranges::all_of(m_stages, &Stage::ended)) TRY(wait({}));
    return {};
}

Result<> CommandGroup::judge() const {
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const int status = m_stages[i].process.status();
        const bool readerLeft = WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE && i + 1 < m_stages.size();
        if (status == 0 || readerLeft) continue;
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "{} {}; what it said stands on standard error, so look there and run it again",
                                     m_order.chain.place(i), describeExit(status)));
    }
    return {};
}

}  // namespace corelane
