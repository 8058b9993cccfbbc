// What a comparison says in numbers: the one source for `run --json`, `info --json`, the results table in the window,
// the reports and the table on the terminal. Computed from the trace alone.
#pragma once

#include "engine/export/data_quality.h"
#include "engine/export/notes.h"
#include "engine/export/reproduction.h"
#include "engine/findings/finding.h"
#include "engine/trace/balance.h"
#include "engine/trace/run_numbers.h"
#include "engine/trace/statistics.h"
#include "engine/trace/trace.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace corelane {

struct RunSummary {
    std::shared_ptr<const Run> run;
    Balance balance;  // all zero for a run that was not recorded
};

// One model against the one with the smallest median.
struct Versus {
    std::string best;        // its label
    Ratio ratio;             // how many times its wall time
    double p = 1;            // Mann-Whitney, adjusted by Holm over all pairs of ranked models
    double cliffsDelta = 0;  // 1: every repetition took longer than every one of the best
};

// What the chain that decided when a run ended was made of; the states and `unknown` sum to the wall time.
struct PathShares {
    std::array<Duration, stateCount> state{};
    Duration unknown = 0;
    std::size_t handOvers = 0;
    Duration of(State s) const { return state[static_cast<std::size_t>(s)]; }
};

// The worst of what a fault did in the runs that asked for it.
struct FaultSummary {
    std::string kind, promise;  // see InjectedFault
    int worker = -1;
    std::size_t runs = 0, struck = 0;  // recorded ones without warm-up; in how many of them it had its turn
    std::size_t ended = 0;             // runs without a complete result, as promised
    std::uint64_t tasksLost = 0;
    std::optional<std::uint64_t> ranTwice;
    std::optional<Duration> detected;
    bool kept = true;  // the promise, in every run
};

struct ModelSummary {
    std::string model, title;
    std::string variant;  // what tells two entries of one model apart: "transport=pipe"; "" when the model is alone
    int repetitions = 0;  // counted: recorded, not warm-up, correct, no error
    Options options;
    int workers = 0;
    double medianNs = 0;  // of the counted ones; 0 when there is none
    std::optional<std::pair<double, double>> ci95Ns;
    std::vector<double> wallsNs;                // of the counted ones, in the order they ran
    std::optional<double> speedup, efficiency;  // against serial of the same comparison; nothing without serial
    std::optional<int> rank;                    // nothing for a wrong or failed model
    std::optional<Versus> versusBest;           // nothing for what is not ranked, and for the best itself
    bool correct = true;
    std::shared_ptr<const Run> medianRun;    // the run to draw
    std::optional<PathShares> criticalPath;  // of the median run
    std::optional<RunNumbers> numbers;       // of the median run
    std::optional<double> costPercent;       // recording on / recording off - 1
    std::uint64_t lostEvents = 0;            // in all its recorded runs
    std::string problem;                     // a sentence when wrong, failed or interrupted
    std::optional<FaultSummary> fault;       // nothing: none was asked for
};

struct Expectation {
    std::string expect;              // the preset's sentence
    std::optional<double> measured;  // nothing: could not be measured
    std::string unit;                // of measured and the bounds: "x", "ns", "share", "bytes" or "" for a count
    std::optional<bool> holds;
    std::string measure;  // "lock_share", as the preset spells it
    std::optional<double> atLeast, atMost;
};

// What was found in the median run of a model.
struct ModelFinding {
    std::size_t model;  // in Summary::models
    std::shared_ptr<const Run> run;
    Finding finding;
};

struct Summary {
    std::vector<RunSummary> runs;       // recorded ones and those with the recorder off, in order
    std::vector<ModelSummary> models;   // in the preset's order
    std::optional<double> costPercent;  // median over models of their cost
    std::uint64_t lostEvents = 0;
    std::vector<ModelFinding> findings;  // model by model, the costliest first
    std::vector<Expectation> expectations;
    std::string verdict;  // which model to take, or why none can be named, and that the data are poor, if so
    DataQuality quality;
    std::optional<Reproduction> reproduction;  // of the earlier comparison that this one repeats
    bool allCorrect = true;
    bool complete = true;  // false: stopped, torn or not at its end yet, so that no expectation is judged
};

Summary summarize(const Trace&);

// What the summary holds of one of its runs; null when it is not among them.
const RunSummary* find(const Summary&, const Run*);

// The object of `run --json` and `info --json`, design: fields keep their names; unknown is null.
// With notes it has a list of them, "notes": [{"from_ns", "to_ns", "text", "run", "place"}].
std::string summaryJson(const Trace&, const Summary&, std::span<const ReportNote> notes = {});
// The table for a terminal, fixed columns, no colour.
std::string summaryTable(const Trace&, const Summary&);

}  // namespace corelane
