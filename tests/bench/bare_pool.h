// The process pool as one would write it directly, without Corelane's engine: what ours is measured against. Parent
// and worker share the frames and the workload's code, nothing else of ours.
#pragma once

#include "engine/trace/task.h"
#include "workloads/workload.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace corelane {

struct BareWork {
    std::string pattern = "stencil_1d";
    std::int64_t steps = 1, width = 1, iterations = 0, bytes = 16;
    std::vector<Options> options() const;
    std::unique_ptr<Workload> make() const;
};

struct BareFrame {  // as long as a MessageFrame
    std::uint32_t task = 0, payloads = 0;
    std::uint64_t bytes = 0;
};

// Two processes that hand each other a token: spin, then sleep.
struct BareToken {
    alignas(64) std::atomic<std::uint32_t> turn{0};
    alignas(64) std::atomic<std::uint32_t> sleeping{0};
    alignas(64) std::byte output[2][64];  // of the last task of each; the other one's is the input
    void hand(std::uint32_t turn);
    void await(std::uint32_t turn);
};

// Seconds from before the first process until the last has ended. `worker` is corelane-bare-worker; pinned to the
// cores.
double barePipePool(const std::string& worker, const BareWork&, int workers);
// A chain of tasks that two processes run in turns.
double bareSharedChain(const std::string& worker, const BareWork&);

// Seconds a round trip: 32 bytes there and 16 back over a unix socket, to a process on the same core.
double bareSocketRoundTrip(const std::string& worker, int trips);

int bareWorker(int argc, char** argv);

}  // namespace corelane
