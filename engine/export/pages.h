// A comparison as pages of SVG, A4 on its side: what the report says first, and the timelines. What `pdf` prints.
#pragma once

#include "engine/export/summary.h"

#include <string>
#include <vector>

namespace corelane {

inline constexpr double pageWidth = 1123, pageHeight = 794;  // A4 at 96 dots an inch

// At least one page; text that is too long for its line goes on in the next one, and lists go on on the next page.
std::vector<std::string> reportPages(const Trace&, const Summary&);

// The timelines alone, as the `svg` exporter writes them.
std::string timelinesPicture(const Trace&, const Summary&);

}  // namespace corelane
