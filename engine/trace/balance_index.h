// The balance of any part of a finished run at a cost that does not grow with the run: its balance over windows of
// equal length is made once, and a range is the windows within it and the two ends beside them.
#pragma once

#include "engine/trace/balance.h"

#include <memory>
#include <vector>

namespace corelane {

// Immutable; any thread. Made at the cost of one balance() of the whole run.
class BalanceIndex {
  public:
    explicit BalanceIndex(std::shared_ptr<const Run>);
    // As balance(run, from, to): the states and the residual sum to cores x length exactly. Each is rounded a window
    // at a time, so that it may differ from balance()'s by a nanosecond a window.
    Balance of(Time from, Time to) const;
    const std::shared_ptr<const Run>& run() const { return m_run; }

  private:
    std::shared_ptr<const Run> m_run;
    Extent m_extent;
    Duration m_width = 1;
    std::vector<Balance> m_before;  // of everything before window i; one more than there are windows
};

}  // namespace corelane
