// Two recordings of one preset, before and after: what became slower, by how much, and whether more than by chance.
#pragma once

#include "engine/export/summary.h"
#include "engine/trace/result.h"

#include <string>
#include <vector>

namespace corelane {

// What a model did from the first recording to the second. A change counts when it is larger than the tolerance and
// beyond noise: the rank test's p, adjusted by Holm over all models, is below Changes::significance.
enum class Outcome {
    Same,    // no change that counts
    Slower,  // a regression
    Faster,
    Noise,    // larger than the tolerance, but times vary too much here to tell
    TooFew,   // so few repetitions that no change could be told
    Broken,   // was correct, is wrong or has failed: a regression
    Mended,   // was wrong or had failed, is correct
    Unsound,  // wrong or failed in both
    Gone,     // in the first recording only
    Added,    // in the second only
};
std::string_view outcomeName(Outcome);  // "same", "too_few"

struct ModelChange {
    std::string model, variant;
    std::optional<double> beforeNs, afterNs;  // medians
    int repetitionsBefore = 0, repetitionsAfter = 0;
    std::optional<Ratio> ratio;  // after / before
    std::optional<double> p, cliffsDelta;
    Outcome outcome = Outcome::Same;
    std::string sentence;  // what the outcome means here
};
std::string label(const ModelChange&);  // "process_pool (transport=pipe)"

struct Changes {
    static constexpr double significance = 0.01;  // strict: a build server asks every day

    std::string before, after;  // what the recordings are called
    std::string preset;
    double tolerance = 0.05;  // a share: 0.05 is 5 %
    std::vector<ModelChange> models;
    bool disturbed = false;  // other programs held the cores, see foreign_load.h: then no time is Slower or Faster
    bool inTurns = false;    // both were recorded at the same time, see `turns`
    std::vector<std::string> notes;  // sentences on what else differs, or is not as it should be
    bool regressed() const;
    std::string verdict() const;  // one sentence
};

struct Recorded {
    std::string name;  // the file's
    const Trace& trace;
};

// Models are matched by name, options and number of workers. Error (Invalid): the presets, their workloads or the
// numbers of cores are not the same, so that times do not compare; or nothing in a recording counts.
Result<Changes> changesBetween(const Recorded& before, const Recorded& after, double tolerance);

std::string changesText(const Changes&);      // for a terminal
std::string changesMarkdown(const Changes&);  // for a pull request
std::string changesJson(const Changes&);
std::string changesJunit(const Changes&);  // for a build server: one test case a model

}  // namespace corelane
