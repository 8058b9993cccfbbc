// A robust mutex as a LockObject's lock.
#pragma once

#include "engine/constructs/lock_object.h"
#include "engine/constructs/process_shared.h"
#include "engine/scripts/shared_region.h"

namespace corelane {

template <int Kind>
class RobustLock : public RobustMutex {
  public:
    RobustLock() : RobustMutex(Kind) {}
    static constexpr Way way = Way::Park;
    class Turn {
      public:
        explicit Turn(RobustLock& lock) : m_lock(lock) {}
        bool forSlice() { return m_lock.lockForSlice(); }

      private:
        RobustLock& m_lock;
    };
};

template <int Kind, bool Recursive>
std::unique_ptr<BlockingObject> makeRobustLock(const ScriptObject&, std::uint32_t) {
    return std::make_unique<InSharedRegion<LockObject<RobustLock<Kind>, Recursive>>>();
}

}  // namespace corelane
