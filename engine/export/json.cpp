// What `run --json` and `info --json` print, as a file.
#include "engine/export/exporter.h"
#include "engine/export/summary.h"

namespace corelane {

namespace {

Result<> write(const Trace& trace, std::ostream& out) {
    std::string text = summaryJson(trace, summarize(trace));
    if (!text.ends_with('\n')) text += '\n';
    out << text;
    return allWritten(out, "The JSON");
}

}  // namespace

namespace exporter {
extern const Exporter json;
const Exporter json{
    "json", ".json", "application/json", "Comparison, runs, summary and expectations, as run --json prints them",
    write};
}  // namespace exporter

}  // namespace corelane
