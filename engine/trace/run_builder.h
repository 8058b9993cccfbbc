// Makes one run out of what its lanes, its cores and its markers say. Private to the reader.
#pragma once

#include "engine/trace/flow_table.h"
#include "engine/trace/lane_builder.h"
#include "engine/trace/marker.h"

#include <deque>
#include <map>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace corelane {

class RunBuilder {
  public:
    RunBuilder(RunInfo, Time begin);

    // A lane of this run. Lives as long as the builder.
    struct LaneInUse {
        LaneInUse(Lane lane, Presence* presence, std::uint32_t index)
            : builder(std::move(lane), presence), number(index) {}
        LaneBuilder builder;
        std::uint32_t number;  // as edges name it; of a counter: noEdges
    };
    static constexpr std::uint32_t noEdges = ~0u;
    LaneInUse& lane(const LaneMarker&, Time begin);

    void begin(LaneInUse&, Time, TaskIndex, std::uint16_t name, State, std::span<const std::uint64_t> flowsIn);
    void end(LaneInUse&, Time, std::span<const std::uint64_t> flowsOut, std::span<const std::uint64_t> flowsIn = {});
    // An instant at which something is handed over, after it was held for a while.
    void give(LaneInUse&, Time, std::span<const std::uint64_t> flowsOut, Duration held);
    // `preempted`: the thread that leaves the core could have gone on.
    void switched(int core, Time, std::int32_t nextTid, bool preempted, std::uint16_t nextName);
    void loss(Loss);
    void seen(Time time) { m_run.end = std::max(m_run.end, time); }

    // With a result the run is finished; without, it was cut. No more calls but snapshot() afterwards.
    void finish(const RunResult*, Time);
    std::shared_ptr<const Run> snapshot();

  private:
    void flowsInto(const FlowEnd& target, std::span<const std::uint64_t> flows);
    void flowsOutOf(const FlowEnd& source, std::span<const std::uint64_t> flows);
    void connect(const FlowEnd& from, const FlowEnd& to);
    void sortEdges();
    void placeTasks();

    Run m_run;
    std::deque<LaneInUse> m_lanes;
    std::vector<LaneInUse*> m_workers, m_tasks, m_counters;
    std::map<int, CoreBuilder> m_cores;
    std::unordered_map<std::int32_t, Presence> m_presence;       // by tid
    std::unordered_map<std::int32_t, std::uint32_t> m_workerOf;  // by tid
    FlowTable m_flows;
    std::shared_ptr<const Run> m_final;
};

}  // namespace corelane
