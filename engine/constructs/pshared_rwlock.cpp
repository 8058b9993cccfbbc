#include "engine/constructs/construct.h"
#include "engine/constructs/shared_lock_object.h"
#include "engine/constructs/slices.h"
#include "engine/scripts/shared_region.h"

namespace corelane {
namespace {

class SharedRwLock final : public InSharedRegion<SharedLockObject> {
  public:
    SharedRwLock() {
        pthread_rwlockattr_t attributes;
        pthread_rwlockattr_init(&attributes);
        pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        CORELANE_ASSERT(pthread_rwlock_init(&m_lock, &attributes) == 0);
        pthread_rwlockattr_destroy(&attributes);
    }
    bool lock(Actor& actor) override {
        if (pthread_rwlock_trywrlock(&m_lock) != 0 &&
            !waitFor(actor, writing, Way::Park, [this] { return writeUntil(&m_lock, endOfSlice()) == 0; }))
            return false;
        writes(actor);
        return true;
    }
    bool tryLock(Actor& actor) override {
        if (pthread_rwlock_trywrlock(&m_lock) != 0) return false;
        writes(actor);
        return true;
    }
    bool lockShared(Actor& actor) override {
        if (pthread_rwlock_tryrdlock(&m_lock) != 0 &&
            !waitFor(actor, reading, Way::Park, [this] { return readUntil(&m_lock, endOfSlice()) == 0; }))
            return false;
        reads();
        return true;
    }

  private:
    void endWriting() override { pthread_rwlock_unlock(&m_lock); }
    void endReading() override { pthread_rwlock_unlock(&m_lock); }

    pthread_rwlock_t m_lock;
};

}  // namespace

namespace construct {
extern const Construct pshared_rwlock;
constinit const Construct pshared_rwlock = {
    .name = "pshared_rwlock",
    .title = "Process-shared pthread_rwlock_t",
    .summary = "many readers or one writer, in shared memory; it is not robust: one who dies holding it keeps it",
    .family = "processes",
    .kind = ObjectKind::SharedMutex,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<SharedRwLock>();
    }};
}  // namespace construct

}  // namespace corelane
