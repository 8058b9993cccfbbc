// The words of the command line: statuses, streams, nearest known words.
#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>

using namespace corelane;

TEST_CASE("help goes to standard output and is complete") {
    for (const std::string command :
         {"", "run", "sweep", "whatif", "list", "info", "export", "compare", "graph", "machine", "import",
          "forecast"}) {
        std::vector<std::string> words{"--help"};
        if (!command.empty()) words.insert(words.begin(), command);
        const Ended ended = engine(words);
        CHECK(ended.status == 0);
        CHECK(ended.err.empty());
        CHECK(matchesGolden("cli_help" + (command.empty() ? "" : "_" + command) + ".txt", ended.out));
    }
}

TEST_CASE("the worker word is not documented to users") {
    CHECK(engine({"--help"}).out.find("worker ") == std::string::npos);
}

TEST_CASE("version is printed") {
    const Ended ended = engine({"--version"});
    CHECK(ended.status == 0);
    CHECK(ended.out.find_first_not_of("0123456789.\n") == std::string::npos);
}

TEST_CASE("wrong words give status 2, one sentence with the nearest known word, and nothing on standard output") {
    struct Case {
        std::vector<std::string> words;
        std::string says;
    };
    const std::vector<Case> cases = {
        {{}, "give a command"},
        {{"rnu"}, "unknown command rnu, did you mean run?"},
        {{"run"}, "PRESET is required"},
        {{"run", "stencl"}, "unknown preset stencl, did you mean stencil?"},
        {{"run", "stencil", "--repetition", "3"}, "unknown option --repetition, did you mean --repetitions?"},
        {{"run", "stencil", "--repetitions", "three"}, "three"},
        {{"run", "stencil", "--repetitions", "0"}, "/repetitions: must be 1 to 1000, got 0"},
        {{"run", "stencil", "--repetitions", "-3"}, "/repetitions: must be 1 to 1000, got -3"},
        {{"run", "stencil", "--workers", "65"}, "/workers: must be 0 to 64, got 65"},
        {{"run", "stencil", "--cores", "4000"}, "/cores: asks for 4000 cores, and this process may use"},
        {{"run", "stencil", "--models", "thread"}, "unknown model thread, did you mean threads?"},
        {{"run", "stencil", "--set", "/workload/graphs/0/steps"}, "give POINTER=VALUE"},
        {{"run", "stencil", "--set", "steps=3"}, "a pointer begins with a slash"},
        {{"run", "stencil", "--set", "/workload/graphs/7/steps=3"}, "there is no item 7; the list has 1"},
        {{"run", "stencil", "--set", "/workload/graphs/0/steps=0"},
         "/workload/graphs/0/steps: must be 1 or more, got 0"},
        {{"run", "stencil", "--set", "/workload/graphs/0/stesp=5"}, "unknown option stesp, did you mean steps?"},
        {{"run", "stencil", "--json", "-o", "-"}, "both claim standard output"},
        {{"run", "stencil", "independent"}, "one word too many: independent"},
        {{"run", "/nowhere/at-all.json"}, "/nowhere/at-all.json: cannot be opened (No such file or directory)"},
        {{"run", "/"}, "is a folder"},
        {{"run", "/dev/zero"}, "is neither a preset nor a recorded file"},
        {{"list", "model"}, "unknown kind model, did you mean models?"},
        {{"graph", "stencil"}, "unknown pattern stencil, did you mean stencil_1d?"},
        {{"graph", "fft", "--width", "0"}, "--width: must be 1 to 2147483647, got 0"},
        {{"graph", "fft", "--steps", "-1"}, "--steps: must be 1 to 2147483647, got -1"},
        {{"graph", "fft", "--steps", "x"}, "x"},
        {{"graph", "fft", "--steps", "99999999999999999999"}, "--steps: must be 1 to 2147483647"},
        {{"graph", "random_nearest", "--fraction", "1.5"}, "--fraction: must be 0 to 1, got 1.5"},
        {{"graph", "random_nearest", "--fraction", "nan"}, "--fraction: must be 0 to 1, got nan"},
        {{"graph", "fft", "--format", "svg"}, "unknown format svg; known are text, dot"},
        {{"graph", "all_to_all", "--steps", "40000", "--width", "40000"}, "too many to print"},
        {{"graph", "fft", "--steps", "2000000000", "--width", "2000000000"}, "2147483648"},
        {{"info"}, "FILE is required"},
        {{"info", "/nowhere.corelane"}, "/nowhere.corelane: cannot be opened"},
        {{"info", "/dev/null"}, "is no file"},
        {{"export", "/nowhere.corelane", "--format", "htm"}, "unknown format htm, did you mean html?"},
        {{"export", "/nowhere.corelane", "--format", "svg", "--scale", "2"}, "--scale: is for pictures in pixels"},
        {{"export", "/nowhere.corelane", "--format", "png", "--scale", "0"}, "--scale: must be 0.01 to 100, got 0"},
        {{"export", "/nowhere.corelane", "--format", "html"}, "/nowhere.corelane: cannot be opened"},
        {{"compare", "/nowhere.corelane"}, "B is required"},
        {{"compare", "/nowhere.corelane", "b", "--format", "xml"}, "unknown format xml; known are text"},
        {{"compare", "/nowhere.corelane", "b"}, "/nowhere.corelane: cannot be opened"},
        {{"run", "stencil\n\x1b[31m"}, "unknown preset stencil  [31m; known are stencil"},
        {{"--verion"}, "unknown option --verion, did you mean --version?"},
    };
    for (const Case& c : cases) {
        std::string line;
        for (const std::string& word : c.words) line += word + " ";
        CAPTURE(line);
        const Ended ended = engine(c.words);
        CHECK(ended.status == 2);
        CHECK(ended.out.empty());
        CHECK_THAT(ended.err, Catch::Contains(c.says));
        CHECK(ended.err.starts_with("corelane-engine: "));
        CHECK(std::count(ended.err.begin(), ended.err.end(), '\n') == 1);
    }
}
