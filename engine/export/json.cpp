// What `run --json` and `info --json` print, as a file.
#include "engine/export/exporter.h"
#include "engine/export/summary.h"

namespace corelane {

namespace {

Result<> writeWithNotes(const Trace& trace, std::span<const ReportNote> notes, std::ostream& out) {
    out << summaryJson(trace, summarize(trace), notes);
    return allWritten(out, "The JSON");
}

Result<> write(const Trace& trace, std::ostream& out) {
    return writeWithNotes(trace, {}, out);
}

}  // namespace

namespace exporter {
extern const Exporter json;
const Exporter json{
    .name = "json",
    .suffix = ".json",
    .mimeType = "application/json",
    .summary = "Comparison, runs, summary and expectations, as run --json prints them",
    .write = write,
    .writeWithNotes = writeWithNotes};
}  // namespace exporter

}  // namespace corelane
