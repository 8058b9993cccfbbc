// Text that is safe inside HTML and SVG, elements and attribute values alike.
#pragma once

#include <string>
#include <string_view>

namespace corelane {

// Escapes & < > " and ', turns line ends and tabs into spaces, drops the control characters that XML forbids, and
// replaces broken UTF-8 by U+FFFD.
std::string escaped(std::string_view);

}  // namespace corelane
