// What happened in a range of a run: how long its tasks took, what was waited for, how often the cores changed hands.
// No Qt; any thread.
#pragma once

#include "engine/trace/search.h"
#include "engine/trace/trace.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace corelane {

// How long the tasks took that ended in the range. Percentiles by nearest rank: the smallest duration that so many
// per cent of them do not exceed.
struct Latencies {
    // Four buckets an octave: bucket k holds durations d with floor(4 log2 d) = k, in nanoseconds; below 1 ns: 0.
    static constexpr int perOctave = 4;
    static int bucketOf(Duration);
    static double bucketBegin(int bucket);  // nanoseconds

    std::uint64_t count = 0;
    Duration median = 0, p90 = 0, p99 = 0, p999 = 0, longest = 0;
    std::vector<std::uint64_t> buckets;  // as many as are needed
};

// All waits of one name and one state: for a lock, a barrier, an item of a queue, a device.
struct Waits {
    State state = State::Lock;
    std::uint16_t name = 0;  // Trace::name
    Duration total = 0;      // the parts of them that lie in the range, of all lanes
    std::uint64_t count = 0;
    SpanPlace longest;
};

struct RangeStatistics {
    Latencies tasks;
    std::vector<Waits> waits;                           // those that took most first
    std::optional<std::uint64_t> switches, migrations;  // a core ran another thread; a worker went on on another core
};

// Of [from, to). Cost: about 20 ns a span in the range. `outdated`: stop; what is returned then is of no use.
RangeStatistics rangeStatistics(const Run&, Time from, Time to, const std::atomic<bool>* outdated = nullptr);

}  // namespace corelane
