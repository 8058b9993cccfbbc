// What an actor needs for itself alone before its first step, read off its steps. Pure.
#pragma once

#include "workloads/script.h"

#include <cstdint>
#include <set>
#include <utility>

namespace corelane {

struct ActorNeeds {
    std::uint64_t plainBytes = 0;  // what it reads and writes: one memory, as large as the largest of its steps
    std::set<std::pair<std::uint64_t, std::uint32_t>> chains;  // (size, stride) of those it chases through
    std::uint64_t fileBytes = 0;                               // the largest part of its file it reads or writes
    std::uint64_t readBytes = 0;                               // the largest it reads: there before the first step
    bool file = false;
    bool timer = false;

    std::uint64_t memoryBytes() const;
    bool anyMade() const { return plainBytes != 0 || !chains.empty() || file; }  // which takes its time
};
ActorNeeds needsOf(const ScriptActor&);

}  // namespace corelane
