// A recorded run as what it was made of: pieces of work, who needs whose, and what each hand-over took; and how long
// that would have taken with something changed. Everything is the run's own: nothing is assumed of the model but
// where `sharesAnew()` says so.
#pragma once

#include "engine/trace/trace.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

// What is to be different. The default is nothing.
struct Change {
    int cores = 0;                        // 0: as many as there were
    double hold = 1;                      // times what is computed while a lock is held
    double communication = 1;             // times what a hand-over between two lanes takes
    double speed = 1;                     // times as fast is what is called `faster`
    std::optional<std::uint16_t> faster;  // a span's name
};

class Replay {
  public:
    // Of a finished run with lanes; the error is why it cannot be replayed, as a sentence.
    static Result<std::unique_ptr<const Replay>> of(const Trace&, const Run&);
    virtual ~Replay() = default;

    // From the run's begin to its end. Nothing when the hand-overs do not line up any more.
    virtual std::optional<Duration> wall(const Change&) const = 0;
    // True: work went to whoever was free first, and will again; false: each lane keeps what it had.
    virtual bool sharesAnew() const = 0;
    // The least time any number of cores would need: the longest chain of work that needs each other's results.
    // Nothing where that is not known: what actors need of each other is only seen where they waited for it.
    virtual std::optional<Duration> longestChain() const = 0;

    struct Facts {
        Duration measured = 0;
        int cores = 1;                   // that it could use: no more than it had workers to run lanes
        int coresGiven = 1;              // that it was given
        int lanes = 1;                   // lanes: workers that did tasks, or actors
        Duration work = 0;               // core time of what was computed, with what surrounded it
        Duration before = 0, after = 0;  // until the first work began, and from the last one's end on
        Duration held = 0;               // core time of what was computed while a lock was held
        std::vector<std::uint16_t> heldNames;
        std::size_t handOvers = 0;                 // between two lanes
        Duration handOverTime = 0;                 // of all of them
        std::map<std::uint16_t, Duration> byName;  // useful time
    };
    const Facts& facts() const { return m_facts; }

  protected:
    Facts m_facts;
};

// The two kinds, for Replay::of.
Result<std::unique_ptr<const Replay>> replayOfTasks(const Run&);
Result<std::unique_ptr<const Replay>> replayOfActors(const Run&);

}  // namespace corelane
