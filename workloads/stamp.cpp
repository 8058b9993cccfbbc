#include "workloads/workload.h"

#include <array>
#include <cstring>

namespace corelane {
namespace {

using Pair = std::array<std::int64_t, 2>;

Pair pairOf(Task task) {
    return {task.step, task.point};
}

}  // namespace

void stamp(Task task, MutableBytes output) {
    const Pair pair = pairOf(task);
    for (std::size_t at = 0; at + sizeof pair <= output.size(); at += sizeof pair)
        std::memcpy(output.data() + at, pair.data(), sizeof pair);
}

bool stampedBy(Task task, Bytes input) {
    const Pair expected = pairOf(task);
    if (input.size() < sizeof expected) return false;
    std::int64_t different = 0;  // no early end: the loop becomes vector code, and a wrong stamp is rare
    for (std::size_t at = 0; at + sizeof expected <= input.size(); at += sizeof expected) {
        Pair pair;
        std::memcpy(pair.data(), input.data() + at, sizeof pair);
        different |= (pair[0] ^ expected[0]) | (pair[1] ^ expected[1]);
    }
    return different == 0;
}

}  // namespace corelane
