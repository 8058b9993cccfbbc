#include "engine/constructs/construct.h"
#include "engine/scripts/shared_region.h"

#include <atomic>
#include <pthread.h>

namespace corelane {
namespace {

// Nobody can be called back from it: whoever waits in vain is ended as a process when the run stops.
class Barrier final : public InSharedRegion<BlockingObject> {
  public:
    explicit Barrier(std::uint32_t parties) : m_parties(parties) {
        pthread_barrierattr_t attributes;
        pthread_barrierattr_init(&attributes);
        pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        CORELANE_ASSERT(pthread_barrier_init(&m_barrier, &attributes, parties) == 0);
        pthread_barrierattr_destroy(&attributes);
    }
    bool meet(Actor& actor) override {
        const std::uint64_t number = m_arrived.fetch_add(1);
        const std::uint64_t full = (number / m_parties + 1) * m_parties;
        if (number + 1 == full) {
            if (m_parties > 1) m_given.store(full << 32 | actor.give(*this, m_parties - 1, 0));
            pthread_barrier_wait(&m_barrier);
            return true;
        }
        Actor::Waiting waiting(actor, *this, State::Lock, full);
        pthread_barrier_wait(&m_barrier);
        if (actor.stopped()) return false;
        // When others have met twice since, what this meeting gave is no longer known.
        const std::uint64_t given = m_given.load();
        if (given >> 32 == (full & 0xffffffff)) waiting.endedBy(static_cast<HandoverId>(given + number % m_parties));
        return true;
    }
    bool blocks(std::uint32_t, std::uint64_t full) const override { return m_arrived.load() < full; }

  private:
    std::uint32_t m_parties;
    std::atomic<std::uint64_t> m_arrived{0};
    std::atomic<std::uint64_t> m_given{0};  // arrivals at the last meeting, and its first hand-over
    pthread_barrier_t m_barrier;
};

}  // namespace

namespace construct {
extern const Construct pshared_barrier;
constinit const Construct pshared_barrier = {
    .name = "pshared_barrier",
    .title = "Process-shared pthread_barrier_t",
    .summary = "the C library's barrier in shared memory: who comes early is parked until the last one comes",
    .family = "processes",
    .kind = ObjectKind::Barrier,
    .make = [](const ScriptObject& object, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<Barrier>(object.capacity);
    }};
}  // namespace construct

}  // namespace corelane
