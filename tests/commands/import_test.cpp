// import: rt-app's files, whole and damaged.
#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using namespace corelane;

namespace {

const std::string golden = CORELANE_GOLDEN;

// What it prints and says of one of the files, without the folder in which that lies.
std::string imported(const std::string& name) {
    const Ended ended = engine({"import", golden + "/" + name});
    CHECK(ended.status == 0);
    std::string said = ended.err;
    for (std::size_t at = said.find(golden + "/"); at != std::string::npos; at = said.find(golden + "/"))
        said.erase(at, golden.size() + 1);
    return said + ended.out;
}

Ended importOf(const std::string& text) {
    EngineProgram::Start start;
    start.input = text;
    return engine({"import", "-"}, start);
}

std::string contents(const std::string& name) {
    std::ifstream file(golden + "/" + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("an rt-app file becomes a preset, and what has no counterpart is said by line") {
    for (const std::string name : {"walkman", "forks", "pingpong"})
        CHECK(matchesGolden("import_" + name + ".txt", imported("rtapp_" + name + ".json")));
}

TEST_CASE("what was imported runs, and an rt-app file that was not says what to do") {
    for (const std::string name : {"rtapp_walkman", "rtapp_forks"}) {
        const Ended made = engine({"import", golden + "/" + name + ".json"});
        REQUIRE(made.status == 0);
        EngineProgram::Start start;
        start.input = made.out;
        const Ended ran = engine({"run", "-", "--repetitions", "1"}, start);
        INFO(ran.out << ran.err);
        CHECK(ran.status == 0);
        const Ended raw = engine({"run", golden + "/" + name + ".json"});
        CHECK(raw.status == 2);
        CHECK_THAT(raw.err, Catch::Contains("is an rt-app file; make a preset of it first: corelane-engine import"));
    }
}

TEST_CASE("import writes a file where it is told to, and says when it cannot") {
    const std::string place = (std::filesystem::temp_directory_path() / "corelane_import_test.json").string();
    CHECK(engine({"import", golden + "/rtapp_walkman.json", "-o", place}).status == 0);
    CHECK(std::filesystem::file_size(place) > 100);
    std::filesystem::remove(place);
    const Ended refused = engine({"import", golden + "/rtapp_walkman.json", "-o", "/nonexistent/x.json"});
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Catch::Contains("/nonexistent/x.json: cannot be written (No such file or directory)"));
    CHECK(engine({"import", "/nonexistent/y.json"}).status == 2);
}

TEST_CASE("a file that is not rt-app's is refused in a sentence") {
    const std::pair<std::string, std::string> texts[] = {
        {"", "standard input: line 1:"},
        {"{\n  \"tasks\": {\n  \"a\" 3", "standard input: line 3:"},
        {"[]", "is no rt-app file: it has no \"tasks\""},
        {"3", "is no rt-app file"},
        {"{}", "is no rt-app file"},
        {R"({"tasks": 5})", "is no rt-app file"},
        {R"({"tasks": {}})", "nothing is left of it to run"},
        {R"({"tasks": {"a": {"loop": 1, "run": "much"}}})", "nothing is left of it to run"},
        {R"({"tasks": {"a": {"loop": 1, "unlock": "m"}}})", "a unlocks m, which it does not hold; lock it first"},
        {R"({"name": "x", "workload": {"graphs": [{}]}, "models": ["serial"]})", "is no rt-app file"},
        {std::string(100'000, '['), "is nested deeper than 32 levels"},
        {std::string(1000, '\xff'), "line 1:"},
    };
    for (const auto& [text, sentence] : texts) {
        INFO(text.substr(0, 80));
        const Ended ended = importOf(text);
        CHECK(ended.status == 2);
        CHECK(ended.out.empty());
        CHECK_THAT(ended.err, Catch::Contains(sentence));
    }
}

TEST_CASE("an rt-app file cut anywhere or with a byte changed is imported or refused, and nothing else happens") {
    const std::string whole = contents("rtapp_walkman.json");
    REQUIRE(whole.size() > 500);
    for (std::size_t at = 0; at < whole.size(); at += 23) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x15);
        for (const std::string& text : {whole.substr(0, at), changed}) {
            const Ended ended = importOf(text);
            INFO(text);
            CHECK((ended.status == 0 || ended.status == 2));
            CHECK(ended.out.empty() == (ended.status == 2));
        }
    }
}

TEST_CASE("values of the wrong kind are left out by line, wherever they stand") {
    const Ended ended = importOf(R"({
  "global": {"duration": "long", "mem_buffer_size": -1, "default_policy": "SCHED_FIFO"},
  "tasks": {
    "a": {
      "loop": 1,
      "cpus": [0, "x"],
      "priority": 40,
      "delay": -5,
      "run": 10,
      "run": 20,
      "sleep": {},
      "wait": "C",
      "timer": {"period": -1},
      "fork": "nobody",
      "memrun": {"type": "jump"},
      "memrun2": {"stride": 4}
    },
    "b": 7
  }
})");
    CHECK(ended.status == 0);
    for (const char* said :
         {":2: \"duration\": must be a number of seconds, and is \"long\"; left out", ":2: \"mem_buffer_size\"",
          ":2: \"default_policy\"", ":6: \"cpus\"", ":7: \"priority\"", ":8: \"delay\"",
          ":9: \"run\": stands there again further down", ":11: \"sleep\"", ":12: \"wait\"", ":13: \"timer\"",
          ":14: \"fork\": must be a task of this file", ":15: \"memrun\"", ":16: \"memrun2\"", ":18: \"b\""})
        CHECK_THAT(ended.err, Catch::Contains(said));
}
