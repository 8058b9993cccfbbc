// What a proxy says to the process that keeps the objects of the model manager, over a connected unix socket: one
// call, one reply, little-endian and as it lies in memory. Both sides were started by one engine on one machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace corelane {

enum class ProxyMethod : std::uint32_t {
    DictSet = 1,   // key, bytes
    DictGet,       // key: its bytes; none: it has not got the key
    ListExtend,    // bytes: 64-bit numbers
    ListGet,       // key: the number at that place
    ListSet,       // key, value
    NamespaceGet,  // key: the attribute's value; 0 before it was set
    NamespaceSet,  // key, value
    QueuePut,      // key: which queue; value
    QueueGet,      // key: which queue; the reply comes when there is something
    LockAcquire,   // the reply comes when the caller has it
    LockRelease,
    CallsOf,  // key: which client; how often it has called DictSet
};

struct ProxyCall {
    ProxyMethod method = ProxyMethod::DictGet;
    std::uint32_t unused = 0;
    std::uint64_t key = 0;
    std::int64_t value = 0;
    std::uint64_t bytes = 0;  // that follow
};
static_assert(sizeof(ProxyCall) == 32);

struct ProxyReply {
    std::int64_t value = 0;
    std::uint64_t bytes = 0;  // that follow
};
static_assert(sizeof(ProxyReply) == 16);

inline constexpr std::uint64_t proxyQueues = 2;
inline constexpr std::uint64_t taskQueue = 0;  // of tasks that are ready; 0: leave
inline constexpr std::uint64_t doneQueue = 1;  // a word when every task is done
inline constexpr std::uint64_t tasksLeft = 0;  // attribute of the namespace

}  // namespace corelane
