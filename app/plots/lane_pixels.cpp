#include "app/plots/lane_pixels.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace corelane {
namespace {

// One column's stack of at most three states: c[0] below `first`, c[1] below `second`, c[2] above.
struct Stack {
    std::uint32_t c0, c1, c2;
    std::int32_t first, second;
};

Stack stackOf(const Column& column, const LaneColours& colours, int height) {
    std::array<std::uint8_t, 3> best{};
    int found = 0;
    for (int n = 0; n < 3; ++n) {
        int largest = -1;
        for (int i = 0; i < categoryCount; ++i) {
            const bool taken = std::find(best.begin(), best.begin() + found, i) != best.begin() + found;
            if (!taken && column.share[i] > 0 && (largest < 0 || column.share[i] > column.share[largest])) largest = i;
        }
        if (largest < 0) break;
        best[found++] = static_cast<std::uint8_t>(largest);
    }
    if (found == 0) return {0, 0, 0, 0, 0};
    std::sort(best.begin(), best.begin() + found,
        [&](std::uint8_t a, std::uint8_t b) { return colours.level[a] < colours.level[b]; });
    int sum = 0;
    for (int i = 0; i < found; ++i) sum += column.share[best[i]];
    const auto heightUpTo = [&](int share) { return (share * height * 2 + sum) / (2 * sum); };
    const int first = heightUpTo(column.share[best[0]]);
    const int second = found > 1 ? heightUpTo(column.share[best[0]] + column.share[best[1]]) : first;
    const auto fill = [&](int i) { return colours.fill[best[std::min(i, found - 1)]]; };
    return {fill(0), fill(1), fill(2), first, second};
}

// In a function of its own, so that the loop vectorises.
void writeRow(std::uint32_t* __restrict out, const std::uint32_t* __restrict c0, const std::uint32_t* __restrict c1,
    const std::uint32_t* __restrict c2, const std::int32_t* __restrict first, const std::int32_t* __restrict second,
    std::size_t n, std::int32_t level) {
    for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t upper = level < second[i] ? c1[i] : c2[i];
        out[i] = level < first[i] ? c0[i] : upper;
    }
}

// The one state that fills a column, or -1.
int pureState(const Column& column) {
    if (!column.covered) return -1;
    const std::uint8_t d = column.dominant();
    return column.share[d] >= 250 ? d : -1;
}

void paintHatches(std::span<const Column> columns, const LaneColours& colours, std::uint32_t* pixels,
    std::ptrdiff_t stride, int height, std::int64_t origin) {
    if (height < hatchSmallest) return;
    for (std::size_t i = 0; i < columns.size();) {
        const int state = pureState(columns[i]);
        std::size_t end = i + 1;
        while (end < columns.size() && pureState(columns[end]) == state) ++end;
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

void paintStretch(std::span<const Column> columns, const LaneColours& colours, std::uint32_t* pixels,
    std::ptrdiff_t stride, int height) {
    const std::size_t n = columns.size();
    thread_local std::vector<std::uint32_t> c0, c1, c2;
    thread_local std::vector<std::int32_t> first, second;
    for (auto* v : {&c0, &c1, &c2}) v->resize(n);
    for (auto* v : {&first, &second}) v->resize(n);
    bool mixed = false;
    for (std::size_t i = 0; i < n; ++i) {
        const int pure = pureState(columns[i]);
        if (pure >= 0) {
            c0[i] = c1[i] = c2[i] = colours.fill[pure];
            first[i] = second[i] = height;
            continue;
        }
        const Stack stack = stackOf(columns[i], colours, height);
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
            writeRow(pixels + y * stride, c0.data(), c1.data(), c2.data(), first.data(), second.data(), n, height - 1 - y);
        else std::memcpy(pixels + y * stride, pixels, n * sizeof(std::uint32_t));
    }
}

}  // namespace

bool hatched(const Hatch& pattern, std::int64_t x, int y) {
    switch (pattern.kind) {
    case Hatch::Kind::None: return false;
    case Hatch::Kind::Rising: return modulo(x + y, pattern.step) < pattern.width;
    case Hatch::Kind::Falling: return modulo(x - y, pattern.step) < pattern.width;
    case Hatch::Kind::Dots: {
        const int half = pattern.step / 2;
        if (y % half != 1) return false;
        return modulo(x + (y / half % 2 == 0 ? 0 : half), pattern.step) < pattern.width;
    }
    case Hatch::Kind::Horizontal: return y % pattern.step == 1;
    case Hatch::Kind::Vertical: return modulo(x, pattern.step) < pattern.width;
    }
    return false;
}

void paintLane(std::span<const Column> columns, const LaneColours& colours, std::uint32_t* pixels,
    std::ptrdiff_t stride, int height, std::int64_t patternOrigin) {
    for (std::size_t i = 0; i < columns.size();) {
        if (!columns[i].covered) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        while (end < columns.size() && columns[end].covered) ++end;
        const auto stretch = columns.subspan(i, end - i);
        paintStretch(stretch, colours, pixels + i, stride, height);
        paintHatches(stretch, colours, pixels + i, stride, height, patternOrigin + static_cast<std::int64_t>(i));
        i = end;
    }
}

}  // namespace corelane
