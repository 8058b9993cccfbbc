// The colours of Corelane, light and dark, and the hatches of the eight states: one source for the window, the
// reports and the icons. A state's colour never means anything but its state. No Qt.
#pragma once

#include "engine/trace/state.h"

#include <array>
#include <cstdint>
#include <string>

namespace corelane {

enum class Theme { Light, Dark };

using Rgb = std::uint32_t;  // 0xRRGGBB

Rgb stateColor(State, Theme);
Rgb labelColor(State, Theme);  // of text upon the state: the better of dark ink and white

// A second channel beside colour. Lines of `width` px every `step` px, fixed to the lane; drawn only where one state
// fills at least hatchSmallest x hatchSmallest px.
struct Hatch {
    enum class Kind { None, Rising, Falling, Dots, Horizontal, Vertical } kind = Kind::None;
    int width = 1, step = 1;
    bool lighter = false;  // towards white, else towards black
};
inline constexpr int hatchSmallest = 9;
Hatch hatch(State);
Rgb hatchColor(State, Theme);  // the state's own colour at the hatch's strength

// Surfaces, text and the one accent.
enum class Role {
    Window,
    Panel,
    Line,
    FaintLine,
    Text,
    SecondText,
    ThirdText,  // units and hints; not upon AccentSoft
    Accent,
    AccentSoft,
    TextOnAccent,
    Good,
    Warn,
    Ink,  // cursor, outlines and arrows over lanes
    Curve,
};
Rgb roleColor(Role, Theme);

// Who ran, on core lanes: worker index % 5.
inline constexpr int whoRanSteps = 5;
Rgb whoRanColor(int step, Theme);

// Share 0 ... 1 of the way from one colour to another.
Rgb mix(Rgb from, Rgb to, double share);
std::string hex(Rgb);  // "#329a7d"

// The order in which the states of one pixel column are stacked, from the bottom.
inline constexpr std::array<State, stateCount> stackOrder = {State::Useful,   State::Overhead, State::Startup,
                                                             State::Io,       State::Lock,     State::Queue,
                                                             State::Runnable, State::Idle};

}  // namespace corelane
