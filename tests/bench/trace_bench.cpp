// Reading a big recording, in memory: events a second, what a snapshot costs on the way, and what a frame asks of a
// long lane. Anchors that drift with the machine are measured in the same turns: copying the bytes, inflating them.
#include "engine/trace/reader.h"
#include "engine/trace/writer.h"
#include "tests/bench/bench.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <string>
#include <vector>

namespace corelane {
namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Recorded {
    std::string bytes;
    double events = 0, spans = 0;
};
enum class With { EdgesAndMore, SpansOnly };

// Workers of a stencil: a task every ten microseconds or so with three inputs, one of them from a neighbour, a wait
// now and then, a counter, and a switch now and then.
Recorded recording(Writer::Packing packing, std::size_t spansWanted, With with = With::EdgesAndMore) {
    Recorded out;
    Writer writer(
        [&](std::string_view more) -> Result<> {
            out.bytes.append(more);
            return {};
        },
        packing);
    constexpr int workers = 8;
    constexpr std::array<const char*, workers> names{"w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7"};
    const Time start = 1'000'000'000'000;
    writer.comparison({});
    RunInfo info;
    info.number = 1;
    info.level = 1;
    info.graphs = {{"stencil_1d", static_cast<std::uint32_t>(spansWanted / workers + 1), workers}};
    writer.beginRun(info, start);
    std::array<Writer::LaneId, workers> lanes{};
    std::array<Time, workers> at{};
    at.fill(start);
    for (int w = 0; w < workers; ++w)
        lanes[w] = writer.lane({LaneKind::Worker, w, names[w], 500, 501 + w, ""}, start);
    const auto ready = writer.lane({LaneKind::Counter, 0, "ready tasks", 0, 0, "tasks"}, start);
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> taskTime(9.2, 0.4);
    TaskIndex task = 0;
    while (out.spans < static_cast<double>(spansWanted)) {
        for (int w = 0; w < workers; ++w) {
            ++task;
            const std::array<std::uint64_t, 1> in{edgeId(1, task, 0)}, given{edgeId(1, task + workers, 0)};
            const bool crosses = with == With::EdgesAndMore && task % 4 == 0;
            if (random() % 5 == 0) {
                writer.begin(lanes[w], at[w], State::Lock, "wait for input");
                writer.end(lanes[w], at[w] += static_cast<Time>(random() % 5000));
                ++out.spans;
                out.events += 2;
            }
            if (with == With::EdgesAndMore && random() % 50 == 0) {
                const std::array<Switch, 2> pair{{{at[w], 0, true}, {at[w] + 30, 501 + w, false}}};
                writer.switches(w, pair);
                out.events += 2;
            }
            writer.begin(
                lanes[w], at[w] += 40 + static_cast<Time>(random() % 30), State::Useful, "compute_bound", task,
                crosses ? std::span(in) : std::span<const std::uint64_t>());
            writer.end(
                lanes[w], at[w] += static_cast<Time>(taskTime(random)),
                crosses ? std::span(given) : std::span<const std::uint64_t>());
            ++out.spans;
            out.events += 2;
        }
        if (with == With::SpansOnly) continue;
        writer.counter(ready, at[0], static_cast<std::int64_t>(random() % 20));
        ++out.events;
    }
    RunResult result;
    result.begin = start;
    result.wall = *std::max_element(at.begin(), at.end()) - start;
    writer.endRun(result, start + result.wall);
    writer.endComparison();
    (void)writer.flush();
    return out;
}

// Seconds until all of it is a trace with its finished lanes, edges and index.
double readSeconds(const Recorded& recorded) {
    const double start = now();
    Reader reader;
    constexpr std::size_t piece = 4 << 20;  // as readTrace() takes a file
    for (std::size_t at = 0; at < recorded.bytes.size(); at += piece)
        (void)reader.feed(std::string_view(recorded.bytes).substr(at, piece));
    (void)reader.finish();
    const auto trace = reader.snapshot();
    const double seconds = now() - start;
    // Ending the run adds a switch a core.
    const double more = static_cast<double>(trace->events) - recorded.events;
    return more >= 0 && more <= 8 ? seconds : 1e9;
}

// The costliest snapshot while a run of that many spans is being read, in seconds.
double snapshotSeconds(const Recorded& recorded) {
    Reader reader;
    double worst = 0;
    const std::size_t piece = recorded.bytes.size() / 20;
    std::shared_ptr<const Trace> kept;
    for (int i = 0; i < 18; ++i) {
        (void)reader.feed(std::string_view(recorded.bytes).substr(i * piece, piece));
        const double start = now();
        kept = reader.snapshot();
        worst = std::max(worst, now() - start);
    }
    return worst;
}

SegmentIndex longLane(std::size_t segments, unsigned seed) {
    std::mt19937_64 random(seed);
    SegmentIndex index;
    Time at = 0;
    std::uint8_t category = 0;
    while (index.size() < segments) {
        const Time end = at + 1 + static_cast<Time>(random() % 20'000);
        category = static_cast<std::uint8_t>((category + 1 + random() % 6) % 8);
        index.append(at, end, category);
        at = end;
    }
    return index;
}

// The slowest of many zooms over these lanes, 1920 columns each, in seconds.
double querySeconds(const std::vector<SegmentIndex>& lanes) {
    std::array<Column, 1920> columns;
    const Time end = lanes[0].end();
    double worst = 0;
    for (Duration length = end; length > 2000; length = length * 2 / 3) {
        double best = 1e9;  // of a few places: the machine's hiccups are not the index's
        for (int i = 0; i < 5; ++i) {
            const Time from = (end - length) / 7 * (i + 1);
            const double start = now();
            for (const SegmentIndex& lane : lanes) lane.query(from, from + length, columns);
            best = std::min(best, now() - start);
        }
        worst = std::max(worst, best);
    }
    return worst;
}

double totalsSeconds(const SegmentIndex& index) {
    constexpr int rounds = 2000;
    Duration sum = 0;
    const double start = now();
    for (int i = 0; i < rounds; ++i) sum += index.totals(i * 1000, index.end() - i * 1'000'000)[1];
    return sum > 0 ? (now() - start) / rounds : 1e9;
}

}  // namespace

std::vector<Figure> traceBench() {
    const Recorded plain = recording(Writer::Packing::Plain, 2'500'000);
    const Recorded compressed = recording(Writer::Packing::Compressed, 2'500'000);
    const Recorded fifth = recording(Writer::Packing::Plain, 500'000);
    const auto bytesASpan = [](Writer::Packing packing) {
        const Recorded spans = recording(packing, 300'000, With::SpansOnly);
        return static_cast<double>(spans.bytes.size()) / spans.spans;
    };
    const std::vector<SegmentIndex> one{longLane(10'000'000, 1)};
    std::vector<SegmentIndex> many;
    for (unsigned lane = 0; lane < 64; ++lane) many.push_back(longLane(10'000'000 / 64, lane));
    const auto medians = interleavedMedians(
        7, {
               [&] { return readSeconds(plain); },
               [&] { return readSeconds(compressed); },
               [&] { return snapshotSeconds(plain); },
               [&] { return snapshotSeconds(fifth); },
               [&] { return querySeconds(one); },
               [&] { return querySeconds(many); },
               [&] { return totalsSeconds(one[0]); },
           });
    return {
        {"read_plain", plain.events / medians[0] / 1e6, "M events/s", 10, false},
        {"read_compressed", compressed.events / medians[1] / 1e6, "M events/s", 10, false},
        {"bytes_per_span_plain", bytesASpan(Writer::Packing::Plain), "bytes", 30},
        {"bytes_per_span_compressed", bytesASpan(Writer::Packing::Compressed), "bytes", 10},
        {"snapshot_2500k_spans", medians[2] * 1e3, "ms, the worst on the way", 2},
        {"snapshot_growth", medians[2] / medians[3], "x the one at a fifth of the spans", 8},
        {"query_64_lanes", medians[5] * 1e3, "ms for 64 lanes of 10^7 segments in all, worst zoom", 8},
        {"query_one_lane", medians[4] * 1e3, "ms for one lane of 10^7 segments, worst zoom", 0.25},
        {"totals_10M_segments", medians[6] * 1e6, "us for a range", 5},
    };
}

}  // namespace corelane
