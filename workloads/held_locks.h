// What one actor holds while its steps are looked through, before a run.
#pragma once

#include "workloads/script.h"

#include <map>
#include <string>
#include <vector>

namespace corelane {

class HeldLocks {
  public:
    explicit HeldLocks(const std::vector<ScriptObject>& objects) : m_objects(objects) {}

    // A sentence when the step cannot go well.
    std::string apply(const Step& step) {
        const auto name = [&](std::uint32_t object) { return m_objects[object].name; };
        switch (step.kind) {
        case StepKind::Lock:
        case StepKind::TryLock:
        case StepKind::SharedLock:
            if (m_held[step.object]++ > 0 && !m_objects[step.object].recursive)
                return "locks " + name(step.object) +
                       " while it holds it, which would wait for ever; unlock it first, or make it recursive";
            return {};
        case StepKind::Unlock:
            if (m_held[step.object] == 0)
                return "unlocks " + name(step.object) + ", which it does not hold; lock it first";
            --m_held[step.object];
            return {};
        case StepKind::Wait:
            if (step.mutex != noObject && m_held[step.mutex] == 0)
                return "waits for " + name(step.object) + " without holding " + name(step.mutex) + "; lock it first";
            return {};
        default:
            return {};
        }
    }
    std::string atEnd() const {
        for (const auto& [object, count] : m_held)
            if (count > 0) return "ends while it holds " + m_objects[object].name + "; unlock it before";
        return {};
    }

  private:
    const std::vector<ScriptObject>& m_objects;
    std::map<std::uint32_t, int> m_held;
};

}  // namespace corelane
