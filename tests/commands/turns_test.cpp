// turns: two sides that record one after the other.
#include "engine/trace/balance.h"
#include "engine/trace/reader.h"
#include "tests/commands/engine_program.h"
#include "tests/commands/tiny_preset.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <map>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

using namespace corelane;
using Json = nlohmann::json;

namespace {

std::shared_ptr<const Trace> traceIn(const std::string& file) {
    const auto trace = readTrace(file);
    REQUIRE(trace);
    return *trace;
}

std::string script(const TemporaryFolder& folder, const std::string& lines) {
    const std::string file = folder.file("side.sh");
    writeFile(file, "#!/bin/sh\n" + lines + "\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file;
}

// From the begin of a repetition's first run to the end of its last, in the order of repetitions.
std::map<int, Extent> repetitionsOf(const Trace& trace) {
    std::map<int, Extent> repetitions;
    for (const auto& run : trace.runs) {
        if (run->info.warmup) continue;
        Extent& all = repetitions[run->info.repetition];
        const Extent own = extent(*run);
        all.begin = all.begin == 0 ? own.begin : std::min(all.begin, own.begin);
        all.end = std::max(all.end, own.end);
    }
    return repetitions;
}

// Tells when a file in a folder has grown to so many bytes, woken by each write to it.
class Growth {
  public:
    explicit Growth(const TemporaryFolder& folder) : m_fd(inotify_init1(IN_CLOEXEC)) {
        REQUIRE(inotify_add_watch(m_fd, folder.path().c_str(), IN_MODIFY) >= 0);
    }
    ~Growth() { close(m_fd); }
    Growth(const Growth&) = delete;
    Growth& operator=(const Growth&) = delete;
    bool reaches(const std::string& file, std::uintmax_t bytes) const {
        constexpr int longest = 30'000;  // milliseconds
        for (pollfd waiting{m_fd, POLLIN, 0};;) {
            std::error_code none;
            if (const auto size = std::filesystem::file_size(file, none); !none && size > bytes) return true;
            char events[4096];
            if (poll(&waiting, 1, longest) != 1 || read(m_fd, events, sizeof events) <= 0) return false;
        }
    }

  private:
    int m_fd;
};

EngineProgram::Start tiny() {
    EngineProgram::Start start;
    start.input = tinyPreset;
    return start;
}

}  // namespace

TEST_CASE("two sides make a repetition each before either makes its next, and are compared") {
    const TemporaryFolder folder;
    const std::string a = folder.file("a.corelane"), b = folder.file("b.corelane");
    const Ended ended = engine(
        {"turns", "-", a, b, "--models", "serial,threads", "--repetitions", "6", "--format", "json", "--tolerance",
         "1000%"},
        tiny());
    CAPTURE(ended.err);
    REQUIRE(ended.status == 0);
    const Json changes = Json::parse(ended.out);
    CHECK(changes["in_turns"] == true);
    REQUIRE(changes["models"].size() == 2);
    CHECK(changes["models"][0]["repetitions"] == Json::array({6, 6}));
    const auto first = traceIn(a), second = traceIn(b);
    CHECK(first->ended);
    CHECK_FALSE(first->interrupted);
    CHECK_FALSE(second->interrupted);
    const auto ofFirst = repetitionsOf(*first), ofSecond = repetitionsOf(*second);
    REQUIRE(ofFirst.size() == 6);
    REQUIRE(ofSecond.size() == 6);
    for (int r = 1; r <= 6; ++r) {
        const Extent one = ofFirst.at(r), other = ofSecond.at(r);
        CHECK((one.end <= other.begin || other.end <= one.begin));  // never at the same time
        if (r == 6) continue;
        CHECK(ofFirst.at(r + 1).begin >= other.end);
        CHECK(ofSecond.at(r + 1).begin >= one.end);
    }
    // Recorded apart from either, a third is not in turns with them.
    const std::string c = folder.file("c.corelane");
    REQUIRE(engine({"run", a, "-o", c, "--quiet"}).status == 0);
    CHECK(Json::parse(engine({"compare", a, c, "--format", "json"}).out)["in_turns"] == false);
}

TEST_CASE("a side may be a program of its own, started with what it is told") {
    const TemporaryFolder folder;
    const std::string side = script(folder, std::string("exec env MARK=1 ") + CORELANE_ENGINE + " \"$@\"");
    const Ended ended = engine(
        {"turns", "-", folder.file("a.corelane"), folder.file("b.corelane"), "--after", side, "--models", "serial",
         "--repetitions", "1"},
        tiny());
    CAPTURE(ended.err);
    CHECK(ended.status == 0);
    CHECK_THAT(ended.out, Catch::Contains("too few repetitions"));
}

TEST_CASE("a side that cannot be started, or ends at once, is said, and the other ends with it") {
    const TemporaryFolder folder;
    const std::string a = folder.file("a.corelane"), b = folder.file("b.corelane");
    const auto with = [&](const std::string& program) {
        EngineProgram turns({"turns", "-", a, b, "--after", program}, tiny());
        const Ended ended = turns.wait();
        CHECK(turns.allGone());
        CHECK(ended.out.empty());
        return ended;
    };
    const Ended missing = with(folder.file("nowhere"));
    CHECK(missing.status == 3);
    CHECK_THAT(missing.err, Catch::Contains("nowhere could not be started"));
    const Ended failing = with(script(folder, "exit 2"));
    CHECK(failing.status == 2);
    CHECK_THAT(failing.err, Catch::Contains("side.sh ended with status 2, so there is nothing to compare"));
    CHECK(engine({"turns", "-", a, a}, tiny()).status == 2);
    CHECK(engine({"turns", "-", a, b, "--tolerance", "x"}, tiny()).status == 2);
}

TEST_CASE("turns that are stopped leave two files that can be read, and no process") {
    const TemporaryFolder folder;
    const std::string a = folder.file("a.corelane"), b = folder.file("b.corelane");
    EngineProgram::Start start;
    start.input = longPreset;
    for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
        CAPTURE(signal);
        const Growth growth(folder);
        EngineProgram turns({"turns", "-", a, b, "--set", "/workload/graphs/0/steps=20"}, start);
        REQUIRE(growth.reaches(a, 20000));
        turns.signal(signal);
        const Ended ended = turns.wait();
        CHECK(ended.status == (signal == SIGKILL ? 128 + SIGKILL : 130));
        CHECK(turns.allGone());
        for (const std::string& file : {a, b}) {
            const auto trace = traceIn(file);
            CHECK(trace->comparison.preset == "long");
            CHECK(trace->interrupted);  // whoever gave the turns, its end is no end of the comparison
        }
        std::filesystem::remove(a);
        std::filesystem::remove(b);
    }
}
