// What a worker process reads in its arguments, and how it says that something is wrong.
#pragma once

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>

namespace corelane {

template <class Number>
std::optional<Number> numberFrom(const char* word) {
    Number value{};
    const char* end = word + std::strlen(word);
    const auto [stopped, error] = std::from_chars(word, end, value);
    if (error != std::errc() || stopped != end) return std::nullopt;
    return value;
}

// Gives the exit status.
inline int complain(const std::string& sentence) {
    fmt::print(stderr, "corelane-engine worker: {}\n", sentence);
    return 1;
}

}  // namespace corelane
