#include "engine/export/palette.h"

#include "engine/trace/result.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>

namespace corelane {

namespace {

struct Pair {
    Rgb light, dark;
    Rgb in(Theme theme) const { return theme == Theme::Light ? light : dark; }
};

constexpr Rgb white = 0xffffff, black = 0x000000, darkLabel = 0x06130f;

// In the order of State: useful overhead lock queue io runnable idle startup.
constexpr std::array<Pair, stateCount> states = {
    {{0x329a7d, 0x46bda1},
     {0x6d86a3, 0x7a8da7},
     {0xcf3f36, 0xcf3e36},
     {0xeb8c4a, 0xe1935b},
     {0x7d52c4, 0x885bd4},
     {0xffe25b, 0xfcdf60},
     {0xeceef1, 0x262b33},
     {0xaab0b8, 0x5f656e}}};

constexpr std::array<Pair, stateCount> labels = {
    {{darkLabel, darkLabel},
     {darkLabel, darkLabel},
     {white, white},
     {darkLabel, darkLabel},
     {white, white},
     {darkLabel, darkLabel},
     {darkLabel, white},
     {darkLabel, white}}};

constexpr std::array<Hatch, stateCount> hatches = {
    {{},
     {Hatch::Kind::Rising, 1, 5, false},
     {Hatch::Kind::Falling, 1, 6, false},
     {Hatch::Kind::Dots, 2, 6, false},
     {Hatch::Kind::Horizontal, 1, 4, true},
     {Hatch::Kind::Vertical, 1, 5, false},
     {},
     {Hatch::Kind::Rising, 2, 7, true}}};

constexpr Pair roles[] = {
    {0xf4f5f7, 0x13161a},  // Window
    {0xffffff, 0x1a1e24},  // Panel
    {0xe1e4e8, 0x2b313a},  // Line
    {0xeef0f2, 0x22272e},  // FaintLine
    {0x1a2027, 0xe7eaee},  // Text
    {0x4d5762, 0xadb6c1},  // SecondText
    {0x656f7a, 0x8a94a0},  // ThirdText
    {0x2757c4, 0x84a9ff},  // Accent
    {0xe8eefb, 0x232f49},  // AccentSoft
    {0xffffff, 0x0d1420},  // TextOnAccent
    {0x1d7a60, 0x5fd0b0},  // Good
    {0xa15c00, 0xf0b45a},  // Warn
    {0x10151b, 0xffffff},  // Ink
    {0x8a6f3a, 0xa8946a},  // Curve
};

constexpr Pair whoRan[whoRanSteps] = {
    {0x8fa0b6, 0x5d6f88}, {0xb4c0cf, 0x7f91aa}, {0x6f8199, 0x465670}, {0xcdd6e1, 0x9fb0c6}, {0x586a83, 0x394760}};

}  // namespace

Rgb stateColor(State state, Theme theme) {
    return states[static_cast<std::size_t>(state)].in(theme);
}

Rgb labelColor(State state, Theme theme) {
    return labels[static_cast<std::size_t>(state)].in(theme);
}

Hatch hatch(State state) {
    return hatches[static_cast<std::size_t>(state)];
}

Rgb hatchColor(State state, Theme theme) {
    if (!hatch(state).lighter) return mix(stateColor(state, theme), black, 0.17);
    return mix(stateColor(state, theme), white, theme == Theme::Light ? 0.34 : 0.20);
}

Rgb roleColor(Role role, Theme theme) {
    return roles[static_cast<std::size_t>(role)].in(theme);
}

Rgb whoRanColor(int step, Theme theme) {
    CORELANE_ASSERT(step >= 0 && step < whoRanSteps);
    return whoRan[step].in(theme);
}

Rgb mix(Rgb from, Rgb to, double share) {
    Rgb mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        const double a = (from >> shift) & 0xff, b = (to >> shift) & 0xff;
        mixed = mixed << 8 | static_cast<Rgb>(std::lround(a + (b - a) * share));
    }
    return mixed;
}

std::string hex(Rgb color) {
    return fmt::format("#{:06x}", color);
}

}  // namespace corelane
