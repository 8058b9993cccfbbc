// Divides a lane's time into consecutive spans without a gap between them: each lap begins where the last one ended,
// so that one clock reading serves both. The thread of the lane.
#pragma once

#include "engine/record/recorder.h"

namespace corelane {

class LaneLaps {
  public:
    explicit LaneLaps(WorkerLane& lane) : m_lane(lane), m_last(lane.mark()) {}

    void lap(State state, NameId name, TaskIndex task = 0) {
        const WorkerLane::Mark now = m_lane.mark();
        m_lane.span(m_last, now, state, name, task);
        m_last = now;
    }
    // Begins anew: what was until then is recorded by somebody else.
    void skipTo(WorkerLane::Mark mark) { m_last = mark; }
    WorkerLane::Mark last() const { return m_last; }  // where the next lap begins
    WorkerLane& lane() const { return m_lane; }

  private:
    WorkerLane& m_lane;
    WorkerLane::Mark m_last;
};

}  // namespace corelane
