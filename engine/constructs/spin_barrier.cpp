#include "engine/constructs/construct.h"
#include "engine/constructs/spinning.h"

#include <atomic>

namespace corelane {
namespace {

// Counts arrivals; the last one of a meeting opens the next phase, which all others read. It is a barrier for cores:
// with more actors than cores each round of the wait is a yield.
class SpinBarrier final : public BlockingObject {
  public:
    explicit SpinBarrier(std::uint32_t parties)
        : m_parties(parties), m_patience(parties > std::thread::hardware_concurrency() ? 0 : 20'000) {}
    bool meet(Actor& actor) override {
        const std::uint64_t number = m_arrived.fetch_add(1, std::memory_order_acq_rel);
        const std::uint64_t phase = number / m_parties, full = (phase + 1) * m_parties;
        if (number + 1 == full) {
            if (m_parties > 1)
                m_given.store(full << 32 | actor.give(*this, m_parties - 1, 0), std::memory_order_relaxed);
            m_phase.store(phase + 1, std::memory_order_release);
            return true;
        }
        Actor::Waiting waiting(actor, *this, State::Lock, full, Way::Spin);
        Spinning spinning(m_patience);
        for (int i = 1; m_phase.load(std::memory_order_acquire) == phase; ++i) {
            if (i % spinsPerSlice == 0 && actor.stopped()) return false;
            spinning.once();
        }
        // When others have met twice since, what this meeting gave is no longer known.
        const std::uint64_t given = m_given.load(std::memory_order_relaxed);
        if (given >> 32 == (full & 0xffffffff)) waiting.endedBy(static_cast<HandoverId>(given + number % m_parties));
        return true;
    }
    bool blocks(std::uint32_t, std::uint64_t full) const override { return m_arrived.load() < full; }
    bool spins() const override { return true; }

  private:
    const std::uint32_t m_parties;
    const int m_patience;
    alignas(64) std::atomic<std::uint64_t> m_arrived{0};
    alignas(64) std::atomic<std::uint64_t> m_phase{0};
    std::atomic<std::uint64_t> m_given{0};  // arrivals at the last meeting, and its first hand-over
};

}  // namespace

namespace construct {
extern const Construct spin_barrier;
constinit const Construct spin_barrier = {
    .name = "spin_barrier",
    .title = "Spin barrier",
    .summary = "who comes early keeps its core and spins until the last one comes; yields when there are more actors "
               "than cores",
    .family = "threads",
    .kind = ObjectKind::Barrier,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<SpinBarrier>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
