#pragma once

#include "engine/export/notes.h"

#include <span>
#include <string>

namespace corelane {

// The report's section of what was noted; "" without notes.
std::string notesSection(std::span<const ReportNote>);

}  // namespace corelane
