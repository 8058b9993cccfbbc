#include "engine/export/columns.h"

#include "engine/export/wording.h"

#include <algorithm>

namespace corelane {

std::string inColumns(std::span<const std::vector<std::string>> rows, std::span<const Align> aligned) {
    std::vector<std::size_t> width(aligned.size());
    for (const auto& row : rows)
        for (std::size_t c = 0; c < aligned.size(); ++c) width[c] = std::max(width[c], displayWidth(row[c]));
    std::string out;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < aligned.size(); ++c) {
            if (c > 0) line += "  ";
            const std::string room(width[c] - displayWidth(row[c]), ' ');
            const bool last = c + 1 == aligned.size();
            line += aligned[c] == Align::Right ? room + row[c] : row[c] + (last ? "" : room);
        }
        out += line + '\n';
    }
    return out;
}

std::string oneLine(std::string_view text) {
    std::string line = cleanUtf8(text);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return line;
}

}  // namespace corelane
