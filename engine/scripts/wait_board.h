// Who waits for what, as the watchdog of a script's run sees it: a deadlock is found by looking, not by a clock.
//
// An actor that waits says so, and objects tell whether a waiter would still have to wait. When no actor can go on,
// and a second look finds that nobody moved in between, none ever will. So a run on a slow machine is never mistaken
// for a deadlock.
#pragma once

#include "engine/record/recorder.h"
#include "workloads/script.h"

#include <atomic>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

namespace corelane {

inline constexpr std::uint32_t nobody = ~0u;

// An object as the watchdog sees it. Both functions may be called by any thread and never wait.
class Waitable {
  public:
    virtual ~Waitable() = default;
    // Would a waiter that came with `ticket` still have to wait? Never true when it need not; `actor` is the waiter.
    virtual bool blocks(std::uint32_t actor, std::uint64_t ticket) const = 0;
    // Who must do something before a waiter can go on, when it is one actor; else nobody.
    virtual std::uint32_t holder() const { return nobody; }

    std::string name;
    NameId span = 0;      // its name in the recorder
    NameId spinSpan = 0;  // and what a wait is called whose waiter keeps its core
};

class WaitBoard {
  public:
    // Its seats lie in `memory`, and the board belongs there as well when actors are processes.
    explicit WaitBoard(const Script&, std::pmr::memory_resource* memory = std::pmr::get_default_resource());

    // By whoever starts a spawned actor, before that: until then it counts as ended.
    void born(std::uint32_t actor);
    // By the actor's own thread.
    void waits(std::uint32_t actor, const Waitable& object, std::uint64_t ticket, std::uint64_t sinceTicks);
    void goesOn(std::uint32_t actor);
    void moved(std::uint32_t actor) { bump(actor); }  // ended a step
    void ended(std::uint32_t actor);

    // By the watchdog: when no actor can ever go on, or when actors wait for each other in a circle.
    struct Deadlock {
        std::string sentence;
        std::uint64_t sinceTicks;  // the last of those who wait in it came; 0: not known
    };
    std::optional<Deadlock> deadlock() const;
    std::uint32_t foreground() const { return m_foreground.load(std::memory_order_acquire); }  // not ended
    std::uint64_t movements() const;  // grows whenever any actor does anything

  private:
    struct alignas(64) Seat {
        std::atomic<std::uint64_t> movements{0};
        std::atomic<const Waitable*> object{nullptr};
        std::atomic<std::uint64_t> ticket{0}, sinceTicks{0};
        std::atomic<bool> ended{false};
        bool background = false;
    };
    struct Look {
        std::uint64_t movements;
        const Waitable* object;
        std::uint64_t ticket;
        bool ended;
        friend bool operator==(const Look&, const Look&) = default;
    };
    void bump(std::uint32_t actor) {
        auto& count = m_seats[actor].movements;
        count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }
    std::vector<Look> look() const;
    static std::vector<std::uint32_t> circle(const std::vector<Look>&);  // each waits for what the next holds

    std::vector<std::string> m_names;
    std::pmr::vector<Seat> m_seats;
    std::atomic<std::uint32_t> m_foreground{0};
};

}  // namespace corelane
