// Comparisons with known numbers, written by the writer and read by the reader.
#pragma once

#include "engine/trace/trace.h"
#include "tests/support/text_trace.h"

#include <optional>
#include <string>
#include <vector>

namespace corelane::test {

inline constexpr Duration millisecond = 1'000'000;

// A run on cores 0 and 1 at level 0. With two workers, w0 computes all the time and w1 waits half of it for a lock
// and computes then: useful 1.5 x wall, lock 0.5 x wall. With one, it computes all the time: useful and idle 1 x
// wall.
struct RunPlan {
    std::string model;
    Duration wall = 0;
    int repetition = 1;
    int workers = 2;
    Options options = {};
    bool warmup = false, recorded = true, correct = true, interrupted = false, finished = true;
    std::optional<std::string> error = {};
    std::optional<std::uint64_t> bytesMoved = {};
    std::optional<InjectedFault> injected = {};
    std::uint64_t lost = 0;
    Duration startup = 0;  // of w0, before it computes
    Duration held = 0;     // of w0, before it computes: another program has its core
};
std::shared_ptr<const Trace> traceOf(const std::vector<RunPlan>&, const Comparison& = someComparison());

// Nine repetitions of four entries, and one warm-up of each, which is not counted; walls in ms, shuffled:
//   serial                        40.00 40.10 ... 40.80, one worker
//   threads                       20.00 20.10 ... 20.80, three of them again with the recorder off, 2 % faster
//   process_pool transport=pipe   25.00 25.10 ... 25.80
//   process_pool transport=ring   20.05 20.15 ... 20.85
std::vector<RunPlan> fourEntries();
// Its comparison: the models in another order than they ran in, and expectations of which two hold.
Comparison fourEntriesComparison();

}  // namespace corelane::test
