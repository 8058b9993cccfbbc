#include "engine/constructs/construct.h"
#include "engine/constructs/shared_lock_object.h"
#include "engine/constructs/spinning.h"

#include <oneapi/tbb/spin_rw_mutex.h>

namespace corelane {
namespace {

// A slice at a time: try_lock(), or for readers try_lock_shared(). So a writer that waits does not keep readers out,
// as it would in spin_rw_mutex::lock(), which cannot be left when the run stops.
class TbbSharedMutex final : public SharedLockObject {
  public:
    bool lock(Actor& actor) override {
        if (!m_lock.try_lock() && !spinFor(actor, writing, [this] { return m_lock.try_lock(); })) return false;
        writes(actor);
        return true;
    }
    bool tryLock(Actor& actor) override {
        if (!m_lock.try_lock()) return false;
        writes(actor);
        return true;
    }
    bool lockShared(Actor& actor) override {
        if (!m_lock.try_lock_shared() && !spinFor(actor, reading, [this] { return m_lock.try_lock_shared(); }))
            return false;
        reads();
        return true;
    }
    bool spins() const override { return true; }

  private:
    template <class Attempt>
    bool spinFor(Actor& actor, std::uint64_t ticket, Attempt attempt) {
        Spinning spinning;
        return waitFor(actor, ticket, Way::Spin, [&] {
            for (int i = 0; i < spinsPerSlice; ++i) {
                if (attempt()) return true;
                spinning.once();
            }
            return false;
        });
    }
    void endWriting() override { m_lock.unlock(); }
    void endReading() override { m_lock.unlock_shared(); }

    tbb::spin_rw_mutex m_lock;
};

}  // namespace

namespace construct {
extern const Construct tbb_spin_rw_mutex;
constinit const Construct tbb_spin_rw_mutex = {
    .name = "tbb_spin_rw_mutex",
    .title = "tbb::spin_rw_mutex",
    .summary = "many readers or one writer in one atomic word: who waits spins, then yields",
    .family = "tbb",
    .kind = ObjectKind::SharedMutex,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<TbbSharedMutex>();
    }};
}  // namespace construct

}  // namespace corelane
