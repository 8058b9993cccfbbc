// A task graph: which tasks there are and which outputs of the step before each one needs. Patterns, widths and the
// dependence sets are Task Bench's (Slaughter et al., SC'20). Immutable, pure arithmetic, any thread.
#pragma once

#include "engine/trace/option.h"
#include "engine/trace/result.h"
#include "engine/trace/task.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

enum class Pattern {
    Trivial,
    NoComm,
    Stencil1d,
    Stencil1dPeriodic,
    Dom,
    Tree,
    Fft,
    AllToAll,
    Nearest,
    Spread,
    RandomNearest
};

std::span<const std::string_view> patternNames();  // "trivial", "no_comm", "stencil_1d", ... in the enum's order
std::string_view patternName(Pattern);
Result<Pattern> patternFromName(std::string_view);  // unknown: an error with the nearest known name

struct GraphParameters {
    Pattern pattern = Pattern::Stencil1d;
    std::uint32_t steps = 4, width = 4;
    std::uint32_t radix = 3, period = 3;
    double fraction = 0.25;
    std::uint32_t number = 0;  // this graph's number among a workload's graphs: seeds random_nearest
};

// Inputs of one task: points of step - 1, ascending. At most `width` of them.
using Points = std::vector<std::uint32_t>;

class TaskGraph {
  public:
    // Checks ranges: steps and width 1 or more, steps * width below 2^31, spread's period <= ceil(width / radix),
    // random_nearest's fraction in [0, 1]. Inputs that would be named twice (periodic with width below 3, spread with
    // a radix above the width) are named once; fft of width 1 needs itself alone.
    static Result<TaskGraph> make(GraphParameters);

    const GraphParameters& parameters() const { return m_parameters; }
    std::uint32_t steps() const { return m_parameters.steps; }
    std::uint32_t width() const { return m_parameters.width; }  // the widest step
    std::uint32_t offset(std::uint32_t step) const;             // first existing point of a step
    std::uint32_t widthAt(std::uint32_t step) const;            // existing points: offset .. offset + widthAt - 1
    bool exists(std::uint32_t step, std::uint32_t point) const;

    // Points of step - 1 that (step, point) needs; none for step 0. Replaces the content of `into`.
    void inputs(std::uint32_t step, std::uint32_t point, Points& into) const;
    // Points of step + 1 that need (step, point); none for the last step.
    void consumers(std::uint32_t step, std::uint32_t point, Points& into) const;

    // How many inputs() would give; costs no more than the arithmetic, except random_nearest: O(radix).
    std::uint32_t inputCount(std::uint32_t step, std::uint32_t point) const;

    std::uint64_t taskCount() const;
    std::uint64_t dependenceCount() const;

  private:
    explicit TaskGraph(GraphParameters);
    std::uint32_t dependenceSet(std::uint32_t step) const;
    std::uint32_t spreadDistance(std::uint32_t m, std::uint32_t set) const;
    bool chosen(std::uint32_t set, std::uint32_t input, std::uint32_t point) const;
    void precompute();

    GraphParameters m_parameters;
    std::uint32_t m_levels = 1;  // fft: ceil(log2 width), at least 1
    std::uint32_t m_sets = 1;    // different dependence sets that occur
    // random_nearest: which members are chosen, a bit each; empty when it would be large, then hashed when asked
    std::shared_ptr<const std::vector<bool>> m_chosen;
};

// `t i:j1,j2` a line, sorted by t, i, j. The golden digests are of this text.
std::string graphText(const TaskGraph&);
std::string graphDot(const TaskGraph&);

}  // namespace corelane
