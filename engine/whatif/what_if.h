// What if: how long a recorded run would have taken with one thing changed. First the run is replayed unchanged; only
// when that gives what was measured is anything changed. One more question is one file here and one word in
// CMakeLists.txt.
#pragma once

#include "engine/trace/trace.h"

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

class Replay;

// What a question makes of a run: the time it predicts, or why the run does not have what it asks about.
struct Answer {
    std::optional<Duration> wall;
    std::string sentence;  // without the time: "With 4 cores instead of 2"; of no answer: why there is none, whole
    std::string assumes;   // one sentence
};

// What the command line may choose; the default is the question's own choice.
struct WhatIfChoice {
    std::string name;  // of spans that are twice as fast; "": what takes most of the useful time
    int cores = 0;     // 0: twice as many
};

struct Question {
    std::string_view name, title;
    std::string_view summary;  // what it changes
    Answer (*ask)(const Trace&, const Replay&, const WhatIfChoice&);
};

std::span<const Question* const> questions();

struct Prediction {
    const Question* question = nullptr;
    std::optional<Duration> wall;
    std::string sentence, assumes;  // the sentence is whole: "With 4 cores instead of 2 it would take 12.1 ms, …"
};

struct WhatIf {
    Duration measured = 0;
    std::optional<Duration> replayed;     // unchanged; nothing: it cannot be replayed
    std::string refused;                  // why there are no predictions, a sentence; "" when there are
    std::vector<Prediction> predictions;  // one a question, in order
};

// How far a replay may be from what was measured before nothing is predicted of the run.
inline constexpr double replayTolerance = 0.05;

// Cost: a few passes over the run's spans and edges a question. Once `outdated` is set no further question is asked.
WhatIf whatIf(const Trace&, const Run&, const WhatIfChoice& = {}, const std::atomic<bool>* outdated = nullptr);

}  // namespace corelane
