#include "engine/constructs/construct.h"
#include "engine/constructs/given_range.h"

#include <atomic>
#include <latch>

namespace corelane {
namespace {

class StandardLatch final : public BlockingObject {
  public:
    explicit StandardLatch(std::uint32_t sets) : m_needed(sets), m_latch(static_cast<std::ptrdiff_t>(sets)) {}
    bool wait(Actor& actor, BlockingObject*) override {
        if (m_latch.try_wait()) return true;
        Actor::Waiting waiting(actor, *this, State::Lock);
        m_waiters.fetch_add(1);
        m_latch.wait();
        if (actor.stopped()) return false;
        waiting.endedBy(m_given.take());
        return true;
    }
    void set(Actor& actor) override {
        const std::uint64_t sets = 1 + m_sets.fetch_add(1);
        if (sets > m_needed) return;
        if (sets == m_needed)
            if (const std::uint32_t waiters = m_waiters.load(); waiters > 0)
                m_given.set(actor.give(*this, waiters, 0), waiters);
        m_latch.count_down();
    }
    bool blocks(std::uint32_t, std::uint64_t) const override { return m_sets.load() < m_needed; }
    void abandon() override {
        while (m_sets.load() < m_needed)
            if (m_sets.fetch_add(1) < m_needed) m_latch.count_down();
    }

  private:
    const std::uint64_t m_needed;
    std::atomic<std::uint64_t> m_sets{0};
    std::atomic<std::uint32_t> m_waiters{0};
    GivenRange m_given;
    std::latch m_latch;
};

}  // namespace

namespace construct {
extern const Construct std_latch;
constinit const Construct std_latch = {
    .name = "std_latch",
    .title = "std::latch",
    .summary = "C++20's latch: every set is one atomic subtraction, and the last wakes all who wait",
    .family = "threads",
    .kind = ObjectKind::Latch,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<StandardLatch>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
