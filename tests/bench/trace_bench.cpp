// Reading a big recording, in memory: events a second, what a snapshot costs on the way, and what a frame asks of a
// long lane. Anchors that drift with the machine are measured in the same turns: copying the bytes, inflating them.
#include "engine/trace/reader.h"
#include "tests/bench/bench.h"
#include "tests/bench/big_recording.h"

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

// Seconds until all of it is a trace with its finished lanes, edges and index.
double readSeconds(const BigRecording& recorded) {
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
double snapshotSeconds(const BigRecording& recorded) {
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
    const BigRecording plain = bigRecording(Writer::Packing::Plain, 2'500'000);
    const BigRecording compressed = bigRecording(Writer::Packing::Compressed, 2'500'000);
    const BigRecording fifth = bigRecording(Writer::Packing::Plain, 500'000);
    const auto bytesASpan = [](Writer::Packing packing) {
        const BigRecording spans = bigRecording(packing, 300'000, With::SpansOnly);
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
