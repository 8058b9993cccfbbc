// Field numbers of the part of Perfetto's protocol that is written and read here, and Corelane's conventions on top
// of it; FORMAT.md is the prose. For the writer, the reader and the exporter.
#pragma once

#include "engine/trace/state.h"

#include <protozero/types.hpp>

#include <cstdint>
#include <string_view>

namespace corelane::perfetto {

using Tag = protozero::pbf_tag_type;

namespace trace {
inline constexpr Tag packet = 1;
}
namespace packet {
inline constexpr Tag ftraceEvents = 1, processTree = 2, clockSnapshot = 6, timestamp = 8, sequence = 10,
                     trackEvent = 11, internedData = 12, sequenceFlags = 13, previousPacketDropped = 42,
                     compressedPackets = 50, timestampClock = 58, defaults = 59, trackDescriptor = 60, traceUuid = 89;
}
namespace defaults {
inline constexpr Tag trackEvent = 11, timestampClock = 58;
}
namespace event {
inline constexpr Tag annotation = 4, type = 9, nameIid = 10, track = 11, category = 22, name = 23, counterValue = 30,
                     flowsOut = 47, flowsIn = 48, correlation = 52;
inline constexpr std::uint32_t begin = 1, end = 2, instant = 3, counter = 4;
}  // namespace event
namespace annotation {
inline constexpr Tag boolean = 2, uint = 3, integer = 4, real = 5, text = 6, name = 10, dict = 11, array = 12;
}
namespace interned {
inline constexpr Tag eventName = 2, iid = 1, name = 2;
}
namespace track {
inline constexpr Tag uuid = 1, name = 2, process = 3, thread = 4, parent = 5, counter = 8;
inline constexpr Tag processPid = 1, processName = 6, threadPid = 1, threadTid = 2, threadName = 5;
inline constexpr Tag counterUnitName = 6;
}  // namespace track
namespace snapshot {
inline constexpr Tag clock = 1, primary = 2, clockId = 1, clockTime = 2, clockIncremental = 3;
inline constexpr std::uint32_t boottime = 6, deltas = 64;
}  // namespace snapshot
namespace ftrace {
inline constexpr Tag cpu = 1, compactSched = 4;
inline constexpr Tag switchTime = 1, switchPrevState = 2, switchNextPid = 3, switchNextPrio = 4, names = 5,
                     switchNextName = 6;
}  // namespace ftrace
namespace tree {
inline constexpr Tag process = 1, thread = 2;
inline constexpr Tag processPid = 1, processCommand = 3, threadTid = 1, threadName = 2, threadGroup = 3;
}  // namespace tree

inline constexpr std::uint32_t incrementalStateCleared = 1;

// Sequence 1 carries the markers, sequences from 2 one lane each, used again in the next run.
inline constexpr std::uint32_t markerSequence = 1, firstLaneSequence = 2;
inline constexpr std::uint64_t markerTrack = 0x434f52454c414e45;  // "CORELANE"
inline constexpr std::string_view categoryComparison = "corelane.comparison", categoryRun = "corelane.run",
                                  categoryLoss = "corelane.loss", categoryLane = "corelane.lane",
                                  categoryLaneEnd = "corelane.lane_end", categoryGive = "corelane.give";

// An interned span name carries the span's state in its number.
inline constexpr std::uint32_t maximumNames = 8000;  // of one lane
constexpr std::uint32_t iidOf(std::uint32_t name, State state) {
    return 1 + (name << 3 | static_cast<std::uint32_t>(state));
}
constexpr State stateOf(std::uint64_t iid) {
    return static_cast<State>((iid - 1) & 7);
}

}  // namespace corelane::perfetto
