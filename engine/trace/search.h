// Finds spans by what somebody types: words, and conditions on how long, where and when.
//
//   lock                spans of the state lock; `wait` is lock, queue, io and runnable
//   barrier 14.8        a name that has "barrier" in it, and the task of step 14, point 8: every word must fit
//   "lock"              in quotation marks: in a name, though it is a state's word
//   > 1ms  <= 20 us     how long it took (ns, us or µs, ms, s)
//   on w3  on core*     the lane; several lanes: on w1 on w2. Core lanes are looked at only when asked for
//   in threads          the run, by a part of its title or model; in #7: the seventh
//   after 2ms before 9ms   when it began, since the run's start
//
// Upper and lower case of ASCII letters are the same. Words fit a span's name, its state, its task, the graph or
// actor of its task, and the whole name of its lane. No Qt; any thread.
#pragma once

#include "engine/trace/trace.h"

#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

enum class Spelling : std::uint8_t { Plain, Quoted };

struct Query {
    struct Word {
        std::string text;
        Spelling spelling = Spelling::Plain;
        friend bool operator==(const Word&, const Word&) = default;
    };
    std::vector<Word> words;
    Duration shortest = 0, longest = std::numeric_limits<Duration>::max();
    Time after = std::numeric_limits<Time>::min(), before = std::numeric_limits<Time>::max();
    std::vector<std::string> lanes = {}, runs = {};  // any of them
    friend bool operator==(const Query&, const Query&) = default;
};

// What is wrong with a text, and where in it.
struct QueryFault {
    std::size_t at = 0, length = 0;  // bytes
    std::string message;             // a sentence
};
tl::expected<Query, QueryFault> parseQuery(std::string_view);

// "1.5ms", "20 us", "3 s". The error is a sentence.
Result<Duration> parseDuration(std::string_view);

struct SpanPlace {
    int run = 0;  // RunInfo::number
    LaneKind kind = LaneKind::Worker;
    State state = State::Idle;
    std::uint16_t name = 0;  // Trace::name
    int lane = 0;            // index among the run's lanes of that kind
    TaskIndex task = 0;
    std::size_t span = 0;     // index in the lane's spans
    Time begin = 0, end = 0;  // for `runnable` that the kernel told of, a part of the span
    Duration took() const { return end - begin; }
    friend bool operator==(const SpanPlace&, const SpanPlace&) = default;
};

struct Found {
    std::vector<SpanPlace>
        places;               // in order of runs, lanes, begins; the longest ones when there are more than asked
    std::uint64_t count = 0;  // all that fit
    std::string whyNone;      // a sentence when nothing can fit: no lane has the name, no name has the word
};

// Looks through `runs`, which are runs of the trace, and keeps `most` places. `look` sees what was found so far after
// every 65536 spans at most; false: stop. Cost: about 10 ns a span, and memory for 2 x most places.
Found search(
    const Trace&, std::span<const std::shared_ptr<const Run>> runs, const Query&, std::size_t most,
    const std::function<bool(const Found&)>& look);

}  // namespace corelane
