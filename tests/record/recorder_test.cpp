#include "engine/record/recorder.h"
#include "engine/record/recorder_memory.h"
#include "tests/record/child_process.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <set>
#include <sys/mman.h>
#include <sys/resource.h>
#include <thread>

using namespace corelane;

namespace {

RecorderSettings small(int lanes = 2) {
    RecorderSettings s;
    s.lanes = lanes;
    s.recordsPerLane = 64;
    return s;
}

// Spans; whether the thread left its core meanwhile is noted, too, and nobody's business here.
std::uint64_t recorded(Recorder& recorder, int slot) {
    const Record* records = recorder.shared()->records(slot);
    return static_cast<std::uint64_t>(
        std::count_if(records, records + recorder.shared()->ring[slot].head.load(), [](const Record& r) {
            return r.kind == RecordKind::Span;
        }));
}

}  // namespace

TEST_CASE("the same text has the same number, from any thread") {
    Recorder recorder = Recorder::make(small()).value();
    std::vector<std::vector<NameId>> ids(8);
    std::vector<std::thread> threads;
    for (auto& mine : ids)
        threads.emplace_back([&] {
            for (int n = 0; n < 40; ++n) mine.push_back(recorder.name(fmt::format("name {}", n)));
        });
    for (auto& t : threads) t.join();
    for (const auto& mine : ids) CHECK(mine == ids[0]);
    CHECK(std::set<NameId>(ids[0].begin(), ids[0].end()).size() == 40);
}

TEST_CASE("names beyond the two hundredth are one unknown name, and long ones are cut between characters") {
    Recorder recorder = Recorder::make(small()).value();
    const std::string longName = std::string(46, 'x') + "\xc3\xa9" + "tail";
    const NameId id = recorder.name(longName);
    CHECK(std::string(recorder.shared()->name[id].text) == std::string(46, 'x'));
    CHECK(recorder.name(longName) == id);
    std::set<NameId> all;
    for (int n = 0; n < 250; ++n) all.insert(recorder.name(fmt::format("name {}", n)));
    CHECK(all.size() == 200);  // 199 more and the unknown one
    CHECK(all.contains(unknownName));
}

TEST_CASE("a name whose writer was killed while writing it does not stop the others") {
    Recorder recorder = Recorder::make(small()).value();
    recorder.shared()->name[0].state = EntryState::Claimed;
    const NameId id = recorder.name("after");
    CHECK(id == 1);
    CHECK(recorder.name("after") == id);
}

TEST_CASE("settings that cannot be are refused with a sentence") {
    RecorderSettings s = small(81);
    CHECK(Recorder::make(s).error().message == "a recording has 1 to 80 lanes, 81 were asked for");
    s = small();
    s.recordsPerLane = 100;
    CHECK(Recorder::make(s).error().kind == Error::Kind::Invalid);
    s.recordsPerLane = std::size_t(1) << 50;
    CHECK(Recorder::make(s).error().message.find("record fewer lanes") != std::string::npos);
}

TEST_CASE("a worker process attaches by descriptor and adds to the same recording") {
    Recorder recorder = Recorder::make(small()).value();
    const NameId useful = recorder.name("useful");
    const int status = inChild([&] {
        auto mine = Recorder::attach(recorder.fd());
        if (!mine) return 1;
        if (mine->name("useful") != useful) return 2;
        mine->addTasks(3, 7);
        mine->addBytesMoved(100);
        mine->fault("it went wrong");
        mine->fault("and again");
        mine->name("from the child");
        {
            WorkerLane lane(*mine, 1, "w1");
            const auto mark = lane.mark();
            lane.span(mark, State::Useful, useful, 5);
        }
        while (!mine->stopRequested()) mine->requestStop();
        return 0;
    });
    REQUIRE(status == 0);
    CHECK(recorder.tasks() == 3);
    CHECK(recorder.digest() == 7);
    CHECK(recorder.bytesMoved() == 100);
    CHECK(recorder.faults() == 2);
    CHECK(recorder.firstFault() == "it went wrong");
    CHECK(recorder.stopRequested());
    CHECK(recorder.name("from the child") == useful + 1);
    const LaneEntry& lane = recorder.shared()->lane[0];
    CHECK(lane.index == 1);
    CHECK(std::string(lane.name) == "w1");
    CHECK(lane.pid != getpid());
    CHECK(lane.end > lane.begin);
    CHECK(recorded(recorder, 0) == 1);
}

TEST_CASE("a descriptor of something else is refused") {
    const int fd = memfd_create("something", 0);
    REQUIRE(ftruncate(fd, 1 << 20) == 0);
    CHECK(Recorder::attach(fd).error().kind == Error::Kind::Invalid);
    close(fd);
    CHECK_FALSE(Recorder::attach(fd));
}

TEST_CASE("the descriptor is closed on exec") {
    Recorder recorder = Recorder::make(small()).value();
    CHECK((fcntl(recorder.fd(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("a recorder that is off records nothing and still counts, stops and tells times") {
    RecorderSettings s = small();
    s.enabled = false;
    s.recordsPerLane = 1u << 20;
    Recorder recorder = Recorder::make(s).value();
    CHECK_FALSE(recorder.enabled());
    CHECK(recorder.shared()->bytes < 100'000);
    CHECK(recorder.beginTime() == 0);
    recorder.begin();
    {
        WorkerLane lane(recorder, 0, "w0");
        const NameId name = recorder.name("useful");
        const auto mark = lane.mark();
        lane.open(State::Useful, name);
        lane.span(mark, State::Useful, name, 1);
        lane.span(mark, lane.mark(), State::Useful, name, 1);
        lane.counter(recorder.counter("ready", "tasks"), 3);
        lane.close();
    }
    recorder.addTasks(2, 3);
    recorder.requestStop();
    recorder.end();
    CHECK(recorder.endTime() > recorder.beginTime());
    CHECK(recorder.tasks() == 2);
    CHECK(recorder.digest() == 3);
    CHECK(recorder.stopRequested());
    CHECK(recorder.shared()->lanesOpened == 0);
}

TEST_CASE("lanes beyond those provided for record nothing and are counted") {
    Recorder recorder = Recorder::make(small(1)).value();
    WorkerLane first(recorder, 0, "w0"), second(recorder, 1, "w1");
    second.span(second.mark(), State::Useful, 0);
    CHECK(recorder.shared()->lanesOpened == 2);
    CHECK(recorder.shared()->lanesInUse() == 1);
}

TEST_CASE("many lanes record at once, each into its own ring") {
    Recorder recorder = Recorder::make(small(40)).value();
    std::vector<std::thread> threads;
    for (int w = 0; w < 40; ++w)
        threads.emplace_back([&, w] {
            WorkerLane lane(recorder, w, fmt::format("w{}", w));
            const NameId name = recorder.name("useful");
            for (int i = 0; i < 20; ++i) lane.span(lane.mark(), State::Useful, name, static_cast<TaskIndex>(w));
            recorder.addTasks(20, 1);
        });
    for (auto& t : threads) t.join();
    CHECK(recorder.tasks() == 800);
    std::uint64_t wrong = 0;
    for (int slot = 0; slot < 40; ++slot) {
        RingReader reader(&recorder.shared()->ring[slot], recorder.shared()->records(slot), 64);
        reader.drain([&](const Record* r, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i)
                if (r[i].kind == RecordKind::Span)
                    wrong += r[i].task != static_cast<TaskIndex>(recorder.shared()->lane[slot].index);
        });
    }
    CHECK(wrong == 0);
}

TEST_CASE("a signal handler may request the stop") {
    static Recorder* target = nullptr;
    Recorder recorder = Recorder::make(small()).value();
    target = &recorder;
    const auto before = std::signal(SIGUSR1, [](int) { target->requestStop(); });
    std::raise(SIGUSR1);
    std::signal(SIGUSR1, before);
    CHECK(recorder.stopRequested());
}

TEST_CASE("no span of a worker in another process pays for a page of its ring") {
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
    WARN("Left out: a sanitizer's own memory is touched for the first time as well.");
    return;
#endif
    constexpr std::size_t records = 1u << 14;  // 128 pages
    auto made = Recorder::make({.lanes = 1, .recordsPerLane = records});
    REQUIRE(made);
    auto attached = Recorder::attach(made->fd());  // as another process maps it: without the pages
    REQUIRE(attached);
    WorkerLane lane(*attached, 0, "w0");
    rusage before{}, after{};
    getrusage(RUSAGE_THREAD, &before);
    for (std::size_t i = 0; i + 1 < records; ++i) lane.span(lane.mark(), State::Useful, 0);
    getrusage(RUSAGE_THREAD, &after);
    CHECK(after.ru_minflt - before.ru_minflt < 8);
}
