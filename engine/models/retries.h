// How often a task may be given to another worker, because the one that had it was lost or did not answer. One
// thread.
#pragma once

#include "engine/trace/option.h"
#include "engine/trace/result.h"
#include "workloads/workload.h"

#include <fmt/format.h>

#include <cstdint>
#include <unordered_map>

namespace corelane {

constexpr Option retriesOption(std::int64_t fallback) {
    return {
        "retries",
        Option::Type::Int,
        fallback,
        "how often a task is given to another worker when the one that had it is lost; 0: a lost worker ends the run",
        {},
        0,
        1000};
}

class Retries {
  public:
    Retries(const Workload& workload, std::int64_t most) : m_workload(workload), m_most(most) {}

    bool any() const { return m_most > 0; }
    // The task is lost once more. Failed: it may not be tried again.
    Result<> note(TaskIndex task) {
        if (++m_lost[task] <= m_most) return {};
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "{} was lost with every worker that it was given to, {} of them; look for what "
                                     "ends the workers, or raise the option retries",
                                     m_workload.naming().name(task), m_lost[task]));
    }
    std::int64_t lost(TaskIndex task) const {
        const auto found = m_lost.find(task);
        return found == m_lost.end() ? 0 : found->second;
    }

  private:
    const Workload& m_workload;
    std::int64_t m_most;
    std::unordered_map<TaskIndex, std::int64_t> m_lost;
};

}  // namespace corelane
