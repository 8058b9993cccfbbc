#include "engine/export/markdown_text.h"

namespace corelane {

std::string markdownText(std::string_view text) {
    // Any ASCII punctuation may be escaped by a backslash (CommonMark 0.30, 2.4). @ and : are left to entities:
    // GitHub looks for names and addresses after escapes are gone.
    constexpr std::string_view special = "\\`*_{}[]()#+!|~$^";
    std::string out;
    const std::string line = oneLine(text);
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '@')
            out += "&#64;";
        else if (c == ':' && line.compare(i, 3, "://") == 0)
            out += "&#58;";
        else if (special.find(c) != special.npos)
            out += std::string("\\") + c;
        else
            out += c;
    }
    return out;
}

std::string markdownTable(
    const std::vector<std::string>& head, std::span<const std::vector<std::string>> rows,
    std::span<const Align> aligned) {
    std::string out = "|";
    for (const std::string& cell : head) out += ' ' + cell + " |";
    out += "\n|";
    for (const Align align : aligned) out += align == Align::Right ? " ---: |" : " --- |";
    out += '\n';
    for (const auto& row : rows) {
        out += '|';
        for (const std::string& cell : row) out += ' ' + cell + " |";
        out += '\n';
    }
    return out;
}

}  // namespace corelane
