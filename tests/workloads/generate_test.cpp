#include "workloads/generate.h"
#include "workloads/generator.h"

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

using namespace corelane;

namespace {

const auto never = [] { return false; };

Generator<int> upTo(int end, int& made) {
    for (int i = 0; i < end; ++i) {
        ++made;
        co_yield i;
    }
}

Generator<int> squares(Generator<int> of) {
    while (of.next()) co_yield of.value() * of.value();
}

Generator<int> keeps(std::shared_ptr<int> kept) {
    for (;; ++*kept) co_yield *kept;
}

}  // namespace

TEST_CASE("a generator makes nothing before it is asked, and ends after its last value") {
    int made = 0;
    auto numbers = upTo(3, made);
    CHECK(made == 0);
    std::vector<int> got;
    while (numbers.next()) {
        got.push_back(numbers.value());
        CHECK(made == static_cast<int>(got.size()));
    }
    CHECK(got == std::vector{0, 1, 2});
}

TEST_CASE("a chain of generators passes each value on before the next is made") {
    int made = 0;
    auto chain = squares(squares(upTo(4, made)));
    std::vector<int> got;
    while (chain.next()) {
        got.push_back(chain.value());
        CHECK(made == static_cast<int>(got.size()));
    }
    CHECK(got == std::vector{0, 1, 16, 81});
}

TEST_CASE("a generator that is given up destroys what it holds") {
    const auto kept = std::make_shared<int>(1);
    {
        auto endless = keeps(kept);
        REQUIRE(endless.next());
        CHECK(kept.use_count() == 2);
        auto moved = std::move(endless);
        REQUIRE(moved.next());
        CHECK(moved.value() == 2);
    }
    CHECK(kept.use_count() == 1);
}

TEST_CASE("generators and a loop compute the same sum, for any number of values and stages") {
    for (const std::uint64_t values : {1u, 2u, 1000u, 70'000u})
        for (const std::uint32_t stages : {1u, 2u, 5u, 64u}) {
            INFO(values << " values, " << stages << " stages");
            CHECK(
                generate(values, stages, GenerateWay::Generators, never) ==
                generate(values, stages, GenerateWay::Loop, never));
        }
    CHECK(generate(1000, 1, GenerateWay::Loop, never) != generate(1000, 2, GenerateWay::Loop, never));
    CHECK(generate(1000, 1, GenerateWay::Loop, never) != generate(1001, 1, GenerateWay::Loop, never));
}

TEST_CASE("values end soon when the run is to stop") {
    for (const GenerateWay way : {GenerateWay::Generators, GenerateWay::Loop}) {
        int looks = 0;
        generate(1'000'000'000, 1, way, [&] { return ++looks == 3; });
        CHECK(looks == 3);
    }
}
