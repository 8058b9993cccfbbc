// Files that are cut, empty or something else.
#include "tests/commands/engine_program.h"
#include "tests/commands/tiny_preset.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace corelane;
using Json = nlohmann::json;

TEST_CASE("of a trace cut anywhere everything before the cut opens, and a notice says how much was lost") {
    const TemporaryFolder folder;
    const std::string file = folder.file("whole.corelane"), cut = folder.file("cut.corelane");
    EngineProgram::Start start;
    start.input = tinyPreset;
    REQUIRE(engine({"run", "-", "--quiet", "--live", "-o", file, "--models", "serial,threads"}, start).status == 0);
    const std::string whole = readFile(file);
    REQUIRE(whole.size() > 5000);
    std::size_t opened = 0, noticed = 0, runsBefore = 0;
    const std::size_t step = whole.size() / 40 + 1;
    for (std::size_t length = 1; length < whole.size(); length += step) {
        CAPTURE(length);
        writeFile(cut, whole.substr(0, length));
        const Ended ended = engine({"info", cut, "--json"});
        if (ended.status == 2) {  // nothing of Corelane's was whole yet
            CHECK(opened == 0);
            CHECK_THAT(ended.err, Catch::Contains(cut));
            continue;
        }
        REQUIRE(ended.status == 0);
        ++opened;
        const std::size_t runs = Json::parse(ended.out)["runs"].size();
        CHECK(runs >= runsBefore);
        runsBefore = runs;
        if (!ended.err.empty()) {
            ++noticed;
            CHECK_THAT(ended.err, Catch::Contains("bytes"));
        }
    }
    CHECK(opened > 30);
    CHECK(noticed > 20);
}

TEST_CASE("a file that is not a trace is refused with its name") {
    const TemporaryFolder folder;
    const std::string file = folder.file("other.corelane");
    const std::vector<std::string> contents = {
        "",
        "hello",
        std::string(100000, '\0'),
        std::string(100000, '\xff'),
        "\x7f"
        "ELF" +
            std::string(5000, 'x'),
        readFile("/proc/self/exe").substr(0, 50000),
        tinyPreset};
    for (const std::string& content : contents) {
        writeFile(file, content);
        for (const std::vector<std::string>& words :
             {std::vector<std::string>{"info", file}, {"export", file, "--format", "csv"}, {"run", file}}) {
            const Ended ended = engine(words);
            CHECK(ended.status == 2);
            CHECK(ended.out.empty());
            CHECK_THAT(ended.err, Catch::Contains("other.corelane"));
        }
    }
}
