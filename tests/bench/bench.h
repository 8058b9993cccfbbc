// A figure of the documents: what was measured, the target and the command that measures it again. Every bench is one
// file with one function, listed in bench_table.inc by corelane_bench().
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace corelane {

struct Figure {
    std::string name;  // "span_one_thread"
    double value = 0;
    std::string unit;  // "x two clock reads"
    double target = 0;
    bool lowerIsBetter = true;
    std::string command = {};  // "" : ./dev bench NAME
    bool holds() const { return lowerIsBetter ? value <= target : value >= target; }
};

// Runs the sides of a comparison in turns and gives the median of each: timing on shared machines drifts, so two
// things are only compared within one run. Each side returns its own measurement.
std::vector<double> interleavedMedians(int repetitions, const std::vector<std::function<double()>>& sides);

}  // namespace corelane
