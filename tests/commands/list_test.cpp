#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace corelane;
using Json = nlohmann::json;

namespace {

Json parsed(const Ended& ended) {
    REQUIRE(ended.status == 0);
    REQUIRE(ended.err.empty());
    return Json::parse(ended.out);
}

void checkOptions(const Json& options) {
    for (const Json& option : options) {
        CAPTURE(option.dump());
        CHECK(option["name"].is_string());
        const std::string type = option["type"];
        CHECK((type == "bool" || type == "int" || type == "real" || type == "choice" || type == "text"));
        CHECK(option["summary"].is_string());
        CHECK(option["choices"].is_array());
        if (type == "bool") CHECK(option["default"].is_boolean());
        if (type == "int") CHECK(option["default"].is_number_integer());
        if (type == "real") CHECK(option["default"].is_number());
        if (type == "text") CHECK(option["default"].is_string());
        if (type == "choice") CHECK(option["choices"].front().is_string());
        for (const char* bound : {"minimum", "maximum"})
            CHECK((option[bound].is_null() || option[bound].is_number()));
    }
}

}  // namespace

TEST_CASE("list prints every kind with the keys that dialogs are made from") {
    const Json all = parsed(engine({"list", "--json"}));
    REQUIRE(all.size() == 12);
    REQUIRE(all["models"].size() >= 7);
    for (const Json& model : all["models"]) {
        CAPTURE(model.dump());
        for (const char* key : {"name", "title", "summary", "family"}) CHECK(model[key].is_string());
        CHECK(
            (model["runs"] == Json::array({"graph"}) || model["runs"] == Json::array({"graph", "script"}) ||
             model["runs"] == Json::array({"script"})));
        if (model["name"] == "serial") CHECK(model["runs"].size() == 2);  // what the others are held to
        CHECK((model["unavailable"].is_null() || model["unavailable"].is_string()));
        checkOptions(model["options"]);
    }
    for (const Json& workload : all["workloads"]) {
        for (const char* key : {"name", "title", "summary"}) CHECK(workload[key].is_string());
        checkOptions(workload["options"]);
    }
    REQUIRE(all["presets"].size() >= 12);
    for (const Json& preset : all["presets"]) {
        for (const char* key : {"name", "group", "title", "question"}) CHECK(preset[key].is_string());
        CHECK(preset["preset"]["name"] == preset["name"]);
        CHECK(preset["preset"]["models"].is_array());
    }
    CHECK(all["presets"].front()["name"] == "stencil");
    REQUIRE(all["exporters"].size() >= 3);
    for (const Json& exporter : all["exporters"])
        for (const char* key : {"name", "suffix", "mimeType"}) CHECK(exporter[key].is_string());
}

TEST_CASE("list says what the steps of a script take, each with words that list knows") {
    const Json all = parsed(engine({"list", "--json"}));
    std::vector<std::string> objects, steps;
    for (const Json& object : all["objects"]) objects.push_back(object["name"]);
    for (const Json& step : all["steps"]) steps.push_back(step["name"]);
    CHECK(objects.size() == 9);
    CHECK(steps.size() == 33);
    for (const Json& step : all["steps"]) {
        CAPTURE(step.dump());
        CHECK((step["takes"] == "object") == !step["objects"].empty());
        for (const Json& kind : step["objects"])
            CHECK(std::find(objects.begin(), objects.end(), kind.get<std::string>()) != objects.end());
    }
    for (const Json& object : all["objects"]) {
        CHECK_FALSE(object["steps"].empty());
        for (const Json& step : object["steps"])
            CHECK(std::find(steps.begin(), steps.end(), step.get<std::string>()) != steps.end());
    }
    for (const Json& keys : all["keys"]) CHECK(keys["keys"].size() >= 2);
    CHECK(all["measures"].size() >= 10);
}

TEST_CASE("list of one kind prints that key only") {
    for (const char* kind :
         {"models", "workloads", "presets", "exporters", "findings", "questions", "axes", "objects", "steps",
          "constructs", "keys", "measures"}) {
        const Json one = parsed(engine({"list", kind, "--json"}));
        CHECK(one.size() == 1);
        CHECK(one.contains(kind));
    }
}

TEST_CASE("list as text is what it was") {
    for (const std::string kind :
         {"workloads", "presets", "exporters", "findings", "questions", "axes", "objects", "steps", "constructs",
          "keys", "measures"}) {
        const Ended ended = engine({"list", kind});
        CHECK(ended.status == 0);
        CHECK(ended.err.empty());
        CHECK(matchesGolden("cli_list_" + kind + ".txt", ended.out));
    }
    const Json models = parsed(engine({"list", "models", "--json"}));
    for (const Json& model : models["models"])
        CHECK_THAT(engine({"list", "models"}).out, Catch::Contains(model["name"].get<std::string>()));
}

TEST_CASE("the README's table of constructs is that of list") {
    const std::filesystem::path file =
        std::filesystem::path(CORELANE_GOLDEN).parent_path().parent_path() / "README.md";
    const std::string begin = "<!-- constructs -->\n", end = "<!-- end of constructs -->";
    std::string readme = readFile(file);
    const std::size_t from = readme.find(begin), to = readme.find(end);
    REQUIRE(from != std::string::npos);
    REQUIRE(to > from);
    std::string table = "| construct | makes a | for models | it is |\n|---|---|---|---|\n";
    const Json listed = parsed(engine({"list", "constructs", "--json"}));
    REQUIRE(listed["constructs"].size() >= 20);
    for (const Json& construct : listed["constructs"]) {
        std::string users;
        for (const Json& model : construct["models"]) users += (users.empty() ? "" : ", ") + model.get<std::string>();
        CHECK(!users.empty());
        table += "| `" + construct["name"].get<std::string>() + "` | " + construct["kind"].get<std::string>() +
                 " | " + users + " | " + construct["summary"].get<std::string>() + " |\n";
    }
    const std::string now = readme.substr(from + begin.size(), to - from - begin.size());
    if (std::getenv("CORELANE_APPROVE")) writeFile(file, readme.replace(from + begin.size(), now.size(), table));
    INFO("CORELANE_APPROVE=1 writes it");
    CHECK(((std::getenv("CORELANE_APPROVE") != nullptr) || now == table));
}

TEST_CASE("a missing presets folder is a sentence with its remedy") {
    EngineProgram::Start start;
    start.environment["CORELANE_PRESETS"] = "/nowhere/presets";
    const Ended ended = engine({"list", "presets"}, start);
    CHECK(ended.status == 3);
    CHECK_THAT(ended.err, Catch::Contains("/nowhere/presets") && Catch::Contains("CORELANE_PRESETS"));
}

TEST_CASE("graph prints what it was, as text and as DOT") {
    CHECK(
        matchesGolden("cli_graph_stencil.txt", engine({"graph", "stencil_1d", "--steps", "4", "--width", "4"}).out));
    CHECK(matchesGolden(
        "cli_graph_fft.dot", engine({"graph", "fft", "--steps", "3", "--width", "4", "--format", "dot"}).out));
    CHECK(matchesGolden(
        "cli_graph_spread.txt",
        engine({"graph", "spread", "--steps", "9", "--width", "8", "--radix", "3", "--period", "3"}).out));
}

TEST_CASE("machine says cores, clock and recording level with its remedy") {
    const Json machine = parsed(engine({"machine", "--json"}));
    CHECK(machine["cores"].get<int>() >= 1);
    CHECK(machine["allowed_cores"].size() >= 1);
    CHECK((machine["clock"] == "tsc" || machine["clock"] == "boottime"));
    CHECK(machine["clock_read_ns"].get<double>() > 0);
    CHECK((machine["recording_level"] == 0 || machine["recording_level"] == 1));
    CHECK(machine["recording_detail"].get<std::string>().size() > 20);
    CHECK(machine["models"].size() >= 7);
    if (!machine["busy_share"].is_null())
        CHECK((machine["busy_share"].get<double>() >= 0 && machine["busy_share"].get<double>() <= 1));
    const bool named = machine["recording_detail"].get<std::string>().find('`') != std::string::npos;
    CHECK(machine["raised_by"].is_string() == named);
    CHECK_THAT(engine({"machine"}).out, Catch::Contains("recording") && Catch::Contains("level"));
}

TEST_CASE("a reader of standard output that has gone away is no error") {
    EngineProgram program({"list", "--json"});
    program.closeOutput();
    const Ended ended = program.wait();
    CHECK(ended.status == 0);
    CHECK(ended.err.empty());
}

TEST_CASE("a full standard output is an error") {
    EngineProgram::Start start;
    start.outFile = "/dev/full";
    const Ended ended = engine({"list", "--json"}, start);
    CHECK(ended.status == 3);
    CHECK_THAT(ended.err, Catch::Contains("No space left on device"));
}
