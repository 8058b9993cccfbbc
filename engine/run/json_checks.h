// Checks of JSON values against what they may be. Every error is one sentence with the place and the remedy.
#pragma once

#include "engine/run/json_text.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace corelane {

// "must be 1 to 64, got 99"; nothing when the number is within. Both bounds 0: no bound.
std::optional<std::string> outsideRange(const Json& number, double minimum, double maximum);

Result<> checkObject(const JsonPlace&, std::string_view whatItIs);
// No key but these; an unknown one gets the nearest known.
Result<> checkKeys(const JsonPlace& object, std::span<const std::string_view> known);
// "unknown model thread, did you mean threads?", or with the known words when none is near.
std::string unknownWord(std::string_view what, std::string_view word, std::span<const std::string_view> known);

// The value of a key, or the fallback when the key is absent.
Result<std::string> textOf(const JsonPlace& object, std::string_view key, std::string fallback);
Result<std::int64_t> integerOf(
    const JsonPlace& object, std::string_view key, std::int64_t fallback, std::int64_t minimum, std::int64_t maximum);
Result<bool> flagOf(const JsonPlace& object, std::string_view key, bool fallback);
Result<std::optional<double>> numberOf(const JsonPlace& object, std::string_view key);

// An object of options against their declarations, defaults filled in.
Result<Options> optionsOf(const JsonPlace& object, std::span<const Option> declared);

}  // namespace corelane
