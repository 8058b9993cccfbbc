// What a report asks of a long run: its findings, the balance of a range, its critical path.
#include "engine/findings/finding.h"
#include "engine/trace/balance_index.h"
#include "engine/trace/critical_path.h"
#include "engine/trace/reader.h"
#include "tests/bench/bench.h"
#include "tests/bench/big_recording.h"

#include <chrono>

namespace corelane {
namespace {

std::shared_ptr<const Trace> read(std::size_t spans) {
    const BigRecording recording = bigRecording(Writer::Packing::Plain, spans);
    Reader reader;
    (void)reader.feed(recording.bytes);
    (void)reader.finish();
    return reader.snapshot();
}

template <class Work>
double seconds(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    const bool sane = work();
    const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return sane ? taken : 1e9;
}

}  // namespace

std::vector<Figure> findingsBench() {
    const auto spans = read(10'000'000), tasks = read(1'230'000);  // of which a sixth are waits
    const Run &big = *spans->runs.front(), &graph = *tasks->runs.front();
    const Extent whole = extent(big);
    const BalanceIndex index(spans->runs.front());
    const auto medians = interleavedMedians(
        5, {
               [&] { return seconds([&] { return findingsOf(*spans, big, 1).size() < 100; }); },
               [&] {
                   return seconds([&] {
                       const Duration tenth = (whole.end - whole.begin) / 10;
                       return index.of(whole.begin + tenth + 77, whole.end - tenth - 77).total > 0;
                   });
               },
               [&] { return seconds([&] { return BalanceIndex(spans->runs.front()).run() != nullptr; }); },
               [&] {
                   return seconds([&] {
                       const auto path = criticalPath(graph);
                       return path && !path->pieces.empty() && graph.places->size() >= 1'000'000;
                   });
               },
           });
    return {
        {"findings_10M_spans", medians[0], "s", 2},
        {"range_10M_spans", medians[1] * 1e3, "ms for the balance of four fifths of it", 50},
        {"range_index_10M_spans", medians[2], "s, once a run", 2},
        {"critical_path_1M_tasks", medians[3], "s", 1},
    };
}

}  // namespace corelane
