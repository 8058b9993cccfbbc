#include "app/plots/lane_pixels.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

namespace corelane {
namespace {

// One column's stack of at most three states: c[0] below `first`, c[1] below `second`, c[2] above.
struct Stack {
    std::uint32_t c0, c1, c2;
    std::int32_t first, second;
};

// The lane's categories from the bottom of a stack to its top.
using Order = std::array<std::uint8_t, categoryCount>;

Order orderOf(const LaneColours& colours) {
    Order order{};
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint8_t>(i);
    std::ranges::stable_sort(order, {}, [&](std::uint8_t c) { return colours.level[c]; });
    return order;
}

// The three largest shares, in the stack's order. Without a branch: a column of many states is as quick as one of
// two.
Stack stackOf(const Column& column, const LaneColours& colours, const Order& order, int height) {
    // A share and its place in the order as one number; of equal shares the upper one counts as larger.
    static_assert(categoryCount <= 8);
    const auto ordered = [](int& low, int& high) {
        const int lower = std::min(low, high);
        high = std::max(low, high);
        low = lower;
    };
    int third = 0, second = 0, first = 0;
    for (int i = 0; i < categoryCount; ++i) {
        int next = column.share[order[static_cast<std::size_t>(i)]] << 3 | i;
        ordered(next, first);
        ordered(next, second);
        third = std::max(next, third);
    }
    std::array<int, 3> in{first, second, third};
    const auto byPlace = [&](std::size_t low, std::size_t high) {
        const bool swap = (in[low] & 7) > (in[high] & 7);
        const int lower = swap ? in[high] : in[low];
        in[high] = swap ? in[low] : in[high];
        in[low] = lower;
    };
    byPlace(0, 1);
    byPlace(1, 2);
    byPlace(0, 1);
    const int s0 = in[0] >> 3, s1 = in[1] >> 3, sum = s0 + s1 + (in[2] >> 3);
    if (sum == 0) return {0, 0, 0, 0, 0};
    const auto heightUpTo = [&](int share) { return (share * height * 2 + sum) / (2 * sum); };
    const auto fill = [&](std::size_t i) { return colours.fill[order[static_cast<std::size_t>(in[i] & 7)]]; };
    return {fill(0), fill(1), fill(2), heightUpTo(s0), heightUpTo(s0 + s1)};
}

// In a function of its own and without a branch, so that the loop is done in vectors; with the widest there are.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
__attribute__((noinline, target_clones("avx2", "default")))
#else
__attribute__((noinline))
#endif
void writeRow(std::uint32_t* __restrict out, const std::uint32_t* __restrict c0, const std::uint32_t* __restrict c1,
    const std::uint32_t* __restrict c2, const std::int32_t* __restrict first, const std::int32_t* __restrict second,
    std::size_t n, std::int32_t level) {
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t below = 0u - static_cast<std::uint32_t>(level < first[i]);
        const std::uint32_t within = 0u - static_cast<std::uint32_t>(level < second[i]);
        const std::uint32_t upper = (c1[i] & within) | (c2[i] & ~within);
        out[i] = (c0[i] & below) | (upper & ~below);
    }
}

// The one state that fills a column, or -1. Shares sum to 255, so at most one of them has its highest bit set.
std::int8_t pureState(const Column& column) {
    std::uint64_t shares;
    static_assert(sizeof column.share == sizeof shares && std::endian::native == std::endian::little);
    std::memcpy(&shares, column.share.data(), sizeof shares);
    const std::uint64_t large = shares & 0x8080'8080'8080'8080u;
    if (large == 0) return -1;
    const int state = std::countr_zero(large) / 8;
    constexpr std::uint8_t nearlyAll = 250;
    return column.share[static_cast<std::size_t>(state)] >= nearlyAll ? static_cast<std::int8_t>(state)
                                                                      : std::int8_t(-1);
}

void paintHatches(
    std::span<const std::int8_t> pure, const LaneColours& colours, std::uint32_t* pixels, std::ptrdiff_t stride,
    int height, std::int64_t origin) {
    if (height < hatchSmallest) return;
    for (std::size_t i = 0; i < pure.size();) {
        const std::int8_t state = pure[i];
        std::size_t end = i + 1;
        while (end < pure.size() && pure[end] == state) ++end;
        if (state >= 0 && colours.pattern[state].kind != Hatch::Kind::None &&
            end - i >= static_cast<std::size_t>(hatchSmallest)) {
            for (int y = 0; y < height; ++y)
                for (std::size_t x = i; x < end; ++x)
                    if (hatched(colours.pattern[state], origin + static_cast<std::int64_t>(x), y))
                        pixels[y * stride + static_cast<std::ptrdiff_t>(x)] = colours.hatch[state];
        }
        i = end;
    }
}

std::int64_t modulo(std::int64_t value, int step) {
    const std::int64_t rest = value % step;
    return rest < 0 ? rest + step : rest;
}

void paintStretch(
    std::span<const Column> columns, const LaneColours& colours, const Order& order, std::uint32_t* pixels,
    std::ptrdiff_t stride, int height, std::int64_t origin) {
    const std::size_t n = columns.size();
    thread_local std::vector<std::int8_t> pureStates;
    pureStates.resize(n);
    thread_local std::vector<std::uint32_t> c0, c1, c2;
    thread_local std::vector<std::int32_t> first, second;
    for (auto* v : {&c0, &c1, &c2}) v->resize(n);
    for (auto* v : {&first, &second}) v->resize(n);
    bool mixed = false;
    for (std::size_t i = 0; i < n; ++i) {
        const std::int8_t pure = pureStates[i] = pureState(columns[i]);
        if (pure >= 0) {
            c0[i] = c1[i] = c2[i] = colours.fill[pure];
            first[i] = second[i] = height;
            continue;
        }
        const Stack stack = stackOf(columns[i], colours, order, height);
        c0[i] = stack.c0;
        c1[i] = stack.c1;
        c2[i] = stack.c2;
        first[i] = stack.first;
        second[i] = stack.second;
        mixed = true;
    }
    writeRow(pixels, c0.data(), c1.data(), c2.data(), first.data(), second.data(), n, height - 1);
    for (int y = 1; y < height; ++y) {
        if (mixed)
            writeRow(
                pixels + y * stride, c0.data(), c1.data(), c2.data(), first.data(), second.data(), n, height - 1 - y);
        else
            std::memcpy(pixels + y * stride, pixels, n * sizeof(std::uint32_t));
    }
    paintHatches(pureStates, colours, pixels, stride, height, origin);
}

}  // namespace

bool hatched(const Hatch& pattern, std::int64_t x, int y) {
    switch (pattern.kind) {
    case Hatch::Kind::None:
        return false;
    case Hatch::Kind::Rising:
        return modulo(x + y, pattern.step) < pattern.width;
    case Hatch::Kind::Falling:
        return modulo(x - y, pattern.step) < pattern.width;
    case Hatch::Kind::Dots: {
        const int half = pattern.step / 2;
        if (y % half != 1) return false;
        return modulo(x + (y / half % 2 == 0 ? 0 : half), pattern.step) < pattern.width;
    }
    case Hatch::Kind::Horizontal:
        return y % pattern.step == 1;
    case Hatch::Kind::Vertical:
        return modulo(x, pattern.step) < pattern.width;
    }
    return false;
}

void paintLane(
    std::span<const Column> columns, const LaneColours& colours, std::uint32_t* pixels, std::ptrdiff_t stride,
    int height, std::int64_t patternOrigin) {
    const Order order = orderOf(colours);
    for (std::size_t i = 0; i < columns.size();) {
        if (!columns[i].covered) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < columns.size() && columns[end].covered) ++end;
        const auto stretch = columns.subspan(i, end - i);
        paintStretch(
            stretch, colours, order, pixels + i, stride, height, patternOrigin + static_cast<std::int64_t>(i));
        i = end;
    }
}

}  // namespace corelane
