#include "engine/remote/reply_stream.h"

#include <catch2/catch.hpp>

#include <vector>

using namespace corelane;

namespace {

struct Taken {
    std::vector<std::string> lines;
    std::string packets;
    ReplyStream stream{
        {[this](std::string_view line) -> Result<> {
             lines.emplace_back(line);
             if (line == "packets follow") stream.expectPackets();
             return {};
         },
         [this](std::string_view bytes) -> Result<> {
             packets += bytes;
             return {};
         }}};
};

const std::string small = std::string("\x0a\x03") + "abc", empty = std::string("\x0a\x00", 2),
                  large = std::string("\x0a\xac\x02") + std::string(300, '\n');

}  // namespace

TEST_CASE("lines and whole packets are told apart however the bytes are cut") {
    const std::string all = "welcome\n\npackets follow\npong 1\n" + small + empty + large + "done 0\npong 2\n";
    for (std::size_t piece = 1; piece <= all.size(); ++piece) {
        Taken taken;
        for (std::size_t at = 0; at < all.size(); at += piece) REQUIRE(taken.stream.feed(all.substr(at, piece)));
        CHECK(taken.lines == std::vector<std::string>{"welcome", "", "packets follow", "pong 1", "done 0", "pong 2"});
        CHECK(taken.packets == small + empty + large);
        CHECK(taken.stream.heldBack() == 0);
    }
}

TEST_CASE("a packet that is not whole is held back") {
    Taken taken;
    taken.stream.expectPackets();
    REQUIRE(taken.stream.feed(small + large.substr(0, large.size() - 1)));
    CHECK(taken.packets == small);
    CHECK(taken.stream.heldBack() == large.size() - 1);
}

TEST_CASE("what is neither a line nor a packet is refused before it fills the memory") {
    Taken taken;
    taken.stream.expectPackets();
    CHECK_FALSE(taken.stream.feed("\x0a\xff\xff\xff\xff\xff\xff"));
    Taken endless;
    CHECK_FALSE(endless.stream.feed(std::string(100'000, 'x')));
}
