#include "engine/constructs/construct.h"

#include <atomic>
#include <barrier>
#include <utility>

namespace corelane {
namespace {

class StandardBarrier final : public BlockingObject {
  public:
    explicit StandardBarrier(std::uint32_t parties)
        : m_parties(parties), m_barrier(static_cast<std::ptrdiff_t>(parties)) {}
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

}  // namespace

namespace construct {
extern const Construct std_barrier;
constinit const Construct std_barrier = {
    .name = "std_barrier",
    .title = "std::barrier",
    .summary = "C++20's barrier: who comes early is parked until the last one comes",
    .family = "threads",
    .kind = ObjectKind::Barrier,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<StandardBarrier>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
