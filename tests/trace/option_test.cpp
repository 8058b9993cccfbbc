#include "engine/trace/option.h"

#include <catch2/catch.hpp>

#include <array>

using namespace corelane;

namespace {

constexpr std::array<std::string_view, 3> queues{"stealing", "shared", "local"};
const std::array<Option, 5> declared{{
    {"queue", Option::Type::Choice, std::string_view("stealing"), "where ready tasks wait", queues},
    {"workers", Option::Type::Int, std::int64_t(2), "threads", {}, 1, 64},
    {"fraction", Option::Type::Real, 0.5, "share of edges kept", {}, 0, 1},
    {"pin", Option::Type::Bool, true, "pin workers"},
    {"url", Option::Type::Text, std::string_view(""), "where the server is"},
}};

std::string refusal(const std::map<std::string, OptionValue>& given) {
    const auto options = Options::resolve(declared, given);
    REQUIRE_FALSE(options);
    CHECK(options.error().kind == Error::Kind::Invalid);
    return options.error().message;
}

}  // namespace

TEST_CASE("options take their defaults") {
    const auto options = Options::resolve(declared, {});
    REQUIRE(options);
    CHECK(options->text("queue") == "stealing");
    CHECK(options->integer("workers") == 2);
    CHECK(options->real("fraction") == 0.5);
    CHECK(options->flag("pin"));
    CHECK(options->values().size() == 5);
    CHECK(options->text("url").empty());
}

TEST_CASE("options take what is given, and whole numbers for real ones and the other way round") {
    const auto options = Options::resolve(
        declared, {{"queue", std::string("local")},
                   {"workers", 64.0},
                   {"fraction", std::int64_t(1)},
                   {"pin", false},
                   {"url", std::string(256, 'x')}});
    REQUIRE(options);
    CHECK(options->text("queue") == "local");
    CHECK(options->integer("workers") == 64);
    CHECK(options->real("fraction") == 1.0);
    CHECK_FALSE(options->flag("pin"));
    CHECK(options->text("url").size() == 256);
}

TEST_CASE("a refused option is named with what it may be and the nearest word") {
    using Catch::Contains;
    CHECK_THAT(
        refusal({{"worker", std::int64_t(3)}}), Contains("\"worker\"") && Contains("did you mean \"workers\""));
    CHECK_THAT(
        refusal({{"zzz", std::int64_t(3)}}), Contains("\"zzz\"") && Contains("queue, workers, fraction, pin, url"));
    CHECK_THAT(
        refusal({{"workers", std::int64_t(65)}}),
        Contains("\"workers\"") && Contains("from 1 to 64") && Contains("65"));
    CHECK_THAT(refusal({{"workers", 1.5}}), Contains("whole number") && Contains("1.5"));
    CHECK_THAT(refusal({{"workers", std::string("two")}}), Contains("whole number") && Contains("\"two\""));
    CHECK_THAT(refusal({{"workers", true}}), Contains("\"workers\""));
    CHECK_THAT(refusal({{"url", std::int64_t(3)}}), Contains("a text of at most 256 bytes"));
    CHECK_THAT(refusal({{"url", std::string(257, 'x')}}), Contains("a text of at most 256 bytes"));
    CHECK_THAT(refusal({{"fraction", -0.1}}), Contains("from 0 to 1"));
    CHECK_THAT(refusal({{"pin", std::int64_t(1)}}), Contains("true or false"));
    CHECK_THAT(
        refusal({{"queue", std::string("steeling")}}), Contains("did you mean \"stealing\"") && Contains("shared"));
    CHECK_THAT(refusal({{"queue", std::int64_t(1)}}), Contains("\"queue\""));
    const auto none = Options::resolve({}, {{"x", true}});
    REQUIRE_FALSE(none);
    CHECK_THAT(none.error().message, Contains("there are none"));
}

TEST_CASE("the nearest word is near, or none") {
    const std::array<std::string_view, 3> words{"stencil", "tree", "fft"};
    CHECK(nearestWord("stencl", words) == "stencil");
    CHECK(nearestWord("ste", words) == "stencil");
    CHECK(nearestWord("tee", words) == "tree");
    CHECK(nearestWord("banana", words).empty());
    CHECK(nearestWord("", words).empty());
}
