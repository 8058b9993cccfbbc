// Who ran on which core, from what workers noted themselves (level 0): the core at each span's begin and end, and
// whether the worker left its core in between. Makes the switches of a trace out of it, in which a core has one
// tenant at a time.
#pragma once

#include "engine/trace/writer.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace corelane {

// A stretch of time in which a worker is known to have been on a core, except for `away` somewhere within.
struct Stay {
    Time begin = 0, end = 0;
    Duration away = 0;
    std::int32_t tid = 0;
    int core = 0;
};

// The notes of one worker, in time order; consecutive stays on one core become one.
class WorkerNotes {
  public:
    explicit WorkerNotes(std::int32_t tid) : m_tid(tid) {}

    // At `time` the worker was on `core`. Since the note before it had left its core, if `switched`, and had then
    // been runnable for `waited`; `blocked`: its state says that it waited for something, so if it left it was away
    // all the time.
    void note(Time, std::uint16_t core, bool switched, Duration waited, bool blocked);
    void finish();                                  // the last stay is complete
    std::vector<Stay>& stays() { return m_stays; }  // complete ones; take what you want

  private:
    void add(Time begin, Time end, int core, Duration away);

    std::int32_t m_tid;
    Time m_last = 0;
    std::uint16_t m_core = 0xffff;
    Stay m_open;
    bool m_hasOpen = false;
    std::vector<Stay> m_stays;
};

// Places every stay's time on its core: each has (end - begin - away) of it, somewhere within. A stay without absence
// has it all; of the others the one that must be complete first goes first, which finds an order if there is one.
class CoreNotes {
  public:
    // Stays of all workers, in any order, later than those given before or overlapping them.
    void add(std::span<const Stay>);
    // The switches of everything added, by core, that were not given out yet and lie before `until`; later ones are
    // kept, as more may become known of that time. What was given out is not changed any more.
    std::map<int, std::vector<Switch>> take(Time until);
    // The same, up to the end; nothing will be added any more.
    std::map<int, std::vector<Switch>> takeLast(Time end);

  private:
    struct Claim {
        Time begin, end;
        Duration left;
        std::int32_t tid;
        bool whole;  // never away
    };
    struct Core {
        std::vector<Claim> coming, begun;  // `coming` is a heap, the earliest first
        Time shownTo = 0;                  // where the last tenant left; what is behind is empty so far
        std::int32_t tenant = 0;
        std::vector<Switch> switches;
    };
    static bool before(const Claim&, const Claim&);
    static void place(Core&, Time until);
    static void show(Core&, Time from, Time to, std::int32_t tid);

    std::map<int, Core> m_cores;
};

}  // namespace corelane
