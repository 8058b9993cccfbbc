// A script that is written to end in a deadlock, from the words of the preset to the table, the JSON and the status.
#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using Json = nlohmann::json;

namespace {

Json locks(const std::string& first, const std::string& then, bool meetBetween) {
    Json steps = {{{"lock", first}}, {{"lock", then}}, {{"unlock", then}}, {{"unlock", first}}};
    steps.insert(meetBetween ? steps.begin() + 1 : steps.end(), Json::object({{"barrier", "both"}}));
    return {{"steps", steps}};
}

enum class Order { Opposite, Same };

// Two actors that take two locks, and have both taken their first one before they reach for the second, where the
// orders are opposite.
Ended run(Order order, const std::string& more) {
    const bool opposite = order == Order::Opposite;
    const Json preset = {
        {"name", "d"},
        {"title", "Two locks"},
        {"question", "Who is in it?"},
        {"workload",
         {{"kind", "script"},
          {"deadlocks", true},
          {"objects", {{"X", "mutex"}, {"Y", "mutex"}, {"both", {{"kind", "barrier"}, {"capacity", 2}}}}},
          {"actors",
           {{"A", locks("X", "Y", opposite)},
            {"B", opposite ? locks("Y", "X", opposite) : locks("X", "Y", opposite)}}}}},
        {"models", {"threads", "coroutines", "event_loop", "fibers"}},
        {"repetitions", 2},
        {"warmup", 0},
        {"expect",
         {{{"expect", "a"}, {"measure", "detected_ns"}, {"model", "threads"}, {"at_most", 1'000'000'000}}}}};
    EngineProgram::Start start;
    start.input = preset.dump();
    return engine({"run", "-", more}, start);
}

}  // namespace

TEST_CASE("a deadlock that a script is written for is found, named and no error") {
    const Ended ended = run(Order::Opposite, "--json");
    CAPTURE(ended.err);
    REQUIRE(ended.status == 0);
    const Json json = Json::parse(ended.out);
    CHECK(json["runs"].size() == 8 + 8);  // each once recorded and once not
    for (const Json& one : json["runs"]) {
        CAPTURE(one.dump());
        CHECK(one["correct"] == false);
        const std::string error = one["error"];
        CHECK_THAT(error, Catch::Contains("deadlock: "));
        CHECK_THAT(error, Catch::Contains("waits for Y, held by B") || Catch::Contains("waits for X, held by A"));
        CHECK(one["fault"]["kind"] == "deadlock");
        CHECK(one["fault"]["promise"] == "a deadlock");
        CHECK(one["fault"]["kept"] == true);
        CHECK(one["fault"]["at_ns"] > 0);
        if (one["recorded"] == true) {
            CHECK(one["fault"]["detected_ns"] > 0);
            CHECK(one["fault"]["detected_ns"] < 1'000'000'000);
        } else {
            CHECK(one["fault"]["detected_ns"].is_null());  // nobody noted when it struck
        }
    }
    CHECK(json["expectations"][0]["holds"] == true);
    CHECK(json["summary"][0]["rank"].is_null());

    const Ended table = run(Order::Opposite, "--quiet");
    CHECK(table.status == 0);
    CHECK_THAT(table.out, Catch::Contains("as promised"));
    CHECK_THAT(table.out, Catch::Contains("the script's deadlock, found in 2 of 2 runs, within "));
}

TEST_CASE("a script that is written to deadlock and does not is wrong, and says so") {
    const Ended ended = run(Order::Same, "--json");
    CHECK(ended.status == 1);
    const Json json = Json::parse(ended.out);
    for (const Json& one : json["runs"]) {
        CHECK(one["error"] == "The script says that it deadlocks, and it came to its end.");
        CHECK(one["fault"]["kept"] == false);
    }
}
