// A run in numbers beside its balance: how much was computed at once, how evenly it was spread over the workers, how
// long tasks took, and how long who was handed something took to go on. No Qt; any thread.
#pragma once

#include "engine/trace/range_statistics.h"
#include "engine/trace/trace.h"

#include <optional>
#include <vector>

namespace corelane {

// How many workers computed (state useful) over time.
struct Parallelism {
    double mean = 0;                // useful time of all workers over the wall time
    std::vector<double> overTime;   // the mean of each of `windows` equal parts of the run
    std::vector<Duration> atLevel;  // [k]: for how long exactly k of them did; sums to the wall time
    static constexpr std::size_t windows = 60;
};

// By nearest rank, as Latencies.
struct WakeLatency {
    std::uint64_t count = 0;
    Duration median = 0, p90 = 0, p99 = 0, p999 = 0, longest = 0;
};

struct RunNumbers {
    Parallelism parallelism;
    Latencies tasks;  // of the whole run; its buckets are the granularity histogram
    // Jain's index of the workers' useful times, (sum x)^2 / (n sum x^2): 1 when all computed alike, 1 / n when one
    // did it all (Jain, Chiu and Hawe, DEC-TR-301, 1984). Nothing for one worker.
    std::optional<double> fairness;
    // From the moment something was handed over to an actor that waited for it, until it ran again. Nothing when
    // there was no such hand-over.
    std::optional<WakeLatency> wake;
};

// Of a finished, recorded run; nothing for others. Cost: one pass over spans, segments and edges.
std::optional<RunNumbers> numbersOf(const Run&);

// How many workers computed on average in each of `windows` equal parts of [from, to). Cost: a look-up a lane and
// part.
std::vector<double> parallelismOver(const Run&, Time from, Time to, std::size_t windows);

double jainIndex(std::span<const double> shares);  // of at least one; 1 when all are 0

}  // namespace corelane
