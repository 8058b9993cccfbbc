#include "engine/record/encoder.h"

#include <fmt/format.h>
#include <queue>

#include <algorithm>
#include <errno.h>
#include <limits>
#include <unistd.h>
#include <utility>

namespace corelane {

namespace {
// For how long the picture of the cores waits for workers that have not noted anything, when it is drawn from their
// notes.
constexpr Duration patience = 20'000'000;
}  // namespace

Encoder::Encoder(
    Recorder::Shared& shared, const Calibration& calibration, const EdgeSource& edges, Writer& writer, int run,
    int level, Time opened, TaskLanes::Name taskLaneName)
    : m_shared(shared), m_calibration(calibration), m_writer(writer), m_level(level), m_opened(opened), m_run(run),
      m_flows(edges, run), m_taskLanes(writer, run, std::move(taskLaneName)) {}

// A worker may be killed before its lane is ready: that never hides those that were opened after it.
void Encoder::findLanes() {
    const int opened = m_shared.lanesInUse();
    m_found.resize(static_cast<std::size_t>(std::max(opened, 0)));
    for (int slot = 0; slot < opened; ++slot) {
        LaneEntry& entry = m_shared.lane[slot];
        if (m_found[slot] || entry.state.load(std::memory_order_acquire) != EntryState::Ready) continue;
        m_found[slot] = true;
        m_lanes.push_back(std::make_unique<LaneInUse>(LaneInUse{
            entry, RingReader(&m_shared.ring[slot], m_shared.records(slot), m_shared.recordsPerLane),
            LaneStream(
                m_calibration, entry.tid, std::max(m_calibration.time(entry.begin), m_opened), m_level == 0)}));
    }
}

double Encoder::drain(double fill) {
    m_begin = m_shared.begin.load(std::memory_order_acquire);
    findLanes();
    const auto capacity = static_cast<double>(m_shared.recordsPerLane);
    std::uint64_t grown = 0;
    for (auto& lane : m_lanes) {
        const std::uint64_t published = lane->ring.published();
        grown = std::max(grown, published - lane->published);
        lane->published = published;
        if (static_cast<double>(lane->ring.waiting()) < fill * capacity) continue;
        lane->ring.drain([&](const Record* records, std::size_t count) { lane->stream.append(records, count); });
    }
    return static_cast<double>(grown) / capacity;
}

void Encoder::encode(bool last) {
    const Time begin = m_begin, end = m_shared.end.load(std::memory_order_acquire);
    const Time until = end ? end : std::numeric_limits<Time>::max();
    writeLanes();
    learnStandIns();
    writeNames();
    if (m_level == 1) writeKernelSwitches(begin, until);
    writeEvents();
    writeTaskLanes(last);
    if (last) finishLanes(end ? end : boottimeNow());
    if (m_level == 0 || last) writeNotedSwitches(until, last);
    if (last) writeLosses(end ? end : boottimeNow());
}

// Workers are numbered by their index, whoever was first to open its lane.
void Encoder::writeLanes() {
    std::vector<LaneInUse*> fresh;
    for (auto& lane : m_lanes)
        if (!lane->written) fresh.push_back(lane.get());
    std::stable_sort(fresh.begin(), fresh.end(), [](const LaneInUse* a, const LaneInUse* b) {
        return a->entry.index < b->entry.index;
    });
    for (LaneInUse* lane : fresh) {
        const LaneEntry& e = lane->entry;
        if (m_processes.insert(e.pid).second)
            m_writer.processName(
                e.pid, e.pid == getpid() ? std::string(program_invocation_short_name)
                                         : fmt::format("{} {}", program_invocation_short_name, e.name));
        m_writer.threadName(e.pid, e.tid, e.name);
        lane->id = m_writer.lane({LaneKind::Worker, e.index, e.name, e.pid, e.tid, ""}, lane->stream.last());
        lane->written = true;
    }
}

// Where a process runs that does a worker's work in its place, the worker runs.
void Encoder::learnStandIns() {
    for (const auto& lane : m_lanes) {
        if (!lane->entry.forks.load(std::memory_order_acquire)) continue;
        for (const Naming& made : m_kernel.namings)
            if (made.maker == lane->entry.tid) m_standIns[made.tid] = lane->entry.tid;
    }
    if (m_standIns.empty()) return;
    for (KernelRecords::Core& core : m_kernel.cores)
        for (CoreEvent& event : core.events)
            if (const auto other = m_standIns.find(event.tid); other != m_standIns.end()) event.tid = other->second;
}

void Encoder::writeNames() {
    for (const ThreadName& name : m_names.learn(std::exchange(m_kernel.namings, {}))) {
        const bool isLane = std::any_of(
            m_lanes.begin(), m_lanes.end(), [&](const auto& lane) { return lane->entry.tid == name.tid; });
        if (!isLane) m_writer.threadName(name.pid, name.tid, name.name);
    }
}

void Encoder::writeKernelSwitches(Time begin, Time end) {
    for (KernelRecords::Core& core : m_kernel.cores) {
        CoreTimeline& timeline = m_cores.try_emplace(core.number, m_opened).first->second;
        timeline.add(core.events, begin, end);
        for (const CoreEvent& event : core.events) {
            if (begin && event.kind != CoreEvent::Kind::In && event.time >= begin && event.time <= end)
                ++m_counts.switches;
            m_seenByKernel.insert(event.tid);
        }
        core.events.clear();
        const std::vector<Switch> switches = timeline.take();
        if (switches.empty()) continue;
        m_coresWritten.insert(core.number);
        m_writer.switches(core.number, switches);
    }
}

// At level 1, only the workers that the kernel never mentioned: they ran all the time on a core of their own.
void Encoder::writeNotedSwitches(Time end, bool last) {
    for (auto& lane : m_lanes) {
        WorkerNotes& notes = lane->stream.notes();
        notes.finish();
        if (m_level == 0 || !m_seenByKernel.contains(lane->entry.tid)) m_notes.add(notes.stays());
        notes.stays().clear();
    }
    // A worker that waits for a core tells of it afterwards only.
    for (const auto& [core, switches] :
         last ? m_notes.takeLast(end) : m_notes.take(std::min(end, boottimeNow() - patience)))
        if (!m_coresWritten.contains(core) || m_level == 0) m_writer.switches(core, switches);
}

// In time order over all lanes, so that a file cut in the middle has the first half of every lane.
void Encoder::writeEvents() {
    using Next = std::pair<Time, LaneInUse*>;
    std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
    for (auto& lane : m_lanes)
        if (lane->written)
            if (const LaneEvent* event = lane->stream.front()) next.push({event->time, lane.get()});
    while (!next.empty()) {
        LaneInUse& lane = *next.top().second;
        next.pop();
        const Time others = next.empty() ? std::numeric_limits<Time>::max() : next.top().first;
        const LaneEvent* event = lane.stream.front();
        for (; event && event->time <= others; event = lane.stream.front()) {
            write(lane, *event);
            lane.stream.pop();
        }
        if (event) next.push({event->time, &lane});
    }
}

void Encoder::writeTaskLanes(bool last) {
    for (auto& lane : m_lanes) m_taskLanes.add(lane->stream.taskLanes());
    m_taskLanes.write(last, [this](std::uint16_t name) { return nameText(name); });
}

void Encoder::write(LaneInUse& lane, const LaneEvent& event) {
    switch (event.kind) {
    case LaneEvent::Kind::Begin:
        ++m_counts.spans;
        lane.openTask.push_back(event.state == State::Useful ? event.task : 0);
        noteRan(lane.openTask.back());
        m_writer.begin(
            lane.id, event.time, event.state, nameText(event.name), event.task, m_flows.in(lane.openTask.back()));
        break;
    case LaneEvent::Kind::End: {
        const TaskIndex task = lane.openTask.empty() ? 0 : lane.openTask.back();
        if (!lane.openTask.empty()) lane.openTask.pop_back();
        if (event.handover) ++m_counts.edges;
        m_writer.end(lane.id, event.time, m_flows.out(task), event.handover ? handoverId(m_run, event.handover) : 0);
        break;
    }
    case LaneEvent::Kind::Give: {
        m_given.clear();
        for (std::uint32_t i = 0; i < event.count; ++i) m_given.push_back(handoverId(m_run, event.task + i));
        const Duration held = event.value > 0 ? event.time - event.value : 0;
        m_writer.give(lane.id, event.time, nameText(event.name), m_given, std::max<Duration>(0, held));
        break;
    }
    case LaneEvent::Kind::BeginPreempted:
        m_writer.begin(lane.id, event.time, State::Runnable, "preempted");
        break;
    case LaneEvent::Kind::EndPreempted:
        m_writer.end(lane.id, event.time);
        break;
    case LaneEvent::Kind::Counter:
        writeCounter(event);
        break;
    }
}

void Encoder::noteRan(TaskIndex task) {
    if (task == 0 || task >= m_ran.size() || m_ran[task] == Ran::Again) return;
    m_counts.ranTwice += m_ran[task] == Ran::Once ? 1 : 0;
    m_ran[task] = m_ran[task] == Ran::Never ? Ran::Once : Ran::Again;
}

void Encoder::writeCounter(const LaneEvent& event) {
    if (event.name >= maximumCounters) return;
    const CounterEntry& entry = m_shared.counter[event.name];
    if (entry.state.load(std::memory_order_acquire) != EntryState::Ready) return;
    auto [at, fresh] = m_counters.try_emplace(event.name);
    auto& [lane, last] = at->second;
    if (fresh) lane = m_writer.lane({LaneKind::Counter, event.name, entry.name, 0, 0, entry.unit}, event.time);
    last = std::max(last, event.time);  // several workers may count: one may have come late
    m_writer.counter(lane, last, event.value);
}

void Encoder::finishLanes(Time end) {
    for (auto& lane : m_lanes) {
        const std::uint64_t closed = lane->entry.end.load(std::memory_order_acquire);
        // A worker process that was killed could not say when it ended: all that is known is its last record.
        const Time ended = closed                        ? m_calibration.time(closed)
                           : lane->entry.pid == getpid() ? end
                                                         : lane->stream.last();
        lane->stream.finish(ended);
        for (; const LaneEvent* event = lane->stream.front(); lane->stream.pop()) write(*lane, *event);
        lane->end = std::max(ended, lane->stream.last());
        m_writer.endLane(lane->id, lane->end);
        if (m_level == 0) m_counts.switches += lane->entry.slices.load(std::memory_order_relaxed);
    }
    for (const auto& [id, counter] : m_counters) m_writer.endLane(counter.first, std::max(counter.second, end));
    m_counts.edges += m_flows.told() + m_taskLanes.edges();
}

void Encoder::writeLosses(Time end) {
    for (auto& lane : m_lanes)
        if (const std::uint64_t dropped = lane->ring.dropped()) {
            m_counts.dropped += dropped;
            m_writer.loss(
                {end, lane->entry.index, dropped,
                 fmt::format("the ring of {} was full: {} of its records were dropped", lane->entry.name, dropped)});
        }
    if (m_kernel.lost) {
        m_counts.dropped += m_kernel.lost;
        m_writer.loss({end, -1, m_kernel.lost, fmt::format("the kernel dropped {} switch records", m_kernel.lost)});
    }
    const auto opened = m_shared.lanesOpened.load(std::memory_order_relaxed);
    if (opened > static_cast<std::uint32_t>(m_shared.lanes))
        m_writer.loss(
            {end, -1, opened - static_cast<std::uint32_t>(m_shared.lanes),
             fmt::format(
                 "{} lanes were opened and {} were provided for: the others were not recorded", opened,
                 m_shared.lanes)});
    if (m_flows.tooMany())
        m_writer.loss(
            {end, -1, m_flows.count(),
             fmt::format(
                 "the run has {} edges; above {} they are counted but not written", m_flows.count(), maximumEdges)});
}

std::string_view Encoder::nameText(std::uint16_t name) const {
    if (name >= maximumNames || m_shared.name[name].state.load(std::memory_order_acquire) != EntryState::Ready)
        return "?";
    return m_shared.name[name].text;
}

std::vector<Encoder::Life> Encoder::lives() const {
    std::vector<Life> lives;
    for (const auto& lane : m_lanes)
        lives.push_back({lane->entry.tid, m_calibration.time(lane->entry.begin), lane->end, lane->stream.waited()});
    return lives;
}

}  // namespace corelane
