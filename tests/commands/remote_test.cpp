// Runs on another host, by a real ssh and a real sshd: what comes back, what is said when nothing does, and that
// nothing is left there.
#include "engine/trace/reader.h"
#include "tests/commands/ssh_host.h"
#include "tests/commands/tiny_preset.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <regex>
#include <set>

using namespace corelane;
using Json = nlohmann::json;

namespace {

// Says loudly why nothing was tested.
#define NEEDS_SSH()                                                                                                  \
    if (const std::string reason = SshHost::unavailable(); !reason.empty()) {                                        \
        std::cerr << "skipped: " << reason << '\n';                                                                  \
        std::exit(77);                                                                                               \
    }

std::set<std::string> digests(const Json& runs) {
    std::set<std::string> all;
    for (const Json& run : runs) all.insert(run["digest"].get<std::string>());
    return all;
}

bool hasSpans(const std::string& bytes) {
    Reader reader;
    if (!reader.feed(bytes)) return false;
    const auto trace = reader.snapshot();
    for (const auto& run : trace->runs)
        for (const auto& lane : run->workers)
            if (!lane->spans.empty()) return true;
    return false;
}

std::shared_ptr<const Trace> read(const std::string& bytes) {
    Reader reader;
    REQUIRE(reader.feed(bytes));
    REQUIRE(reader.finish());
    return reader.snapshot();
}

}  // namespace

TEST_CASE("a run on another host comes to what it comes to here") {
    NEEDS_SSH();
    const SshHost host;
    const TemporaryFolder folder;
    const Ended here = engine({"run", "-", "--json"}, EngineProgram::Start{tinyPreset, {}, {}});
    const Ended there = engine(
        {"run", "-", "--json", "--on", host.name(), "-o", folder.file("t.corelane")}, host.reaching(tinyPreset));
    CAPTURE(there.err);
    REQUIRE(there.status == 0);
    const Json ours = Json::parse(here.out), theirs = Json::parse(there.out);
    CHECK(theirs["runs"].size() == ours["runs"].size());
    CHECK(digests(theirs["runs"]) == digests(ours["runs"]));
    CHECK(engine({"info", folder.file("t.corelane"), "--json"}).out == there.out);
    const auto trace = read(readFile(folder.file("t.corelane")));
    CHECK(trace->ended);
    CHECK_FALSE(trace->interrupted);
    CHECK(trace->tornBytes == 0);
    CHECK(host.allGone());
}

TEST_CASE("a preset may ask for more cores than there are here, and is refused by the host that has too few") {
    NEEDS_SSH();
    const SshHost host;
    const Ended ended = engine({"run", "-", "--on", host.name(), "--cores", "4000"}, host.reaching(tinyPreset));
    CHECK(ended.status == 2);
    CHECK_THAT(ended.err, Catch::StartsWith("corelane-engine: there: ") && Catch::Contains("asks for 4000 cores"));
}

TEST_CASE("a host that cannot be used is told in a sentence that says what to do") {
    NEEDS_SSH();
    SshHost host;
    std::vector<std::string> words = {"run", "-", "--on", host.name()};
    std::string said;
    SECTION("its key is not known") {
        host.forgetHostKey();
        said = "run `ssh there` once to look at its key and accept it";
    }
    SECTION("it wants a password, and nobody is there to give it") {
        host.refuseKeys();
        said = "ssh-copy-id there";
    }
    SECTION("it has no engine on its PATH") {
        words.insert(words.end(), {"--remote-engine", "no-such-engine"});
        said = "there has no no-such-engine in its PATH; install it there, or name it with --remote-engine";
    }
    SECTION("it has no engine where it should be") {
        words.insert(words.end(), {"--remote-engine", "/nowhere/corelane-engine"});
        said = "check the path given with --remote-engine";
    }
    SECTION("its engine is of another version") {
        words.insert(words.end(), {"--remote-engine", host.script("other", "echo 9.9.9\n")});
        said = "there has corelane-engine 9.9.9, and this is ";
    }
    // No terminal: ssh has nobody to ask.
    EngineProgram::Start start = host.reaching(tinyPreset);
    start.environment["SSH_ASKPASS"] = "";
    const Ended ended = engine(words, start);
    CHECK(ended.status == 3);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, Catch::StartsWith("corelane-engine: there ") && Catch::Contains(said));
    CHECK(host.allGone());
}

TEST_CASE("another host's clock is told with a bound that holds") {
    NEEDS_SSH();
    if (std::system("unshare -T true 2>/dev/null") != 0) {
        std::cerr << "skipped: no time namespaces may be made here\n";
        std::exit(77);
    }
    const SshHost host("unshare -T --fork --boottime 100000 --monotonic 100000");
    const Ended ended = engine({"run", "-", "--models", "serial", "--on", host.name()}, host.reaching(tinyPreset));
    CAPTURE(ended.err);
    REQUIRE(ended.status == 0);
    const std::regex sentence("which is ([0-9.]+) s ahead of this one's, ± ([0-9.]+) µs");
    std::smatch found;
    REQUIRE(std::regex_search(ended.err, found, sentence));
    const double offset = std::stod(found[1]), bound = std::stod(found[2]) * 1e-6;
    CHECK(bound < 0.1);
    CHECK(std::abs(offset - 100000) <= bound);
}

TEST_CASE("no word of the user's reaches ssh as an option") {
    for (const std::string host : {"-oProxyCommand=true", "", "two words", "a\tb", "a\x1b[2J"}) {
        CAPTURE(host);
        const Ended ended = engine({"run", "stencil", "--on=" + host});
        CHECK(ended.status == 2);
    }
}

TEST_CASE("a stop ends the run on the other host in order, and leaves nothing there") {
    NEEDS_SSH();
    const SshHost host;
    EngineProgram program({"run", "-", "--live", "-o", "-", "--on", host.name()}, host.reaching(longPreset));
    REQUIRE(program.readUntil(hasSpans));
    CHECK_FALSE(host.alive().empty());
    program.signal(SIGINT);
    const Ended ended = program.wait();
    CHECK(ended.status == 130);
    CHECK_THAT(ended.err, Catch::Contains("interrupted"));
    CHECK(host.allGone());
    const auto trace = read(ended.out);
    CHECK(trace->ended);
    CHECK(trace->interrupted);
    CHECK(trace->tornBytes == 0);
    REQUIRE_FALSE(trace->runs.empty());
    CHECK(trace->runs.back()->result.interrupted);
}

TEST_CASE("SIGUSR1 lets the other host complete the repetition that is under way") {
    NEEDS_SSH();
    const SshHost host;
    EngineProgram program(
        {"run", "-", "--live", "-o", "-", "--repetitions", "1000", "--on", host.name()}, host.reaching(tinyPreset));
    REQUIRE(program.readUntil(hasSpans));
    program.signal(SIGUSR1);
    const Ended ended = program.wait();
    CHECK(ended.status == 130);
    CHECK(host.allGone());
    const auto trace = read(ended.out);
    CHECK(trace->interrupted);
    REQUIRE_FALSE(trace->runs.empty());
    for (const auto& run : trace->runs) CHECK_FALSE(run->result.interrupted);
}

TEST_CASE("an engine that is killed here leaves nothing on the other host") {
    NEEDS_SSH();
    const SshHost host;
    EngineProgram program({"run", "-", "--live", "-o", "-", "--on", host.name()}, host.reaching(longPreset));
    REQUIRE(program.readUntil(hasSpans));
    program.signal(SIGKILL);
    program.wait();
    CHECK(host.allGone());
}

TEST_CASE("a connection that is cut leaves what had come, marked interrupted, and nothing on the other host") {
    NEEDS_SSH();
    const SshHost host;
    EngineProgram program({"run", "-", "--live", "-o", "-", "--on", host.name()}, host.reaching(longPreset));
    REQUIRE(program.readUntil(hasSpans));
    const pid_t connection = host.connection();
    REQUIRE(connection > 0);
    SECTION("at once") {
        kill(connection, SIGKILL);
    }
    SECTION("by silence, which both sides notice") {
        kill(connection, SIGSTOP);
    }
    const Ended ended = program.wait();
    CHECK(ended.status == 3);
    CHECK_THAT(ended.err, Catch::Contains("the connection to there was lost") && Catch::Contains("is kept"));
    CHECK(host.allGone());
    kill(connection, SIGKILL);  // who stands still ends no other way
    const auto trace = read(ended.out);
    CHECK(trace->ended);
    CHECK(trace->interrupted);
    CHECK(trace->tornBytes == 0);
    REQUIRE_FALSE(trace->runs.empty());
    CHECK_FALSE(trace->runs.back()->finished);
}
