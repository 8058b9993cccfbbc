#include "engine/remote/clock_reading.h"

#include <algorithm>
#include <cmath>

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

Time ClockLine::ours(Time theirs) const {
    // theirs = ours + offset + drift (ours - at), solved for ours; the difference first, so that a double holds it
    const Duration since = theirs - (begin.at + begin.offset);
    return begin.at + static_cast<Duration>(std::llround(static_cast<double>(since) / (1 + drift())));
}

}  // namespace corelane
