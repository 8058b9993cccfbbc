#include "workloads/command_chain.h"

#include <catch2/catch.hpp>

using namespace corelane;

namespace {

std::string faultOf(std::vector<std::vector<std::string>> commands, CommandInput input = {}) {
    const auto chain = CommandChain::make({std::move(commands), std::move(input)});
    return chain ? "" : chain.error().message;
}

}  // namespace

TEST_CASE("each command is a task of its own name, and a second of the same has a number") {
    const auto chain = CommandChain::make({{{"/usr/bin/sort"}, {"uniq", "-c"}, {"sort", "-rn"}}, {}});
    REQUIRE(chain);
    CHECK(chain->naming().count() == 3);
    CHECK(chain->name(0) == "sort");
    CHECK(chain->name(2) == "sort 2");
    CHECK(chain->place(1) == "uniq (command 2 of 3)");
}

TEST_CASE("a chain that cannot be started is refused with its place") {
    CHECK(faultOf({}).find("/commands: is empty") == 0);
    CHECK(faultOf({{"cat"}, {}}).find("/commands/1: is empty") == 0);
    CHECK(faultOf({{""}}).find("/commands/0/0: is empty") == 0);
    CHECK(faultOf({{"cat", std::string("a\0b", 3)}}).find("/commands/0/1: has a zero byte") == 0);
    CHECK(faultOf({{"cat", std::string(maximumArgumentBytes, 'x')}}).empty());
    CHECK(
        faultOf({{"cat", std::string(maximumArgumentBytes + 1, 'x')}}).find("/commands/0/1: has 131072 bytes") == 0);
    const std::vector<std::vector<std::string>> many(9, {"cat", std::string(maximumArgumentBytes, 'x')});
    CHECK(faultOf(many).find("/commands: has 1179684 bytes in all its words") == 0);
    CHECK(faultOf(std::vector<std::vector<std::string>>(32, {"cat"})).empty());
    CHECK(faultOf(std::vector<std::vector<std::string>>(1000, {"cat"})).find("/commands: has 1000 commands") == 0);
    CHECK(faultOf({{"cat"}}, {.lines = maximumInputLines + 1}).find("/input/lines: must be at most") == 0);
    CHECK(faultOf({{"cat"}}, {.lines = 1, .distinct = 0}).find("/input/distinct: must be 1 or more") == 0);
}

TEST_CASE("an argument vector is shown so that nothing hides in it") {
    CHECK(argumentVectorText(std::vector<std::string>{"sort", "-k", "2 3"}) == R"(["sort", "-k", "2 3"])");
    CHECK(
        argumentVectorText(std::vector<std::string>{"a", "", "\"\\", "\x1b[2K\n"}) ==
        R"(["a", "", "\"\\", "\u001b[2K\u000a"])");
    const std::vector<std::vector<std::string>> chain = {{"a"}, {"b", "c"}};
    CHECK(chainText(chain) == R"(["a"] | ["b", "c"])");
}

TEST_CASE("the input is the text, or lines of numbers that the seed decides") {
    const auto text = CommandChain::make({{{"cat"}}, {.text = "a\nb"}});
    CHECK(text->input() == "a\nb");
    CHECK(text->inputLines() == 1);
    const auto one = CommandChain::make({{{"cat"}}, {.lines = 1000, .distinct = 7, .seed = 1}});
    const auto other = CommandChain::make({{{"cat"}}, {.lines = 1000, .distinct = 7, .seed = 2}});
    const std::string input = one->input();
    CHECK(input == one->input());
    CHECK(input != other->input());
    CHECK(std::count(input.begin(), input.end(), '\n') == 1000);
    CHECK(input.size() == 2000);
    CHECK(input.find_first_not_of("0123456\n") == std::string::npos);
    for (const char digit : std::string("0123456")) CHECK(input.find(digit) != std::string::npos);
}

TEST_CASE("the digest is FNV-1a's") {
    const auto of = [](std::string_view text) { return outputDigest(std::as_bytes(std::span(text))); };
    CHECK(of("") == 0xcbf29ce484222325u);
    CHECK(of("a") == 0xaf63dc4c8601ec8cu);
    CHECK(of("foobar") == 0x85944171f73967e8u);
}
