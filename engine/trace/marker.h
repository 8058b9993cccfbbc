// What run and comparison markers say, as a tree of named values: Perfetto's debug annotations. Private to the writer
// and the reader.
#pragma once

#include "engine/trace/comparison.h"
#include "engine/trace/trace.h"

#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace corelane {

struct Annotation {
    std::string name;
    std::variant<std::monostate, bool, std::uint64_t, std::int64_t, double, std::string> value;
    enum class Nesting { None, Dict, Array } nesting = Nesting::None;
    std::vector<Annotation> inner;
};
using Annotations = std::vector<Annotation>;

// What lanes and losses say of themselves. `run` is the number of the run they belong to.
struct LaneMarker {
    int run = 0;
    LaneKind kind = LaneKind::Worker;
    int index = 0;
    std::string name, unit;
    std::int32_t pid = 0, tid = 0;
    bool watched = false;
};

Annotations annotationsOf(const Comparison&);
Annotations annotationsOf(const RunInfo&);
Annotations annotationsOf(const RunResult&);
Annotations annotationsOf(const LaneMarker&);
Annotations annotationsOf(const Loss&);
Annotations endAnnotations(bool interrupted);  // of a comparison
Annotations heldAnnotations(Duration held);    // of a hand-over

// Values that are missing or of another type keep their default.
Comparison comparisonFrom(const Annotations&);
RunInfo runInfoFrom(const Annotations&);
RunResult runResultFrom(const Annotations&);
LaneMarker laneMarkerFrom(const Annotations&);
Loss lossFrom(const Annotations&);
bool interruptedFrom(const Annotations&);
Duration heldFrom(const Annotations&);

void writeAnnotations(protozero::pbf_writer& event, const Annotations&);
// One annotation; nests at most 16 deep, what is deeper is left out. Throws protozero's exceptions.
Annotation readAnnotation(protozero::pbf_reader message, int depth = 0);

}  // namespace corelane
