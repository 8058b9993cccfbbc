#include "engine/models/stealing_deque.h"

#include <catch2/catch.hpp>

#include <numeric>
#include <thread>

using namespace corelane;

TEST_CASE("the owner takes the last put, a thief the first") {
    StealingDeque deque;
    const std::vector<std::uint32_t> items = {1, 2, 3};
    deque.put(items);
    CHECK(deque.size() == 3);
    std::uint32_t item = 0;
    REQUIRE(deque.take(item));
    CHECK(item == 3);
    REQUIRE(deque.steal(item));
    CHECK(item == 1);
    REQUIRE(deque.take(item));
    CHECK(item == 2);
    CHECK_FALSE(deque.take(item));
    CHECK_FALSE(deque.steal(item));
    CHECK(deque.size() == 0);
}

TEST_CASE("a deque grows, and keeps its items") {
    StealingDeque deque;
    std::vector<std::uint32_t> items(100000);
    std::iota(items.begin(), items.end(), 0u);
    deque.put({items.data(), 700});
    deque.put({items.data() + 700, items.size() - 700});
    std::uint32_t item = 0;
    for (std::uint32_t expected = 100000; expected-- > 0;) {
        REQUIRE(deque.take(item));
        if (item != expected) FAIL("got " << item);
    }
}

TEST_CASE("every item is taken once, by the owner or by one of the thieves, while the deque grows") {
    constexpr std::uint32_t count = 200000;
    StealingDeque deque;
    std::vector<std::atomic<int>> taken(count);
    std::atomic<bool> done{false};
    std::vector<std::thread> thieves;
    for (int t = 0; t < 3; ++t)
        thieves.emplace_back([&] {
            std::uint32_t item = 0;
            while (!done.load() || deque.size() > 0)
                if (deque.steal(item)) taken[item].fetch_add(1);
        });
    std::uint32_t item = 0;
    for (std::uint32_t next = 0; next < count;) {
        std::vector<std::uint32_t> some;
        for (std::uint32_t n = 0; n < 1 + next % 50 && next < count; ++n) some.push_back(next++);
        deque.put(some);
        for (std::uint32_t n = 0; n < next % 20; ++n)
            if (deque.take(item)) taken[item].fetch_add(1);
    }
    while (deque.take(item)) taken[item].fetch_add(1);
    done.store(true);
    for (std::thread& thief : thieves) thief.join();
    std::uint32_t wrong = 0;
    for (const auto& times : taken) wrong += times.load() != 1;
    CHECK(wrong == 0);
}
