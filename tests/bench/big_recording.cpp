#include "tests/bench/big_recording.h"

#include <algorithm>
#include <array>
#include <random>

namespace corelane {

BigRecording bigRecording(Writer::Packing packing, std::size_t spansWanted, With with) {
    BigRecording out;
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

}  // namespace corelane
