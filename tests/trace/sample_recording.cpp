#include "tests/trace/sample_recording.h"

#include <catch2/catch.hpp>

#include <array>

namespace corelane::test {

namespace {

// Writes step by step, counting what was written.
class Scribe {
  public:
    Scribe(Writer::Packing packing, int stepsABlock) : m_writer(m_tape.sink(), packing), m_stepsABlock(stepsABlock) {}

    template <class Write>
    auto step(std::uint64_t events, Write&& write) {
        if constexpr (std::is_void_v<decltype(write(m_writer))>) {
            write(m_writer);
            count(events);
        } else {
            const auto given = write(m_writer);
            count(events);
            return given;
        }
    }
    Writer::LaneId lane(const LaneInfo& info, Time begin) {
        return step(0, [&](Writer& w) { return w.lane(info, begin); });
    }
    void begin(
        Writer::LaneId lane, Time time, State state, std::string_view name, TaskIndex task = 0,
        std::span<const std::uint64_t> flows = {}) {
        step(1, [&](Writer& w) { w.begin(lane, time, state, name, task, flows); });
    }
    void end(Writer::LaneId lane, Time time, std::span<const std::uint64_t> flows = {}) {
        step(1, [&](Writer& w) { w.end(lane, time, flows); });
    }
    void endLane(Writer::LaneId lane, Time time) {
        step(0, [&](Writer& w) { w.endLane(lane, time); });
    }
    void switches(int core, std::span<const Switch> all) {
        step(all.size(), [&](Writer& w) { w.switches(core, all); });
    }
    SampleRecording take() {
        handOver();
        return {std::move(m_tape.bytes), std::move(m_steps)};
    }

  private:
    void count(std::uint64_t events) {
        m_events += events;
        if (++m_pending == m_stepsABlock) handOver();
    }
    void handOver() {
        m_pending = 0;
        REQUIRE(m_writer.flush());
        if (m_steps.empty() || m_steps.back().bytes != m_tape.bytes.size())
            m_steps.push_back({m_tape.bytes.size(), m_events});
    }

    Tape m_tape;
    Writer m_writer;
    int m_stepsABlock, m_pending = 0;
    std::uint64_t m_events = 0;
    std::vector<SampleRecording::Step> m_steps;
};

// Level 1: two threads of one process on two cores, a hand-over, a task lane and a counter.
void firstRun(Scribe& s) {
    s.step(0, [](Writer& w) { w.beginRun(firstSampleRun(), 1000); });
    s.step(0, [](Writer& w) { w.processName(50, "corelane-engine"); });
    const auto w0 = s.lane({LaneKind::Worker, 0, "w0", 50, 51, ""}, 1000);
    const auto w1 = s.lane({LaneKind::Worker, 1, "w1", 50, 52, ""}, 1100);
    const auto ready = s.lane({LaneKind::Counter, 0, "ready tasks", 0, 0, "tasks"}, 1000);
    const auto coroutine = s.lane({LaneKind::Task, 0, "reader", 50, 0, ""}, 1000);
    s.step(0, [](Writer& w) { w.threadName(50, 60, "lookout"); });

    // Core 0: w0, then another thread while w0 could go on, then w0. Core 1: w1, which blocks for a while.
    s.switches(0, std::array<Switch, 4>{{{1000, 51, false}, {2000, 60, true}, {2400, 51, false}, {6500, 0, false}}});
    s.switches(1, std::array<Switch, 4>{{{1100, 52, false}, {3000, 0, false}, {3500, 52, false}, {6400, 0, false}}});

    const std::array<std::uint64_t, 2> flows{edgeId(1, 2, 0), edgeId(1, 3, 1)};
    s.begin(w0, 1000, State::Startup, "start");
    s.end(w0, 1200);
    s.begin(w0, 1500, State::Useful, "compute", 1);
    s.step(1, [&](Writer& w) { w.counter(ready, 1600, 3); });
    s.begin(w0, 1700, State::Overhead, "copy", 1);
    s.end(w0, 1800);
    s.end(w0, 2900, flows);
    s.begin(w1, 1200, State::Queue, "take");
    s.end(w1, 3900);
    s.begin(w1, 4000, State::Useful, "compute", 2, std::span(flows).first(1));
    s.begin(coroutine, 4000, State::Io, "read");
    s.step(1, [&](Writer& w) { w.counter(ready, 4100, -1); });
    s.end(coroutine, 5000);
    s.begin(w0, 4200, State::Useful, "compute", 3, std::span(flows).last(1));
    s.end(w0, 5200);
    s.end(w1, 6000);
    s.step(0, [](Writer& w) { w.loss({6100, 1, 12, "the ring of w1 was full"}); });
    s.step(0, [](Writer& w) { w.loss({6200, -1, 0, "the kernel said nothing"}); });
    s.endLane(w0, 6500);
    s.endLane(w1, 6400);
    s.endLane(coroutine, 6000);
    s.step(0, [](Writer& w) { w.endRun(firstSampleResult(), 7000); });
}

// Level 0: a worker process that was preempted, and died.
void secondRun(Scribe& s) {
    s.step(0, [](Writer& w) { w.beginRun(secondSampleRun(), 10'000); });
    const auto p0 = s.lane({LaneKind::Worker, 0, "p0", 70, 70, ""}, 10'100);
    s.begin(p0, 10'200, State::Useful, "compute", 5);
    s.begin(p0, 10'300, State::Runnable, "preempted");
    s.end(p0, 10'500);
    s.end(p0, 11'000);
    s.begin(p0, 11'100, State::Useful, "compute", 6);
    s.switches(3, std::array<Switch, 3>{{{10'200, 70, false}, {10'300, 0, true}, {10'500, 70, false}}});
    s.switches(3, std::array<Switch, 1>{{{11'200, 0, false}}});
    s.step(0, [](Writer& w) { w.endRun(secondSampleResult(), 12'000); });
}

}  // namespace

RunInfo firstSampleRun() {
    RunInfo r = someRun(1, 1, 4);
    r.title = "Threads, \"fixed\"";
    r.graphs = {{"stencil_1d", 2, 2}, {"stencil_1d 2", 1, 3}};
    return r;
}

RunInfo secondSampleRun() {
    RunInfo r = someRun(2, 0, 8);
    r.model = r.title = "process_pool";
    r.options.set("start", std::string("forkserver"));
    r.options.set("batch", std::int64_t(-4));
    r.options.set("share", 0.25);
    r.options.set("steal", true);
    r.repetition = 0;
    r.warmup = true;
    r.recorded = false;
    r.pinned = false;
    r.cores = {3};
    r.workers = 1;
    return r;
}

RunResult firstSampleResult() {
    RunResult r;
    r.begin = 1000;
    r.wall = 6000;
    r.tasks = 3;
    r.correct = true;
    r.digest = "0123456789abcdef";
    r.spans = 7;
    r.switches = 8;
    r.edges = 2;
    r.lostEvents = 12;
    r.bytesMoved = 0;
    return r;
}

RunResult secondSampleResult() {
    RunResult r;
    r.begin = 10'000;
    r.wall = 2000;
    r.digest = "ffffffffffffffff";
    r.error = "The worker p0 was killed by signal 9.";
    r.interrupted = true;
    return r;
}

SampleRecording sampleRecording(Writer::Packing packing, int stepsABlock) {
    Scribe s(packing, stepsABlock);
    // Nothing is written of a comparison until a time is known: flushing names the present one, which differs each
    // time.
    s.step(0, [](Writer& w) {
        w.comparison(someComparison());
        w.beginRun(someRun(0), 500);
    });
    s.step(0, [](Writer& w) { w.endRun({}, 600); });
    firstRun(s);
    secondRun(s);
    s.step(0, [](Writer& w) { w.endComparison(); });
    return s.take();
}

}  // namespace corelane::test
