// Bytes as a line of text, as a conversation with a program carries them: two hexadecimal digits a byte.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

inline void appendLine(std::string& out, std::span<const char> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.reserve(out.size() + 2 * bytes.size() + 1);
    for (const char byte : bytes) {
        out += digits[static_cast<unsigned char>(byte) >> 4];
        out += digits[static_cast<unsigned char>(byte) & 15];
    }
    out += '\n';
}

// Of a line without its end; nothing: it is no such line.
inline std::optional<std::vector<char>> bytesOfLine(std::string_view line) {
    const auto digit = [](char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    if (line.size() % 2 != 0) return std::nullopt;
    std::vector<char> bytes(line.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = digit(line[2 * i]), low = digit(line[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes[i] = static_cast<char>(high << 4 | low);
    }
    return bytes;
}

}  // namespace corelane
