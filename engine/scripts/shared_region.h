// Memory that a process and all it forks have in common, at one address: what lies there may point to what lies
// there. It has no name and goes with the last of them.
#pragma once

#include "engine/trace/result.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <memory_resource>

namespace corelane {

class SharedRegion final : public std::pmr::memory_resource {
  public:
    static Result<std::unique_ptr<SharedRegion>> make(std::size_t bytes);
    ~SharedRegion() override;
    SharedRegion(const SharedRegion&) = delete;
    SharedRegion& operator=(const SharedRegion&) = delete;

    // The one in which this process makes its shared objects; asserts that there is one.
    static SharedRegion& current();

  private:
    SharedRegion() = default;
    void* do_allocate(std::size_t bytes, std::size_t alignment) override;  // asserts that there is room
    void do_deallocate(void*, std::size_t, std::size_t) override {}        // all at once, in the end
    bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }

    static SharedRegion* s_current;
    std::byte* m_memory = nullptr;
    std::size_t m_bytes = 0, m_used = 0;
};

// An object of a script that lies there: `class Mutex final : public InSharedRegion<LockObject<RobustLock>>`.
template <class Object>
class InSharedRegion : public Object {
  public:
    using Object::Object;
    static void* operator new(std::size_t bytes) {
        return SharedRegion::current().allocate(
            bytes, alignof(std::max_align_t) < 64 ? 64 : alignof(std::max_align_t));
    }
    static void operator delete(void*) {}
};

}  // namespace corelane
