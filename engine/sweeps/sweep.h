// A sweep: one preset run again and again with one thing changed, and what its curves say: how small a task may be,
// by which law a model scales, where one model overtakes another. Made of the points' summaries and nothing else.
#pragma once

#include "engine/export/summary.h"
#include "engine/sweeps/cross_over.h"
#include "engine/sweeps/metg.h"
#include "engine/sweeps/scaling_fits.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

enum class AxisUnit { Count, Nanoseconds, Size, Share };

// What is varied. `name` is the command line's word: "grain", "workers", or a pointer into the preset.
struct AxisFacts {
    std::string name, title;
    AxisUnit unit = AxisUnit::Count;
    Spacing spacing = Spacing::Logarithmic;
    enum class Meaning { Other, Scale, TaskLength } meaning = Meaning::Other;  // Scale: cores or workers
};

std::string axisValueText(double value, AxisUnit);  // "4us", "16", "64KiB", "0.25": as the command line reads it

// One model at one point.
struct SweepSample {
    std::string label;  // the same at every point
    std::string model;
    int cores = 0, workers = 0;
    std::uint64_t tasks = 0;      // of one run
    std::vector<double> wallsNs;  // of the runs that count
    double medianNs = 0;          // 0: none counts
    std::optional<std::pair<double, double>> ci95Ns;
    std::optional<double> speedup, efficiency;  // against serial at the same point
    std::optional<int> medianRun;               // its number in the point's file
    std::string problem;                        // a sentence when a run of it failed or was wrong
};

struct SweepPoint {
    double value = 0;
    std::string file;  // the recording behind it, beside the sweep's own file; "" when none is kept
    double work = 0;   // of one run, in the unit of Sweep::workUnit; 0: not counted
    std::vector<SweepSample> models;
    std::string problem;  // a sentence when the point could not be run at all
};

struct Sweep {
    std::string preset, title, started, machine;
    int cores = 0;  // of the machine
    std::uint64_t seed = 0;
    AxisFacts axis;
    std::string workUnit;            // "FLOP", "bytes" or "iterations"; "" when work is not counted
    std::vector<SweepPoint> points;  // ascending
    bool interrupted = false;
};

// A point's models as its recording says, null when there is none; one for each of `entries`, which are the preset's.
struct SweepEntry {
    std::string label, model;
    Options options;
    int workers = 0;
};
std::vector<SweepSample> samplesOf(const Trace*, std::span<const SweepEntry>);

struct ModelCurve {
    std::string label;
    std::optional<Metg> metg;       // on axes that change a task's length, for models that use all cores
    std::vector<ScalingFit> fits;   // on axes of cores or workers; a law each
    std::string whyNoFit;           // a sentence, on those axes
    std::vector<std::string> said;  // in sentences
};

struct NamedCrossOver {
    std::string fasterBelow, fasterAbove;
    CrossOver place;
    std::string sentence;
};

struct SweepCurves {
    std::vector<ModelCurve> models;
    std::vector<NamedCrossOver> crossOvers;  // of every pair, but serial with none
    std::optional<double> bestRate;          // work a second, the 100 % of METG
    std::string bestRateOf;                  // "threads at 1ms"
    std::vector<std::string> notes;          // what could not be said, and why
};

SweepCurves curvesOf(const Sweep&);

// Wall time x cores / tasks and its work a second over the best, of each point's mean wall time; in order of falling
// work a task. Points without a counted run are left out.
struct SweepGranularity {
    std::size_t point;  // in Sweep::points
    MetgPoint metg;
};
std::vector<SweepGranularity> granularities(const Sweep&, std::size_t model, double bestRate);

// The speed-ups at every value of the axis: against serial at the same point, or, without serial, against the model
// itself at 1; empty where there is neither.
struct SweepScaling {
    std::size_t point;  // in Sweep::points
    ScalingPoint scaling;
};
std::vector<SweepScaling> scalingPoints(const Sweep&, std::size_t model);

// Of what sweepJson() wrote, whoever kept it; medians are made anew of the wall times. `file` is named in errors
// (Format), which say what is missing or of the wrong kind.
Result<Sweep> readSweep(std::string_view json, std::string_view file);

std::string sweepJson(const Sweep&, const SweepCurves&);
std::string sweepCsv(const Sweep&);  // one row a run that counts; columns as engine/sweeps/CSV.md says
std::string sweepTable(const Sweep&, const SweepCurves&);

}  // namespace corelane
