// Recordings as pictures, and traces as text: a test shows what it reads, and a failure prints the same picture.
//
//     w0 |ssAAA--BB..|      one line a worker, one character a tick
//     w1 |  sCCCCCqqq|
//
// Capital letters are useful work on task 1 (A) to 26 (Z); o overhead, l lock, q queue, i io, r runnable, . idle,
// s startup. Equal neighbours are one span. "-" is a time without a span, " " one in which the worker does not live.
#pragma once

#include "engine/trace/trace.h"
#include "engine/trace/writer.h"

#include <string>
#include <string_view>

namespace corelane::test {

// A comparison and a run as tests need them when they do not care.
Comparison someComparison();
RunInfo someRun(int number = 1, int level = 0, std::uint32_t tasks = 26);

struct Picture {
    Time begin = 1'000'000;
    Duration tick = 1000;
};

// The bytes of a recording with one run, its workers as drawn.
std::string recordingOf(std::string_view picture, Picture = {}, Writer::Packing = Writer::Packing::Plain);
// What the workers' segments paint, drawn the same way. Useful work is "U": segments know no task.
std::string pictureOf(const Run&, Picture = {});

// Everything a trace holds, line by line, but how many bytes it was read from.
std::string textOf(const Trace&);
std::string textOf(const Trace&, const Run&);

// Gathers what a writer writes.
struct Tape {
    std::string bytes;
    Writer::Sink sink() {
        return [this](std::string_view more) -> Result<> {
            bytes.append(more);
            return {};
        };
    }
};

// Reads all of it; the test fails if it is not a recording.
std::shared_ptr<const Trace> read(std::string_view bytes);

}  // namespace corelane::test
