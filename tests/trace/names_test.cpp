#include "engine/trace/state.h"
#include "engine/trace/task.h"
#include "engine/trace/trace.h"

#include <catch2/catch.hpp>

using namespace corelane;

TEST_CASE("states have the names that files and tables use") {
    const std::array<std::string_view, 8> names{"useful", "overhead", "lock", "queue",
                                                "io",     "runnable", "idle", "startup"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(stateName(allStates[i]) == names[i]);
        CHECK(stateFromName(names[i]) == allStates[i]);
        CHECK_FALSE(stateExplanation(allStates[i]).empty());
    }
    CHECK_FALSE(stateFromName("Useful"));
    CHECK_FALSE(stateFromName(""));
}

TEST_CASE("a task and its index are the same identity, over several graphs") {
    const TaskNaming naming({{"stencil_1d", 3, 4}, {"empty", 0, 5}, {"tree", 2, 1}, {"none", 4, 0}, {"fft", 1, 2}});
    CHECK(naming.count() == 16);
    TaskIndex next = 1;
    for (std::uint32_t g = 0; g < 5; ++g)
        for (std::uint32_t s = 0; s < naming.graphs()[g].steps; ++s)
            for (std::uint32_t p = 0; p < naming.graphs()[g].width; ++p, ++next) {
                REQUIRE(naming.index({g, s, p}) == next);
                REQUIRE(naming.task(next) == Task{g, s, p});
            }
    CHECK_FALSE(naming.task(0));
    CHECK_FALSE(naming.task(17));
    CHECK(naming.name(7) == "stencil_1d 1.2");
    CHECK(naming.shortName(7) == "1.2");
    CHECK(naming.name(14) == "tree 1.0");
    CHECK(naming.name(0).empty());
    CHECK(naming.name(99).empty());
}

TEST_CASE("graphs with more tasks than an index can name have no names") {
    const TaskNaming naming({{"a", 0xffffffff, 0xffffffff}, {"b", 1, 1}});
    CHECK(naming.count() == 0);
    CHECK_FALSE(naming.task(1));
    CHECK(TaskNaming().name(1).empty());
}

TEST_CASE("a span takes no more memory than promised") {
    STATIC_REQUIRE(sizeof(Span) <= 32);
}
