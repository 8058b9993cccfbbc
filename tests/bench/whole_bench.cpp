// The whole program from outside: every shipped preset through corelane-engine, its time, its recording cost, its
// losses.
#include "engine/run/preset.h"
#include "engine/trace/reader.h"
#include "engine/trace/statistics.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <memory>

namespace corelane {
namespace {

using Seconds = std::chrono::duration<double>;

double secondsSince(std::chrono::steady_clock::time_point start) {
    return Seconds(std::chrono::steady_clock::now() - start).count();
}

std::unique_ptr<FILE, int (*)(FILE*)> engine(const std::string& words) {
    return {popen(fmt::format("{}/corelane-engine {} 2>/dev/null", CORELANE_BIN, words).c_str(), "r"), &pclose};
}

std::string readAll(FILE* pipe) {
    std::string text;
    char piece[65536];
    for (std::size_t n; (n = fread(piece, 1, sizeof piece, pipe)) > 0;) text.append(piece, n);
    return text;
}

// Three comparisons: the cost is the difference of two times that each vary by more than it.
void presetFigures(const std::string& preset, std::vector<Figure>& figures) {
    std::vector<double> seconds, costs;
    double lost = 0;
    int wrong = 0;
    for (int turn = 0; turn < 3; ++turn) {
        const auto start = std::chrono::steady_clock::now();
        const auto json = nlohmann::json::parse(readAll(engine("run " + preset + " --json").get()), nullptr, false);
        seconds.push_back(secondsSince(start));
        if (json.is_discarded()) {
            ++wrong;
            continue;
        }
        const auto& recording = json["recording"];
        if (recording["cost_percent"].is_number()) costs.push_back(recording["cost_percent"]);
        lost += recording["lost_events"].get<double>();
        for (const auto& run : json["runs"]) wrong += !run["correct"].get<bool>();
    }
    const std::string command = fmt::format("corelane-engine run {} --json, three times", preset);
    figures.push_back({preset + "_seconds", median(seconds), "s", preset == "stencil" ? 10.0 : 20.0, true, command});
    if (!costs.empty())
        figures.push_back({preset + "_recording_cost", median(costs), "% of the wall time", 2, true, command});
    figures.push_back({preset + "_lost", lost, "events", 0, true, command});
    figures.push_back({preset + "_wrong", double(wrong), "runs", 0, true, command});
}

// From starting the engine until its live stream has shown the first recorded span.
double firstSpanSeconds() {
    const auto start = std::chrono::steady_clock::now();
    const auto pipe = engine("run stencil --live -o -");
    Reader reader;
    double seconds = -1;
    char piece[4096];
    for (std::size_t n; (n = fread(piece, 1, sizeof piece, pipe.get())) > 0;) {
        if (seconds >= 0) continue;  // read on, so that the engine ends as it should
        if (!reader.feed({piece, n})) break;
        const auto seen = reader.snapshot();
        for (const auto& run : seen->runs)
            for (const auto& lane : run->workers)
                if (!lane->spans.empty() && seconds < 0) seconds = secondsSince(start);
    }
    return seconds;
}

}  // namespace

std::vector<Figure> wholeBench() {
    std::vector<Figure> figures;
    figures.push_back(
        {"first_span_seconds", firstSpanSeconds(), "s from start to the first span", 1, true,
         "corelane-engine run stencil --live -o - | (time to the first span)"});
    const auto presets = shippedPresets();
    if (!presets) return figures;
    for (const ShippedPreset& preset : *presets) presetFigures(preset.name, figures);
    return figures;
}

}  // namespace corelane
