// What a comparison says in numbers: the one source for `run --json`, `info --json`, the results table in the window,
// the reports and the table on the terminal. Computed from the trace alone.
#pragma once

#include "engine/trace/balance.h"
#include "engine/trace/trace.h"

#include <optional>
#include <string>
#include <vector>

namespace corelane {

struct RunSummary {
    std::shared_ptr<const Run> run;
    Balance balance;  // all zero for a run that was not recorded
};

struct ModelSummary {
    std::string model, title;
    std::string variant;  // what tells two entries of one model apart: "transport=pipe"; "" when the model is alone
    int repetitions = 0;  // counted: recorded, not warm-up, correct, no error
    double medianNs = 0;
    std::optional<std::pair<double, double>> ci95Ns;
    std::optional<double> speedup, efficiency;  // against serial of the same comparison; nothing without serial
    std::optional<int> rank;                    // nothing for a wrong or failed model
    bool correct = true;
    std::shared_ptr<const Run> medianRun;       // the run to draw
    std::optional<double> costPercent;          // recording on / recording off - 1
    std::string problem;                        // a sentence when wrong, failed or interrupted
};

struct Expectation {
    std::string expect;              // the preset's sentence
    std::optional<double> measured;  // nothing: could not be measured
    std::string unit;
    std::optional<bool> holds;
};

struct Summary {
    std::vector<RunSummary> runs;      // recorded ones and those with the recorder off, in order
    std::vector<ModelSummary> models;  // in the preset's order
    std::optional<double> costPercent; // median over models of their cost
    std::uint64_t lostEvents = 0;
    std::vector<Expectation> expectations;
    bool allCorrect = true;
};

Summary summarize(const Trace&);

// The object of `run --json` and `info --json`, design: fields keep their names; unknown is null.
std::string summaryJson(const Trace&, const Summary&);
// The table for a terminal, fixed columns, no colour.
std::string summaryTable(const Trace&, const Summary&);

}  // namespace corelane
