// Where ready items (numbers of tasks or coroutines) wait for a worker, and workers for an item. Two kinds: a deque a
// worker from which others steal, and one queue under a mutex that all share.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace corelane {

class ReadyQueue {
  public:
    virtual ~ReadyQueue() = default;

    // By the worker itself. Wakes sleeping workers, as many as there are items.
    virtual void put(int worker, std::span<const std::uint32_t> items) = 0;
    // Without waiting; false: found nothing.
    virtual bool tryTake(int worker, std::uint32_t& item) = 0;
    // Waits for an item; false: closed.
    virtual bool take(int worker, std::uint32_t& item) = 0;
    // No item will come any more: take() returns.
    virtual void close() = 0;
    // Items that wait, roughly.
    virtual std::int64_t size() const = 0;
};

// `crowded`: more workers than cores, so that spinning would only keep others from running.
std::unique_ptr<ReadyQueue> makeStealingQueues(int workers, bool crowded);
std::unique_ptr<ReadyQueue> makeSharedQueue();

}  // namespace corelane
