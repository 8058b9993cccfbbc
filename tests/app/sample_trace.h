// A comparison made in memory, for tests of the window: a stencil under a serial model, threads that wait at every
// step for all, and a pool of processes that starts slowly. Deterministic; the same shapes as the real engine writes.
#pragma once

#include "engine/trace/trace.h"

#include <memory>

namespace corelane::test {

struct SampleShape {
    std::uint32_t steps = 32, width = 16;
    int workers = 4;
    Duration task = 206'000;  // nanoseconds
    int repetitions = 7;
};

std::shared_ptr<const Trace> sampleTrace(const SampleShape& shape = {});

// A script under threads: Ann holds L for 900 µs while Bob waits 800 µs for it and runs again 41 µs after its
// release; then Ann waits 500 µs for an item of the queue Q, which Bob had not held before.
std::shared_ptr<const Trace> scriptTrace();

}  // namespace corelane::test
