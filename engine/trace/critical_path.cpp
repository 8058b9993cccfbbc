#include "engine/trace/critical_path.h"

#include "engine/trace/balance.h"

#include <algorithm>

namespace corelane {

namespace {

class Walk {
  public:
    explicit Walk(const Run& run) : m_run(run), m_extent(extent(run)), m_time(m_extent.end) {}

    CriticalPath take() && {
        std::reverse(m_path.pieces.begin(), m_path.pieces.end());
        return std::move(m_path);
    }

    void throughTasks();
    void throughActors();

  private:
    struct Input {
        Time time;
        std::uint32_t lane;
        TaskIndex task;
    };
    struct Incoming {
        Time to, from;
        std::uint32_t lane;
    };

    // Everything from `from` to where the walk stands happened on this lane.
    void back(std::uint32_t lane, Time from, TaskIndex task = 0);
    void piece(std::uint32_t lane, Time begin, Time end, TaskIndex task, std::optional<State>);
    std::vector<Input> lastInputs() const;
    std::optional<std::size_t> taskBefore(const Lane&, std::size_t span) const;

    const Run& m_run;
    const Extent m_extent;
    Time m_time;  // how far back it has come
    CriticalPath m_path;
};

void Walk::piece(std::uint32_t lane, Time begin, Time end, TaskIndex task, std::optional<State> state) {
    if (begin >= end) return;
    if (state)
        m_path.state[static_cast<std::size_t>(*state)] += end - begin;
    else
        m_path.unknown += end - begin;
    m_path.pieces.push_back({begin, end, lane, state == State::Useful ? task : 0, state});
}

void Walk::back(std::uint32_t lane, Time from, TaskIndex task) {
    from = std::max(from, m_extent.begin);
    if (from >= m_time) return;
    const SegmentIndex& segments = m_run.laneOfEdge(lane).segments;
    const Time known = std::clamp(segments.end(), from, m_time);
    piece(lane, known, m_time, 0, std::nullopt);
    m_time = known;
    for (std::size_t i = m_time > from ? segments.find(m_time - 1) + 1 : 0; i > 0 && m_time > from; --i) {
        const auto segment = segments.segment(i - 1);
        const Time begin = std::clamp(segment.begin, from, m_time);
        piece(lane, begin, m_time, task, static_cast<State>(segment.category));
        m_time = begin;
    }
    piece(lane, from, m_time, 0, std::nullopt);
    m_time = from;
}

// Of every task the input that came last.
std::vector<Walk::Input> Walk::lastInputs() const {
    std::vector<Input> last(m_run.naming.count() + 1, Input{0, 0, 0});
    for (std::size_t i = 0; i < m_run.edges.size(); ++i) {
        const Edge& edge = m_run.edges[i];
        if (edge.toTask == 0 || edge.fromTask == 0 || edge.toTask >= last.size()) continue;
        Input& input = last[edge.toTask];
        if (input.task == 0 || edge.fromTime > input.time) input = {edge.fromTime, edge.fromLane, edge.fromTask};
    }
    return last;
}

std::optional<std::size_t> Walk::taskBefore(const Lane& lane, std::size_t span) const {
    while (span > 0)
        if (const Span& before = lane.spans[--span]; before.task != 0 && before.state == State::Useful) return span;
    return std::nullopt;
}

void Walk::throughTasks() {
    std::optional<Run::Place> at;
    Time latest = 0;
    for (const auto& [task, place] : *m_run.places) {
        const Span& span = m_run.workers[place.worker]->spans[place.span];
        if (span.state != State::Useful || (at && span.end <= latest)) continue;
        at = place;
        latest = span.end;
    }
    if (!at) return;
    const std::vector<Input> inputs = lastInputs();
    back(at->worker, latest);
    while (at) {
        const Lane& lane = *m_run.workers[at->worker];
        const Span& span = lane.spans[at->span];
        back(at->worker, span.begin, span.task);
        const auto before = taskBefore(lane, at->span);
        const Time free = before ? std::min(lane.spans[*before].end, span.begin) : m_extent.begin;
        const Input input = span.task < inputs.size() ? inputs[span.task] : Input{0, 0, 0};
        const auto giver = input.task != 0 ? m_run.find(input.task) : std::nullopt;
        if (giver && input.time > free && m_run.workers[giver->worker]->spans[giver->span].begin < span.begin) {
            back(at->worker, std::min(input.time, span.begin));
            m_path.handOvers += giver->worker != at->worker ? 1 : 0;
            at = giver;
            continue;
        }
        back(at->worker, free);
        at = before ? std::optional(Run::Place{at->worker, *before}) : std::nullopt;
    }
}

void Walk::throughActors() {
    const bool inTasks = !m_run.tasks.empty();
    const auto& lanes = inTasks ? m_run.tasks : m_run.workers;
    const std::uint32_t bit = inTasks ? inTaskLanes : 0;
    std::uint32_t lane = bit;
    Time latest = 0;
    for (std::uint32_t i = 0; i < lanes.size(); ++i) {
        const auto& spans = lanes[i]->spans;
        if (spans.empty() || lanes[i]->segments.end() <= latest) continue;
        latest = lanes[i]->segments.end();
        lane = i | bit;
    }
    std::vector<std::vector<Incoming>> incoming(lanes.size());  // edges are sorted by their end, so these are, too
    for (std::size_t i = 0; i < m_run.edges.size(); ++i) {
        const Edge& edge = m_run.edges[i];
        if (edge.toTask != 0 || (edge.toLane & inTaskLanes) != bit || (edge.fromLane & inTaskLanes) != bit) continue;
        const std::size_t to = edge.toLane & ~inTaskLanes;
        if (to < lanes.size() && (edge.fromLane & ~inTaskLanes) < lanes.size())
            incoming[to].push_back({edge.toTime, std::min(edge.fromTime, edge.toTime), edge.fromLane});
    }
    while (m_time > m_extent.begin) {
        auto& own = incoming[lane & ~inTaskLanes];
        // Each hand-over is taken once, so that the walk ends even where two happened at the same moment.
        while (!own.empty() && own.back().to > m_time) own.pop_back();
        if (own.empty()) break;
        const Incoming edge = own.back();
        own.pop_back();
        back(lane, edge.from);
        ++m_path.handOvers;
        lane = edge.lane;
    }
    back(lane, m_extent.begin);
}

}  // namespace

std::optional<CriticalPath> criticalPath(const Run& run) {
    if (!run.finished || run.workers.empty()) return std::nullopt;
    Walk walk(run);
    const bool tasksHaveEdges = run.edges.size() > 0 && run.edges[0].toTask != 0;
    const bool graph = run.places && !run.places->empty() && (tasksHaveEdges || run.edges.empty());
    if (graph)
        walk.throughTasks();
    else
        walk.throughActors();
    CriticalPath path = std::move(walk).take();
    if (path.pieces.empty()) return std::nullopt;
    return path;
}

}  // namespace corelane
