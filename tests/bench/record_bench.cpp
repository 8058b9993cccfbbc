// What recording costs: a span against the two clock readings it consists of, a kernel switch, the bytes of a span in
// a file; and how well the two levels agree on the time that workers waited for a core.
#include "engine/record/recording.h"
#include "engine/record/ring.h"
#include "engine/trace/writer.h"
#include "tests/bench/bench.h"
#include "tests/bench/cores.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <sched.h>
#include <sys/eventfd.h>
#include <thread>
#include <time.h>
#include <unistd.h>

namespace corelane {
namespace {

struct NoEdges : EdgeSource {
    void inputs(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    void consumers(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    std::uint64_t edgeCount() const override { return 0; }
};

// A thread on each of the first `threads` cores, all at once; gives what they returned, in the mean.
template <class Body>
double onCores(int threads, Body body) {
    const std::vector<int> cores = coresHere();
    std::atomic<int> ready{0};
    std::vector<double> values(static_cast<std::size_t>(threads));
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&, t] {
            pinTo(cores[static_cast<std::size_t>(t) % cores.size()]);
            values[static_cast<std::size_t>(t)] = body(t, [&] {
                ready.fetch_add(1);
                while (ready.load() < threads) sched_yield();
            });
        });
    for (std::thread& t : all) t.join();
    double sum = 0;
    for (const double v : values) sum += v;
    return sum / threads;
}

template <class Once>
double nanosecondsEach(std::uint32_t count, Once once) {
    const Time start = boottimeNow();
    for (std::uint32_t i = 0; i < count; ++i) once(i);
    return static_cast<double>(boottimeNow() - start) / count;
}

struct Recorded {
    RunResult result;
    std::uint64_t bytes = 0;
    std::vector<RunnableTime> runnable;
};

// One run, recorded as the engine records it: the drainer lives all the while.
template <class Model>
Recorded record(const RecordingSettings& settings, Writer::Packing packing, Model model) {
    const NoEdges none;
    Writer writer([](std::string_view) -> Result<> { return {}; }, packing);
    writer.comparison({});
    (void)writer.flush();
    RunInfo info;
    info.number = 1;
    info.level = settings.level;
    info.graphs = {{"bench", 1, 1u << 20}};
    const std::uint64_t before = writer.bytesWritten();
    auto recording = Recording::start(info, settings, none, writer);
    if (!recording) {
        std::fprintf(stderr, "%s\n", recording.error().message.c_str());
        std::exit(1);
    }
    recording->recorder().begin();
    model(recording->recorder());
    recording->recorder().end();
    Recorded recorded;
    recorded.result = recording->finish({}, "", 0).value();
    recorded.bytes = writer.bytesWritten() - before;
    recorded.runnable = recording->runnableTimes();
    return recorded;
}

RecordingSettings settingsFor(int lanes, int level, const ClockFacts& clock) {
    RecordingSettings settings;
    settings.level = level;
    settings.recorder.lanes = lanes;
    settings.recorder.recordsPerLane = 1u << 17;
    settings.recorder.clock = clock.best;
    return settings;
}

// ---- a span

constexpr std::uint32_t spansAtOnce = 50'000;  // a millisecond or so: the drainer comes about once

double twoReads(int threads, const ClockFacts& facts) {
    const Clock clock(facts.best);
    return onCores(threads, [&](int, auto&& together) {
        together();
        return nanosecondsEach(spansAtOnce, [&](std::uint32_t) {
            std::uint64_t begin = clock.ticks();
            asm volatile("" : "+r"(begin));
            std::uint64_t end = clock.ticks();
            asm volatile("" : "+r"(end));
        });
    });
}

double oneSpan(int threads, const ClockFacts& clock) {
    double ns = 0;
    const Recorded recorded = record(settingsFor(threads, 0, clock), Writer::Packing::Plain, [&](Recorder& recorder) {
        const NameId name = recorder.name("task");
        ns = onCores(threads, [&](int t, auto&& together) {
            WorkerLane lane(recorder, t, "w");
            together();
            return nanosecondsEach(spansAtOnce, [&](std::uint32_t i) {
                const auto mark = lane.mark();
                asm volatile("" ::: "memory");
                lane.span(mark, State::Useful, name, i);
            });
        });
    });
    // A span that was dropped was cheaper: it does not count as one.
    return recorded.result.lostEvents ? ns * 2 : ns;
}

// A span with nothing but its times: what the core and the preemption of level 0 add to it.
double bareSpan(const ClockFacts& facts) {
    constexpr std::size_t capacity = 1u << 17;
    const auto header = std::make_unique<RingHeader>();
    std::vector<Record> records(capacity);
    const Clock clock(facts.best);
    return onCores(1, [&](int, auto&& together) {
        RingWriter ring(header.get(), records.data(), capacity);
        RingReader(header.get(), records.data(), capacity).drain([](const Record*, std::size_t) {});
        together();
        return nanosecondsEach(spansAtOnce, [&](std::uint32_t i) {
            const std::uint64_t begin = clock.ticks();
            asm volatile("" ::: "memory");
            ring.put({begin, clock.ticks(), i, 1, State::Useful, RecordKind::Span, 0, 0, 0});
        });
    });
}

// ---- a switch

double cpuNanoseconds() {
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_nsec);
}

// Two threads of one core hand a number to and fro: nothing but switches, two a trip. Nanoseconds of a trip.
constexpr int trips = 20'000;

double pingPong() {
    const int there = eventfd(0, 0), back = eventfd(0, 0), core = coresHere()[0];
    // The core is theirs alone, so their CPU time is the length of it, without what other programs take.
    double one = 0, two = 0;
    std::thread other([&] {
        pinTo(core);
        std::uint64_t v = 0;
        const double before = cpuNanoseconds();
        for (int i = 0; i < trips; ++i)
            if (read(there, &v, 8) != 8 || write(back, &v, 8) != 8) std::abort();
        two = cpuNanoseconds() - before;
    });
    std::thread([&] {
        pinTo(core);
        std::uint64_t v = 1;
        const double before = cpuNanoseconds();
        for (int i = 0; i < trips; ++i)
            if (write(there, &v, 8) != 8 || read(back, &v, 8) != 8) std::abort();
        one = cpuNanoseconds() - before;
    }).join();
    other.join();
    close(there);
    close(back);
    return (one + two) / trips;
}

double recordedTrip(const ClockFacts& clock) {
    double result = 0;
    record(settingsFor(1, 1, clock), Writer::Packing::Plain, [&](Recorder&) { result = pingPong(); });
    return result;
}

// ---- a span in a file

double bytesASpan(Writer::Packing packing, const ClockFacts& clock) {
    const int threads = static_cast<int>(coresHere().size());
    const Recorded recorded = record(settingsFor(threads, 0, clock), packing, [&](Recorder& recorder) {
        const NameId name = recorder.name("compute_bound");
        onCores(threads, [&](int t, auto&& together) {
            WorkerLane lane(recorder, t, fmt::format("w{}", t));
            std::mt19937_64 random(static_cast<std::uint64_t>(t));
            together();
            for (TaskIndex i = 0; i < 50'000; ++i) {
                const auto mark = lane.mark();
                for (std::uint64_t work = random() % 2000; work > 0; --work) asm volatile("");
                lane.span(
                    mark, State::Useful, name, 1 + i * static_cast<TaskIndex>(threads) + static_cast<TaskIndex>(t));
            }
            return 0.0;
        });
    });
    return static_cast<double>(recorded.bytes) / static_cast<double>(recorded.result.spans);
}

// ---- do the levels agree?

// Twice as many busy threads as cores; the worst worker, in percent of its runnable time as the kernel's switches
// tell.
double disagreement(const ClockFacts& clock) {
    const int threads = 2 * static_cast<int>(coresHere().size());
    RecordingSettings settings = settingsFor(threads, 1, clock);
    settings.crossCheck = true;
    const Recorded recorded = record(settings, Writer::Packing::Plain, [&](Recorder& recorder) {
        const NameId name = recorder.name("task");
        onCores(threads, [&](int t, auto&& together) {
            WorkerLane lane(recorder, t, fmt::format("w{}", t));
            together();
            for (const Time end = boottimeNow() + 500'000'000; boottimeNow() < end;) {
                const auto mark = lane.mark();
                for (int work = 0; work < 20'000; ++work) asm volatile("");
                lane.span(mark, State::Useful, name);
            }
            return 0.0;
        });
    });
    double worst = 0;
    for (const RunnableTime& worker : recorded.runnable)
        worst = std::max(
            worst, 100 * std::abs(static_cast<double>(worker.noted - worker.switched)) /
                       static_cast<double>(worker.switched));
    return worst;
}

}  // namespace

std::vector<Figure> recordBench() {
    const ClockFacts clock = measureClock();
    const int cores = static_cast<int>(coresHere().size());
    const std::string which = clock.best == Clock::Kind::Tsc ? "tsc" : "boottime";
    std::vector<Figure> figures;
    const auto spans = interleavedMedians(
        41, {
                [&] { return twoReads(1, clock); },
                [&] { return oneSpan(1, clock); },
                [&] { return bareSpan(clock); },
                [&] { return twoReads(cores, clock); },
                [&] { return oneSpan(cores, clock); },
            });
    figures.push_back({"span_one_thread", spans[1] / spans[0], "x two reads of " + which, 1.10});
    figures.push_back({"span_every_core", spans[4] / spans[3], "x two reads of " + which, 1.25});
    figures.push_back({"span_one_thread_ns", spans[1], "ns", which == "tsc" ? 25.0 : 65.0});
    figures.push_back({"level0_extra_ns", spans[1] - spans[2], "ns more than a bare ring", 2});
    figures.push_back({"bytes_per_span_plain", bytesASpan(Writer::Packing::Plain, clock), "bytes", 30});
    figures.push_back({"bytes_per_span_compressed", bytesASpan(Writer::Packing::Compressed, clock), "bytes", 10});
    if (const LevelFacts level = recordingLevel(); level.level < 1) {
        std::fprintf(stderr, "no figures of level 1: %s\n", level.detail.c_str());
        return figures;
    }
    // What a switch costs without being recorded varies by half from one moment to the next: differences, not
    // medians.
    const auto more = interleavedMedians(21, {[&] {
                                             const double unrecorded = pingPong();
                                             return recordedTrip(clock) - unrecorded;
                                         }});
    figures.push_back({"switch_cost", more[0] / 2 / 1000, "us more a switch, one core", 2});
    const auto worst = interleavedMedians(5, {[&] { return disagreement(clock); }});
    figures.push_back({"level_disagreement", worst[0], "% of runnable time, the worst worker", 5});
    return figures;
}

}  // namespace corelane
