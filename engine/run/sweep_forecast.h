// What a sweep would take, before it runs.
#pragma once

#include "engine/run/sweep_axis.h"

#include <optional>
#include <string>
#include <vector>

namespace corelane {

struct SweepForecast {
    struct Point {
        double value = 0;
        std::optional<Duration> ideal;  // of all its runs; nothing where only running it tells
    };
    std::vector<Point> points;      // ascending
    std::uint64_t runs = 0;         // of all points, warm-up and those with the recorder off too
    std::optional<Duration> ideal;  // of all of them, at best; nothing where it is not known of every point
    std::string whyNone;            // a sentence, when it is not
};

// Takes about a twentieth of a second a point. Errors: a point cannot be run at all.
Result<SweepForecast> forecastSweep(const SweepPlan&);

// {"axis", "axis_title", "points": [{"value", "text", "ideal_ns"}], "runs", "ideal_ns", "why_none"}; unknown is null.
std::string sweepForecastJson(const SweepPlan&, const SweepForecast&);
std::string sweepForecastText(const SweepPlan&, const SweepForecast&);

}  // namespace corelane
