// How many inputs every task of a stencil still lacks.
#pragma once

#include "tests/bench/bare_models.h"

#include <atomic>

namespace corelane {

class BareCounters {
  public:
    BareCounters(const BareStencil& stencil, std::uint32_t more)
        : m_stencil(stencil), m_lacking(std::make_unique<std::atomic<std::uint32_t>[]>(stencil.tasks())) {
        for (std::uint32_t task = 0; task < stencil.tasks(); ++task)
            m_lacking[task] = stencil.inputs(task / stencil.width(), task % stencil.width()) + more;
    }
    // One thing less; true when it was the last.
    bool arrive(std::uint32_t task) { return m_lacking[task].fetch_sub(1, std::memory_order_acq_rel) == 1; }
    // The task (step * width + point) is done: calls ready(task) for those that lack nothing now.
    template <class Ready>
    void finish(std::uint32_t task, Ready ready) {
        const std::uint32_t width = m_stencil.width(), next = task / width + 1, point = task % width;
        if (next == m_stencil.steps()) return;
        for (std::uint32_t to = m_stencil.firstInput(point); to <= m_stencil.lastInput(point); ++to)
            if (arrive(next * width + to)) ready(next * width + to);
    }

  private:
    const BareStencil& m_stencil;
    std::unique_ptr<std::atomic<std::uint32_t>[]> m_lacking;
};

}  // namespace corelane
