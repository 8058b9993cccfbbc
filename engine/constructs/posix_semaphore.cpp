#include "engine/constructs/construct.h"
#include "engine/constructs/semaphore_object.h"
#include "engine/constructs/slices.h"

#include <semaphore.h>

namespace corelane {
namespace {

class PosixUnits {
  public:
    explicit PosixUnits(std::uint32_t units) { CORELANE_ASSERT(sem_init(&m_units, 0, units) == 0); }
    ~PosixUnits() { sem_destroy(&m_units); }
    PosixUnits(const PosixUnits&) = delete;
    PosixUnits& operator=(const PosixUnits&) = delete;
    bool try_acquire() { return sem_trywait(&m_units) == 0; }
    bool acquireForSlice() { return acquireUntil(&m_units, endOfSlice()) == 0; }
    void release() { sem_post(&m_units); }

  private:
    sem_t m_units;
};

}  // namespace

namespace construct {
extern const Construct posix_semaphore;
constinit const Construct posix_semaphore = {
    .name = "posix_semaphore",
    .title = "POSIX sem_t",
    .summary = "the C library's semaphore, sem_wait and sem_post, as it would also serve processes",
    .family = "threads",
    .kind = ObjectKind::Semaphore,
    .make = makeSemaphore<PosixUnits>};
}  // namespace construct

}  // namespace corelane
