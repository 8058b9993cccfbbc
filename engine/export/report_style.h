// The style sheet of a report: the palette as CSS, light or dark after the reader's system, light on paper.
#pragma once

#include <string>

namespace corelane {

std::string reportStyle();

}  // namespace corelane
