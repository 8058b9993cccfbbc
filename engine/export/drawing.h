// Draws SVG with librsvg and cairo: what a file of pixels or of pages is made of. Any thread.
#pragma once

#include "engine/trace/result.h"

#include <ostream>
#include <span>
#include <string>

namespace corelane {

struct PageFacts {
    std::string title;
    std::string created;  // ISO 8601; so that the same comparison gives the same bytes
};

// A page each, of the size the pictures say; text stays text, in embedded fonts. Errors: a picture is not understood
// (Format), or the output took no more bytes (Io).
Result<> drawPdf(std::span<const std::string> pages, const PageFacts&, std::ostream&);

// A picture in pixels, `scale` to a unit. Errors as above; Invalid when it would have more than 32767 a side.
Result<> drawPng(const std::string& svg, double scale, std::ostream&);

}  // namespace corelane
