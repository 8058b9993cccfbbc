// How the user has laid the runs of a comparison beside each other: which are shown, in which order, what stands at
// the same place of the time axis, and which one the others are compared with. A plain value; no Qt.
#pragma once

#include "app/drawn_runs.h"

#include <string>
#include <vector>

namespace corelane {

struct Arrangement {
    enum class Align : std::uint8_t {
        Start,  // of every run
        Task,   // the begin of the task `anchor`
        Step,   // the first begin among the tasks of its step
    };
    enum class Lanes : std::uint8_t { Number, Name, Core, Begin, Waiting };

    Align align = Align::Start;
    TaskIndex anchor = 0;
    bool sameLength = false;         // every finished run is drawn as long as the longest one
    Lanes lanes = Lanes::Number;     // the order of a run's workers, from the top
    std::vector<std::string> order;  // keys of runs that were moved, from the top; empty: the preset's order
    std::vector<std::string> hidden, collapsed;
    std::string baseline;  // a key; empty: none
    friend bool operator==(const Arrangement&, const Arrangement&) = default;

    bool plainAxis() const { return align == Align::Start && !sameLength; }  // times since the runs' starts
    bool hides(const std::string& key) const;
    bool collapses(const std::string& key) const;
};

// The runs that are shown, in order, each with its place on the axis. A run in which the anchor did not run (yet)
// stands with its begin where the earliest of the others begins.
std::vector<DrawnRun> arranged(std::vector<DrawnRun>, const Arrangement&, bool recording);

// Of a run under this alignment; nothing where the anchor did not run.
std::optional<Time> anchorTime(const Run&, Arrangement::Align, TaskIndex anchor);

// Indices of Run::workers from the top. Name: by letters; Core: by the core that ran most of it; Begin: by the start
// of its life; Waiting: who waited longest comes first.
std::vector<int> laneOrder(const Run&, Arrangement::Lanes);

}  // namespace corelane
