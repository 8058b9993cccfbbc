#include "engine/trace/chunked.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace corelane;

TEST_CASE("a chunked sequence holds what was pushed") {
    Chunked<int, 64> all;
    for (int i = 0; i < 1000; ++i) {
        all.push_back(i);
        REQUIRE(all.size() == static_cast<std::size_t>(i + 1));
        REQUIRE(all.back() == i);
    }
    for (int i = 0; i < 1000; ++i) REQUIRE(all[static_cast<std::size_t>(i)] == i);
    CHECK(all.partitionPoint([](int i) { return i < 777; }) == 777);
    CHECK(all.partitionPoint([](int) { return true; }) == 1000);
    CHECK(Chunked<int>().partitionPoint([](int) { return true; }) == 0);
}

TEST_CASE("copies of a chunked sequence keep what changes later") {
    Chunked<int, 64> all;
    std::vector<Chunked<int, 64>> copies;
    std::vector<std::vector<int>> expected;
    std::vector<int> plain;
    for (int i = 0; i < 500; ++i) {
        all.push_back(i);
        plain.push_back(i);
        if (i % 7 == 0) {
            all.share();
            copies.push_back(all);
            expected.push_back(plain);
        }
        const auto changed = static_cast<std::size_t>(i * 13 % (i + 1));
        all.mutableAt(changed) += 1000;
        plain[changed] += 1000;
    }
    for (std::size_t c = 0; c < copies.size(); ++c) {
        REQUIRE(copies[c].size() == expected[c].size());
        for (std::size_t i = 0; i < expected[c].size(); ++i) REQUIRE(copies[c][i] == expected[c][i]);
    }
    for (std::size_t i = 0; i < plain.size(); ++i) REQUIRE(all[i] == plain[i]);
}
