#include "engine/trace/reader.h"
#include "tests/trace/sample_recording.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <atomic>
#include <deque>
#include <mutex>
#include <thread>

using namespace corelane;
using namespace corelane::test;

namespace {

// Long enough that lanes fill many chunks: nested spans, a counter, switches, edges and several runs.
std::string longRecording() {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    Time now = 1000;
    for (int run = 1; run <= 3; ++run) {
        writer.beginRun(someRun(run, run % 2, 5000), now);
        std::array<Writer::LaneId, 2> lanes{};
        for (int w = 0; w < 2; ++w)
            lanes[w] = writer.lane({LaneKind::Worker, w, fmt::format("w{}", w), 1, 10 + w, ""}, now);
        const auto counter = writer.lane({LaneKind::Counter, 0, "ready", 0, 0, "tasks"}, now);
        for (TaskIndex task = 1; task <= 5000; ++task) {
            const std::array<std::uint64_t, 1> in{edgeId(run, task, 0)}, out{edgeId(run, task + 1, 0)};
            const std::size_t w = task % 2;
            const std::array<Switch, 2> pair{{{now, static_cast<int>(10 + w), false}, {now + 8, 0, task % 3 == 0}}};
            writer.switches(static_cast<int>(w), pair);
            writer.begin(lanes[w], now, State::Useful, "compute", task, in);
            writer.begin(lanes[w], now + 2, State::Overhead, fmt::format("name {}", task % 50), 0);
            writer.counter(counter, now + 2, task);
            writer.end(lanes[w], now + 4);
            writer.end(lanes[w], now + 9, out);
            now += 10;
        }
        writer.endRun({}, now);
    }
    writer.endComparison();
    REQUIRE(writer.flush());
    return tape.bytes;
}

}  // namespace

TEST_CASE("older snapshots stay as they were while reading goes on in another thread") {
    const std::string bytes = longRecording();

    struct Kept {
        std::shared_ptr<const Trace> trace;
        std::string text;
    };
    std::mutex mutex;
    std::deque<Kept> kept;
    std::atomic<bool> done = false;
    std::atomic<int> checked = 0, wrong = 0;
    const auto watch = [&](std::size_t which) {
        // Reads the snapshots again and again, also those that the reader goes on from.
        std::size_t next = which;
        for (bool last = false; !last;) {
            last = done;
            Kept one;
            {
                const std::lock_guard lock(mutex);
                if (kept.empty()) continue;
                one = kept[next++ % kept.size()];
            }
            if (textOf(*one.trace) != one.text) ++wrong;
            ++checked;
        }
    };
    std::thread first(watch, 0), second(watch, 1);

    Reader reader;
    bool fed = true;
    const std::size_t pieces = 40, size = bytes.size() / pieces + 1;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        fed = fed && reader.feed(std::string_view(bytes).substr(at, size));
        Kept one{reader.snapshot(), {}};
        one.text = textOf(*one.trace);
        const std::lock_guard lock(mutex);
        kept.push_back(std::move(one));
        if (kept.size() > 6) kept.pop_front();
    }
    const bool finished = reader.finish().has_value();
    done = true;
    first.join();
    second.join();
    CHECK(fed);
    CHECK(finished);
    CHECK(wrong == 0);
    CHECK(checked > 0);
    CHECK(textOf(*reader.snapshot()) == textOf(*read(bytes)));
}

TEST_CASE("finished runs are shared between snapshots, not copied") {
    const auto sample = sampleRecording();
    Reader reader;
    REQUIRE(reader.feed(sample.bytes));
    const auto a = reader.snapshot(), b = reader.snapshot();
    CHECK(a->runs[1] == b->runs[1]);
    CHECK(a->names == b->names);
}
