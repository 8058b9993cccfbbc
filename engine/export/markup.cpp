#include "engine/export/markup.h"

#include "engine/export/wording.h"

namespace corelane {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : cleanUtf8(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '\n':
        case '\r':
        case '\t':
            out += ' ';
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
        }
    }
    // U+FFFE and U+FFFF are no XML characters either; they are well-formed UTF-8.
    for (const std::string_view forbidden : {"\xef\xbf\xbe", "\xef\xbf\xbf"})
        for (std::size_t at; (at = out.find(forbidden)) != std::string::npos;) out.replace(at, 3, "\xef\xbf\xbd");
    return out;
}

}  // namespace corelane
