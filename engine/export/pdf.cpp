// What the report says first and the timelines, on pages: to be printed, and sent to who reads nothing else.
#include "engine/export/drawing.h"
#include "engine/export/exporter.h"
#include "engine/export/pages.h"
#include "engine/export/wording.h"

namespace corelane {

namespace {

Result<> write(const Trace& trace, std::ostream& out) {
    const Comparison& c = trace.comparison;
    const auto pages = reportPages(trace, summarize(trace));
    TRY(drawPdf(pages, {cleanUtf8(c.title.empty() ? c.preset : c.title), c.started}, out));
    return allWritten(out, "The pages");
}

}  // namespace

namespace exporter {
extern const Exporter pdf;
const Exporter pdf = {
    .name = "pdf",
    .suffix = ".pdf",
    .mimeType = "application/pdf",
    .summary = "Verdict, results, findings and timelines on A4 pages, with text that can be selected",
    .write = write};
}  // namespace exporter

}  // namespace corelane
