// graph: a task graph as text, one line a task, or for Graphviz.
#include "engine/commands/commands.h"
#include "engine/run/json_checks.h"
#include "workloads/task_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace corelane {

namespace {

struct Words {
    std::string pattern, format = "text";
    std::int64_t steps = 4, width = 4, radix = 3, period = 3;
    double fraction = 0.25;
};

constexpr std::array<std::string_view, 2> formats = {"text", "dot"};
constexpr std::uint64_t mostLines = 10'000'000;  // tasks and dependences; beyond it nobody reads

Result<std::uint32_t> number(std::string_view option, std::int64_t value, std::int64_t minimum) {
    if (value < minimum || value > std::numeric_limits<std::int32_t>::max())
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "--{}: must be {} to {}, got {}", option, minimum, std::numeric_limits<std::int32_t>::max(), value));
    return static_cast<std::uint32_t>(value);
}

Result<std::string> drawn(const Words& words) {
    if (std::ranges::find(formats, words.format) == formats.end())
        return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", words.format, formats));
    const auto pattern = patternFromName(words.pattern);
    if (!pattern) return fail(Error::Kind::Invalid, unknownWord("pattern", words.pattern, patternNames()));
    GraphParameters parameters;
    parameters.pattern = *pattern;
    parameters.steps = TRY(number("steps", words.steps, 1));
    parameters.width = TRY(number("width", words.width, 1));
    parameters.radix = TRY(number("radix", words.radix, 0));
    parameters.period = TRY(number("period", words.period, 1));
    if (!(words.fraction >= 0 && words.fraction <= 1))
        return fail(Error::Kind::Invalid, fmt::format("--fraction: must be 0 to 1, got {}", words.fraction));
    parameters.fraction = words.fraction;
    const TaskGraph graph = TRY(TaskGraph::make(parameters));
    const std::uint64_t tasks = graph.taskCount();
    if (tasks > mostLines || tasks + graph.dependenceCount() > mostLines)
        return fail(
            Error::Kind::Invalid, fmt::format(
                                      "the graph has more than {} tasks and dependences, too many to "
                                      "print; ask for fewer --steps or a smaller --width",
                                      mostLines));
    return words.format == "dot" ? graphDot(graph) : graphText(graph);
}

}  // namespace

void addGraph(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* graph = app.add_subcommand("graph", "Print a task graph: one line a task, or DOT for Graphviz");
    std::string known;
    for (const std::string_view name : patternNames()) known += (known.empty() ? "" : ", ") + std::string(name);
    graph->add_option("PATTERN", words->pattern, known)->required();
    graph->add_option("--steps", words->steps, "Steps, one after the other")->capture_default_str();
    graph->add_option("--width", words->width, "Tasks of the widest step")->capture_default_str();
    graph->add_option("--radix", words->radix, "Inputs of a task: nearest, spread, random_nearest")
        ->capture_default_str();
    graph->add_option("--period", words->period, "Steps until the inputs repeat: spread, random_nearest")
        ->capture_default_str();
    graph->add_option("--fraction", words->fraction, "Chance of an input: random_nearest")->capture_default_str();
    graph->add_option("--format", words->format, "text or dot")->capture_default_str();
    graph->callback([words, &exitStatus] {
        const auto text = drawn(*words);
        exitStatus = text ? print(*text) : report(text.error());
    });
}

}  // namespace corelane
