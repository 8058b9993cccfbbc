// A small recording with one of everything in it, and what stands in its bytes after each step of writing it.
#pragma once

#include "tests/support/text_trace.h"

#include <vector>

namespace corelane::test {

struct SampleRecording {
    struct Step {
        std::size_t bytes;     // written so far
        std::uint64_t events;  // begins, ends, counter points and switches among them
    };
    std::string bytes;
    std::vector<Step> steps;
};

// `stepsABlock`: how many steps are handed over at a time; a cut loses at most one block.
SampleRecording sampleRecording(Writer::Packing = Writer::Packing::Plain, int stepsABlock = 1);

// What its runs were told to be.
RunInfo firstSampleRun(), secondSampleRun();
RunResult firstSampleResult(), secondSampleResult();

}  // namespace corelane::test
