// What an actor has for itself alone, under every model: the memory its steps go over, its scratch file,
// its timer. Used by one
// thread at a time. What comes out of it depends on the step and on `where`, the step's own number, never on what was
// done before: chance may decide who does a step.
#pragma once

#include "engine/trace/result.h"
#include "workloads/actor_needs.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace corelane {

using Stopped = std::function<bool()>;

class StepMemory {
  public:
    Result<> make(const ActorNeeds&);
    // Goes over it as a step Memory says. The sum of what it read, the number of its writes, or where a chase ended.
    std::uint64_t goOver(const Step&, std::uint64_t where, const Stopped&);

  private:
    using Words = std::unique_ptr<std::uint64_t[]>;
    Words m_plain;
    std::map<std::pair<std::uint64_t, std::uint32_t>, Words> m_chains;
};

// A file under $TMPDIR, or /tmp, which has no name there: it goes with the process, whatever becomes of that. Errors
// (Io) are "cannot write 4096 bytes: No space left on device; ...".
class ScratchFile {
  public:
    ScratchFile() = default;
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    Result<> make(std::uint64_t bytes);  // with so many in it
    Result<> write(std::uint64_t bytes, const Stopped&);
    Result<std::uint64_t> read(std::uint64_t bytes, const Stopped&);  // a checksum
    Result<> sync();

  private:
    tl::unexpected<Error> refused(const std::string& what) const;
    int m_fd = -1;
};

// When the actor's periods end: its steps Timer share one grid, which begins with the actor.
class StepTimer {
  public:
    using Clock = std::chrono::steady_clock;
    void begin(Clock::time_point now) { m_expiry = now; }
    // The end of the period that comes; when that is past, the period was missed, and nobody waits for it.
    Clock::time_point next(double microseconds, TimerMode, Clock::time_point now);

  private:
    Clock::time_point m_expiry;
};

struct Belongings {
    // Makes what the actor needs, however long that takes; the timer's grid begins now.
    Result<> make(const ScriptActor&);

    StepMemory memory;
    ScratchFile file;
    StepTimer timer;
};

}  // namespace corelane
