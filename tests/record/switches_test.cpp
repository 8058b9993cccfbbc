#include "engine/record/clock.h"
#include "engine/record/recording.h"
#include "engine/record/switches.h"
#include "tests/record/child_process.h"
#include "tests/record/recorded_run.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <dirent.h>
#include <grp.h>
#include <map>
#include <pthread.h>
#include <set>
#include <spawn.h>
#include <sys/syscall.h>
#include <thread>
#include <time.h>

using namespace corelane;
using namespace corelane::test;

namespace {

std::int32_t ownTid() {
    return static_cast<std::int32_t>(syscall(SYS_gettid));
}

void sleepBriefly() {
    const timespec moment{0, 100'000};
    nanosleep(&moment, nullptr);
}

// Of one thread, over all cores, in time order.
std::vector<CoreEvent> eventsOf(const KernelRecords& records, std::int32_t tid) {
    std::vector<CoreEvent> events;
    for (const auto& core : records.cores)
        for (const CoreEvent& e : core.events)
            if (e.tid == tid) events.push_back(e);
    std::stable_sort(
        events.begin(), events.end(), [](const CoreEvent& a, const CoreEvent& b) { return a.time < b.time; });
    return events;
}

std::size_t count(const KernelRecords& records, std::int32_t tid, CoreEvent::Kind kind) {
    const auto events = eventsOf(records, tid);
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [&](const CoreEvent& e) { return e.kind == kind; }));
}

std::map<std::int32_t, std::string> namesOf(const KernelRecords& records) {
    std::map<std::int32_t, std::string> names;
    for (const ThreadName& n : ThreadNames().learn(records.namings)) names[n.tid] = n.name;
    return names;
}

int openDescriptors() {
    int count = 0;
    DIR* dir = opendir("/proc/self/fd");
    while (readdir(dir)) ++count;
    closedir(dir);
    return count;
}

// Sleeps a few times when told to, until it is told to end.
struct Sleeper {
    Sleeper()
        : thread([this] {
              pthread_setname_np(pthread_self(), "sleeper");
              tid = ownTid();
              for (int seen = 0; seen >= 0;) {
                  turn.wait(seen);
                  seen = turn;
                  for (int i = 0; i < 5; ++i) sleepBriefly();
                  done = seen;
                  done.notify_all();
              }
          }) {
        while (tid == 0) std::this_thread::yield();
    }
    void sleep(int number) {
        turn = number;
        turn.notify_all();
        for (int d = done; d != number; d = done) done.wait(d);
    }
    ~Sleeper() {
        sleep(-1);
        thread.join();
    }
    std::atomic<int> turn{0}, done{0}, tid{0};
    std::thread thread;
};

}  // namespace

TEST_CASE("the kernel tells of the calling thread's switches, in the clock of the trace") {
    if (levelOneIsRefused()) return;
    auto rings = SwitchRings::open({});
    REQUIRE(rings);
    const Time before = boottimeNow();
    for (int i = 0; i < 10; ++i) sleepBriefly();
    const Time after = boottimeNow();
    KernelRecords records;
    rings->drain(records);
    int in = 0, out = 0;
    for (const CoreEvent& e : eventsOf(records, ownTid())) {
        if (e.time < before || e.time > after) continue;
        ++(e.kind == CoreEvent::Kind::In ? in : out);
    }
    CHECK(in >= 10);
    CHECK(out >= 10);
    CHECK(records.lost == 0);
}

TEST_CASE("a thread's switches alternate between coming and leaving, and the last one says that it ended") {
    if (levelOneIsRefused()) return;
    auto rings = SwitchRings::open({});
    REQUIRE(rings);
    std::int32_t tid = 0;
    std::thread([&] {
        tid = ownTid();
        for (int i = 0; i < 20; ++i) sleepBriefly();
    }).join();
    KernelRecords records;
    // join() returns before the kernel has let go of the thread altogether.
    for (int i = 0; i < 1000 && count(records, tid, CoreEvent::Kind::Exit) == 0; ++i) {
        rings->drain(records);
        sleepBriefly();
    }
    const auto events = eventsOf(records, tid);
    REQUIRE(events.size() >= 41);
    int wrong = 0;
    for (std::size_t i = 0; i < events.size(); ++i) wrong += (events[i].kind == CoreEvent::Kind::In) != (i % 2 == 0);
    CHECK(wrong == 0);
    CHECK(events.back().kind == CoreEvent::Kind::Exit);
}

TEST_CASE("threads that exist already are covered, and so are those that they make") {
    if (levelOneIsRefused()) return;
    Sleeper early;
    std::atomic<int> grandchild{0}, go{0};
    std::thread maker([&] {
        go.wait(0);
        std::thread([&] {
            grandchild = ownTid();
            for (int i = 0; i < 5; ++i) sleepBriefly();
        }).join();
    });
    auto rings = SwitchRings::open({});
    REQUIRE(rings);
    early.sleep(1);
    go = 1;
    go.notify_all();
    maker.join();
    KernelRecords records;
    rings->drain(records);
    CHECK(count(records, early.tid, CoreEvent::Kind::In) >= 5);
    CHECK(count(records, grandchild, CoreEvent::Kind::In) >= 5);
    CHECK(namesOf(records)[early.tid] == "sleeper");
}

TEST_CASE("threads that are to be skipped are") {
    if (levelOneIsRefused()) return;
    Sleeper skipped, covered;
    const std::int32_t skip[] = {skipped.tid};
    auto rings = SwitchRings::open(skip);
    REQUIRE(rings);
    skipped.sleep(1);
    covered.sleep(1);
    KernelRecords records;
    rings->drain(records);
    CHECK(eventsOf(records, skipped.tid).empty());
    CHECK(namesOf(records)[skipped.tid] == "");
    CHECK(count(records, covered.tid, CoreEvent::Kind::In) >= 5);
}

TEST_CASE("processes that are started are covered, with their name, through exec and by whichever thread") {
    if (levelOneIsRefused()) return;
    Sleeper other;  // so that the process is started by a covered thread that is not the calling one, too
    auto rings = SwitchRings::open({});
    REQUIRE(rings);
    const auto spawn = [] {
        pid_t child = 0;
        char name[] = "sh", c[] = "-c", script[] = "for i in 1 2 3; do sleep 0.001; done";
        char* words[] = {name, c, script, nullptr};
        if (posix_spawn(&child, "/bin/sh", nullptr, nullptr, words, environ) != 0) return 0;
        waitpid(child, nullptr, 0);
        return static_cast<int>(child);
    };
    const int byCaller = spawn();
    int byThread = 0;
    std::thread([&] { byThread = spawn(); }).join();
    REQUIRE((byCaller && byThread));
    KernelRecords records;
    rings->drain(records);
    for (const int child : {byCaller, byThread}) {
        CHECK(count(records, child, CoreEvent::Kind::In) >= 3);
        CHECK(count(records, child, CoreEvent::Kind::Exit) == 1);
        CHECK(namesOf(records)[child] == "sh");
    }
    // And the shells' own children.
    int sleeps = 0;
    for (const auto& [tid, name] : namesOf(records)) sleeps += name == "sleep";
    CHECK(sleeps == 6);
}

TEST_CASE("a thread has its maker's name until it has its own, in whatever order cores tell") {
    ThreadNames names;
    const auto learned =
        names.learn({{30, 1, 2, 0, "own"}, {20, 1, 3, 2, ""}, {0, 1, 1, 0, "first"}, {10, 1, 2, 1, ""}});
    REQUIRE(learned.size() == 3);
    CHECK(learned[0].name == "first");
    CHECK(learned[1].name == "own");
    CHECK(learned[2].name == "first");
    const auto more = names.learn({{40, 1, 4, 2, ""}});
    REQUIRE(more.size() == 1);
    CHECK(more[0].name == "own");
}

TEST_CASE("being preempted is told from waiting") {
    if (levelOneIsRefused()) return;
    CHECK(inChild([] {
              cpu_set_t one;
              CPU_ZERO(&one);
              CPU_SET(static_cast<unsigned>(sched_getcpu()), &one);
              sched_setaffinity(0, sizeof one, &one);
              auto rings = SwitchRings::open({});
              if (!rings) return 1;
              std::atomic<bool> stop{false};
              std::thread rival([&] {
                  while (!stop) {}
              });
              KernelRecords records;
              const Time until = boottimeNow() + 20'000'000'000;
              while (count(records, ownTid(), CoreEvent::Kind::Preempted) < 5 && boottimeNow() < until)
                  rings->drain(records);
              stop = true;
              rival.join();
              return count(records, ownTid(), CoreEvent::Kind::Preempted) < 5 ? 2 : 0;
          }) == 0);
}

TEST_CASE("rings that are nearly empty may be left for later") {
    if (levelOneIsRefused()) return;
    auto rings = SwitchRings::open({});
    REQUIRE(rings);
    sleepBriefly();
    KernelRecords records;
    rings->drain(records, 0.5);
    CHECK(eventsOf(records, ownTid()).empty());
    rings->drain(records);
    CHECK_FALSE(eventsOf(records, ownTid()).empty());
}

TEST_CASE("rings that were closed leave no descriptor open") {
    if (levelOneIsRefused()) return;
    Sleeper other;
    const int before = openDescriptors();
    for (int i = 0; i < 5; ++i) {
        auto rings = SwitchRings::open({});
        REQUIRE(rings);
        CHECK(openDescriptors() > before);
    }
    CHECK(openDescriptors() == before);
}

TEST_CASE("switches of own threads need no privilege where perf_event_paranoid is 2 or less") {
    if (levelOneIsRefused()) return;
    if (geteuid() != 0) return;  // the other tests have shown it
    const int status = inChild([] {
        if (setgroups(0, nullptr) || setgid(65534) || setuid(65534)) return 10;
        if (recordingLevel().level == 0) return 77;
        auto rings = SwitchRings::open({});
        if (!rings) return 1;
        sleepBriefly();
        KernelRecords records;
        rings->drain(records);
        return count(records, ownTid(), CoreEvent::Kind::In) ? 0 : 2;
    });
    if (status == 77)
        WARN("SKIPPED: perf_event_paranoid is above 2: users without privileges are refused");
    else
        CHECK(status == 0);
}

TEST_CASE("a level that is refused is zero, and says what would raise it") {
    CHECK(inChild([] {
              if (!refusePerfEvents()) return 1;
              const LevelFacts facts = recordingLevel();
              if (facts.level != 0) return 2;
              if (facts.detail.find("Permission denied") == std::string::npos) return 3;
              if (facts.detail.find("raises it") == std::string::npos) return 4;
              return facts.detail.back() == '.' ? 0 : 5;
          }) == 0);
}
