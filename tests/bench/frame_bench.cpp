// The window from outside: what a frame costs at ten million spans, and how soon lanes are on screen after Run.
#include "engine/trace/statistics.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace corelane {
namespace {

nlohmann::json window(const std::string& option) {
    const std::string command = fmt::format(
        "QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES='*=false' {}/corelane {} 2>/dev/null", CORELANE_BIN, option);
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
    std::string text;
    char piece[4096];
    for (std::size_t n; (n = fread(piece, 1, sizeof piece, pipe.get())) > 0;) text.append(piece, n);
    return nlohmann::json::parse(text, nullptr, false);
}

}  // namespace

std::vector<Figure> frameBench() {
    std::vector<Figure> figures;
    if (!std::filesystem::exists(std::string(CORELANE_BIN) + "/corelane")) {
        std::fprintf(
            stderr, "corelane-bench: frame is left out, because the window was not built (CORELANE_APP=OFF).\n");
        return figures;
    }
    const auto frame = window("--frame-bench");
    if (frame.is_object()) {
        const std::string unit = fmt::format(
            "ms a frame, {} spans, {} x {} pixels, the slowest zoom's median", frame["spans"].get<long long>(),
            frame["width"].get<int>(), frame["height"].get<int>());
        figures.push_back({"frame", frame["frame_ms"], unit, 8, true, "corelane --frame-bench"});
    }
    std::vector<double> starts;
    constexpr int turns = 3;
    for (int i = 0; i < turns; ++i)
        if (const auto first = window("--first-lanes"); first.is_object() && first["first_lanes_seconds"] > 0)
            starts.push_back(first["first_lanes_seconds"]);
    if (!starts.empty())
        figures.push_back(
            {"first_lanes", median(starts), "s from Run to the first frame with lanes", 1, true,
             "corelane --first-lanes"});
    return figures;
}

}  // namespace corelane
