#include "engine/models/command_lane.h"

#include <algorithm>
#include <time.h>

namespace corelane {
namespace {

// What several threads run at once does not fit into one lane, and is forgotten beyond this.
constexpr Duration mostOwed = 20'000'000;
constexpr Duration least = 20'000;  // shorter pieces are kept for the next look: sums stay exact, spans few

Time monotonicNow() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return Time{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// What of `owed` is drawn now, in a time that has `room` left.
Duration due(Duration& owed, Duration room) {
    if (owed < least) return 0;
    const Duration drawn = std::min(owed, room);
    owed -= drawn;
    return drawn;
}

}  // namespace

CommandLane::CommandLane(
    Recorder& recorder, int index, std::string_view name, pid_t pid, WorkerLane::Mark called,
    std::optional<CounterId> pipe)
    : m_lane(recorder, index, name, WorkerLane::Watched{pid}, called.ticks), m_watch(pid),
      m_names{
          recorder.name(name), recorder.name("ready, no core"), recorder.name("pipe empty"),
          recorder.name("pipe full"), recorder.name("waits elsewhere")},
      m_counter(pipe), m_last(m_lane.mark()), m_lastTime(monotonicNow()), m_since(m_last.ticks) {
    m_lane.span(called, m_last, State::Startup, recorder.name("start program"));
    m_lane.open(State::Useful, m_names[0], static_cast<TaskIndex>(index + 1));
}

void CommandLane::readInput() {
    if (!m_counter) return;
    m_input = m_watch.inputPipe();
    if (!m_input || m_noted == m_input->bytes) return;
    m_noted = m_input->bytes;
    m_lane.counter(*m_counter, *m_noted);
}

void CommandLane::look(const std::optional<ProcessWatch::Fill>& output) {
    const WorkerLane::Mark now = m_lane.mark();
    const Time time = monotonicNow();
    const ProcessWatch::Look seen = m_watch.look();
    const Duration passed = time - m_lastTime;
    if (passed <= 0) return;
    if (seen.asleep) {
        const HeldUp held = whatHolds(seen, m_input, output);
        m_sleep = held == HeldUp::Empty ? Doing::Empty : held == HeldUp::Full ? Doing::Full : Doing::Elsewhere;
    }
    m_ranOwed = std::min(m_ranOwed + seen.ran, mostOwed);
    m_readyOwed = std::min(m_readyOwed + seen.ready, mostOwed);
    // The sum of one that keeps its core follows with the next timer tick.
    const bool throughout = m_awake && !seen.asleep && seen.sameTurn;
    if (throughout) m_ranOwed -= passed;
    const Duration ran = throughout ? passed : due(m_ranOwed, passed), ready = due(m_readyOwed, passed - ran);
    m_awake = !seen.asleep;
    const auto ticksOf = [&](Duration part) {
        return static_cast<std::uint64_t>(
            static_cast<double>(now.ticks - m_last.ticks) * static_cast<double>(part) / static_cast<double>(passed));
    };
    // One that sleeps now has run before, one that runs now has slept before.
    if (seen.asleep) {
        const std::uint64_t slept = m_last.ticks + ticksOf(ran) + ticksOf(ready);
        note(Doing::Ready, m_last.ticks, m_last.ticks + ticksOf(ready));
        note(Doing::Running, m_last.ticks + ticksOf(ready), slept);
        note(m_sleep, slept, now.ticks);
    } else {
        const std::uint64_t awake = now.ticks - ticksOf(ran) - ticksOf(ready);
        note(m_sleep, m_last.ticks, awake);
        note(Doing::Ready, awake, now.ticks - ticksOf(ran));
        note(Doing::Running, now.ticks - ticksOf(ran), now.ticks);
    }
    m_last = now;
    m_lastTime = time;
}

void CommandLane::note(Doing doing, std::uint64_t from, std::uint64_t to) {
    if (to <= from || doing == m_doing) return;
    put(from);
    m_doing = doing;
    m_since = from;
}

// Running is what the span around all of it says.
void CommandLane::put(std::uint64_t until) {
    if (m_doing == Doing::Running || until <= m_since) return;
    constexpr State states[] = {State::Useful, State::Runnable, State::Queue, State::Queue, State::Io};
    const auto doing = static_cast<std::size_t>(m_doing);
    m_lane.span({m_since, noCore}, {until, noCore}, states[doing], m_names[doing]);
}

void CommandLane::end() {
    put(m_lane.mark().ticks);
    m_lane.close();
}

}  // namespace corelane
