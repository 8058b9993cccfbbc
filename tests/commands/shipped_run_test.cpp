// Every shipped preset, once: it runs, every result is correct, nothing is lost.
#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using Json = nlohmann::json;

TEST_CASE("every shipped preset runs, correctly and without a loss") {
    const Json presets = Json::parse(engine({"list", "presets", "--json"}).out)["presets"];
    REQUIRE(presets.size() >= 12);
    for (const Json& preset : presets) {
        const std::string name = preset["name"];
        CAPTURE(name);
        const Ended ended = engine({"run", name, "--repetitions", "1", "--set", "/warmup=0", "--json"});
        CAPTURE(ended.err);
        REQUIRE(ended.status == 0);
        const Json json = Json::parse(ended.out);
        CHECK(json["runs"].size() == 2 * preset["preset"]["models"].size());
        for (const Json& run : json["runs"]) {
            CAPTURE(run["model"], run["options"].dump(), run["error"].dump(), run["fault"].dump());
            // Where a fault is asked for, a model keeps what it promises, which may be less than a result.
            CHECK((run["correct"] == true || (run["fault"].is_object() && run["fault"]["kept"] == true)));
        }
        CHECK(json["recording"]["lost_events"] == 0);
        CHECK(json["expectations"].size() == preset["preset"]["expect"].size());
        for (const Json& line : json["expectations"]) {
            CAPTURE(line.dump());
            CHECK(line["measured"].is_number());  // whether it holds is a matter of a quiet machine
        }
    }
}
