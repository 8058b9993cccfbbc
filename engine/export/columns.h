// Tables of text in fixed columns, for a terminal.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

enum class Align { Left, Right };

// One line a row, two blanks between columns; wide characters count as two. Every row has as many cells as `aligned`.
std::string inColumns(std::span<const std::vector<std::string>> rows, std::span<const Align> aligned);

// A text that came from a file as one line: control characters would break the columns, or worse, command the
// terminal.
std::string oneLine(std::string_view);

}  // namespace corelane
