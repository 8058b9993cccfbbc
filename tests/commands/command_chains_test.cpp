// Presets that start programs of this machine: asked for first, run as a chain, in turn or in a conversation, and
// ended with all they started, whatever happens.
#include "engine/trace/reader.h"
#include "tests/commands/engine_program.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>
#include <set>

using namespace corelane;
using Json = nlohmann::json;

namespace {

using Commands = std::vector<std::vector<std::string>>;

const Json serialAndChain = Json::array({"serial", "subprocess"}), chainAlone = Json::array({"subprocess"});

Json presetOf(const Commands& commands, const Json& input = {{"lines", 2000}}, const Json& models = serialAndChain) {
    Json preset = {{"name", "commands"}, {"models", models}, {"repetitions", 1}, {"warmup", 0}};
    preset["workload"] = {{"kind", "commands"}, {"commands", commands}, {"input", input}};
    return preset;
}
Json talking(const char* how) {
    return {{"model", "subprocess"}, {"options", {{"talk", how}}}};
}

EngineProgram::Start given(const Json& preset) {
    EngineProgram::Start start;
    start.input = preset.dump();
    return start;
}

Ended run(const Json& preset, std::vector<std::string> more = {"--yes"}) {
    std::vector<std::string> words = {"run", "-", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return engine(words, given(preset));
}

// What went wrong in the run of the only model.
std::string errorOf(const Json& preset) {
    EngineProgram program({"run", "-", "--json", "--yes"}, given(preset));
    const Ended ended = program.wait();
    CAPTURE(ended.err);
    CHECK(ended.status == 1);
    CHECK(program.allGone());
    const Json error = Json::parse(ended.out)["runs"][0]["error"];
    return error.is_string() ? error.get<std::string>() : "";
}

std::shared_ptr<const Trace> recordingOf(const Json& preset) {
    const Ended ended = engine({"run", "-", "--yes", "-o", "-"}, given(preset));
    REQUIRE(ended.status == 0);
    Reader reader;
    REQUIRE(reader.feed(ended.out));
    REQUIRE(reader.finish());
    return reader.snapshot();
}

// Whether a chain has begun to run.
bool running(const std::string& bytes) {
    Reader reader;
    if (!reader.feed(bytes)) return false;
    const auto trace = reader.snapshot();
    for (const auto& one : trace->runs)
        for (const auto& lane : one->workers)
            if (!lane->spans.empty()) return true;
    return false;
}

}  // namespace

TEST_CASE("without a yes nothing is started, and the exact words are shown") {
    const TemporaryFolder folder;
    const std::string made = folder.file("made");
    const Json preset = presetOf({{"touch", made}, {"sort", "-r", "it's \"quoted\"\u001b"}});
    const Ended ended = run(preset, {});
    CHECK(ended.status == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(
        ended.err,
        Catch::Contains("[\"touch\", \"" + made + "\"] | [\"sort\", \"-r\", \"it's \\\"quoted\\\"\\u001b\"]"));
    CHECK_THAT(ended.err, Catch::Contains("--yes"));
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"run", "-", "--check"},
          {"run", "-", "--check", "--yes"},
          {"forecast", "-"},
          {"sweep", "-", "--over", "/workload/input/lines=1..2"}})
        engine(words, given(preset));
    CHECK(engine({"run", "-", "--check"}, given(preset)).status == 0);
    CHECK(engine({"forecast", "-"}, given(preset)).status == 2);
    const Ended swept = engine({"sweep", "-", "--over", "/workload/input/lines=1..2"}, given(preset));
    CHECK(swept.status == 2);
    CHECK_THAT(swept.err, Catch::Contains("--yes"));
    CHECK_FALSE(std::filesystem::exists(made));
}

TEST_CASE("a chain, a command after the other and a conversation put out the same") {
    const Json preset = presetOf(
        {{"sed", "-u", "s/1/one/"}, {"sed", "-u", "s/2/two/"}}, {{"lines", 300}, {"distinct", 5000}},
        Json::array({"serial", talking("wait"), talking("chain"), talking("conversation")}));
    const Ended ended = run(preset);
    CAPTURE(ended.err);
    REQUIRE(ended.status == 0);
    const Json runs = Json::parse(ended.out)["runs"];
    REQUIRE(runs.size() == 8);
    std::set<std::string> digests;
    for (const Json& one : runs) {
        CHECK(one["correct"] == true);
        CHECK(one["tasks"] == 2);
        digests.insert(one["digest"]);
        if (one["recorded"] == false) continue;
        std::int64_t sum = 0;
        for (const auto& [state, share] : one["balance_ns"].items()) sum += share.get<std::int64_t>();
        CHECK(sum == one["wall_ns"].get<std::int64_t>() * one["cores"].get<std::int64_t>());
    }
    CHECK(digests.size() == 1);
}

TEST_CASE("the digest is of the output: other output is told from it") {
    const auto digest = [](const Commands& commands) {
        return Json::parse(run(presetOf(commands, {{"text", "b\na\n"}}, chainAlone)).out)["runs"][0]["digest"];
    };
    const Json sorted = digest({{"sort"}});
    CHECK(sorted == digest({{"cat"}, {"sort"}, {"cat"}}));
    CHECK(sorted != digest({{"cat"}}));
}

TEST_CASE("a stage before a slow one stands before a full pipe, the one after it before an empty one") {
    const Json preset = presetOf(
        {{"tr", "0-9", "a-j"}, {"gzip", "-9", "-n"}, {"wc", "-c"}}, {{"lines", 300'000}, {"distinct", 1'000'000}},
        Json::array({talking("chain")}));
    // Other programs on the same cores hold stages up, too: then it is recorded again.
    constexpr int attempts = 5;
    bool seen = false;
    for (int attempt = 0; attempt < attempts && !seen; ++attempt) {
        const auto trace = recordingOf(preset);
        const auto recorded = std::ranges::find_if(trace->runs, [](const auto& one) { return one->info.recorded; });
        REQUIRE(recorded != trace->runs.end());
        const Run& one = **recorded;
        REQUIRE(one.workers.size() == 3);
        std::map<std::string, double> share;  // of the run, by lane and what was waited for
        for (const auto& lane : one.workers) {
            CHECK(lane->watched);
            for (std::size_t i = 0; i < lane->spans.size(); ++i) {
                const Span& span = lane->spans[i];
                share[lane->name + ": " + trace->name(span.name)] +=
                    static_cast<double>(span.end - span.begin) / static_cast<double>(one.result.wall);
            }
        }
        REQUIRE(one.counters.size() == 2);
        CHECK(one.counters[0]->name == "in the pipe from tr to gzip");
        std::int64_t most = 0;
        for (std::size_t i = 0; i < one.counters[0]->points.size(); ++i)
            most = std::max(most, one.counters[0]->points[i].value);
        CHECK(most <= 65'536);
        seen = share["tr: pipe full"] > 0.4 && share["wc: pipe empty"] > 0.4 && most > 60'000 &&
               share["gzip: pipe empty"] + share["gzip: pipe full"] < 0.3;
    }
    CHECK(seen);
}

TEST_CASE("a command that keeps its core computes, it does not wait") {
    // Nothing takes it from its core, so the kernel's sums come with the timer's ticks alone.
    const Json report = Json::parse(
        run(presetOf({{"sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"}, {"cat"}}, {{"lines", 1}}))
            .out);
    for (const Json& one : report["runs"]) {
        if (one["balance_ns"].is_null()) continue;
        CAPTURE(one["model"].get<std::string>(), one["balance_ns"].dump());
        const auto of = [&](const char* state) { return one["balance_ns"][state].get<double>(); };
        CHECK(of("useful") + of("runnable") > 50e6);
        CHECK(of("io") < 0.1 * (of("useful") + of("runnable")));
    }
}

TEST_CASE("a program that is not there is named before anything runs, with status 3") {
    const TemporaryFolder folder;
    const Ended ended = run(presetOf({{"touch", folder.file("made")}, {"no-such-program", "-x"}}));
    CHECK(ended.status == 3);
    CHECK_THAT(ended.err, Catch::Contains("no-such-program (command 2 of 2) is no program on PATH"));
    CHECK_THAT(ended.err, Catch::Contains("[\"no-such-program\", \"-x\"]"));
    CHECK_FALSE(std::filesystem::exists(folder.file("made")));
    CHECK(run(presetOf({{"/etc/passwd"}})).status == 3);
    CHECK(run(presetOf({{folder.path()}})).status == 3);
}

TEST_CASE("a file that is no program is never handed to a shell") {
    const TemporaryFolder folder;
    const std::string script = folder.file("script"), made = folder.file("made");
    writeFile(script, "touch " + made + "\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    CHECK_THAT(errorOf(presetOf({{script}}, {{"lines", 1}}, chainAlone)), Catch::Contains("could not be started"));
    CHECK_FALSE(std::filesystem::exists(made));
}

TEST_CASE("a command that dies, fails or does not end fails the run in a sentence, and nobody is left") {
    CHECK_THAT(
        errorOf(presetOf({{"cat"}, {"sh", "-c", "kill -SEGV $$"}}, {{"lines", 1}}, chainAlone)),
        Catch::StartsWith("sh (command 2 of 2) was killed by signal 11"));
    CHECK_THAT(
        errorOf(presetOf({{"false"}, {"cat"}}, {{"lines", 1}}, chainAlone)),
        Catch::StartsWith("false (command 1 of 2) ended with status 1"));
    Json endless = presetOf({{"cat"}, {"sleep", "1000"}}, {{"lines", 1}}, chainAlone);
    endless["workload"]["time_limit_ms"] = 200;
    CHECK_THAT(
        errorOf(endless),
        Catch::StartsWith(
            "the commands did not end within 200 ms and were ended; still there: sleep (command 2 of 2)"));
    // What it starts, in a session of its own and without a reader, goes too.
    endless["workload"]["commands"] = Commands{{"sh", "-c", "setsid sleep 1000 & sleep 1000 & wait"}};
    CHECK_THAT(errorOf(endless), Catch::StartsWith("the commands did not end within 200 ms"));
    endless["workload"]["commands"] =
        Commands{{"sh", "-c", "trap '' TERM HUP INT PIPE; setsid sleep 1000 & exit 0"}, {"cat"}};
    CHECK_THAT(errorOf(endless), Catch::Contains("still there: cat (command 2 of 2)"));
    CHECK_THAT(
        errorOf(presetOf({{"yes"}}, {{"lines", 0}}, chainAlone)), Catch::Contains("put out more than 256 MiB"));
}

TEST_CASE("what a command leaves running when it ends is ended with the run") {
    const Json preset = presetOf({{"sh", "-c", "setsid sleep 1000 >/dev/null & cat"}}, {{"lines", 10}}, chainAlone);
    EngineProgram program({"run", "-", "--yes", "--json"}, given(preset));
    CHECK(program.wait().status == 0);
    CHECK(program.allGone());
}

TEST_CASE("a command may leave before it has read everything, and the one before it is told by SIGPIPE") {
    const Ended ended =
        run(presetOf({{"yes", "x"}, {"head", "-n", "1000"}, {"wc", "-l"}}, {{"lines", 0}}, chainAlone));
    CAPTURE(ended.err);
    CHECK(ended.status == 0);
    CHECK(Json::parse(ended.out)["runs"][0]["correct"] == true);
}

TEST_CASE("a partner that gives no line, or leaves, is named with the line it owes") {
    Json preset = presetOf({{"sort"}}, {{"text", "a\nb\n"}}, Json::array({talking("conversation")}));
    preset["workload"]["time_limit_ms"] = 300;
    CHECK_THAT(
        errorOf(preset),
        Catch::StartsWith("sort (command 1 of 1) has not answered line 1: the commands did not end"));
    preset["workload"]["time_limit_ms"] = 10'000;
    preset["workload"]["commands"] = Commands{{"sed", "-u", "1q"}};
    CHECK_THAT(
        errorOf(preset),
        Catch::StartsWith("sed (command 1 of 1) ended, or closed its pipes, before it had answered line 2"));
}

TEST_CASE("a command has no descriptor but its three, and no signal blocked or ignored") {
    const TemporaryFolder folder;
    const std::string descriptors = folder.file("descriptors"), signals = folder.file("signals");
    CHECK(run(presetOf({{"ls", "/proc/self/fd"}, {"tee", descriptors}}, {{"lines", 1}}, chainAlone)).status == 0);
    CHECK(readFile(descriptors) == "0\n1\n2\n3\n");  // 3 is the folder that ls reads
    CHECK(
        run(presetOf({{"grep", "Sig[BI]", "/proc/self/status"}, {"tee", signals}}, {{"lines", 1}}, chainAlone))
            .status == 0);
    const std::string told = readFile(signals);
    CHECK_THAT(told, Catch::StartsWith("SigBlk:\t0000000000000000\nSigIgn:"));
    // The C library keeps 32 and 33, which whoever started this test may have ignored, for itself.
    CHECK((std::stoull(told.substr(told.rfind('\t')), nullptr, 16) & 0x7fffffff) == 0);
}

TEST_CASE("a signal to the engine, or its death, ends the commands") {
    const Json preset =
        presetOf({{"sh", "-c", "setsid sleep 1000 & cat; sleep 1000"}, {"cat"}}, {{"lines", 10}}, chainAlone);
    for (const int number : {SIGINT, SIGKILL}) {
        CAPTURE(number);
        EngineProgram program({"run", "-", "--live", "--yes", "-o", "-"}, given(preset));
        REQUIRE(program.readUntil(running));
        CHECK(program.alive().size() >= 4);
        program.signal(number);
        CHECK(program.wait().status == (number == SIGKILL ? 128 + SIGKILL : 130));
        CHECK(program.allGone());
    }
}

TEST_CASE("the death of the process that attends the commands ends them, and is said") {
    Json preset = presetOf({{"cat"}, {"sleep", "1000"}}, {{"lines", 1}}, chainAlone);
    preset["workload"]["time_limit_ms"] = 3000;  // the run with the recorder off may be the first
    EngineProgram program({"run", "-", "--live", "--yes", "-o", "-"}, given(preset));
    REQUIRE(program.readUntil(running));
    pid_t attendant = 0;
    for (const pid_t pid : program.alive())
        if (readFile("/proc/" + std::to_string(pid) + "/cmdline").find("commands") != std::string::npos)
            attendant = pid;
    REQUIRE(attendant > 0);
    kill(attendant, SIGKILL);
    const Ended ended = program.wait();
    CHECK(ended.status == 1);
    CHECK(program.allGone());
    Reader reader;
    REQUIRE(reader.feed(ended.out));
    // Which of the two runs it was, the one with the recorder off or the other, is drawn.
    const auto trace = reader.snapshot();
    CHECK(std::ranges::any_of(trace->runs, [](const auto& r) {
        return r->result.error &&
               r->result.error->starts_with("the process that attends the commands was killed by signal 9");
    }));
}

TEST_CASE("a preset of commands that is off is refused with its place") {
    const auto fault = [](const Json& preset) { return run(preset).err; };
    const auto with = [](const Json& commands) {
        Json preset = presetOf({});
        preset["workload"]["commands"] = commands;
        return preset;
    };
    CHECK_THAT(fault(with(Json::array())), Catch::Contains("/workload/commands: is empty"));
    CHECK_THAT(
        fault(with(Json::array({Json::array({"cat"}), "sort"}))),
        Catch::Contains("/workload/commands/1: must be a list of words"));
    CHECK_THAT(
        fault(with(Json::array({Json::array({"cat", 3})}))),
        Catch::Contains("/workload/commands/0/1: must be a text, got 3"));
    CHECK_THAT(
        fault(with(Commands{{"cat", std::string("a\0b", 3)}})),
        Catch::Contains("/workload/commands/0/1: has a zero byte"));
    CHECK_THAT(
        fault(with(Commands{{"cat", std::string(200'000, 'x')}})),
        Catch::Contains("/workload/commands/0/1: has 200000 bytes"));
    CHECK_THAT(fault(with(Commands(1000, {"cat"}))), Catch::Contains("has 1000 commands, and 32 is the most"));
    CHECK_THAT(
        fault(presetOf({{"cat"}}, {{"lines", 3}}, Json::array({"threads"}))),
        Catch::Contains("threads does not run commands; those that do are serial, subprocess"));
}

TEST_CASE("thirty-two commands run at once") {
    const Json preset = presetOf(Commands(32, {"cat"}), {{"lines", 20'000}});
    const Ended ended = run(preset);
    CAPTURE(ended.err);
    CHECK(ended.status == 0);
}
