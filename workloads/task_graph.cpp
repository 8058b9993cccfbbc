#include "workloads/task_graph.h"

#include "workloads/random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 11> names = {"trivial", "no_comm", "stencil_1d",    "stencil_1d_periodic",
                                                    "dom",     "tree",    "fft",           "all_to_all",
                                                    "nearest", "spread",  "random_nearest"};

constexpr std::uint64_t maximumTasks = std::uint64_t{1} << 31;  // indices are 32-bit, with room for several graphs
constexpr std::uint64_t maximumChosenBits = std::uint64_t{1} << 26;  // 8 MiB

std::uint32_t ceilDivide(std::uint32_t a, std::uint32_t b) {
    return a / b + (a % b != 0);
}

void fill(Points& into, std::int64_t first, std::int64_t last) {  // [first, last]
    for (std::int64_t j = first; j <= last; ++j) into.push_back(static_cast<std::uint32_t>(j));
}

// Sum of min(limit, x) for x = 1 .. n.
std::uint64_t cappedSum(std::uint64_t n, std::uint64_t limit) {
    return n <= limit ? n * (n + 1) / 2 : limit * (limit + 1) / 2 + (n - limit) * limit;
}

// Points that two ranges [begin, begin + count) share.
std::uint64_t overlap(std::int64_t beginA, std::int64_t countA, std::int64_t beginB, std::int64_t countB) {
    const std::int64_t shared = std::min(beginA + countA, beginB + countB) - std::max(beginA, beginB);
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, shared));
}

}  // namespace

std::span<const std::string_view> patternNames() {
    return names;
}

std::string_view patternName(Pattern pattern) {
    return names[static_cast<std::size_t>(pattern)];
}

Result<Pattern> patternFromName(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Pattern>(i);
    const std::string nearest = nearestWord(name, names);
    std::string message = "unknown pattern " + std::string(name);
    if (!nearest.empty()) {
        message += ", did you mean " + nearest + "?";
    } else {
        message += "; known are";
        for (std::size_t i = 0; i < names.size(); ++i) message += (i ? ", " : " ") + std::string(names[i]);
    }
    return fail(Error::Kind::Invalid, message);
}

Result<TaskGraph> TaskGraph::make(GraphParameters p) {
    const auto invalid = [](std::string message) { return fail(Error::Kind::Invalid, std::move(message)); };
    if (p.steps < 1) return invalid("steps must be 1 or more, got 0");
    if (p.width < 1) return invalid("width must be 1 or more, got 0");
    const std::uint64_t tasks = std::uint64_t{p.steps} * p.width;
    if (tasks >= maximumTasks)
        return invalid(
            "steps times width must stay below 2147483648, got " + std::to_string(tasks) + ": lower steps or width");
    const std::string pattern(patternName(p.pattern));
    if (p.pattern == Pattern::Spread || p.pattern == Pattern::RandomNearest) {
        if (p.period < 1) return invalid(pattern + " needs period 1 or more, got 0");
    }
    if (p.pattern == Pattern::Spread && p.radix > 0 && p.period > ceilDivide(p.width, p.radix))
        return invalid(
            "spread needs a period of at most width / radix rounded up, here " +
            std::to_string(ceilDivide(p.width, p.radix)) + ", got " + std::to_string(p.period) +
            ": lower period or radix, or raise width");
    if (p.pattern == Pattern::RandomNearest && !(p.fraction >= 0 && p.fraction <= 1))
        return invalid("random_nearest needs fraction between 0 and 1, got " + std::to_string(p.fraction));
    return TaskGraph(p);
}

TaskGraph::TaskGraph(GraphParameters p) : m_parameters(p) {
    m_levels = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::bit_width(p.width - 1)));
    if (p.pattern == Pattern::Fft) m_sets = m_levels;
    if (p.pattern == Pattern::Spread || p.pattern == Pattern::RandomNearest) m_sets = std::min(p.period, p.steps);
    if (p.pattern == Pattern::RandomNearest) precompute();
}

std::uint32_t TaskGraph::offset(std::uint32_t step) const {
    if (m_parameters.pattern != Pattern::Dom) return 0;
    const std::uint64_t end = std::uint64_t{step} + m_parameters.width;
    return end > m_parameters.steps ? static_cast<std::uint32_t>(end - m_parameters.steps) : 0;
}

std::uint32_t TaskGraph::widthAt(std::uint32_t step) const {
    const std::uint32_t width = m_parameters.width;
    if (m_parameters.pattern == Pattern::Dom) return std::min({width, step + 1, m_parameters.steps - step});
    if (m_parameters.pattern == Pattern::Tree && step < 31) return std::min(width, std::uint32_t{1} << step);
    return width;
}

bool TaskGraph::exists(std::uint32_t step, std::uint32_t point) const {
    if (step >= m_parameters.steps) return false;
    const std::uint32_t first = offset(step);
    return point >= first && point - first < widthAt(step);
}

std::uint32_t TaskGraph::dependenceSet(std::uint32_t step) const {
    switch (m_parameters.pattern) {
    case Pattern::Fft:
        return static_cast<std::uint32_t>((std::uint64_t{step} + m_levels - 1) % m_levels);
    case Pattern::Spread:
    case Pattern::RandomNearest:
        return step % m_parameters.period;
    default:
        return 0;
    }
}

// How far to the right, round the end, spread's input number m lies.
std::uint32_t TaskGraph::spreadDistance(std::uint32_t m, std::uint32_t set) const {
    const std::uint64_t distance = std::uint64_t{m} * m_parameters.width / m_parameters.radix + (m > 0 ? set : 0);
    return static_cast<std::uint32_t>(distance % m_parameters.width);
}

bool TaskGraph::chosen(std::uint32_t set, std::uint32_t input, std::uint32_t point) const {
    if (input == point) return true;
    if (m_chosen && !m_chosen->empty()) {
        const std::uint64_t member = std::uint64_t{input} + m_parameters.radix / 2 - point;
        return (*m_chosen)[(std::uint64_t{set} * m_parameters.width + point) * m_parameters.radix + member];
    }
    return uniform({m_parameters.number, m_parameters.radix, set, input, point}) < m_parameters.fraction;
}

void TaskGraph::precompute() {
    const auto [pattern, steps, width, radix, period, fraction, number] = m_parameters;
    const std::uint64_t rows = std::uint64_t{m_sets} * width;
    if (radix == 0 || rows > maximumChosenBits / radix) return;
    auto bits = std::make_shared<std::vector<bool>>(rows * radix);
    for (std::uint32_t set = 0; set < m_sets; ++set)
        for (std::uint32_t point = 0; point < width; ++point)
            for (std::uint32_t member = 0; member < radix; ++member) {
                const std::int64_t input = std::int64_t{point} - radix / 2 + member;
                if (input < 0 || input >= width) continue;
                (*bits)[(std::uint64_t{set} * width + point) * radix + member] =
                    uniform({number, radix, set, input, point}) < fraction;
            }
    m_chosen = std::move(bits);
}

void TaskGraph::inputs(std::uint32_t step, std::uint32_t point, Points& into) const {
    into.clear();
    if (step == 0) return;
    const std::int64_t i = point, last = std::int64_t{m_parameters.width} - 1;
    const std::uint32_t radix = m_parameters.radix;
    switch (m_parameters.pattern) {
    case Pattern::Trivial:
        break;
    case Pattern::NoComm:
        into.push_back(point);
        break;
    case Pattern::Stencil1d:
        fill(into, std::max<std::int64_t>(0, i - 1), std::min(last, i + 1));
        break;
    case Pattern::Stencil1dPeriodic:
        if (last < 2) {
            fill(into, 0, last);
        } else {
            if (i == last) into.push_back(0);
            fill(into, std::max<std::int64_t>(0, i - 1), std::min(last, i + 1));
            if (i == 0) into.push_back(static_cast<std::uint32_t>(last));
        }
        break;
    case Pattern::Dom:
        if (point > 0 && exists(step - 1, point - 1)) into.push_back(point - 1);
        if (exists(step - 1, point)) into.push_back(point);
        break;
    case Pattern::Tree:
        into.push_back(point / 2);
        break;
    case Pattern::Fft: {
        const std::int64_t reach = std::int64_t{1} << dependenceSet(step);
        if (i - reach >= 0) into.push_back(static_cast<std::uint32_t>(i - reach));
        into.push_back(point);
        if (i + reach <= last) into.push_back(static_cast<std::uint32_t>(i + reach));
        break;
    }
    case Pattern::AllToAll:
        fill(into, 0, last);
        break;
    case Pattern::Nearest:
        if (radix > 0) fill(into, std::max<std::int64_t>(0, i - radix / 2), std::min(last, i + (radix - 1) / 2));
        break;
    case Pattern::Spread: {
        const std::uint32_t set = dependenceSet(step), width = m_parameters.width;
        for (std::uint32_t m = 0; m < radix; ++m)
            into.push_back(static_cast<std::uint32_t>((std::uint64_t{point} + spreadDistance(m, set)) % width));
        std::sort(into.begin(), into.end());
        if (radix > width) into.erase(std::unique(into.begin(), into.end()), into.end());
        break;
    }
    case Pattern::RandomNearest: {
        if (radix == 0) break;
        const std::uint32_t set = dependenceSet(step);
        const std::int64_t end = std::min(last, i + (radix - 1) / 2);
        for (std::int64_t j = std::max<std::int64_t>(0, i - radix / 2); j <= end; ++j)
            if (chosen(set, static_cast<std::uint32_t>(j), point)) into.push_back(static_cast<std::uint32_t>(j));
        break;
    }
    }
}

void TaskGraph::consumers(std::uint32_t step, std::uint32_t point, Points& into) const {
    into.clear();
    const std::uint32_t next = step + 1;
    if (next >= m_parameters.steps) return;
    const std::int64_t j = point, last = std::int64_t{m_parameters.width} - 1;
    const std::uint32_t radix = m_parameters.radix;
    switch (m_parameters.pattern) {
    case Pattern::Trivial:
        break;
    case Pattern::NoComm:
    case Pattern::Stencil1d:
    case Pattern::Stencil1dPeriodic:
    case Pattern::Fft:
    case Pattern::AllToAll:
        inputs(next, point, into);
        break;  // symmetric, and every point exists at every step
    case Pattern::Dom:
        if (exists(next, point)) into.push_back(point);
        if (exists(next, point + 1)) into.push_back(point + 1);
        break;
    case Pattern::Tree: {
        const std::uint64_t width = widthAt(next), first = std::uint64_t{point} * 2;
        if (first < width) into.push_back(static_cast<std::uint32_t>(first));
        if (first + 1 < width) into.push_back(static_cast<std::uint32_t>(first + 1));
        break;
    }
    case Pattern::Nearest:
        if (radix > 0) fill(into, std::max<std::int64_t>(0, j - (radix - 1) / 2), std::min(last, j + radix / 2));
        break;
    case Pattern::Spread: {
        const std::uint32_t set = dependenceSet(next), width = m_parameters.width;
        for (std::uint32_t m = 0; m < radix; ++m)
            into.push_back(
                static_cast<std::uint32_t>((std::uint64_t{point} + width - spreadDistance(m, set)) % width));
        std::sort(into.begin(), into.end());
        if (radix > width) into.erase(std::unique(into.begin(), into.end()), into.end());
        break;
    }
    case Pattern::RandomNearest: {
        if (radix == 0) break;
        const std::uint32_t set = dependenceSet(next);
        const std::int64_t end = std::min(last, j + radix / 2);
        for (std::int64_t i = std::max<std::int64_t>(0, j - (radix - 1) / 2); i <= end; ++i)
            if (chosen(set, point, static_cast<std::uint32_t>(i))) into.push_back(static_cast<std::uint32_t>(i));
        break;
    }
    }
}

std::uint32_t TaskGraph::inputCount(std::uint32_t step, std::uint32_t point) const {
    if (step == 0) return 0;
    const std::int64_t i = point, last = std::int64_t{m_parameters.width} - 1;
    const std::uint32_t width = m_parameters.width, radix = m_parameters.radix;
    switch (m_parameters.pattern) {
    case Pattern::Trivial:
        return 0;
    case Pattern::NoComm:
    case Pattern::Tree:
        return 1;
    case Pattern::Stencil1d:
        return 1u + (i > 0) + (i < last);
    case Pattern::Stencil1dPeriodic:
        return std::min(width, 3u);
    case Pattern::Dom:
        return std::uint32_t{point > 0 && exists(step - 1, point - 1)} + exists(step - 1, point);
    case Pattern::Fft: {
        const std::int64_t reach = std::int64_t{1} << dependenceSet(step);
        return 1u + (i - reach >= 0) + (i + reach <= last);
    }
    case Pattern::AllToAll:
        return width;
    case Pattern::Nearest:
        if (radix == 0) return 0;
        return static_cast<std::uint32_t>(
            std::min(last, i + (radix - 1) / 2) - std::max<std::int64_t>(0, i - radix / 2) + 1);
    case Pattern::Spread:
        return std::min(radix, width);
    case Pattern::RandomNearest: {
        if (radix == 0) return 0;
        const std::uint32_t set = dependenceSet(step);
        const std::int64_t end = std::min(last, i + (radix - 1) / 2);
        std::uint32_t count = 0;
        for (std::int64_t j = std::max<std::int64_t>(0, i - radix / 2); j <= end; ++j)
            count += chosen(set, static_cast<std::uint32_t>(j), point);
        return count;
    }
    }
    return 0;
}

std::uint64_t TaskGraph::taskCount() const {
    const std::uint64_t steps = m_parameters.steps, width = m_parameters.width;
    if (m_parameters.pattern == Pattern::Dom) {
        const std::uint64_t half = steps / 2;  // the second half mirrors the first
        return 2 * cappedSum(half, width) + (steps % 2 ? std::min(width, half + 1) : 0);
    }
    std::uint64_t missing = 0;
    if (m_parameters.pattern == Pattern::Tree)
        for (std::uint32_t step = 0; step < steps && widthAt(step) < width; ++step) missing += width - widthAt(step);
    return steps * width - missing;
}

std::uint64_t TaskGraph::dependenceCount() const {
    const std::uint32_t steps = m_parameters.steps, width = m_parameters.width;
    if (m_parameters.pattern == Pattern::Trivial) return 0;
    if (m_parameters.pattern == Pattern::Tree) return taskCount() - 1;
    std::uint64_t total = 0;
    if (m_parameters.pattern == Pattern::Dom) {
        for (std::uint32_t step = 1; step < steps; ++step) {
            const std::int64_t first = offset(step), count = widthAt(step);
            const std::int64_t before = offset(step - 1), countBefore = widthAt(step - 1);
            total += overlap(first, count, before, countBefore) + overlap(first - 1, count, before, countBefore);
        }
        return total;
    }
    // Every point exists at every step, so a step's count depends on its dependence set alone.
    for (std::uint32_t set = 0; set < m_sets; ++set) {
        const std::uint32_t period = m_parameters.pattern == Pattern::Fft ? m_levels
                                     : m_sets == 1                        ? 1
                                                                          : m_parameters.period;
        const std::uint32_t example = m_parameters.pattern == Pattern::Fft ? set + 1 : (set == 0 ? period : set);
        // Steps 1 .. steps - 1 with this set: example, example + period, ...
        if (example >= steps) continue;
        std::uint64_t ofOneStep = 0;
        for (std::uint32_t point = 0; point < width; ++point) ofOneStep += inputCount(example, point);
        total += ofOneStep * ((steps - 1 - example) / period + 1);
    }
    return total;
}

}  // namespace corelane
