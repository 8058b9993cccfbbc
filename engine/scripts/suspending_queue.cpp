// A bounded queue that suspends, and a counter.
#include "engine/scripts/suspending_object.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <utility>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;
using Brought = SuspendingActor::Brought;

// An item goes to the taker who has waited longest, or else into the queue; a place in it to the putter who has.
class AwaitableQueue final : public SuspendingObject {
  public:
    AwaitableQueue(std::uint32_t capacity, std::uint32_t producers) : m_capacity(capacity), m_producers(producers) {}
    Outcome put(SuspendingActor& actor, std::uint64_t value) override {
        const std::lock_guard guard(m_mutex);
        if (m_closed) {
            actor.bring(Brought::Failed);
            return Outcome::Done;
        }
        if (!m_takers.empty()) {
            SuspendingActor& taker = *m_takers.front();
            m_takers.pop_front();
            taker.bring(Brought::Item, value);
            actor.giveTo(taker, *this);
            return Outcome::Done;
        }
        if (m_items.size() < m_capacity) {
            m_items.push_back(value);
            return Outcome::Done;
        }
        actor.bring(Brought::Nothing, value);
        actor.waitFor(*this, State::Queue);
        m_putters.push_back(&actor);
        return Outcome::Suspended;
    }
    Outcome take(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        if (!m_items.empty()) {
            actor.bring(Brought::Item, m_items.front());
            m_items.pop_front();
            if (!m_putters.empty()) {
                SuspendingActor& putter = *m_putters.front();
                m_putters.pop_front();
                m_items.push_back(putter.value());
                actor.giveTo(putter, *this);
            }
            return Outcome::Done;
        }
        if (m_closed) {
            actor.bring(Brought::Closed);
            return Outcome::Done;
        }
        actor.waitFor(*this, State::Queue);
        m_takers.push_back(&actor);
        return Outcome::Suspended;
    }
    void close(SuspendingActor& actor) override {
        const std::lock_guard guard(m_mutex);
        m_closed = true;
        for (SuspendingActor* taker : std::exchange(m_takers, {})) {
            taker->bring(Brought::Closed);
            actor.giveTo(*taker, *this);
        }
        for (SuspendingActor* putter : std::exchange(m_putters, {})) {
            putter->bring(Brought::Failed);
            actor.giveTo(*putter, *this);
        }
    }
    void producerEnded(SuspendingActor& actor) override {
        {
            const std::lock_guard guard(m_mutex);
            if (--m_producers > 0) return;
        }
        close(actor);
    }

  private:
    std::mutex m_mutex;
    const std::size_t m_capacity;
    std::uint32_t m_producers;
    bool m_closed = false;
    std::deque<std::uint64_t> m_items;
    std::deque<SuspendingActor*> m_takers, m_putters;
};

class PlainCounter final : public SuspendingObject {
  public:
    void add(SuspendingActor&, std::uint64_t times) override {
        for (std::uint64_t i = 0; i < times; ++i) m_value.fetch_add(1, std::memory_order_relaxed);
    }
    std::uint64_t value() const override { return m_value.load(std::memory_order_relaxed); }

  private:
    alignas(64) std::atomic<std::uint64_t> m_value{0};
};

}  // namespace

std::unique_ptr<SuspendingObject> makeAwaitableQueue(const ScriptObject& object, std::uint32_t producers) {
    return std::make_unique<AwaitableQueue>(object.capacity, producers);
}

std::unique_ptr<SuspendingObject> makePlainCounter(const ScriptObject&, std::uint32_t) {
    return std::make_unique<PlainCounter>();
}

SuspendingObjects makeSuspendingObjects(ScriptExecution& execution) {
    SuspendingObjects objects;
    for (std::uint32_t i = 0; i < execution.script.objects().size(); ++i) {
        const ScriptObject& declared = execution.script.objects()[i];
        const auto make = [&] {
            switch (declared.kind) {
            case ObjectKind::Mutex:
                return makeAwaitableMutex;
            case ObjectKind::SharedMutex:
                return makeAwaitableSharedMutex;
            case ObjectKind::Semaphore:
                return makeAwaitableSemaphore;
            case ObjectKind::Event:
            case ObjectKind::Latch:
                return makeAwaitableEvent;
            case ObjectKind::Condition:
                return makeAwaitableCondition;
            case ObjectKind::Barrier:
                return makeAwaitableBarrier;
            case ObjectKind::Queue:
                return makeAwaitableQueue;
            case ObjectKind::Counter:
                return makePlainCounter;
            case ObjectKind::Service:
                return makeAwaitableService;
            }
            CORELANE_ASSERT(false);
        }();
        objects.push_back(make(declared, execution.script.producers(i)));
        objects.back()->name = declared.name;
        objects.back()->span = execution.recorder.name(declared.name);
    }
    return objects;
}

}  // namespace corelane
