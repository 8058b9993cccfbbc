#include "engine/trace/reader.h"
#include "tests/trace/sample_recording.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <vector>

using namespace corelane;
using namespace corelane::test;

namespace {

// Reads what may be anything: the reader says no, or what it gives can be looked at from end to end.
void survives(std::string_view bytes, std::size_t pieces = 1) {
    Reader reader;
    const std::size_t size = bytes.size() / pieces + 1;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        const auto fed = reader.feed(bytes.substr(at, size));
        if (!fed) REQUIRE_FALSE(fed.error().message.empty());
        if (pieces > 1) (void)textOf(*reader.snapshot());
    }
    const auto finished = reader.finish();
    if (!finished) {
        REQUIRE(finished.error().kind == Error::Kind::Format);
        REQUIRE_FALSE(finished.error().message.empty());
    }
    const auto trace = reader.snapshot();
    REQUIRE(trace->bytes == bytes.size());
    (void)textOf(*trace);
    std::vector<Column> columns(50);
    for (const auto& run : trace->runs)
        for (const auto* lanes : {&run->cores, &run->workers, &run->tasks})
            for (const auto& lane : *lanes) {
                lane->segments.query(run->begin, run->end, columns);
                Time last = 0;
                for (std::size_t i = 0; i < lane->spans.size(); ++i) {
                    const Span& span = lane->spans[i];
                    REQUIRE(span.begin >= last);
                    if (run->finished) REQUIRE(span.end >= span.begin);
                    last = span.begin;
                }
            }
}

}  // namespace

TEST_CASE("a flipped bit anywhere is survived") {
    for (const auto packing : {Writer::Packing::Plain, Writer::Packing::Compressed}) {
        std::string bytes = sampleRecording(packing, 6).bytes;
        for (std::size_t at = 0; at < bytes.size(); ++at)
            for (const int bit : {0, 3, 6, 7}) {
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
                survives(bytes);
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
            }
    }
}

TEST_CASE("bytes missing, doubled or replaced in the middle are survived") {
    const std::string good = sampleRecording().bytes;
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes = good;
        for (auto n = 1 + random() % 3; n > 0; --n) {
            const std::size_t at = random() % bytes.size(), size = 1 + random() % 40;
            switch (random() % 3) {
            case 0:
                bytes.erase(at, size);
                break;
            case 1:
                bytes.insert(at, std::string(bytes.substr(at, size)));
                break;
            default:
                for (std::size_t i = at; i < std::min(bytes.size(), at + size); ++i)
                    bytes[i] = static_cast<char>(random());
            }
        }
        survives(bytes, 1 + random() % 4);
    }
}

TEST_CASE("random bytes are survived, inside packets too") {
    const auto sample = sampleRecording();
    const std::string beginning = sample.bytes.substr(0, sample.steps[8].bytes);
    std::mt19937 random(8);
    for (int round = 0; round < 3000; ++round) {
        std::string noise(random() % 300, '\0');
        for (char& c : noise) c = static_cast<char>(random());
        survives(noise);
        // Framed as packets behind a good beginning, and as packets alone.
        std::string framed = round % 2 ? beginning : std::string();
        for (std::size_t at = 0; at < noise.size(); at += 100) {
            const std::string body = noise.substr(at, 100);
            framed += '\x0a';
            framed += static_cast<char>(body.size());
            framed += body;
        }
        survives(framed);
    }
}

TEST_CASE("whole packets in any order are survived") {
    const auto sample = sampleRecording();
    std::vector<std::string> packets;
    std::size_t at = 0;
    for (const auto& step : sample.steps) {
        packets.push_back(sample.bytes.substr(at, step.bytes - at));
        at = step.bytes;
    }
    std::mt19937 random(9);
    for (int round = 0; round < 500; ++round) {
        std::shuffle(packets.begin() + 1, packets.end(), random);
        std::string bytes;
        for (const auto& packet : packets) bytes += packet;
        survives(bytes, 1 + round % 3);
    }
}

TEST_CASE("what was read before the damage stays, and the rest is counted as torn") {
    const auto sample = sampleRecording();
    const std::size_t good = sample.steps[sample.steps.size() / 2].bytes;
    std::string bytes = sample.bytes.substr(0, good) + "this is no packet";
    Reader reader;
    CHECK_FALSE(reader.feed(bytes));
    CHECK_FALSE(reader.feed("more"));
    REQUIRE(reader.finish());
    const auto trace = reader.snapshot();
    CHECK(trace->events == sample.steps[sample.steps.size() / 2].events);
    CHECK(trace->tornBytes == 21);
}

TEST_CASE("a block that would inflate beyond all measure is refused") {
    // 64 MiB and more of nothing, deflated to little: found by its size, not by running out of memory.
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Compressed);
    Comparison comparison = someComparison();
    comparison.presetJson.assign(70u << 20, ' ');
    writer.comparison(comparison);
    REQUIRE(writer.flush());
    CHECK(tape.bytes.size() < (1u << 20));
    Reader reader;
    CHECK_FALSE(reader.feed(tape.bytes));
}
