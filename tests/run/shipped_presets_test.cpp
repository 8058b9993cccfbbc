// The presets Corelane comes with, and the schema beside them.
#include "engine/run/json_text.h"
#include "engine/run/preset.h"
#include "workloads/kernels.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

using namespace corelane;

namespace {

std::vector<ShippedPreset> shipped() {
    auto presets = shippedPresets();
    if (!presets) FAIL(presets.error().message);
    return *presets;
}

std::vector<std::string> keysOf(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;
}

template <class Words>
std::vector<std::string> listed(const Words& words) {
    return {words.begin(), words.end()};
}

}  // namespace

TEST_CASE("every shipped preset is read, by its file's name, with a question, three sentences and expectations") {
    const auto presets = shipped();
    REQUIRE(presets.size() >= 10);
    CHECK(presets.front().name == "stencil");
    std::set<std::string> names, titles;
    for (const ShippedPreset& preset : presets) {
        CAPTURE(preset.name);
        const auto read = parsePreset(preset.json, preset.name + ".json");
        if (!read) FAIL_CHECK(read.error().message);
        REQUIRE(read);
        CHECK(std::filesystem::exists(presetsFolder() / (preset.name + ".json")));
        CHECK(names.insert(preset.name).second);
        CHECK(titles.insert(preset.title).second);
        CHECK(read->question.ends_with("?"));
        CHECK(read->group.ends_with("?"));
        const auto& text = read->explanation;
        std::size_t sentences = text.ends_with(".");
        for (std::size_t at = 0; (at = text.find(". ", at)) != text.npos; ++at) ++sentences;
        CHECK(sentences == 3);
        CHECK(read->seed == 0);
        const Json expect = Json::parse(preset.json)["expect"];
        CHECK(expect.size() >= 2);
        CHECK(std::ranges::any_of(expect, [](const Json& line) { return line["measure"] == "lost_events"; }));
        // A script of many long waits would take minutes one after the other.
        const auto isSerial = [](const PresetModel& m) { return m.model->name == "serial"; };
        CHECK((read->script || std::ranges::any_of(read->models, isSerial)));
    }
}

TEST_CASE("the gallery's groups stay together") {
    std::vector<std::string> groups;
    for (const ShippedPreset& preset : shipped())
        if (groups.empty() || groups.back() != preset.group) groups.push_back(preset.group);
    CHECK(std::set<std::string>(groups.begin(), groups.end()).size() == groups.size());
}

TEST_CASE("the schema knows the words the reader knows") {
    std::ifstream in(presetsFolder() / "preset.schema.json");
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const auto read = parseJson(text, "preset.schema.json");
    REQUIRE(read);
    const Json& schema = *read;
    const auto withAll = setInPreset(shipped().front().json, "/until/seconds=60");
    REQUIRE(withAll);
    const auto preset = parsePreset(*withAll, "first");
    REQUIRE(preset);
    CHECK(keysOf(schema["properties"]) == keysOf(Json::parse(preset->json)));
    const Json& graph = schema["$defs"]["graph"]["properties"];
    CHECK(graph["pattern"]["enum"].get<std::vector<std::string>>() == listed(patternNames()));
    CHECK(graph["kernel"]["enum"].get<std::vector<std::string>>() == listed(kernelNames()));

    std::vector<std::string> options;
    for (const Option& option : workloadKinds().front()->options) {
        options.emplace_back(option.name);
        CAPTURE(options.back());
        REQUIRE(graph.contains(options.back()));
        const Json& own = graph[options.back()];
        if (option.type == Option::Type::Choice) continue;
        CHECK(own["type"] == (option.type == Option::Type::Int ? "integer" : "number"));
        CHECK(own["minimum"].get<double>() == option.minimum);
        CHECK(own["maximum"].get<double>() == option.maximum);
    }
    CHECK(graph.size() == options.size());

    std::vector<std::string> kinds;
    for (const WorkloadKind* kind : workloadKinds()) kinds.emplace_back(kind->name);
    std::vector<std::string> known;
    for (const Json& form : schema["properties"]["workload"]["oneOf"])
        known.push_back(form["properties"]["kind"]["const"]);
    CHECK(known == kinds);
    CHECK(schema["$defs"]["objectKind"]["enum"].get<std::vector<std::string>>() == listed(objectKindNames()));
    std::vector<std::string> steps;
    for (const Json& form : schema["$defs"]["step"]["oneOf"]) steps.push_back(form["required"][0]);
    std::vector<std::string> words = listed(stepKindNames());
    std::ranges::sort(steps);
    std::ranges::sort(words);
    CHECK(steps == words);
    CHECK(schema["properties"]["workers"]["maximum"] == maximumWorkers);
    CHECK(schema["properties"]["repetitions"]["maximum"] == maximumRepetitions);
    CHECK(schema["properties"]["workload"]["oneOf"][0]["properties"]["graphs"]["maxItems"] == maximumGraphs);

    // Every measure of the schema is one the reader takes.
    for (const Json& measure : schema["$defs"]["expectation"]["properties"]["measure"]["enum"]) {
        const std::string json =
            R"({"name": "x", "workload": {"graphs": [{}]}, "models": ["serial"], "expect": [{"expect": "a",
            "measure": )" +
            measure.dump() + R"(, "model": "serial", "baseline": "serial", "at_least": 0}]})";
        const auto accepted = parsePreset(json, "x");
        if (!accepted) FAIL_CHECK(accepted.error().message);
    }
}
