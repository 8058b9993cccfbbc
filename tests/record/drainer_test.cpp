#include "engine/record/drainer.h"

#include <catch2/catch.hpp>

#include <atomic>

using namespace corelane;

TEST_CASE("an idle recording is looked at less and less often, a busy one at once more often") {
    Duration rest = shortestRest;
    for (int look = 0; look < 10; ++look) {
        const Duration next = restAfter(rest, 0);
        CHECK(next <= 2 * rest);
        CHECK(next >= rest);
        rest = next;
    }
    CHECK(rest == longestRest);
    CHECK(restAfter(rest, 1) == longestRest * 4 / 10);
    CHECK(restAfter(rest, 5) == shortestRest);
    CHECK(restAfter(shortestRest, 0.001) == 2 * shortestRest);
}

TEST_CASE("work that suddenly notes twice as much still finds room, as far as the shortest rest allows") {
    for (const Duration rested : {shortestRest, 3 * shortestRest, longestRest})
        for (double grown = 0.001; grown < 20; grown *= 1.3) {
            const Duration next = restAfter(rested, grown);
            const double filled = 2 * grown * static_cast<double>(next) / static_cast<double>(rested);
            CHECK((filled <= 0.8001 || next == shortestRest));
        }
}

TEST_CASE("the drainer looks until it is stopped, and never afterwards") {
    std::atomic<int> looks{0};
    Drainer drainer;
    drainer.make();
    drainer.start(shortestRest, [&](Duration) {
        ++looks;
        looks.notify_all();
        return shortestRest;
    });
    for (int seen = 0; seen < 3; seen = looks.load()) looks.wait(seen);
    drainer.stop();
    const int last = looks.load();
    CHECK(last >= 3);
    drainer.stop();
    CHECK(looks.load() == last);
}

TEST_CASE("a stop does not wait for a rest, however long, to be over") {
    Drainer drainer;
    drainer.make();
    std::atomic<int> looks{0};
    drainer.start(3600 * Duration(1'000'000'000), [&](Duration rested) {
        ++looks;
        return rested;
    });
    drainer.stop();  // or the test takes an hour
    CHECK(looks.load() == 0);
}
