#include "engine/record/task_lanes.h"

#include <algorithm>
#include <limits>
#include <unistd.h>

namespace corelane {

void TaskLanes::add(std::vector<TaskLaneEvent>& events) {
    for (const TaskLaneEvent& event : events) m_lanes[event.lane].held.push_back(event);
    events.clear();
}

void TaskLanes::write(bool last, const std::function<std::string_view(std::uint16_t)>& nameText) {
    const auto earlier = [](const TaskLaneEvent& a, const TaskLaneEvent& b) { return a.begin < b.begin; };
    for (auto& [number, lane] : m_lanes) {
        auto& held = lane.held;
        // What is earlier than something of a batch before is in order as well: all before that has been seen.
        Time until = std::numeric_limits<Time>::min();
        for (std::size_t i = 0; i < lane.settled; ++i) until = std::max(until, held[i].begin);
        std::ranges::stable_sort(held, earlier);
        const auto end = last ? held.end() : std::ranges::upper_bound(held, until, {}, &TaskLaneEvent::begin);
        if (end != held.begin() && !lane.written) {
            const std::string name = m_name ? m_name(number) : std::to_string(number);
            lane.last = held.front().begin;
            lane.id = m_writer.lane({LaneKind::Task, static_cast<int>(number), name, getpid(), 0, ""}, lane.last);
            lane.written = true;
        }
        for (auto at = held.begin(); at != end; ++at) write(lane, *at, nameText(at->name));
        held.erase(held.begin(), end);
        lane.settled = held.size();
        if (last && lane.written) m_writer.endLane(lane.id, lane.last);
    }
}

void TaskLanes::write(LaneInUse& lane, const TaskLaneEvent& event, std::string_view name) {
    const Time begin = std::max(event.begin, lane.last);
    if (event.kind == RecordKind::TaskGive) {
        m_given.clear();
        for (std::uint32_t i = 0; i < event.count; ++i) m_given.push_back(handoverId(m_run, event.task + i));
        m_writer.give(lane.id, begin, name, m_given, event.end > 0 ? std::max<Duration>(0, begin - event.end) : 0);
        lane.last = begin;
        return;
    }
    const bool wait = event.kind == RecordKind::TaskWait;
    lane.last = std::max(begin, event.end);
    m_writer.begin(lane.id, begin, event.state, name, wait ? 0 : event.task);
    m_writer.end(lane.id, lane.last, {}, wait && event.task ? handoverId(m_run, event.task) : 0);
    if (wait && event.task) ++m_edges;
}

}  // namespace corelane
