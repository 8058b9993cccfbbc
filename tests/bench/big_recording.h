// A recording of any length in memory, for benches of what reads it.
#pragma once

#include "engine/trace/writer.h"

#include <string>

namespace corelane {

struct BigRecording {
    std::string bytes;
    double events = 0, spans = 0;
};
enum class With { EdgesAndMore, SpansOnly };

// Workers of a stencil: a task every ten microseconds or so with three inputs, one of them from a neighbour, a wait
// now and then, a counter, and a switch now and then.
BigRecording bigRecording(Writer::Packing, std::size_t spans, With = With::EdgesAndMore);

}  // namespace corelane
