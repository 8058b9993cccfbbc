#include "engine/trace/flow_table.h"

#include <catch2/catch.hpp>

#include <map>
#include <random>

using namespace corelane;

TEST_CASE("ends of edges find each other, whoever comes first") {
    FlowTable table;
    std::map<std::uint64_t, std::pair<FlowSide, Time>> plain;
    std::mt19937_64 random(1);
    for (int i = 0; i < 200'000; ++i) {
        // Few ids at first, so that many meet; then many, so that many wait. Ids like those of edges, and 0.
        const std::uint64_t id = (random() % (i < 100'000 ? 500 : 50'000)) << 12;
        const FlowSide side = random() % 2 ? FlowSide::Source : FlowSide::Target;
        const auto other = table.match(id, side, {i, 1, 2});
        const auto waiting = plain.find(id);
        if (waiting == plain.end()) {
            REQUIRE_FALSE(other);
            plain[id] = {side, i};
        } else if (waiting->second.first == side) {
            REQUIRE_FALSE(other);
        } else {
            REQUIRE(other);
            REQUIRE(other->time == waiting->second.second);
            plain.erase(waiting);
        }
        REQUIRE(table.size() == plain.size());
    }
}
