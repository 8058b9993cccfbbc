#include "engine/scripts/shared_region.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <sys/mman.h>

namespace corelane {

SharedRegion* SharedRegion::s_current = nullptr;

Result<std::unique_ptr<SharedRegion>> SharedRegion::make(std::size_t bytes) {
    void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return fail(
            Error::Kind::Io, "there is no shared memory for the script's objects (" +
                                 std::string(std::strerror(errno)) + "); free some, or let queues hold less");
    std::unique_ptr<SharedRegion> region(new SharedRegion);
    region->m_memory = static_cast<std::byte*>(memory);
    region->m_bytes = bytes;
    s_current = region.get();
    return region;
}

SharedRegion::~SharedRegion() {
    if (s_current == this) s_current = nullptr;
    munmap(m_memory, m_bytes);
}

SharedRegion& SharedRegion::current() {
    CORELANE_ASSERT(s_current != nullptr);
    return *s_current;
}

void* SharedRegion::do_allocate(std::size_t bytes, std::size_t alignment) {
    m_used = (m_used + alignment - 1) / alignment * alignment;
    CORELANE_ASSERT(m_used + bytes <= m_bytes);
    void* const at = m_memory + m_used;
    m_used += bytes;
    return at;
}

}  // namespace corelane
