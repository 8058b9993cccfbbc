// What a frame costs, and how soon after pressing Run there is one with lanes: measured in the window itself, printed
// as one JSON object. Hidden options of the program; tests/bench/frame_bench.cpp runs them.
#pragma once

#include "engine/trace/trace.h"

#include <QByteArray>

#include <memory>

namespace corelane {

class MainWindow;

// A comparison of `runs` runs with `workers` workers each and `spans` spans in all, made in memory. Durations are
// heavy-tailed with dense bursts. Deterministic.
std::shared_ptr<const Trace> syntheticTrace(std::size_t spans, int runs, int workers);

// Paints whole frames of `trace` at zooms from all of it down to a few spans, each at another place, so that no frame
// finds the last one's bins. Milliseconds: the median and the 95th of 100 of the slowest zoom, and the median of
// every zoom.
QByteArray frameBench(MainWindow&, std::shared_ptr<const Trace> trace);

// Starts the comparison as F5 does; seconds until the first frame that shows a worker's lane, as JSON. The comparison
// is then stopped. Needs the default preset to be chosen.
QByteArray firstLanesBench(MainWindow&);

}  // namespace corelane
