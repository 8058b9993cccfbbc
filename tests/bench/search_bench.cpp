// Searching 10^7 spans of 64 lanes in four runs: when the first hits are known, and when all is.
#include "engine/trace/search.h"
#include "tests/bench/bench.h"

#include <chrono>
#include <random>
#include <string>

namespace corelane {
namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::shared_ptr<const Trace> longTrace() {
    constexpr int runs = 4, lanes = 16;
    constexpr std::size_t spansOfLane = 10'000'000 / (runs * lanes);
    auto trace = std::make_shared<Trace>();
    std::vector<std::string> names{""};
    for (int i = 1; i < 200; ++i) names.push_back("object " + std::to_string(i));
    trace->names = std::make_shared<const std::vector<std::string>>(names);
    std::mt19937_64 random(1);
    for (int r = 0; r < runs; ++r) {
        auto run = std::make_shared<Run>();
        run->info.number = r + 1;
        run->info.graphs = {{"stencil_1d", static_cast<std::uint32_t>(spansOfLane), lanes}};
        run->naming = TaskNaming(run->info.graphs);
        for (int l = 0; l < lanes; ++l) {
            auto lane = std::make_shared<Lane>();
            lane->index = l;
            lane->name = "w" + std::to_string(l);
            Time at = 0;
            for (std::size_t i = 0; i < spansOfLane; ++i) {
                const auto dice = random();
                const bool wait = dice % 4 == 0;
                const Duration took = 1'000 + static_cast<Duration>((dice >> 8) % 30'000);
                const auto step = static_cast<std::uint32_t>(i);
                lane->spans.push_back(
                    {at, at + took, wait ? 0 : run->naming.index({0, step, static_cast<std::uint32_t>(l)}),
                     static_cast<std::uint16_t>(1 + (dice >> 40) % 199), wait ? State::Lock : State::Useful, 0});
                at += took;
            }
            run->end = std::max(run->end, at);
            run->workers.push_back(lane);
        }
        trace->runs.push_back(run);
    }
    return trace;
}

}  // namespace

std::vector<Figure> searchBench() {
    const auto trace = longTrace();
    constexpr std::size_t most = 10'000;
    double slowestFirst = 0, slowestWhole = 0;
    for (const char* text : {"lock > 25us on w3", "object 17", "stencil_1d", "wait", "100000.15"}) {
        const Query query = *parseQuery(text);
        const double begin = now();
        double first = 0;
        const Found found = search(*trace, trace->runs, query, most, [&](const Found& soFar) {
            if (first == 0 && soFar.count > 0) first = now() - begin;
            return true;
        });
        const double whole = now() - begin;
        // One task of one lane is known when its lane is reached: that is no first of many.
        if (found.count > most) slowestFirst = std::max(slowestFirst, first);
        slowestWhole = std::max(slowestWhole, whole);
    }
    return {
        {"search_first_hits", slowestFirst * 1e3, "ms until the first hits among 10^7 spans", 50},
        {"search_complete", slowestWhole * 1e3, "ms for all of 10^7 spans", 1000}};
}

}  // namespace corelane
