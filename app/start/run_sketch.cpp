#include "app/start/run_sketch.h"

#include "app/legend.h"
#include "app/theme.h"

#include <QPainter>

#include <algorithm>

namespace corelane {
namespace {

// In the order of State.
constexpr std::string_view letters = "uolqir.s";
static_assert(letters.size() == stateCount);

}  // namespace

std::optional<State> sketchedState(char letter) {
    const auto place = letters.find(letter);
    return place == std::string_view::npos ? std::nullopt : std::optional(allStates[place]);
}

void paintSketch(QPainter& painter, const QRect& rect, std::span<const std::string_view> lanes, const Look& look) {
    constexpr int between = 1;
    const int count = static_cast<int>(lanes.size());
    if (count == 0) return;
    const int height = (rect.height() + between) / count - between;
    for (int row = 0; row < count; ++row) {
        const std::string_view lane = lanes[static_cast<std::size_t>(row)];
        const int y = rect.top() + row * (height + between);
        const auto edge = [&](std::size_t piece) {
            return rect.left() + static_cast<int>(static_cast<std::size_t>(rect.width()) * piece / lane.size());
        };
        for (std::size_t begin = 0; begin < lane.size();) {
            const std::size_t end = std::min(lane.find_first_not_of(lane[begin], begin), lane.size());
            if (const auto state = sketchedState(lane[begin]))
                paintSwatch(painter, QRect(edge(begin), y, edge(end) - edge(begin), height), *state, look);
            begin = end;
        }
    }
}

}  // namespace corelane
