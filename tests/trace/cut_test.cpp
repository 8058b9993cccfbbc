#include "engine/trace/reader.h"
#include "tests/trace/sample_recording.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace corelane;
using namespace corelane::test;

TEST_CASE("pieces of any size give the same trace as all bytes at once") {
    for (const auto packing : {Writer::Packing::Plain, Writer::Packing::Compressed}) {
        const std::string bytes = sampleRecording(packing, 3).bytes;
        const std::string expected = textOf(*read(bytes));
        std::mt19937 random(1);
        for (const std::size_t longest : {1u, 2u, 7u, 100u, 1000u}) {
            Reader reader;
            for (std::size_t at = 0; at < bytes.size();) {
                const std::size_t size = std::min(bytes.size() - at, 1 + random() % longest);
                REQUIRE(reader.feed(std::string_view(bytes).substr(at, size)));
                at += size;
            }
            REQUIRE(reader.finish());
            CHECK(textOf(*reader.snapshot()) == expected);
            CHECK(reader.snapshot()->bytes == bytes.size());
        }
    }
}

TEST_CASE("snapshots on the way are those of the packets read so far") {
    const auto sample = sampleRecording();
    Reader byBytes;
    std::size_t at = 0;
    for (const auto& step : sample.steps) {
        for (; at < step.bytes; ++at) REQUIRE(byBytes.feed({&sample.bytes[at], 1}));
        Reader whole;
        REQUIRE(whole.feed(std::string_view(sample.bytes).substr(0, step.bytes)));
        REQUIRE(textOf(*byBytes.snapshot()) == textOf(*whole.snapshot()));
        REQUIRE(byBytes.snapshot()->events == step.events);
    }
}

TEST_CASE("reader keeps everything before a cut at any byte, and says how much is torn") {
    for (const auto& [packing, block] :
         {std::pair(Writer::Packing::Plain, 1), std::pair(Writer::Packing::Compressed, 4)}) {
        const auto sample = sampleRecording(packing, block);
        std::string lastText;
        std::uint64_t lastWhole = ~0ull;
        for (std::size_t cut = 0; cut < sample.bytes.size(); ++cut) {
            INFO("cut at " << cut);
            Reader reader;
            REQUIRE(reader.feed(std::string_view(sample.bytes).substr(0, cut)));
            const auto finished = reader.finish();
            if (cut < sample.steps[0].bytes) {
                // The comparison's marker is not whole yet, unless the cut is in what follows it in the first step.
                if (!finished) REQUIRE(finished.error().kind == Error::Kind::Format);
                continue;
            }
            REQUIRE(finished);
            const auto trace = reader.snapshot();
            const auto after = std::upper_bound(
                sample.steps.begin(), sample.steps.end(), cut,
                [](std::size_t c, const SampleRecording::Step& s) { return c < s.bytes; });
            const auto& before = *(after - 1);
            REQUIRE(trace->events >= before.events);
            REQUIRE(trace->events <= after->events);
            REQUIRE(trace->tornBytes <= cut - before.bytes);
            REQUIRE(trace->bytes == cut);
            // Within a packet nothing changes but the count of torn bytes.
            const std::uint64_t whole = cut - trace->tornBytes;
            const std::string text = textOf(*trace);
            if (whole == lastWhole) REQUIRE(text == lastText);
            lastWhole = whole;
            lastText = text;
        }
    }
}

TEST_CASE("a cut run is closed as unfinished with all its lanes") {
    const auto sample = sampleRecording();
    // Just before the first run's end marker.
    std::size_t cut = 0;
    for (const auto& step : sample.steps) {
        Reader reader;
        REQUIRE(reader.feed(std::string_view(sample.bytes).substr(0, step.bytes)));
        const auto trace = reader.snapshot();
        if (trace->runs.size() == 2 && !trace->runs[1]->finished && step.events == 24) cut = step.bytes;
    }
    REQUIRE(cut > 0);
    Reader reader;
    REQUIRE(reader.feed(std::string_view(sample.bytes).substr(0, cut)));
    REQUIRE(reader.finish());
    const auto trace = reader.snapshot();
    const Run& run = *trace->runs[1];
    CHECK_FALSE(run.finished);
    CHECK_FALSE(run.result.correct);
    CHECK(run.end == 6500);
    CHECK(run.result.wall == 5500);
    CHECK(run.edges.size() == 2);
    CHECK(run.find(3));
    CHECK_FALSE(trace->ended);
}
