// JSON text into a value, strictly: no comments, no repeated keys, bounded size and depth, so that no text, however
// large or deep, costs more than a sentence. Errors (Invalid) begin with `source` and give line and column, or the
// JSON pointer of the place.
#pragma once

#include "engine/trace/option.h"
#include "engine/trace/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace corelane {

using Json = nlohmann::ordered_json;

inline constexpr std::size_t maximumJsonBytes = std::size_t{4} << 20;
inline constexpr int maximumJsonDepth = 32;
inline constexpr std::size_t maximumJsonKeys = 1000;  // of one object

Result<Json> parseJson(std::string_view text, std::string_view source);

// A value and where it stands: what a check needs to name the fault.
struct JsonPlace {
    const Json& value;
    std::string_view source;
    std::string pointer;  // "" for the whole

    JsonPlace key(std::string_view name) const;                // must exist
    JsonPlace item(std::size_t i) const;                       // must exist
    tl::unexpected<Error> fault(std::string_view what) const;  // "source: pointer: what"
};

// The value in a sentence: quoted and cut when long. "a list", "an object" for those.
std::string describe(const Json&);
// At most so many bytes, "..." at the end when it was cut, whole characters.
std::string shortened(std::string_view, std::size_t bytes);
// An escaped key of a JSON pointer.
std::string pointerToken(std::string_view key);
OptionValue optionValue(const Json&);  // of a bool, number or text; asserts
Json jsonOf(const OptionValue&);

}  // namespace corelane
