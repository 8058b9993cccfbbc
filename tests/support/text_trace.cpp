#include "tests/support/text_trace.h"

#include "engine/trace/reader.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace corelane::test {

namespace {

constexpr std::string_view letters = "Uolqir.s";  // in the order of the states

struct Drawn {
    State state;
    TaskIndex task;
};

std::optional<Drawn> drawnBy(char c) {
    if (c >= 'A' && c <= 'Z') return Drawn{State::Useful, static_cast<TaskIndex>(c - 'A' + 1)};
    const std::size_t at = letters.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    return Drawn{static_cast<State>(at), 0};
}

struct Row {
    std::string name, cells;
};

std::vector<Row> rowsOf(std::string_view picture) {
    std::vector<Row> rows;
    while (!picture.empty()) {
        const std::string_view line = picture.substr(0, picture.find('\n'));
        picture.remove_prefix(std::min(picture.size(), line.size() + 1));
        const std::size_t open = line.find('|'), close = line.rfind('|');
        if (open == close) continue;
        std::string_view name = line.substr(0, open);
        name.remove_prefix(std::min(name.size(), name.find_first_not_of(' ')));
        name = name.substr(0, name.find(' '));
        rows.push_back({std::string(name), std::string(line.substr(open + 1, close - open - 1))});
    }
    return rows;
}

std::string optionText(const OptionValue& value) {
    return std::visit([](const auto& v) { return fmt::format("{}", v); }, value);
}

}  // namespace

Comparison someComparison() {
    Comparison c;
    c.uuid = "01234567-89ab-cdef-0123-456789abcdef";
    c.started = "2026-01-31T12:00:00Z";
    c.preset = "stencil";
    c.title = "A stencil";
    c.question = "Who is fastest?";
    c.presetJson = R"({"workload": "stencil_1d"})";
    c.seed = 0xfedcba9876543210;
    c.machine = {"lab-04", "A CPU", "6.1.0",          "Debian GNU/Linux 12 (bookworm)", 2, "tsc", 0.5,
                 11.75,    1,       "Sees all of it."};
    return c;
}

RunInfo someRun(int number, int level, std::uint32_t tasks) {
    RunInfo r;
    r.number = number;
    r.model = "threads";
    r.title = "threads";
    r.repetition = 1;
    r.level = level;
    r.cores = {0, 1};
    r.workers = 2;
    r.graphs = {{"stencil_1d", 1, tasks}};
    return r;
}

std::string recordingOf(std::string_view picture, Picture scale, Writer::Packing packing) {
    Tape tape;
    Writer writer(tape.sink(), packing);
    writer.comparison(someComparison());
    writer.beginRun(someRun(), scale.begin);
    std::size_t longest = 0;
    const std::vector<Row> rows = rowsOf(picture);
    for (std::size_t w = 0; w < rows.size(); ++w) {
        const std::string& cells = rows[w].cells;
        const auto at = [&](std::size_t cell) { return scale.begin + static_cast<Duration>(cell) * scale.tick; };
        const std::size_t first = std::min(cells.find_first_not_of(' '), cells.size());
        const std::size_t last = cells.find_last_not_of(' ') + 1;
        const auto lane = writer.lane(
            {LaneKind::Worker, static_cast<int>(w), rows[w].name, 100, 100 + static_cast<int>(w), ""}, at(first));
        for (std::size_t i = first; i < last;) {
            const std::size_t end = std::min(cells.find_first_not_of(cells[i], i), last);
            if (const auto drawn = drawnBy(cells[i])) {
                writer.begin(lane, at(i), drawn->state, stateName(drawn->state), drawn->task);
                writer.end(lane, at(end));
            }
            i = end;
        }
        writer.endLane(lane, at(last));
        longest = std::max(longest, last);
    }
    RunResult result;
    result.begin = scale.begin;
    result.wall = static_cast<Duration>(longest) * scale.tick;
    result.correct = true;
    writer.endRun(result, scale.begin + result.wall);
    writer.endComparison();
    REQUIRE(writer.flush());
    return tape.bytes;
}

std::string pictureOf(const Run& run, Picture scale) {
    std::string picture;
    for (const auto& lane : run.workers) {
        const auto cells = static_cast<std::size_t>((run.end - scale.begin + scale.tick - 1) / scale.tick);
        std::string row(cells, ' ');
        for (std::size_t i = 0; i < cells; ++i) {
            const Time middle = scale.begin + static_cast<Duration>(i) * scale.tick + scale.tick / 2;
            const std::size_t segment = lane->segments.find(middle);
            if (segment < lane->segments.size() && lane->segments.segment(segment).begin <= middle)
                row[i] = letters[lane->segments.segment(segment).category];
        }
        picture += fmt::format("{} |{}|\n", lane->name, row);
    }
    return picture;
}

// ---- everything as text -------------------------------------------------------------------------

namespace {

void addLane(std::string& text, const Trace& trace, const Lane& lane) {
    text += fmt::format(
        "  lane {}.{} '{}' {}/{} [{}..{}] lost {} '{}'\n", static_cast<int>(lane.kind), lane.index, lane.name,
        lane.pid, lane.tid, lane.begin, lane.end, lane.lost, lane.unit);
    for (std::size_t i = 0; i < lane.spans.size(); ++i) {
        const Span& s = lane.spans[i];
        text += fmt::format(
            "    {}{} {} [{}..{}] task {}\n", std::string(s.depth * 2u, ' '), stateName(s.state), trace.name(s.name),
            s.begin, s.end, s.task);
    }
    for (std::size_t i = 0; i < lane.segments.size(); ++i) {
        const auto s = lane.segments.segment(i);
        text += fmt::format("    segment {}..{} {}\n", s.begin, s.end, s.category);
    }
    for (std::size_t i = 0; i < lane.points.size(); ++i)
        text += fmt::format("    point {} {}\n", lane.points[i].time, lane.points[i].value);
}

}  // namespace

std::string textOf(const Trace& trace, const Run& run) {
    const RunInfo& i = run.info;
    std::string text = fmt::format(
        "run {} {} '{}' repetition {} warmup {} recorded {} level {} pinned {} cores {} workers {}\n", i.number,
        i.model, i.title, i.repetition, i.warmup, i.recorded, i.level, i.pinned, fmt::join(i.cores, ","), i.workers);
    for (const auto& [name, value] : i.options.values())
        text += fmt::format("  option {} {} {}\n", name, value.index(), optionText(value));
    for (const GraphShape& g : i.graphs) text += fmt::format("  graph {} {}x{}\n", g.name, g.steps, g.width);
    const RunResult& r = run.result;
    text += fmt::format(
        "  [{}..{}] finished {} result {} +{} tasks {} correct {} digest {} counts {} {} {} {} moved {} error {} "
        "interrupted {}\n",
        run.begin, run.end, run.finished, r.begin, r.wall, r.tasks, r.correct, r.digest, r.spans, r.switches, r.edges,
        r.lostEvents, r.bytesMoved ? std::to_string(*r.bytesMoved) : "?", r.error.value_or("none"), r.interrupted);
    for (const auto* lanes : {&run.cores, &run.workers, &run.tasks, &run.counters})
        for (const auto& lane : *lanes) addLane(text, trace, *lane);
    for (const Loss& l : run.losses)
        text += fmt::format("  loss {} worker {} count {} {}\n", l.time, l.worker, l.count, l.reason);
    for (std::size_t e = 0; e < run.edges.size(); ++e) {
        const Edge& edge = run.edges[e];
        text += fmt::format(
            "  edge {}@{} task {} -> {}@{} task {}\n", edge.fromLane, edge.fromTime, edge.fromTask, edge.toLane,
            edge.toTime, edge.toTask);
    }
    if (run.places)
        for (const auto& [task, place] : *run.places)
            text += fmt::format("  task {} at {}.{}\n", task, place.worker, place.span);
    return text;
}

std::string textOf(const Trace& trace) {
    const Comparison& c = trace.comparison;
    const Machine& m = c.machine;
    std::string text = fmt::format(
        "comparison {} {} {} '{}' '{}' {} {}\nmachine {} '{}' {} '{}' {} {} {} {} {} '{}'\n", c.uuid, c.started,
        c.preset, c.title, c.question, c.presetJson, c.seed, m.host, m.cpu, m.kernel, m.system, m.cores, m.clock,
        m.clockStepNs, m.clockReadNs, m.recordingLevel, m.recordingDetail);
    for (const auto& run : trace.runs) text += textOf(trace, *run);
    return text + fmt::format("events {} ended {}\n", trace.events, trace.ended);
}

std::shared_ptr<const Trace> read(std::string_view bytes) {
    Reader reader;
    const auto fed = reader.feed(bytes);
    INFO((fed ? "" : fed.error().message));
    REQUIRE(fed);
    const auto finished = reader.finish();
    INFO((finished ? "" : finished.error().message));
    REQUIRE(finished);
    return reader.snapshot();
}

}  // namespace corelane::test
