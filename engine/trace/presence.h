// When a thread was on a core, as the switches of several cores tell it. Private to the reader.
#pragma once

#include "engine/trace/time.h"

#include <limits>
#include <vector>

namespace corelane {

class Presence {
  public:
    enum class Where : std::uint8_t { Unknown, On, Preempted, Blocked };
    struct Piece {
        Time end;  // how long it was so, as far as is known
        Where where;
    };

    // The switches of one core come in order, those of several cores in any.
    void change(Time time, Where where) {
        if (!m_coming.empty() && m_sorted && before({time, where}, m_coming.back())) m_sorted = false;
        m_coming.push_back({time, where});
    }
    // Where the thread is at `time`; never asked for a time before the last one.
    Piece at(Time time);

  private:
    struct Change {
        Time time;
        Where where;
    };
    // Who moves to another core leaves the first one at the same moment.
    static bool before(const Change& a, const Change& b) {
        if (a.time != b.time) return a.time < b.time;
        return a.where != Where::On && b.where == Where::On;
    }

    std::vector<Change> m_coming;
    std::size_t m_next = 0;
    bool m_sorted = true;
    Where m_now = Where::Unknown;
};

}  // namespace corelane
