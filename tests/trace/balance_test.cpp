#include "engine/trace/balance_index.h"
#include "tests/support/text_trace.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <random>

using namespace corelane;
using test::read;
using test::recordingOf;

namespace {

constexpr Time ms = 1'000'000;

// A run under construction: pieces of workers' states, and at level 1 of who held a core.
struct Draft {
    Run run;
    std::vector<Lane> workers, cores;

    Draft(int coreCount, Duration wall, int level, Time begin = 0) {
        for (int c = 0; c < coreCount; ++c) run.info.cores.push_back(c);
        run.info.level = level;
        run.finished = true;
        run.begin = run.result.begin = begin;
        run.end = begin + wall;
        run.result.wall = wall;
        run.result.correct = true;
        for (int c = 0; level >= 1 && c < coreCount; ++c) {
            Lane lane;
            lane.kind = LaneKind::Core;
            lane.index = c;
            cores.push_back(lane);
        }
    }
    std::size_t worker(Time begin, Time end) {
        Lane lane;
        lane.index = static_cast<int>(workers.size());
        lane.begin = begin;
        lane.end = end;
        lane.segments = SegmentIndex(static_cast<std::uint8_t>(State::Overhead));
        workers.push_back(lane);
        return workers.size() - 1;
    }
    void state(std::size_t worker, Time begin, Time end, State state) {
        workers[worker].segments.append(begin, end, static_cast<std::uint8_t>(state));
        Span span;
        span.begin = begin;
        span.end = end;
        span.state = state;
        workers[worker].spans.push_back(span);
    }
    void onCore(int core, Time begin, Time end, int worker) {
        Span span;
        span.begin = begin;
        span.end = end;
        span.task = static_cast<TaskIndex>(worker + 1);
        cores[core].spans.push_back(span);
    }
    const Run& done() {
        run.workers.clear();
        run.cores.clear();
        for (const Lane& lane : workers) run.workers.push_back(std::make_shared<Lane>(lane));
        for (const Lane& lane : cores) run.cores.push_back(std::make_shared<Lane>(lane));
        return run;
    }
};

Duration sum(const Balance& b) {
    return std::accumulate(b.state.begin(), b.state.end(), b.residual);
}

}  // namespace

TEST_CASE("two cores, one worker computes, the other waits for its lock first") {
    for (int level : {0, 1}) {
        Draft draft(2, 10 * ms, level);
        const auto a = draft.worker(0, 10 * ms), b = draft.worker(0, 10 * ms);
        draft.state(a, 0, 10 * ms, State::Useful);
        draft.state(b, 0, 4 * ms, State::Lock);
        draft.state(b, 4 * ms, 10 * ms, State::Useful);
        if (level == 1) {
            draft.onCore(0, 0, 10 * ms, 0);
            draft.onCore(1, 4 * ms, 10 * ms, 1);
        }
        const Balance result = balance(draft.done());
        CHECK(result.of(State::Useful) == 16 * ms);
        CHECK(result.of(State::Lock) == 4 * ms);
        CHECK(result.residual == 0);
        CHECK(result.total == 20 * ms);
        CHECK(sum(result) == result.total);
    }
}

TEST_CASE("eight workers on two cores behind one lock claim no more than the spare core") {
    for (int level : {0, 1}) {
        Draft draft(2, 10 * ms, level);
        for (int w = 0; w < 8; ++w) {
            draft.worker(0, 10 * ms);
            draft.state(w, 0, 10 * ms, w == 0 ? State::Useful : State::Lock);
        }
        if (level == 1) draft.onCore(1, 0, 10 * ms, 0);
        const Balance result = balance(draft.done());
        CHECK(result.of(State::Useful) == 10 * ms);
        CHECK(result.of(State::Lock) == 10 * ms);
        CHECK(sum(result) == 20 * ms);
    }
}

TEST_CASE("waiting states share the spare cores in proportion, to the nanosecond") {
    Draft draft(1, 100, 0);
    for (int w = 0; w < 3; ++w) draft.worker(0, 100);
    draft.state(0, 0, 100, State::Lock);
    draft.state(1, 0, 100, State::Queue);
    draft.state(2, 0, 100, State::Io);
    const Balance result = balance(draft.done());
    CHECK(sum(result) == 100);
    for (State s : {State::Lock, State::Queue, State::Io}) {
        CHECK(result.of(s) >= 33);
        CHECK(result.of(s) <= 34);
    }
}

TEST_CASE("more computing workers than cores share the cores at level 0") {
    Draft draft(2, 9 * ms, 0);
    for (int w = 0; w < 3; ++w) draft.worker(0, 9 * ms);
    draft.state(0, 0, 9 * ms, State::Useful);
    draft.state(1, 0, 9 * ms, State::Useful);
    draft.state(2, 0, 9 * ms, State::Startup);
    const Balance result = balance(draft.done());
    CHECK(result.of(State::Useful) == 12 * ms);
    CHECK(result.of(State::Startup) == 6 * ms);
    CHECK(sum(result) == 18 * ms);
}

TEST_CASE("a worker that spins on a core counts as its lock, another thread of the run as overhead") {
    Draft draft(2, 10 * ms, 1);
    const auto a = draft.worker(0, 10 * ms);
    draft.state(a, 0, 10 * ms, State::Lock);
    draft.onCore(0, 0, 10 * ms, 0);
    draft.onCore(1, 2 * ms, 5 * ms, -1);
    const Balance result = balance(draft.done());
    CHECK(result.of(State::Lock) == 10 * ms);
    CHECK(result.of(State::Overhead) == 3 * ms);
    CHECK(result.of(State::Idle) == 7 * ms);
}

TEST_CASE("an idle worker claims nothing, and beyond the last one all is idle") {
    Draft draft(4, 10 * ms, 0);
    const auto a = draft.worker(0, 6 * ms);
    draft.worker(2 * ms, 10 * ms);
    draft.state(a, 0, 6 * ms, State::Useful);
    draft.state(1, 2 * ms, 10 * ms, State::Idle);
    const Balance result = balance(draft.done());
    CHECK(result.of(State::Useful) == 6 * ms);
    CHECK(result.of(State::Idle) == 34 * ms);
}

TEST_CASE("cores outside the run's set are not counted, nor are the workers on them missing") {
    Draft draft(1, 10 * ms, 1);
    Lane elsewhere;
    elsewhere.kind = LaneKind::Core;
    elsewhere.index = 5;
    draft.cores.push_back(elsewhere);
    const auto a = draft.worker(0, 10 * ms);
    draft.state(a, 0, 10 * ms, State::Useful);
    draft.onCore(0, 0, 4 * ms, 0);
    draft.onCore(1, 4 * ms, 10 * ms, 0);
    const Balance result = balance(draft.done());
    CHECK(result.total == 10 * ms);
    CHECK(result.of(State::Useful) == 4 * ms);
    CHECK(result.of(State::Idle) == 6 * ms);
    CHECK(result.residual == 0);
}

TEST_CASE("a worker said to compute that no core ran is residual at level 1") {
    Draft draft(1, 10 * ms, 1);
    const auto a = draft.worker(0, 10 * ms);
    draft.state(a, 0, 10 * ms, State::Useful);
    draft.onCore(0, 3 * ms, 10 * ms, 0);
    const Balance result = balance(draft.done());
    CHECK(result.of(State::Useful) == 7 * ms);
    CHECK(result.residual == 3 * ms);
}

TEST_CASE("a lane that was cut is residual from its last record on") {
    Draft draft(2, 10 * ms, 0);
    const auto a = draft.worker(0, 10 * ms), killed = draft.worker(0, 0);
    draft.state(a, 0, 10 * ms, State::Useful);
    draft.state(killed, 0, 4 * ms, State::Useful);
    const Run& run = draft.done();
    const Balance result = balance(run);
    CHECK(result.of(State::Useful) == 14 * ms);
    CHECK(result.residual == 6 * ms);
    CHECK(sum(result) == 20 * ms);
    const Balance own = workerBalance(run, killed, 0, 10 * ms);
    CHECK(own.of(State::Useful) == 4 * ms);
    CHECK(own.residual == 6 * ms);
    CHECK(own.total == 10 * ms);
}

TEST_CASE("the time around a lost event is residual, up to the events that were kept") {
    Draft draft(1, 10 * ms, 0);
    const auto a = draft.worker(0, 10 * ms);
    draft.state(a, 0, 2 * ms, State::Useful);
    draft.state(a, 2 * ms, 7 * ms, State::Queue);
    draft.state(a, 7 * ms, 10 * ms, State::Useful);
    draft.run.losses.push_back({4 * ms, 0, 17, "the ring was full"});
    const Run& run = draft.done();
    const Balance result = balance(run);
    CHECK(result.of(State::Useful) == 5 * ms);
    CHECK(result.of(State::Queue) == 0);
    CHECK(result.residual == 5 * ms);
    const Balance own = workerBalance(run, a, 0, 10 * ms);
    CHECK(own.residual == 5 * ms);
    CHECK(sum(own) == 10 * ms);
}

TEST_CASE("a loss in a gap between spans, or inside a parent, reaches to the nearest kept events") {
    Draft draft(1, 100, 0);
    const auto a = draft.worker(0, 100);
    auto& lane = draft.workers[a];
    // parent 10..90 with children 20..30 and 60..70; lost at 40
    lane.spans.push_back({10, 90, 0, 0, State::Overhead, 0});
    lane.spans.push_back({20, 30, 0, 0, State::Useful, 1});
    lane.spans.push_back({60, 70, 0, 0, State::Useful, 1});
    lane.segments.append(10, 20, static_cast<std::uint8_t>(State::Overhead));
    lane.segments.append(20, 30, static_cast<std::uint8_t>(State::Useful));
    lane.segments.append(30, 60, static_cast<std::uint8_t>(State::Overhead));
    lane.segments.append(60, 70, static_cast<std::uint8_t>(State::Useful));
    lane.segments.append(70, 90, static_cast<std::uint8_t>(State::Overhead));
    draft.run.losses.push_back({40, 0, 1, "the ring was full"});
    const Balance result = balance(draft.done());
    CHECK(result.residual == 30);
    CHECK(result.of(State::Useful) == 20);
    CHECK(result.of(State::Overhead) == 50);  // the lane's life before and after its spans too
}

TEST_CASE("a part of a run is balanced alone, and the parts add up") {
    Draft draft(2, 10 * ms, 0, 1000 * ms);
    const Time t = 1000 * ms;
    const auto a = draft.worker(t, t + 10 * ms), b = draft.worker(t, t + 10 * ms);
    draft.state(a, t, t + 10 * ms, State::Useful);
    draft.state(b, t, t + 4 * ms, State::Lock);
    draft.state(b, t + 4 * ms, t + 10 * ms, State::Useful);
    const Run& run = draft.done();
    const Balance first = balance(run, t - 5 * ms, t + 5 * ms), rest = balance(run, t + 5 * ms, t + 99 * ms);
    CHECK(first.total == 10 * ms);
    CHECK(first.of(State::Lock) == 4 * ms);
    CHECK(first.of(State::Useful) == 6 * ms);
    CHECK(rest.of(State::Useful) == 10 * ms);
    CHECK(balance(run, t + 20 * ms, t + 30 * ms).total == 0);
    CHECK(balance(run, t + 5 * ms, t + 5 * ms).total == 0);
}

TEST_CASE("a run that still goes on is balanced up to the last time seen") {
    Draft draft(1, 10 * ms, 1);
    const auto a = draft.worker(0, 0);
    draft.state(a, 0, 6 * ms, State::Useful);
    draft.onCore(0, 0, -1, 0);  // still on the core
    draft.run.finished = false;
    draft.run.end = 8 * ms;
    const Balance result = balance(draft.done());
    CHECK(result.total == 8 * ms);
    CHECK(result.of(State::Useful) == 6 * ms);
    CHECK(result.residual == 2 * ms);
}

TEST_CASE("a run without workers or without a core set is all idle") {
    Draft none(2, 10 * ms, 1);
    CHECK(balance(none.done()).of(State::Idle) == 20 * ms);
    Run empty;
    CHECK(balance(empty).total == 0);
}

TEST_CASE("a worker's balance is its own time by state") {
    Draft draft(1, 10 * ms, 0);
    const auto a = draft.worker(1 * ms, 9 * ms);
    draft.state(a, 2 * ms, 5 * ms, State::Useful);
    draft.state(a, 6 * ms, 8 * ms, State::Io);
    const Balance own = workerBalance(draft.done(), a, 0, 10 * ms);
    CHECK(own.of(State::Useful) == 3 * ms);
    CHECK(own.of(State::Io) == 2 * ms);
    CHECK(own.of(State::Overhead) == 3 * ms);
    CHECK(own.of(State::Idle) == 2 * ms);
    CHECK(sum(own) == own.total);
}

namespace {

// Random lanes: lives, gaps, all states, at level 1 cores that change hands, losses and cut lanes.
Draft randomRun(std::mt19937& random) {
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const int cores = 1 + below(4), workers = below(9), level = below(2);
    const Duration wall = 1 + below(5000);
    Draft draft(cores, wall, level, below(1000));
    const Time begin = draft.run.begin, end = draft.run.end;
    for (int w = 0; w < workers; ++w) {
        const Time born = begin + below(static_cast<int>(wall));
        const Time died = below(5) == 0 ? 0 : born + 1 + below(static_cast<int>(end - born));
        const auto lane = draft.worker(born, died);
        const Time last = died > 0 ? died : end;
        for (Time t = born + below(20); t < last;) {
            const Time next = std::min<Time>(last, t + 1 + below(300));
            draft.state(lane, t, next, allStates[below(stateCount)]);
            t = next + (below(3) == 0 ? below(40) : 0);
        }
        if (below(4) == 0) draft.run.losses.push_back({begin + below(static_cast<int>(wall)), w, 1, "lost"});
    }
    for (int c = 0; level == 1 && c < cores; ++c)
        for (Time t = begin; t < end;) {
            const Time next = t + 1 + below(200);
            if (below(3) > 0) draft.onCore(c, t, next, below(workers + 1) - 1);
            t = next;
        }
    return draft;
}

}  // namespace

TEST_CASE("of random runs every balance sums exactly, is never negative and fits its parts") {
    std::mt19937 random(20260131);
    for (int round = 0; round < 400; ++round) {
        Draft draft = randomRun(random);
        const Run& run = draft.done();
        const Balance whole = balance(run);
        const auto cores = static_cast<std::int64_t>(run.info.cores.size());
        INFO("round " << round);
        REQUIRE(whole.total == cores * run.result.wall);
        REQUIRE(sum(whole) == whole.total);
        REQUIRE(whole.residual >= 0);
        const Time middle = run.begin + run.result.wall / 2;
        const Balance left = balance(run, run.begin, middle), right = balance(run, middle, run.end);
        REQUIRE(sum(left) == left.total);
        REQUIRE(left.total + right.total == whole.total);
        for (State s : allStates) {
            REQUIRE(whole.of(s) >= 0);
            REQUIRE(whole.of(s) <= whole.total);
            // Only shares are rounded, once a number of claims.
            REQUIRE(std::abs(left.of(s) + right.of(s) - whole.of(s)) <= 16);
        }
        // No waiting state claims more core time than its workers spent in it.
        std::array<Duration, stateCount> spent{};
        for (std::size_t w = 0; w < run.workers.size(); ++w) {
            const Balance own = workerBalance(run, w, run.begin, run.end);
            REQUIRE(own.total == run.result.wall);
            REQUIRE(sum(own) == own.total);
            for (State s : allStates) spent[static_cast<std::size_t>(s)] += own.of(s);
        }
        if (run.info.level == 0)
            for (State s :
                 {State::Useful, State::Overhead, State::Lock, State::Queue, State::Io, State::Runnable,
                  State::Startup})
                REQUIRE(whole.of(s) <= spent[static_cast<std::size_t>(s)] + 16);
    }
}

TEST_CASE("the balance equals the definition applied to every nanosecond") {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        Draft draft = randomRun(random);
        draft.run.losses.clear();
        for (Lane& lane : draft.workers)
            if (lane.end == 0) lane.end = draft.run.end;
        const Run& run = draft.done();
        const Balance fast = balance(run);
        std::array<double, stateCount> slow{};
        double residual = 0;
        const auto cores = static_cast<int>(run.info.cores.size());
        for (Time t = run.begin; t < run.end; ++t) {
            std::array<int, stateCount> runs{}, waits{};
            int unknown = 0, running = 0, waiting = 0;
            std::vector<int> onCore(run.workers.size(), 0);
            const auto stateAt = [&](const Lane& lane, bool& alive, bool& gap) {
                alive = t >= lane.begin && (t < lane.end || t < lane.segments.end());
                const std::size_t at = lane.segments.find(t);
                const bool inside = at < lane.segments.size() && lane.segments.segment(at).begin <= t;
                gap = alive && !inside;
                return inside ? static_cast<State>(lane.segments.segment(at).category) : State::Overhead;
            };
            for (const auto& core : run.cores)
                for (std::size_t i = 0; i < core->spans.size(); ++i) {
                    const Span& span = core->spans[i];
                    if (t < span.begin || t >= span.end) continue;
                    ++running;
                    if (span.task == 0) {
                        ++runs[static_cast<std::size_t>(State::Overhead)];
                        continue;
                    }
                    ++onCore[span.task - 1];
                    bool alive, gap;
                    const State s = stateAt(*run.workers[span.task - 1], alive, gap);
                    ++runs[static_cast<std::size_t>(alive ? s : State::Overhead)];
                }
            for (std::size_t w = 0; w < run.workers.size(); ++w) {
                bool alive, gap;
                const State s = stateAt(*run.workers[w], alive, gap);
                if (!alive || onCore[w] > 0 || s == State::Idle) continue;
                const bool computes = s == State::Useful || s == State::Overhead;
                if (run.info.level == 0 && (computes || s == State::Startup)) {
                    ++runs[static_cast<std::size_t>(s)];
                    ++running;
                } else if (run.info.level == 1 && computes) {
                    if (gap) continue;
                    ++unknown;
                    ++waiting;
                } else {
                    ++waits[static_cast<std::size_t>(s)];
                    ++waiting;
                }
            }
            const double runScale = running > cores ? static_cast<double>(cores) / running : 1.0;
            const int spare = std::max(0, cores - running);
            const double waitScale = waiting > spare ? static_cast<double>(spare) / waiting : 1.0;
            for (int s = 0; s < stateCount; ++s) slow[s] += runs[s] * runScale + waits[s] * waitScale;
            residual += unknown * waitScale;
            if (waiting < spare) slow[static_cast<std::size_t>(State::Idle)] += spare - waiting;
        }
        INFO("round " << round);
        for (State s : allStates)
            REQUIRE(std::abs(slow[static_cast<std::size_t>(s)] - static_cast<double>(fast.of(s))) <= 16);
        REQUIRE(std::abs(residual - static_cast<double>(fast.residual)) <= 16);
    }
}

// Times itself; run it with: corelane_trace_test "[.measure]"
TEST_CASE("balancing a million segments", "[.measure]") {
    Draft draft(8, 125'000 * 100, 1);
    for (int w = 0; w < 8; ++w) {
        draft.worker(0, draft.run.end);
        for (int i = 0; i < 125'000; ++i)
            draft.state(w, i * 100 + w, i * 100 + 100 + w, allStates[(i + w) % 2 == 0 ? 0 : 2]);
        for (int i = 0; i < 25'000; ++i) draft.onCore(w, i * 500, i * 500 + 400, w);
    }
    const Run& run = draft.done();
    const auto start = std::chrono::steady_clock::now();
    const Balance result = balance(run);
    const auto took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    CHECK(sum(result) == result.total);
    WARN("10^6 segments and 2 x 10^5 switches: " << took << " ms");
}

TEST_CASE("an index gives the balance of any range, exactly in sum and to a nanosecond a window in its parts") {
    const auto trace = read(recordingOf("w0 |ssAAAAAAllllBBBBBBBBqqqqCCCCCCCC..oo|\n"
                                        "w1 |  DDDDDDDDDDDDiiiiiiEEEEEEEErrrrFFFF|\n"
                                        "w2 |lllllllllGGGGGGGGGGGGGGGGlllllHHHHHH|\n"));
    const auto run = trace->runs.front();
    const BalanceIndex index(run);
    const Extent whole = extent(*run);
    const Duration wall = whole.end - whole.begin;
    for (const double from : {-0.5, 0.0, 0.013, 0.2, 0.5, 0.77, 1.0})
        for (const double length : {0.0, 0.0001, 0.01, 0.3, 0.8, 1.0, 2.0}) {
            const Time begin = whole.begin + static_cast<Duration>(from * static_cast<double>(wall));
            const Time end = begin + static_cast<Duration>(length * static_cast<double>(wall));
            const Balance direct = balance(*run, begin, end), quick = index.of(begin, end);
            CAPTURE(from, length);
            CHECK(quick.total == direct.total);
            Duration sum = quick.residual;
            for (const State state : allStates) {
                sum += quick.of(state);
                CHECK(std::abs(quick.of(state) - direct.of(state)) <= 1026);
            }
            CHECK(sum == quick.total);
        }
}
