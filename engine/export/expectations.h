// What a preset expects to see, measured.
#pragma once

#include "engine/export/summary.h"

#include <vector>

namespace corelane {

// Reads the `expect` list of the preset the trace carries:
//   {"expect": sentence, "measure": name, "model": "threads" or "process_pool:pipe", "baseline": model,
//    "at_least": x, "at_most": y}
// measure: speedup, efficiency, wall_ns, ratio (of medians, model / baseline); of the median run: useful_share and
// the other states' shares of cores x wall, switches, bytes_moved, lost_events, imbalance (largest useful time of a
// worker over the mean, - 1), most_useful_at_once and most_waiting_at_once (lanes of actors where the run has them,
// else workers), counter_max (the highest value of a counter). Of a fault that was asked
// for, the worst of all runs: tasks_lost, tasks_run_twice, detected_ns. A share is 0 to 1. Without a model
// lost_events is the comparison's. What cannot be measured has neither `measured` nor `holds`; of a comparison that
// is not complete nothing is said to hold or not. A preset that is no JSON has no expectations.
std::vector<Expectation> measureExpectations(const Trace&, const Summary&);

}  // namespace corelane
