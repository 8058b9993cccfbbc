// A finding: something in a run that costs core time and has a name in the field, found by a rule, with what shows
// it, where it is, what it costs and what to try. One more rule is one file here and one word in CMakeLists.txt.
#pragma once

#include "engine/trace/trace.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct Finding {
    std::string_view name = {}, title = {};  // its rule's: "lock_convoy", "Lock convoy"
    Time at = 0, end = 0;                    // where to look, on the trace's clock; within the run's extent
    std::vector<std::uint32_t> lanes = {};   // whom it concerns, numbered as edges number lanes; empty: all
    Duration cost = 0;                       // core-nanoseconds that went to it, at most the whole balance
    std::string sentence = {};               // what is there, in figures, and what to try
};

class Evidence;

struct Rule {
    std::string_view name, title;
    std::string_view summary;  // what it looks for
    void (*find)(const Evidence&, std::vector<Finding>&);
    bool ofCommands = false;  // about programs that were watched: none but these is made of a run of them
};

std::span<const Rule* const> rules();
const Rule* findRule(std::string_view name);  // null when unknown

// No finding costs less than this share of cores x wall time, and none is made of a run that is this close to its
// ideal: the least useful core time that a model of the comparison needed, spread over all cores.
inline constexpr double leastShare = 0.02, closeToIdeal = 0.05;

// Of one finished, recorded run: the costliest first. `leastUseful` is that core time, 0 when it is not known.
// Cost: one pass over the run's spans and edges, and its balance.
std::vector<Finding> findingsOf(const Trace&, const Run&, Duration leastUseful);

}  // namespace corelane
