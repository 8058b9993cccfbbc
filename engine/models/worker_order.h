// What a worker process is told before its first task: enough to make the same workload and to reach the others. It
// travels as bytes in a memfd that every worker of the run inherits; no code travels.
#pragma once

#include "engine/models/model.h"
#include "engine/record/descriptor.h"
#include "engine/trace/option.h"
#include "engine/trace/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct WorkerOrder {
    std::string workload;                  // the name of its kind
    std::vector<Options> workloadOptions;  // one entry for every graph
    Options modelOptions;
    std::string transport;  // the name of its kind
    std::vector<int> cores;
    int workers = 1;
    bool pin = false;
    friend bool operator==(const WorkerOrder&, const WorkerOrder&) = default;
};

WorkerOrder orderOf(const Execution&, std::string_view transport);

// Length-prefixed little-endian fields; decoding refuses bytes that are cut, too long or of an unknown kind (Format).
std::vector<std::byte> encode(const WorkerOrder&);
Result<WorkerOrder> decodeWorkerOrder(std::span<const std::byte>);

// Through a memfd; reading leaves the descriptor's position alone, which the workers share.
Result<Descriptor> writeOrder(const WorkerOrder&);
Result<WorkerOrder> readOrder(int fd);

}  // namespace corelane
