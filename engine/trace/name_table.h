// The numbers of names. Private to the writer.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace corelane {

// Gives a name its number in the file, at a few nanoseconds for a name seen lately.
class NameTable {
  public:
    std::uint32_t number(std::string_view name) {
        Recent& recent = m_recent[slot(name)];
        if (recent.text == name && recent.known) return recent.number;
        const auto [at, fresh] =
            m_numbers.try_emplace(std::string(name), static_cast<std::uint32_t>(m_numbers.size()));
        recent = {std::string(name), at->second, true};
        return at->second;
    }

  private:
    struct Recent {
        std::string text;
        std::uint32_t number = 0;
        bool known = false;
    };
    static std::size_t slot(std::string_view name) {
        if (name.empty()) return 0;
        const auto first = static_cast<unsigned char>(name.front()), last = static_cast<unsigned char>(name.back());
        return (name.size() * 7 + first * 31u + last) % 64;
    }
    std::array<Recent, 64> m_recent;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

}  // namespace corelane
