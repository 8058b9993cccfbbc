#include "engine/trace/run_builder.h"

#include <algorithm>

namespace corelane {

RunBuilder::RunBuilder(RunInfo info, Time begin) {
    m_run.naming = TaskNaming(info.graphs);
    m_run.info = std::move(info);
    m_run.begin = m_run.end = m_run.result.begin = begin;
}

RunBuilder::LaneInUse& RunBuilder::lane(const LaneMarker& marker, Time begin) {
    Lane lane;
    lane.kind = marker.kind;
    lane.index = marker.index;
    lane.name = marker.name;
    lane.unit = marker.unit;
    lane.pid = marker.pid;
    lane.tid = marker.tid;
    lane.watched = marker.watched;
    lane.begin = begin;
    const bool worker = marker.kind == LaneKind::Worker;
    auto& siblings = worker ? m_workers : marker.kind == LaneKind::Counter ? m_counters : m_tasks;
    const auto index = static_cast<std::uint32_t>(siblings.size());
    Presence* presence = nullptr;
    if (worker && marker.tid != 0) {
        m_workerOf[marker.tid] = index;
        if (m_run.info.level >= 1 && !marker.watched) presence = &m_presence[marker.tid];
    }
    const std::uint32_t number = worker ? index : marker.kind == LaneKind::Counter ? noEdges : index | inTaskLanes;
    m_lanes.emplace_back(std::move(lane), presence, number);
    siblings.push_back(&m_lanes.back());
    seen(begin);
    return m_lanes.back();
}

// ---- events -------------------------------------------------------------------------------------

void RunBuilder::begin(
    LaneInUse& lane, Time time, TaskIndex task, std::uint16_t name, State state,
    std::span<const std::uint64_t> flowsIn) {
    lane.builder.begin(time, task, name, state);
    seen(lane.builder.last());
    if (lane.number != noEdges) flowsInto({lane.builder.last(), task, lane.number}, flowsIn);
}

void RunBuilder::end(
    LaneInUse& lane, Time time, std::span<const std::uint64_t> flowsOut, std::span<const std::uint64_t> flowsIn) {
    const Span* span = lane.builder.end(time);
    seen(lane.builder.last());
    if (!span || lane.number == noEdges) return;
    const FlowEnd here{lane.builder.last(), span->task, lane.number};
    flowsOutOf(here, flowsOut);
    flowsInto(here, flowsIn);
}

void RunBuilder::give(LaneInUse& lane, Time time, std::span<const std::uint64_t> flowsOut, Duration held) {
    seen(time);
    if (lane.number != noEdges) flowsOutOf({time, 0, lane.number, held}, flowsOut);
}

void RunBuilder::flowsInto(const FlowEnd& target, std::span<const std::uint64_t> flows) {
    for (const std::uint64_t flow : flows)
        if (const auto source = m_flows.match(flow, FlowSide::Target, target)) connect(*source, target);
}

void RunBuilder::flowsOutOf(const FlowEnd& source, std::span<const std::uint64_t> flows) {
    for (const std::uint64_t flow : flows)
        if (const auto target = m_flows.match(flow, FlowSide::Source, source)) connect(source, *target);
}

void RunBuilder::connect(const FlowEnd& from, const FlowEnd& to) {
    m_run.edges.push_back({from.lane, to.lane, from.time, to.time, from.task, to.task, from.held});
}

void RunBuilder::switched(int core, Time time, std::int32_t nextTid, bool preempted, std::uint16_t nextName) {
    time = std::max(time, m_run.begin);
    seen(time);
    CoreBuilder& builder = m_cores.try_emplace(core, core, m_run.begin).first->second;
    if (builder.tid == nextTid) return;
    const bool overlaid = m_run.info.level >= 1;
    if (overlaid && builder.tid != 0)
        m_presence[builder.tid].change(time, preempted ? Presence::Where::Preempted : Presence::Where::Blocked);
    builder.tid = nextTid;
    if (nextTid == 0) return builder.run(time, coreSpare, 0, 0);
    if (overlaid) m_presence[nextTid].change(time, Presence::Where::On);
    const auto worker = m_workerOf.find(nextTid);
    if (worker == m_workerOf.end()) return builder.run(time, coreOther, 0, nextName);
    builder.run(time, static_cast<std::uint8_t>(worker->second % 5), worker->second + 1, nextName);
}

void RunBuilder::loss(Loss loss) {
    // Files speak of a worker by its own number, a run by its place.
    const int index = loss.worker;
    loss.worker = -1;
    for (std::size_t w = 0; index >= 0 && w < m_workers.size(); ++w)
        if (m_workers[w]->builder.lane().index == index) {
            loss.worker = static_cast<int>(w);
            m_workers[w]->builder.lose(loss.count);
            break;
        }
    m_run.losses.push_back(std::move(loss));
}

// ---- ending -------------------------------------------------------------------------------------

void RunBuilder::finish(const RunResult* result, Time time) {
    seen(time);
    if (result) {
        m_run.result = *result;
        m_run.finished = true;
    } else {
        m_run.result.wall = m_run.end - m_run.result.begin;
    }
    for (LaneInUse& lane : m_lanes) lane.builder.close();
    for (auto& [number, core] : m_cores) core.close(m_run.end);
    m_flows = {};
    sortEdges();
    placeTasks();
    m_final = snapshot();
}

void RunBuilder::sortEdges() {
    std::vector<Edge> all;
    all.reserve(m_run.edges.size());
    for (std::size_t i = 0; i < m_run.edges.size(); ++i) all.push_back(m_run.edges[i]);
    std::stable_sort(all.begin(), all.end(), [](const Edge& a, const Edge& b) { return a.toTime < b.toTime; });
    m_run.edges = {};
    for (const Edge& edge : all) m_run.edges.push_back(edge);
}

void RunBuilder::placeTasks() {
    const auto better = [&](const Span& candidate, const Run::Place& known) {
        const Span& other = m_workers[known.worker]->builder.lane().spans[known.span];
        const bool useful = candidate.state == State::Useful, otherUseful = other.state == State::Useful;
        return useful != otherUseful ? useful : candidate.begin < other.begin;
    };
    std::size_t spans = 0;
    for (const LaneInUse* worker : m_workers) spans += worker->builder.lane().spans.size();
    // A damaged file may promise more tasks than there is memory: the table is no longer than what the spans can
    // fill.
    constexpr std::uint32_t nowhere = ~0u;
    const std::size_t most = std::min<std::size_t>(m_run.naming.count(), 64 * spans + 1024);
    std::vector<Run::Place> table(most + 1, Run::Place{nowhere, 0});
    for (std::uint32_t w = 0; w < m_workers.size(); ++w) {
        const auto& lane = m_workers[w]->builder.lane();
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            const Span& span = lane.spans[i];
            if (span.task == 0 || span.task > most) continue;
            Run::Place& place = table[span.task];
            if (place.worker == nowhere || better(span, place)) place = {w, i};
        }
    }
    auto places = std::make_shared<std::vector<std::pair<TaskIndex, Run::Place>>>();
    for (TaskIndex task = 1; task <= most; ++task)
        if (table[task].worker != nowhere) places->emplace_back(task, table[task]);
    m_run.places = std::move(places);
}

std::shared_ptr<const Run> RunBuilder::snapshot() {
    if (m_final) return m_final;
    // A worker that has just noted something is on its core still: the core's lane grows with it.
    for (auto& [number, core] : m_cores)
        if (const auto worker = m_workerOf.find(core.tid); worker != m_workerOf.end())
            core.extend(m_workers[worker->second]->builder.last());
    auto run = std::make_shared<Run>(m_run);
    if (!m_run.finished) run->result.wall = m_run.end - m_run.result.begin;
    for (auto& [number, core] : m_cores) run->cores.push_back(core.snapshot());
    for (LaneInUse* lane : m_workers) run->workers.push_back(lane->builder.snapshot());
    for (LaneInUse* lane : m_tasks) run->tasks.push_back(lane->builder.snapshot());
    for (LaneInUse* lane : m_counters) run->counters.push_back(lane->builder.snapshot());
    return run;
}

}  // namespace corelane
