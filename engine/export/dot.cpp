// What fed what, for Graphviz: of a task graph its tasks and their inputs, of a script its actors and how often each
// handed over to which, in the median run of the best model; the critical path is bold.
#include "engine/export/exporter.h"
#include "engine/export/summary.h"
#include "engine/export/wording.h"
#include "engine/trace/critical_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace corelane {

namespace {

constexpr std::size_t mostTasks = 4000;  // beyond that no program lays it out in a minute

// A quoted string of Graphviz: only the quote and the backslash mean something in it. A line end stays one.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : cleanUtf8(text)) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out + '"';
}

std::shared_ptr<const Run> chosenRun(const Summary& summary) {
    std::shared_ptr<const Run> chosen;
    int best = 0;
    for (const ModelSummary& model : summary.models) {
        if (!model.medianRun || model.medianRun->edges.empty()) continue;
        const int rank = model.rank.value_or(1 << 20);
        if (!chosen || rank < best) {
            chosen = model.medianRun;
            best = rank;
        }
    }
    return chosen;
}

std::string microseconds(Duration time) {
    return fmt::format("{:.1f} µs", static_cast<double>(time) / 1e3);
}

void writeTasks(const Run& run, std::ostream& out) {
    std::set<std::pair<TaskIndex, TaskIndex>> bold;
    std::set<TaskIndex> onPath;
    TaskIndex before = 0;
    const auto path = criticalPath(run);
    for (const PathPiece& piece : path ? path->pieces : std::vector<PathPiece>{}) {
        if (piece.task == 0 || piece.task == before) continue;
        bold.emplace(before, piece.task);
        onPath.insert(before = piece.task);
    }
    for (const auto& [task, place] : *run.places) {
        const Span& span = run.workers[place.worker]->spans[place.span];
        out << fmt::format(
            "  {} [label={}{}]\n", task,
            quoted(fmt::format(
                "{}\n{}\n{}", run.naming.shortName(task), run.workers[place.worker]->name,
                microseconds(span.end - span.begin))),
            onPath.contains(task) ? ", penwidth=3" : "");
    }
    for (std::size_t i = 0; i < run.edges.size(); ++i) {
        const Edge& edge = run.edges[i];
        if (edge.fromTask == 0 || edge.toTask == 0) continue;
        out << fmt::format(
            "  {} -> {}{}\n", edge.fromTask, edge.toTask,
            bold.contains({edge.fromTask, edge.toTask}) ? " [penwidth=3]" : "");
    }
}

void writeActors(const Run& run, std::ostream& out) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> handOvers;
    std::set<std::uint32_t> lanes;
    for (std::size_t i = 0; i < run.edges.size(); ++i) {
        const Edge& edge = run.edges[i];
        if (!run.hasLane(edge.fromLane) || !run.hasLane(edge.toLane)) continue;
        ++handOvers[{edge.fromLane, edge.toLane}];
        lanes.insert(edge.fromLane);
        lanes.insert(edge.toLane);
    }
    for (const std::uint32_t lane : lanes)
        out << fmt::format("  l{} [label={}]\n", lane, quoted(run.laneOfEdge(lane).name));
    for (const auto& [pair, count] : handOvers)
        out << fmt::format("  l{} -> l{} [label=\"{} ×\"]\n", pair.first, pair.second, count);
}

Result<> write(const Trace& trace, std::ostream& out) {
    const Summary summary = summarize(trace);
    const auto run = chosenRun(summary);
    const std::string title = trace.comparison.title.empty() ? trace.comparison.preset : trace.comparison.title;
    const bool tasks = run && run->places && run->edges[0].toTask != 0;
    if (tasks && run->places->size() > mostTasks)
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "the graph has {} tasks, and Graphviz lays out {} at most in reasonable time; record one with fewer "
                "steps, as in --set /workload/graphs/0/steps=20",
                run->places->size(), mostTasks));
    out << fmt::format("digraph {} {{\n  node [shape=box, fontname=\"sans-serif\"]\n", quoted(title));
    if (!run)
        out << "  label=\"No run with hand-overs is in this recording.\"\n";
    else {
        out << fmt::format("  label={}\n", quoted(fmt::format("{}, {}", title, run->info.title)));
        tasks ? writeTasks(*run, out) : writeActors(*run, out);
    }
    out << "}\n";
    return allWritten(out, "The graph");
}

}  // namespace

namespace exporter {
extern const Exporter dot;
const Exporter dot = {
    .name = "dot",
    .suffix = ".dot",
    .mimeType = "text/vnd.graphviz",
    .summary = "Tasks and their inputs, or actors and their hand-overs, for Graphviz",
    .write = write};
}  // namespace exporter

}  // namespace corelane
