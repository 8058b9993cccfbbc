// When a comparison has been repeated often enough: when the median of every model is known closely, or time is over.
#pragma once

#include "engine/run/preset.h"

#include <vector>

namespace corelane {

class StoppingRule {
  public:
    explicit StoppingRule(const Preset&);

    // The wall time of a repetition that counts: recorded, correct, no warm-up. Nanoseconds.
    void add(std::size_t model, double wallNs);
    // Asked between blocks. `seconds` since the comparison began, `nextBlock` what another block is thought to take,
    // below 0 when that is not known. Without "until" in the preset: never, the plan ends by itself.
    bool enough(double seconds, double nextBlock) const;
    // Half the 95 % interval of the median as a share of it, the widest of all models; below 0 while one of them has
    // no interval.
    double widest() const;

  private:
    Until m_until;
    std::vector<std::vector<double>> m_walls;  // by model
};

}  // namespace corelane
