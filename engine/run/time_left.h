// How long a comparison still takes, from what its runs took so far.
#pragma once

#include "engine/run/run_order.h"

#include <span>
#include <vector>

namespace corelane {

class TimeLeft {
  public:
    explicit TimeLeft(std::size_t models) : m_sum(models), m_count(models) {}
    void add(std::size_t model, double seconds);
    // Seconds for these runs: each model at its own mean so far, one that did not run yet at the mean of the others'.
    // Below 0 while nothing is known.
    double of(std::span<const PlannedRun> runs) const;

  private:
    std::vector<double> m_sum;
    std::vector<int> m_count;
};

}  // namespace corelane
