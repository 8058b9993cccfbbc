// The timelines in pixels, for what shows no SVG.
#include "engine/export/drawing.h"
#include "engine/export/exporter.h"
#include "engine/export/pages.h"

namespace corelane {

namespace {

Result<> writeScaled(const Trace& trace, double scale, std::ostream& out) {
    TRY(drawPng(timelinesPicture(trace, summarize(trace)), scale, out));
    return allWritten(out, "The picture");
}

Result<> write(const Trace& trace, std::ostream& out) {
    return writeScaled(trace, 2, out);  // sharp on the screens of today
}

}  // namespace

namespace exporter {
extern const Exporter png;
const Exporter png = {
    .name = "png",
    .suffix = ".png",
    .mimeType = "image/png",
    .summary = "The timelines of the median runs in pixels, two to a unit or as --scale says",
    .write = write,
    .writeScaled = writeScaled};
}  // namespace exporter

}  // namespace corelane
