// Objects made of std::condition_variable and a mutex that is never held while somebody waits.
#pragma once

#include "engine/scripts/blocking_object.h"
#include "engine/scripts/step_work.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace corelane {

// Those who wait for one thing, and what they were given and have not taken yet. Under the object's mutex.
struct WaitingLine {
    std::condition_variable changed;
    std::uint32_t waiters = 0;
    std::deque<HandoverId> given;
};

class Signal : public BlockingObject {
  protected:
    // Waits until ready(), with m_mutex held.
    template <class Ready>
    bool await(
        Actor& actor, WaitingLine& line, std::unique_lock<std::mutex>& lock, State state, std::uint64_t ticket,
        Ready ready) {
        Actor::Waiting waiting(actor, *this, state, ticket);
        ++line.waiters;
        while (!ready() && !actor.stopped()) line.changed.wait_for(lock, longestUnheard);
        --line.waiters;
        if (!ready()) return false;
        if (!line.given.empty()) {
            waiting.endedBy(line.given.front());
            line.given.pop_front();
        }
        return true;
    }
    // Somebody who did not wait took what was meant for one of those who do: that one waits on.
    static void passOver(WaitingLine& line) {
        if (!line.given.empty()) line.given.pop_back();
    }
    // To at most `most` of those who wait and have not been given anything yet.
    void give(Actor& actor, WaitingLine& line, std::uint32_t most) {
        const auto count = std::min(most, line.waiters - static_cast<std::uint32_t>(line.given.size()));
        if (count == 0) return;
        const HandoverId first = actor.give(*this, count, 0);
        for (std::uint32_t i = 0; i < count; ++i) line.given.push_back(first + i);
    }

    mutable std::mutex m_mutex;
};

}  // namespace corelane
