#include "engine/run/sweep_values.h"

#include "engine/run/json_checks.h"
#include "engine/run/sweep_axis.h"
#include "engine/trace/search.h"
#include "workloads/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>

namespace corelane {

namespace {

Result<double> numberIn(std::string_view text, AxisUnit unit) {
    if (unit == AxisUnit::Nanoseconds) return static_cast<double>(TRY(parseDuration(text)));
    const auto wrong = [&](std::string_view what) {
        return fail(Error::Kind::Invalid, fmt::format("\"{}\" is no {}", text, what));
    };
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error != std::errc() || !std::isfinite(number)) return wrong("number");
    if (unit == AxisUnit::Size) {
        if (rest == "KiB") return number * 1024;
        if (rest == "MiB") return number * (1 << 20);
        return rest.empty() || rest == "B" ? Result<double>(number) : wrong("size; write bytes, KiB or MiB");
    }
    if (unit == AxisUnit::Share && rest == "%") return number / 100;
    return rest.empty() ? Result<double>(number) : wrong("number");
}

std::vector<double> spread(double low, double high, std::size_t count, Spacing spacing) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
        const double part = count == 1 ? 0 : static_cast<double>(i) / static_cast<double>(count - 1);
        values.push_back(
            spacing == Spacing::Logarithmic && low > 0 ? low * std::pow(high / low, part)
                                                       : low + part * (high - low));
    }
    return values;
}

std::vector<double> doubling(double low, double high) {
    std::vector<double> values;
    for (double value = low; value < high * (1 - 1e-9) && values.size() <= mostPoints; value *= 2)
        values.push_back(value);
    values.push_back(high);
    return values;
}

Result<std::vector<double>> between(const AxisFacts& axis, std::string_view range, std::size_t dots) {
    const auto colon = range.find(':', dots);
    const double low = TRY(numberIn(range.substr(0, dots), axis.unit));
    const double high = TRY(numberIn(range.substr(dots + 2, colon - dots - 2), axis.unit));
    if (low > high)
        return fail(
            Error::Kind::Invalid,
            fmt::format("the range {} is empty: it ends before it begins; write the smaller value first", range));
    if (colon != std::string_view::npos) {
        std::size_t count = 0;
        const std::string_view text = range.substr(colon + 1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (error != std::errc() || end != text.data() + text.size() || count < 1 || count > mostPoints)
            return fail(Error::Kind::Invalid, fmt::format("must be 1 to {} points, got \"{}\"", mostPoints, text));
        return spread(low, high, count, axis.spacing);
    }
    if (axis.unit == AxisUnit::Share) return spread(low, high, 5, axis.spacing);
    constexpr double mostByOnes = 8;
    if (axis.spacing == Spacing::Even && high - low < mostByOnes)
        return spread(low, high, static_cast<std::size_t>(high - low) + 1, Spacing::Even);
    return low > 0 ? doubling(low, high) : spread(low, high, 5, Spacing::Even);
}

double secondsOf(const Workload& workload, std::vector<std::byte>& output, std::vector<std::byte>& scratch) {
    const auto start = std::chrono::steady_clock::now();
    workload.run(Task{}, {}, output, scratch);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The least of five, as whatever else happens only adds. Long enough that the clock does not matter.
Result<double> nanosecondsAnIteration(Json graph) {
    constexpr double enough = 200e-6;
    const WorkloadKind* kind = findWorkloadKind("task_graph");
    CORELANE_ASSERT(kind && kind->make);
    graph["steps"] = 1;
    graph["width"] = 1;
    graph["imbalance"] = 0.0;
    for (std::int64_t iterations = 64;; iterations *= 4) {
        graph["iterations"] = iterations;
        const Options options = TRY(optionsOf(JsonPlace{graph, "graph", ""}, kind->options));
        auto workload = kind->make(std::span(&options, 1));
        if (!workload) return tl::unexpected(workload.error());
        std::vector<std::byte> output((*workload)->outputBytes(0)), scratch((*workload)->scratchBytes());
        double least = secondsOf(**workload, output, scratch);
        if (least < enough && iterations < (std::int64_t{1} << 30)) continue;
        if (least < enough)
            return fail(
                Error::Kind::Invalid, fmt::format(
                                          "tasks with the kernel {} have no length to choose; take compute_bound",
                                          graph.value("kernel", "empty")));
        for (int i = 0; i < 4; ++i) least = std::min(least, secondsOf(**workload, output, scratch));
        return least * 1e9 / static_cast<double>(iterations);
    }
}

}  // namespace

Result<std::vector<double>> sweepValues(const AxisFacts& axis, std::string_view range) {
    std::vector<double> values;
    if (const auto dots = range.find(".."); dots != std::string_view::npos) {
        values = TRY(between(axis, range, dots));
    } else {
        for (std::size_t at = 0; at <= range.size();) {
            const std::size_t end = std::min(range.find(',', at), range.size());
            if (end == at) return fail(Error::Kind::Invalid, "the range is empty; give values such as 1,2,4 or 1..8");
            values.push_back(TRY(numberIn(range.substr(at, end - at), axis.unit)));
            at = end + 1;
        }
    }
    const bool whole = axis.unit != AxisUnit::Share && axis.name.front() != '/';
    for (double& value : values)
        if (whole) value = axis.unit == AxisUnit::Size ? std::round(value / 16) * 16 : std::round(value);
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    const double least = axis.unit == AxisUnit::Share || axis.name.front() == '/' ? 0 : 1;
    if (values.front() < least)
        return fail(Error::Kind::Invalid, fmt::format("must be {} or more, got {}", least, values.front()));
    if (values.size() > mostPoints)
        return fail(
            Error::Kind::Invalid,
            fmt::format("these are {} points, and {} is the most; say how many: A..B:10", values.size(), mostPoints));
    return values;
}

Result<std::int64_t> iterationsFor(const Json& graph, double nanoseconds) {
    static std::mutex mutex;
    static std::map<std::string, double> known;
    const std::lock_guard lock(mutex);
    Json key = graph;
    for (const char* other : {"iterations", "steps", "width", "pattern", "imbalance"}) key.erase(other);
    const auto found = known.find(key.dump());
    const double each = found != known.end() ? found->second : TRY(nanosecondsAnIteration(graph));
    known[key.dump()] = each;
    return std::max<std::int64_t>(1, std::llround(nanoseconds / each));
}

}  // namespace corelane
