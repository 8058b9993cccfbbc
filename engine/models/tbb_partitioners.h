// oneTBB's ways to cut a range of tasks into pieces, as an option that several models have.
#pragma once

#include "engine/trace/option.h"

#include <oneapi/tbb/partitioner.h>

#include <string_view>

namespace corelane {

inline constexpr std::string_view tbbPartitioners[] = {"auto", "simple", "static", "affinity"};

inline constexpr Option tbbPartitionerOption = {
    "partitioner", Option::Type::Choice, tbbPartitioners[0],
    "how the tasks of a step are cut into pieces: as threads ask for more, down to the grain, into equal shares, or "
    "as the step before",
    tbbPartitioners};
inline constexpr Option tbbGrainOption = {
    "grain", Option::Type::Int, std::int64_t{1}, "tasks below which a piece is not cut any more", {}, 1, 1e6};

// Calls run(partitioner) with the one the options name. It may be one that learns: use it for all steps.
template <class Run>
void withTbbPartitioner(const Options& options, Run run) {
    const std::string& name = options.text("partitioner");
    const auto with = [&](auto partitioner) { run(partitioner); };
    if (name == "simple") return with(tbb::simple_partitioner());
    if (name == "static") return with(tbb::static_partitioner());
    tbb::affinity_partitioner learning;  // not to be copied
    if (name == "affinity") return run(learning);
    with(tbb::auto_partitioner());
}

}  // namespace corelane
