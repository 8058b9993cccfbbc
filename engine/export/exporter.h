// An exporter writes a trace in another format. One more is one file here and one word in CMakeLists.txt.
#pragma once

#include "engine/export/notes.h"
#include "engine/trace/result.h"
#include "engine/trace/trace.h"

#include <ostream>
#include <span>
#include <string_view>

namespace corelane {

struct Exporter {
    std::string_view name, suffix, mimeType, summary;
    Result<> (*write)(const Trace&, std::ostream&);
    // The same in another size: pixels to a unit of the picture. Null: it has no pixels.
    Result<> (*writeScaled)(const Trace&, double scale, std::ostream&) = nullptr;
    // The same with notes in it; without notes, the bytes of write(). Null: it has no place for them.
    Result<> (*writeWithNotes)(const Trace&, std::span<const ReportNote>, std::ostream&) = nullptr;
};

// What a write() ends with: whether the output took it all. `what`: "The CSV".
Result<> allWritten(const std::ostream&, std::string_view what);

std::span<const Exporter* const> exporters();
const Exporter* findExporter(std::string_view name);  // null when unknown

}  // namespace corelane
