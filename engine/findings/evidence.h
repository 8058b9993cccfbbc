// What rules ask about a run, gathered once: who waited for what and who ended it, what each actor computed, and how
// waiting adds up to core time. Immutable; any thread.
#pragma once

#include "engine/trace/balance.h"
#include "engine/trace/trace.h"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

inline constexpr std::uint32_t nobody = 0xffffffff;

// One wait of an actor: a span in lock or queue, and the hand-over that ended it where one is known.
struct Wait {
    Time begin = 0, end = 0;
    std::uint32_t lane = 0;
    std::uint16_t name = 0;  // of what it waited for
    State state = State::Lock;
    bool again = false;            // what came after it was another wait, and no work between
    std::uint32_t giver = nobody;  // the lane that handed over
    Time given = 0;                // when
    Duration held = 0;             // for how long the giver had held it; 0: not known, or not a thing to hold
    Duration duration() const { return end - begin; }
    bool wasHeld() const { return giver != nobody && held > 0; }  // ended by one who had held it until then
};

// What one lane computed. Lanes without useful spans are not among them.
struct Work {
    std::uint32_t lane = 0;
    Time firstBegin = 0, lastEnd = 0;
    Duration total = 0;  // by its spans, off the core or on
    std::size_t spans = 0;
    Span longest;
};

class Evidence {
  public:
    Evidence(const Trace&, const Run&, Duration leastUseful);

    const Run& run;
    Balance balance;
    Extent extent;
    Duration wall = 0;
    int cores = 1;
    // The least useful core time that a model of this comparison needed for as many tasks; 0 when it is not known.
    Duration leastUseful = 0;

    // The lanes of who does the work: coroutines and the like where a run has some, else its workers.
    const std::vector<std::uint32_t>& actors() const { return m_actors; }
    const std::vector<Work>& work() const { return m_work; }
    // By the name of what was waited for, each in order of end.
    const std::map<std::uint16_t, std::vector<Wait>>& waits() const { return m_waits; }

    // The part of the balance that waiting took: the state's core time in proportion to all that was waited in it.
    Duration costOf(State, Duration waited) const;
    // Whether so much is worth a sentence.
    bool matters(Duration cost, double share = 0.05) const {
        return static_cast<double>(cost) >= share * static_cast<double>(balance.total);
    }
    double shareOf(Duration cost) const {
        return balance.total > 0 ? static_cast<double>(cost) / static_cast<double>(balance.total) : 0;
    }
    // Sum of the spans of workers' lanes whose name is among these.
    Duration spansNamed(std::initializer_list<std::string_view> names) const;

    std::string name(std::uint16_t n) const { return m_trace.name(n); }
    std::string laneName(std::uint32_t lane) const { return run.laneOfEdge(lane).name; }
    std::string taskOrName(const Span&) const;  // "stencil_1d 14.8", or the span's own name
    // Since the run's begin: "12.3 ms".
    std::string since(Time) const;
    // What the preset says of the script, if it is one: the kind of an object ("mutex"), "" when unknown; whether any
    // actor has a step or a property of this name; whether one actor's steps name an object, and
    // whether they do `step` ("put") to it.
    bool isScript() const { return !m_actorTexts.empty(); }
    std::string kindOf(std::uint16_t object) const;
    bool mentions(std::string_view word) const;
    bool uses(std::uint32_t lane, std::uint16_t object) const;
    bool doesTo(std::uint32_t lane, std::string_view step, std::uint16_t object) const;

  private:
    void readLane(std::uint32_t number, const Lane&, bool actor);
    void matchEdges();
    const std::string* actorText(std::uint32_t lane) const;

    const Trace& m_trace;
    std::vector<std::uint32_t> m_actors;
    std::vector<Work> m_work;
    std::map<std::uint16_t, std::vector<Wait>> m_waits;
    std::array<Duration, stateCount> m_waited{};  // by actors and workers, by the spans
    std::map<std::uint16_t, Duration> m_spans;    // of workers' lanes that do not compute, by name
    std::map<std::string, std::string, std::less<>> m_kinds;
    std::map<std::string, std::string, std::less<>> m_actorTexts;  // as the preset spells them
};

// "12.3 ms", "410 µs", "85 ns": of three digits.
std::string durationText(Duration);
// "41 %"
std::string shareText(double share);

}  // namespace corelane
