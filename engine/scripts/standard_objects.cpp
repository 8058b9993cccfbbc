// The standard library's objects for actors on threads. A wait is cut into slices, so that a run that is to stop ends
// whatever its actors wait for; the slow path alone is recorded.
#include "engine/scripts/blocking_object.h"
#include "engine/scripts/step_work.h"

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <semaphore>
#include <shared_mutex>
#include <time.h>
#include <utility>

namespace corelane {
namespace {

#if defined(__SANITIZE_THREAD__)
// As libstdc++ does for its timed mutexes: the sanitizer of GCC 12 does not know the calls with a clock.
constexpr clockid_t sliceClock = CLOCK_REALTIME;
int lockUntil(pthread_mutex_t* lock, const timespec& end) {
    return pthread_mutex_timedlock(lock, &end);
}
int readUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_timedrdlock(lock, &end);
}
int writeUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_timedwrlock(lock, &end);
}
#else
constexpr clockid_t sliceClock = CLOCK_MONOTONIC;
int lockUntil(pthread_mutex_t* lock, const timespec& end) {
    return pthread_mutex_clocklock(lock, sliceClock, &end);
}
int readUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_clockrdlock(lock, sliceClock, &end);
}
int writeUntil(pthread_rwlock_t* lock, const timespec& end) {
    return pthread_rwlock_clockwrlock(lock, sliceClock, &end);
}
#endif

// When a slice of a wait that begins now is over.
timespec endOfSlice() {
    constexpr std::int64_t second = 1'000'000'000;
    timespec at{};
    clock_gettime(sliceClock, &at);
    const std::int64_t ns = at.tv_nsec + std::chrono::nanoseconds(longestUnheard).count();
    return {at.tv_sec + ns / second, ns % second};
}

// Waits slice by slice, tryForSlice() each, until it has got what it waits for or the run is to stop. `given()` is
// the hand-over that ended it.
template <class TryForSlice, class Given>
bool waitInSlices(
    Actor& actor, const Waitable& object, std::uint64_t ticket, std::atomic<std::uint32_t>& waiters,
    TryForSlice tryForSlice, Given given) {
    Actor::Waiting waiting(actor, object, State::Lock, ticket);
    waiters.fetch_add(1);
    bool got = false;
    while (!got && !actor.stopped()) got = tryForSlice();
    waiters.fetch_sub(1);
    if (got) waiting.endedBy(given());
    return got;
}

// ---- locks --------------------------------------------------------------------------------------

// std::mutex or std::recursive_mutex, which wait for a while through their own pthread_mutex_t.
template <class Lock>
class Mutex final : public BlockingObject {
  public:
    bool lock(Actor& actor) override {
        if (!m_lock.try_lock() && !waitFor(actor)) return false;
        hold(actor);
        return true;
    }
    bool tryLock(Actor& actor) override {
        if (!m_lock.try_lock()) return false;
        hold(actor);
        return true;
    }
    bool unlock(Actor& actor) override {
        if (holder() != actor.number()) {
            actor.fault("unlocks " + name + ", which it does not hold; lock it first");
            return false;
        }
        if (--m_depth == 0) {
            if (m_waiters.load(std::memory_order_relaxed) != 0) m_given = actor.give(*this, 1, m_since);
            m_owner.store(nobody, std::memory_order_relaxed);
        }
        m_lock.unlock();
        return true;
    }
    bool blocks(std::uint32_t actor, std::uint64_t) const override {
        const std::uint32_t owner = holder();
        return owner != nobody && owner != actor;
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }

  private:
    void hold(Actor& actor) {
        if (m_depth++ != 0) return;
        m_owner.store(actor.number(), std::memory_order_relaxed);
        m_since = actor.lastTicks();
    }
    bool waitFor(Actor& actor) {
        return waitInSlices(
            actor, *this, 0, m_waiters, [this] { return lockUntil(m_lock.native_handle(), endOfSlice()) == 0; },
            [this] { return std::exchange(m_given, 0); });
    }

    Lock m_lock;
    // Written by whoever holds it.
    int m_depth = 0;
    std::uint64_t m_since = 0;
    HandoverId m_given = 0;
    std::atomic<std::uint32_t> m_owner{nobody}, m_waiters{0};
};

class SharedMutex final : public BlockingObject {
  public:
    bool lock(Actor& actor) override {
        if (!m_lock.try_lock() && !waitFor(actor, writing, writeUntil)) return false;
        hold(actor);
        return true;
    }
    bool tryLock(Actor& actor) override {
        if (!m_lock.try_lock()) return false;
        hold(actor);
        return true;
    }
    bool lockShared(Actor& actor) override {
        if (!m_lock.try_lock_shared() && !waitFor(actor, reading, readUntil)) return false;
        m_readers.fetch_add(1, std::memory_order_relaxed);
        return true;
    }
    bool unlock(Actor& actor) override {
        const bool writer = holder() == actor.number();
        if (!writer && m_readers.load(std::memory_order_relaxed) == 0) {
            actor.fault("unlocks " + name + ", which it does not hold; lock it first");
            return false;
        }
        if (const std::uint32_t waiters = m_waiters.load(std::memory_order_relaxed); waiters != 0) {
            // One edge for each who waits: a writer may let many readers in.
            const std::uint64_t first = actor.give(*this, waiters, writer ? m_since : 0);
            m_given.store(first << 32 | (first + waiters), std::memory_order_relaxed);
        }
        if (writer) {
            m_owner.store(nobody, std::memory_order_relaxed);
            m_lock.unlock();
        } else {
            m_readers.fetch_sub(1, std::memory_order_relaxed);
            m_lock.unlock_shared();
        }
        return true;
    }
    // Readers do not block a reader: it goes on as soon as there is no writer.
    bool blocks(std::uint32_t actor, std::uint64_t ticket) const override {
        const std::uint32_t owner = holder();
        return (owner != nobody && owner != actor) ||
               (ticket == writing && m_readers.load(std::memory_order_relaxed) > 0);
    }
    std::uint32_t holder() const override { return m_owner.load(std::memory_order_relaxed); }

  private:
    static constexpr std::uint64_t reading = 0, writing = 1;

    void hold(Actor& actor) {
        m_owner.store(actor.number(), std::memory_order_relaxed);
        m_since = actor.lastTicks();
    }
    bool waitFor(Actor& actor, std::uint64_t ticket, int (*until)(pthread_rwlock_t*, const timespec&)) {
        return waitInSlices(
            actor, *this, ticket, m_waiters,
            [&] { return until(static_cast<pthread_rwlock_t*>(m_lock.native_handle()), endOfSlice()) == 0; },
            [this] { return takeGiven(); });
    }
    HandoverId takeGiven() {
        std::uint64_t given = m_given.load(std::memory_order_relaxed);
        while ((given >> 32) < (given & 0xffffffff))
            if (m_given.compare_exchange_weak(given, given + (std::uint64_t{1} << 32)))
                return static_cast<HandoverId>(given >> 32);
        return 0;
    }

    std::shared_mutex m_lock;
    std::uint64_t m_since = 0;              // written by the writer that holds it
    std::atomic<std::uint64_t> m_given{0};  // the next hand-over, and where they end
    std::atomic<std::uint32_t> m_owner{nobody}, m_readers{0}, m_waiters{0};
};

// ---- signals ------------------------------------------------------------------------------------

class Semaphore final : public BlockingObject {
  public:
    explicit Semaphore(std::uint32_t units) : m_units(units), m_semaphore(units) {}
    bool acquire(Actor& actor, std::uint64_t count) override {
        for (std::uint64_t i = 0; i < count; ++i) {
            if (!m_semaphore.try_acquire() &&
                !waitInSlices(
                    actor, *this, 0, m_waiters, [this] { return m_semaphore.try_acquire_for(longestUnheard); },
                    [this] { return m_given.exchange(0); }))
                return false;
            m_units.fetch_sub(1, std::memory_order_seq_cst);
        }
        return true;
    }
    void release(Actor& actor, std::uint64_t count) override {
        for (std::uint64_t i = 0; i < count; ++i) {
            if (m_waiters.load(std::memory_order_relaxed) > 0) m_given.store(actor.give(*this, 1, 0));
            // Never less than there is, so that a waiter is not taken for a blocked one.
            m_units.fetch_add(1, std::memory_order_seq_cst);
            m_semaphore.release();
        }
    }
    bool blocks(std::uint32_t, std::uint64_t) const override { return m_units.load() <= 0; }

  private:
    std::atomic<std::int64_t> m_units;
    std::atomic<std::uint32_t> m_waiters{0};
    std::atomic<HandoverId> m_given{0};
    std::counting_semaphore<> m_semaphore;
};

// Those who wait for one thing, and what they were given and have not taken yet. Under the object's mutex.
struct WaitingLine {
    std::condition_variable changed;
    std::uint32_t waiters = 0;
    std::deque<HandoverId> given;
};

// Of std::condition_variable and a mutex that is never held while somebody waits.
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

// Event and latch: open after so many sets.
class Event final : public Signal {
  public:
    explicit Event(std::uint32_t sets) : m_needed(sets) {}
    bool wait(Actor& actor, BlockingObject*) override {
        std::unique_lock lock(m_mutex);
        if (m_sets >= m_needed) return true;
        return await(actor, m_line, lock, State::Lock, 0, [&] { return m_sets >= m_needed; });
    }
    void set(Actor& actor) override {
        const std::lock_guard lock(m_mutex);
        if (++m_sets == m_needed) give(actor, m_line, m_line.waiters);
        if (m_sets >= m_needed) m_line.changed.notify_all();
    }
    void clear(Actor&) override {
        const std::lock_guard lock(m_mutex);
        m_sets = 0;
        m_line.given.clear();  // who has not left yet waits on
    }
    bool blocks(std::uint32_t, std::uint64_t) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        return lock && m_sets < m_needed;
    }

  private:
    std::uint32_t m_needed, m_sets = 0;
    WaitingLine m_line;
};

// Each notification wakes one wait that had begun before it, the oldest, and no other: nothing wakes by chance. Every
// wait has a std::condition_variable of its own, so that notify_one really wakes one thread.
class Condition final : public Signal {
  public:
    bool wait(Actor& actor, BlockingObject* mutex) override {
        {
            std::unique_lock lock(m_mutex);
            Waiter self;
            if (!mutex->unlock(actor)) return false;  // nobody can notify yet
            m_waiting.push_back(&self);
            const std::uint64_t ticket = m_came++;
            if (!await(actor, self.line, lock, State::Lock, ticket, [&] { return self.woken; })) {
                std::erase(m_waiting, &self);
                return false;
            }
        }
        return mutex->lock(actor);
    }
    void notify(Actor& actor, bool all) override {
        const std::lock_guard lock(m_mutex);
        const std::size_t count = all ? m_waiting.size() : std::min<std::size_t>(1, m_waiting.size());
        if (count == 0) return;
        const HandoverId first = actor.give(*this, static_cast<std::uint32_t>(count), 0);
        m_woken += count;
        for (std::uint32_t i = 0; i < count; ++i) {
            Waiter& oldest = *m_waiting.front();
            m_waiting.pop_front();
            oldest.woken = true;
            oldest.line.given.push_back(first + i);
            oldest.line.changed.notify_one();
        }
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        return lock && ticket >= m_woken;
    }

  private:
    struct Waiter {
        WaitingLine line;
        bool woken = false;
    };
    std::uint64_t m_came = 0, m_woken = 0;
    std::deque<Waiter*> m_waiting;  // the oldest first
};

class Barrier final : public BlockingObject {
  public:
    explicit Barrier(std::uint32_t parties) : m_parties(parties), m_barrier(static_cast<std::ptrdiff_t>(parties)) {}
    bool meet(Actor& actor) override {
        const std::uint64_t number = m_arrived.fetch_add(1);
        const std::uint64_t full = (number / m_parties + 1) * m_parties;
        if (number + 1 == full && m_parties > 1) m_given.store(full << 32 | actor.give(*this, m_parties - 1, 0));
        auto token = m_barrier.arrive();
        if (number + 1 == full) {
            m_barrier.wait(std::move(token));
            return true;
        }
        Actor::Waiting waiting(actor, *this, State::Lock, full);
        m_barrier.wait(std::move(token));
        if (actor.stopped()) return false;
        // When others have met twice since, what this meeting gave is no longer known.
        const std::uint64_t given = m_given.load();
        if (given >> 32 == (full & 0xffffffff)) waiting.endedBy(static_cast<HandoverId>(given + number % m_parties));
        return true;
    }
    bool blocks(std::uint32_t, std::uint64_t full) const override { return m_arrived.load() < full; }
    void abandon() override {
        for (std::uint32_t i = 0; i < m_parties; ++i) static_cast<void>(m_barrier.arrive());
    }

  private:
    std::uint32_t m_parties;
    std::atomic<std::uint64_t> m_arrived{0};
    std::atomic<std::uint64_t> m_given{0};  // arrivals at the last meeting, and its first hand-over
    std::barrier<> m_barrier;
};

// ---- data ---------------------------------------------------------------------------------------

class Queue final : public Signal {
  public:
    Queue(std::uint32_t capacity, std::uint32_t producers) : m_capacity(capacity), m_producers(producers) {}
    bool put(Actor& actor, std::uint64_t value) override {
        std::unique_lock lock(m_mutex);
        const auto room = [&] { return m_items.size() < m_capacity || m_closed; };
        if (room())
            passOver(m_putters);
        else if (!await(actor, m_putters, lock, State::Queue, putting, room))
            return false;
        if (m_closed) {
            actor.fault("puts into " + name + ", which is closed; close it after the last item");
            return false;
        }
        m_items.push_back(value);
        give(actor, m_takers, 1);
        m_takers.changed.notify_one();
        return true;
    }
    Taken take(Actor& actor, std::uint64_t& value) override {
        std::unique_lock lock(m_mutex);
        const auto some = [&] { return !m_items.empty() || m_closed; };
        if (some())
            passOver(m_takers);
        else if (!await(actor, m_takers, lock, State::Queue, taking, some))
            return Taken::Stopped;
        if (m_items.empty()) return Taken::Closed;
        value = m_items.front();
        m_items.pop_front();
        give(actor, m_putters, 1);
        m_putters.changed.notify_one();
        return Taken::Item;
    }
    void close(Actor&) override {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_takers.changed.notify_all();
        m_putters.changed.notify_all();
    }
    void producerEnded(Actor& actor) override {
        {
            const std::lock_guard lock(m_mutex);
            if (--m_producers > 0) return;
        }
        close(actor);
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (!lock || m_closed) return false;
        return ticket == taking ? m_items.empty() : m_items.size() >= m_capacity;
    }

  private:
    static constexpr std::uint64_t taking = 0, putting = 1;
    std::size_t m_capacity;
    std::uint32_t m_producers;
    bool m_closed = false;
    std::deque<std::uint64_t> m_items;
    WaitingLine m_takers, m_putters;
};

class Counter final : public BlockingObject {
  public:
    void add(Actor& actor, std::uint64_t times) override {
        constexpr std::uint64_t piece = 1'000'000;
        for (std::uint64_t i = 0; i < times; ++i) {
            m_value.fetch_add(1, std::memory_order_relaxed);
            if (i % piece == 0 && actor.stopped()) return;
        }
    }
    std::uint64_t value() const override { return m_value.load(std::memory_order_relaxed); }
    bool blocks(std::uint32_t, std::uint64_t) const override { return false; }

  private:
    alignas(64) std::atomic<std::uint64_t> m_value{0};
};

}  // namespace

std::unique_ptr<BlockingObject> makeStandardObject(const ScriptObject& object, std::uint32_t producers) {
    switch (object.kind) {
    case ObjectKind::Mutex:
        if (object.recursive) return std::make_unique<Mutex<std::recursive_mutex>>();
        return std::make_unique<Mutex<std::mutex>>();
    case ObjectKind::SharedMutex:
        return std::make_unique<SharedMutex>();
    case ObjectKind::Semaphore:
        return std::make_unique<Semaphore>(object.capacity);
    case ObjectKind::Event:
        return std::make_unique<Event>(1);
    case ObjectKind::Latch:
        return std::make_unique<Event>(object.capacity);
    case ObjectKind::Condition:
        return std::make_unique<Condition>();
    case ObjectKind::Barrier:
        return std::make_unique<Barrier>(object.capacity);
    case ObjectKind::Queue:
        return std::make_unique<Queue>(object.capacity, producers);
    case ObjectKind::Counter:
        return std::make_unique<Counter>();
    case ObjectKind::Service:
        break;  // see service.h
    }
    CORELANE_ASSERT(false);
}

}  // namespace corelane
