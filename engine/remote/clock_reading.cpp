#include "engine/remote/clock_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace corelane {

std::optional<ClockReading> clockReading(std::span<const ClockQuestion> questions) {
    if (questions.empty()) return std::nullopt;
    const ClockQuestion best =
        *std::ranges::min_element(questions, {}, [](const ClockQuestion& q) { return q.received - q.sent; });
    const Duration round = best.received - best.sent;
    const Time middle = best.sent + round / 2;
    return ClockReading{middle, best.answer - middle, (round + 1) / 2};
}

double ClockLine::drift() const {
    if (end.at <= begin.at) return 0;
    return static_cast<double>(end.offset - begin.offset) / static_cast<double>(end.at - begin.at);
}

double ClockLine::driftBound() const {
    if (end.at <= begin.at) return 0;
    return static_cast<double>(begin.bound + end.bound) / static_cast<double>(end.at - begin.at);
}

std::string clockText(const ClockLine& clock) {
    const Duration offset = clock.end.offset;
    std::string text = fmt::format(
        "{:.9f} s {} this one's, ± {:.1f} µs", std::abs(static_cast<double>(offset)) / 1e9,
        offset < 0 ? "behind" : "ahead of", std::ceil(static_cast<double>(clock.bound()) / 100) / 10);
    if (std::abs(clock.drift()) > clock.driftBound())
        text += fmt::format(
            ", and {} {:.1f} ± {:.1f} µs a second", clock.drift() < 0 ? "loses" : "gains",
            std::abs(clock.drift()) * 1e6, clock.driftBound() * 1e6);
    return text;
}

}  // namespace corelane
