#include "engine/run/sweep_axis.h"

#include "engine/run/json_checks.h"
#include "engine/run/preset.h"
#include "engine/run/sweep_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace corelane {

namespace {

using Meaning = AxisFacts::Meaning;

std::string dumped(const Json& root) {
    return root.dump(2, ' ', false, Json::error_handler_t::replace);
}

tl::unexpected<Error> lacks(std::string what) {
    return fail(Error::Kind::Invalid, std::move(what));
}

bool isScript(const Json& root) {
    const auto workload = root.find("workload");
    return workload != root.end() && workload->is_object() && workload->value("kind", "task_graph") == "script";
}

// Changes every graph of the preset; scripts have none.
template <class Change>
Result<std::string> inGraphs(const AxisValue& at, std::string_view why, Change&& change) {
    Json root = TRY(parseJson(at.json, "preset"));
    if (isScript(root)) return lacks(fmt::format("a script has no {}; take another axis", why));
    for (Json& graph : root["workload"]["graphs"]) TRY(change(graph));
    return dumped(root);
}

template <class Change>
Result<> inSteps(Json& steps, Change& change) {
    if (!steps.is_array()) return {};
    Json changed = Json::array();
    for (Json& step : steps) {
        for (const char* key : {"steps", "else"})
            if (step.is_object() && step.contains(key)) TRY(inSteps(step[key], change));
        change(step, changed);
    }
    steps = std::move(changed);
    return {};
}

// `change(step, into)` appends what stands in the step's place.
template <class Change>
Result<std::string> inScript(Json root, Change&& change) {
    for (auto& [name, actor] : root["workload"]["actors"].items())
        if (actor.is_object() && actor.contains("steps")) TRY(inSteps(actor["steps"], change));
    return dumped(root);
}

// An amount times a factor: a number, or a distribution whose shape stays.
Json scaled(Json amount, double factor) {
    if (amount.is_number()) return amount.get<double>() * factor;
    if (!amount.is_object() || amount.empty()) return amount;
    Json& value = amount.begin().value();
    if (value.is_number()) value = value.get<double>() * factor;
    for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
        if (value[i].is_number() && (i == 0 || amount.begin().key() == "uniform"))
            value[i] = value[i].get<double>() * factor;
    return amount;
}

double largest(const Json& amount) {
    if (amount.is_number()) return amount.get<double>();
    if (!amount.is_object() || amount.empty()) return 0;
    const Json& value = amount.begin().value();
    return value.is_number() ? value.get<double>() : value.is_array() && !value.empty() ? largest(value.back()) : 0;
}

Result<std::string> setGrain(const AxisValue& at) {
    Json root = TRY(parseJson(at.json, "preset"));
    if (!isScript(root))
        return inGraphs(at, "", [&](Json& graph) -> Result<> {
            graph["iterations"] = TRY(iterationsFor(graph, at.value));
            return {};
        });
    double longest = 0;
    const auto look = [&](Json& step, Json& into) {
        if (step.is_object() && step.contains("run")) longest = std::max(longest, largest(step["run"]));
        into.push_back(step);
    };
    TRY(inScript(root, look));
    if (longest <= 0) return lacks("no step of this script computes (run); take another axis");
    const double factor = at.value / 1000 / longest;  // steps are in microseconds
    return inScript(root, [&](Json& step, Json& into) {
        if (step.is_object() && step.contains("run")) step["run"] = scaled(step["run"], factor);
        into.push_back(step);
    });
}

Result<std::string> setIoShare(const AxisValue& at) {
    Json root = TRY(parseJson(at.json, "preset"));
    if (!isScript(root)) return lacks("a task graph does no I/O; take a script, or another axis");
    bool any = false;
    auto changed = inScript(root, [&](Json& step, Json& into) {
        if (!step.is_object() || !step.contains("run")) {
            into.push_back(step);
            return;
        }
        any = true;
        const Json amount = step["run"];
        step["run"] = scaled(amount, 1 - at.value);
        if (at.value < 1) into.push_back(step);
        if (at.value > 0) into.push_back(Json{{"sleep", scaled(amount, at.value)}});
    });
    if (!any) return lacks("no step of this script computes (run), so that none of it can wait instead");
    return changed;
}

Result<std::string> setCapacity(const AxisValue& at) {
    Json root = TRY(parseJson(at.json, "preset"));
    bool any = false;
    if (isScript(root) && root["workload"].contains("objects"))
        for (auto& [name, object] : root["workload"]["objects"].items()) {
            if (object == "queue") object = Json{{"kind", "queue"}};
            if (!object.is_object() || object.value("kind", "") != "queue") continue;
            object["capacity"] = static_cast<std::int64_t>(at.value);
            any = true;
        }
    if (!any) return lacks("this preset has no queue of its own; take another axis");
    return dumped(root);
}

template <class Value>
Result<> put(Json& graph, const char* key, Value value) {
    graph[key] = value;
    return {};
}

Result<std::string> setWidth(const AxisValue& at) {
    return inGraphs(at, "width", [&](Json& graph) { return put(graph, "width", std::llround(at.value)); });
}

Result<std::string> setIterations(const AxisValue& at) {
    return inGraphs(at, "iterations", [&](Json& graph) { return put(graph, "iterations", std::llround(at.value)); });
}

Result<std::string> setPayload(const AxisValue& at) {
    return inGraphs(at, "payload", [&](Json& graph) { return put(graph, "output_bytes", std::llround(at.value)); });
}

Result<std::string> setImbalance(const AxisValue& at) {
    return inGraphs(at, "imbalance", [&](Json& graph) -> Result<> {
        const std::string kernel = graph.value("kernel", "empty");
        if (kernel != "compute_bound" && kernel != "load_imbalance")
            return lacks(fmt::format("the kernel {} knows no imbalance; compute_bound does", kernel));
        graph["kernel"] = "load_imbalance";
        return put(graph, "imbalance", at.value);
    });
}

Result<std::string> setPointer(const AxisValue& at) {
    const bool whole = at.value == std::floor(at.value) && std::abs(at.value) < 1e15;
    const std::string text =
        whole ? fmt::format("{}", static_cast<std::int64_t>(at.value)) : fmt::format("{:.17g}", at.value);
    return setInPreset(at.json, fmt::format("{}={}", at.name, text));
}

Result<std::string> setRoot(const AxisValue& at) {
    return setInPreset(at.json, fmt::format("/{}={}", at.name, std::llround(at.value)));
}

const std::array axes = {
    SweepAxis{
        {"cores", "number of cores", AxisUnit::Count, Spacing::Even, Meaning::Scale},
        "cores used by all models",
        "1..8",
        true,
        true,
        setRoot},
    SweepAxis{
        {"workers", "number of workers", AxisUnit::Count, Spacing::Even, Meaning::Scale},
        "workers of every model that leaves them open",
        "1..8",
        true,
        true,
        setRoot},
    SweepAxis{
        {"grain", "task length", AxisUnit::Nanoseconds, Spacing::Logarithmic, Meaning::TaskLength},
        "how long a task computes; of a script, its longest run step, the others in proportion",
        "1us..1ms",
        true,
        true,
        setGrain},
    SweepAxis{
        {"iterations", "number of iterations", AxisUnit::Count, Spacing::Logarithmic, Meaning::TaskLength},
        "how often each task repeats its kernel",
        "16..65536",
        true,
        false,
        setIterations},
    SweepAxis{
        {"width", "width", AxisUnit::Count, Spacing::Logarithmic, Meaning::Other},
        "tasks of the widest step",
        "1..64",
        true,
        false,
        setWidth},
    SweepAxis{
        {"payload", "payload", AxisUnit::Size, Spacing::Logarithmic, Meaning::Other},
        "bytes that every task hands to those that need it",
        "16..1MiB",
        true,
        false,
        setPayload},
    SweepAxis{
        {"imbalance", "imbalance", AxisUnit::Share, Spacing::Even, Meaning::Other},
        "spread of the tasks' lengths, 0 to 2",
        "0..2",
        true,
        false,
        setImbalance},
    SweepAxis{
        {"io_share", "share of I/O", AxisUnit::Share, Spacing::Even, Meaning::Other},
        "part of every run step of a script that it waits instead, 0 to 1",
        "0..1",
        false,
        true,
        setIoShare},
    SweepAxis{
        {"capacity", "queue capacity", AxisUnit::Count, Spacing::Logarithmic, Meaning::Other},
        "places in every queue of a script",
        "1..64",
        false,
        true,
        setCapacity},
};

}  // namespace

std::span<const SweepAxis> sweepAxes() {
    return axes;
}

Result<SweepPlan> planSweep(std::string_view presetJson, std::string_view axisEqualsRange) {
    const auto equals = axisEqualsRange.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return fail(
            Error::Kind::Invalid, fmt::format("--over {}: give AXIS=RANGE, such as grain=1us..1ms", axisEqualsRange));
    const std::string_view name = axisEqualsRange.substr(0, equals);
    SweepAxis axis{};
    if (name.front() == '/') {
        axis.facts = {std::string(name), std::string(name), AxisUnit::Count, Spacing::Logarithmic, Meaning::Other};
        axis.set = setPointer;
    } else {
        const auto known = std::ranges::find_if(axes, [&](const SweepAxis& a) { return a.facts.name == name; });
        if (known == axes.end()) {
            std::vector<std::string_view> names;
            for (const SweepAxis& a : axes) names.push_back(a.facts.name);
            return fail(Error::Kind::Invalid, "--over: " + unknownWord("axis", name, names));
        }
        axis = *known;
    }
    const auto about = [&](const Error& error) {
        return fail(error.kind, fmt::format("--over {}: {}", name, error.message));
    };
    const auto values = sweepValues(axis.facts, axisEqualsRange.substr(equals + 1));
    if (!values) return about(values.error());
    SweepPlan plan;
    plan.axis = axis.facts;
    for (const double value : *values) {
        const auto json = axis.set({presetJson, name, value});
        if (!json) return about(json.error());
        const std::string source = fmt::format("{}={}", name, axisValueText(value, axis.facts.unit));
        if (const auto preset = parsePreset(*json, source); !preset) return tl::unexpected(preset.error());
        plan.points.push_back({value, *json});
    }
    return plan;
}

}  // namespace corelane
