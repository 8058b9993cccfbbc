// Who ran on one core, from the kernel's records of it (level 1) to the switches a trace holds.
#pragma once

#include "engine/record/switches.h"
#include "engine/trace/writer.h"

#include <optional>
#include <span>
#include <vector>

namespace corelane {

class CoreTimeline {
  public:
    // `opened`: when recording of the core's switches began.
    explicit CoreTimeline(Time opened) : m_known(opened) {}

    // Continues with the next records. Of what happened in [begin, end] switches come out; begin = 0: the run has not
    // begun, and none do. At `begin` the one who runs then is told.
    void add(std::span<const CoreEvent>, Time begin, Time end);
    std::vector<Switch> take();  // since the last call

  private:
    void start(Time begin);
    void emit(Switch, Time begin, Time end);

    Time m_known;                          // up to here the core's tenant is settled
    std::optional<std::int32_t> m_tenant;  // nothing: not known yet; 0: nobody of ours
    std::optional<Switch> m_left;          // who left, until it is clear whether somebody of ours follows at once
    std::int32_t m_shown = 0;              // who came last out of here, or was last before `begin`
    bool m_started = false;
    std::vector<Switch> m_switches;
};

}  // namespace corelane
