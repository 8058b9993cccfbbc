#include "engine/constructs/construct.h"
#include "engine/constructs/shared_lock_object.h"
#include "engine/constructs/slices.h"

#include <shared_mutex>

namespace corelane {
namespace {

class StandardSharedMutex final : public SharedLockObject {
  public:
    bool lock(Actor& actor) override {
        if (!m_lock.try_lock() && !waitFor(actor, writing, Way::Park, [this] { return slice(writeUntil); }))
            return false;
        writes(actor);
        return true;
    }
    bool tryLock(Actor& actor) override {
        if (!m_lock.try_lock()) return false;
        writes(actor);
        return true;
    }
    bool lockShared(Actor& actor) override {
        if (!m_lock.try_lock_shared() && !waitFor(actor, reading, Way::Park, [this] { return slice(readUntil); }))
            return false;
        reads();
        return true;
    }

  private:
    bool slice(int (*until)(pthread_rwlock_t*, const timespec&)) {
        return until(static_cast<pthread_rwlock_t*>(m_lock.native_handle()), endOfSlice()) == 0;
    }
    void endWriting() override { m_lock.unlock(); }
    void endReading() override { m_lock.unlock_shared(); }

    std::shared_mutex m_lock;
};

}  // namespace

namespace construct {
extern const Construct std_shared_mutex;
constinit const Construct std_shared_mutex = {
    .name = "std_shared_mutex",
    .title = "std::shared_mutex",
    .summary = "many readers or one writer; who waits is parked, and readers that keep coming keep writers out",
    .family = "threads",
    .kind = ObjectKind::SharedMutex,
    .make = [](const ScriptObject&, std::uint32_t) -> std::unique_ptr<BlockingObject> {
        return std::make_unique<StandardSharedMutex>();
    }};
}  // namespace construct

}  // namespace corelane
