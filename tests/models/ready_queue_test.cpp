#include "engine/models/ready_queue.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>
#include <vector>

using namespace corelane;

namespace {

std::vector<std::unique_ptr<ReadyQueue>> everyKind(int workers) {
    std::vector<std::unique_ptr<ReadyQueue>> kinds;
    kinds.push_back(makeStealingQueues(workers, false));
    kinds.push_back(makeStealingQueues(workers, true));
    kinds.push_back(makeSharedQueue());
    return kinds;
}

}  // namespace

TEST_CASE("no item is lost and no worker sleeps for ever, whoever puts and takes") {
    constexpr int workers = 4;
    constexpr std::uint32_t count = 30000;
    for (const auto& queue : everyKind(workers)) {
        std::vector<std::atomic<int>> taken(count);
        std::atomic<std::uint32_t> left{count};
        const std::uint32_t root = 0;
        queue->put(0, {&root, 1});
        std::vector<std::thread> threads;
        for (int worker = 0; worker < workers; ++worker)
            threads.emplace_back([&, worker] {
                std::uint32_t item = 0;
                while (queue->take(worker, item)) {
                    taken[item].fetch_add(1);
                    // A binary tree of items: each puts its two children.
                    std::vector<std::uint32_t> children;
                    for (const std::uint32_t child : {2 * item + 1, 2 * item + 2})
                        if (child < count) children.push_back(child);
                    if (!children.empty()) queue->put(worker, children);
                    if (left.fetch_sub(1) == 1) queue->close();
                }
            });
        for (std::thread& thread : threads) thread.join();
        std::uint32_t wrong = 0;
        for (const auto& times : taken) wrong += times.load() != 1;
        CHECK(wrong == 0);
        CHECK(queue->size() == 0);
    }
}

TEST_CASE("a closed queue gives what it has left, then nothing") {
    for (const auto& queue : everyKind(1)) {
        const std::uint32_t items[] = {7};
        queue->put(0, items);
        queue->close();
        std::uint32_t item = 0;
        CHECK(queue->take(0, item));
        CHECK(item == 7);
        CHECK_FALSE(queue->take(0, item));
        CHECK_FALSE(queue->tryTake(0, item));
    }
}
