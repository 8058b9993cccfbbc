// Text and tables in GitHub's markdown, safe for whatever stands in names.
#pragma once

#include "engine/export/columns.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

// One line; everything that would begin an element, a link, an emphasis, a column or HTML is escaped, and so are
// addresses that would become links and names that would call somebody.
std::string markdownText(std::string_view);

// Cells are markdown already: what came from a file went through markdownText().
std::string markdownTable(
    const std::vector<std::string>& head, std::span<const std::vector<std::string>> rows,
    std::span<const Align> aligned);

}  // namespace corelane
