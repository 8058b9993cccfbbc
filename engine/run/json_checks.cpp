#include "engine/run/json_checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace corelane {

namespace {

std::string bound(double value) {
    if (value == std::floor(value) && std::abs(value) < 9e15)
        return fmt::format("{}", static_cast<std::int64_t>(value));
    return fmt::format("{}", value);
}

bool wholeNumber(const Json& value) {
    return value.is_number_integer() &&
           !(value.is_number_unsigned() &&
             value.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
}

Result<OptionValue> optionOf(const JsonPlace& place, const Option& option) {
    const Json& value = place.value;
    switch (option.type) {
    case Option::Type::Bool:
        if (!value.is_boolean()) return place.fault("must be true or false, got " + describe(value));
        return OptionValue(value.get<bool>());
    case Option::Type::Int:
        if (!value.is_number_integer()) return place.fault("must be a whole number, got " + describe(value));
        if (const auto what = outsideRange(value, option.minimum, option.maximum)) return place.fault(*what);
        if (!wholeNumber(value)) return place.fault("is too large: " + describe(value));
        return OptionValue(value.get<std::int64_t>());
    case Option::Type::Real:
        if (!value.is_number()) return place.fault("must be a number, got " + describe(value));
        if (const auto what = outsideRange(value, option.minimum, option.maximum)) return place.fault(*what);
        return OptionValue(value.get<double>());
    case Option::Type::Choice:
        if (!value.is_string())
            return place.fault(
                fmt::format("must be one of {}, got {}", fmt::join(option.choices, ", "), describe(value)));
        if (std::ranges::find(option.choices, value.get_ref<const std::string&>()) == option.choices.end())
            return place.fault(unknownWord(option.name, value.get_ref<const std::string&>(), option.choices));
        return OptionValue(value.get<std::string>());
    case Option::Type::Text:
        if (!value.is_string()) return place.fault("must be a text, got " + describe(value));
        if (value.get_ref<const std::string&>().size() > longestOptionText)
            return place.fault(fmt::format("must be a text of at most {} bytes", longestOptionText));
        return OptionValue(value.get<std::string>());
    }
    CORELANE_ASSERT(false);
}

}  // namespace

std::optional<std::string> outsideRange(const Json& number, double minimum, double maximum) {
    const double value = number.get<double>();
    if ((minimum == 0 && maximum == 0) || (value >= minimum && value <= maximum)) return std::nullopt;
    if (maximum <= minimum || maximum >= 9e15)
        return fmt::format("must be {} or more, got {}", bound(minimum), describe(number));
    if (value < minimum && maximum >= 2147483647.0)  // a bound nobody meets is not worth a word
        return fmt::format("must be {} or more, got {}", bound(minimum), describe(number));
    return fmt::format("must be {} to {}, got {}", bound(minimum), bound(maximum), describe(number));
}

Result<> checkObject(const JsonPlace& place, std::string_view whatItIs) {
    if (!place.value.is_object())
        return place.fault(fmt::format("must be an object, {}, got {}", whatItIs, describe(place.value)));
    return {};
}

Result<> checkKeys(const JsonPlace& object, std::span<const std::string_view> known) {
    for (const auto& [key, value] : object.value.items())
        if (std::ranges::find(known, key) == known.end())
            return object.key(key).fault(unknownWord("key", key, known));
    return {};
}

std::string unknownWord(std::string_view what, std::string_view word, std::span<const std::string_view> known) {
    const std::string quoted = word.empty() ? "\"\"" : shortened(word, 60);
    if (const std::string nearest = nearestWord(word, known); !nearest.empty())
        return fmt::format("unknown {} {}, did you mean {}?", what, quoted, nearest);
    return fmt::format("unknown {} {}; known are {}", what, quoted, fmt::join(known, ", "));
}

Result<std::string> textOf(const JsonPlace& object, std::string_view key, std::string fallback) {
    if (!object.value.contains(key)) return fallback;
    const JsonPlace place = object.key(key);
    if (!place.value.is_string()) return place.fault("must be a text, got " + describe(place.value));
    return place.value.get<std::string>();
}

Result<std::int64_t> integerOf(
    const JsonPlace& object, std::string_view key, std::int64_t fallback, std::int64_t minimum,
    std::int64_t maximum) {
    if (!object.value.contains(key)) return fallback;
    const JsonPlace place = object.key(key);
    if (!place.value.is_number_integer()) return place.fault("must be a whole number, got " + describe(place.value));
    if (const auto what = outsideRange(place.value, static_cast<double>(minimum), static_cast<double>(maximum)))
        return place.fault(*what);
    if (!wholeNumber(place.value)) return place.fault("is too large: " + describe(place.value));
    return place.value.get<std::int64_t>();
}

Result<bool> flagOf(const JsonPlace& object, std::string_view key, bool fallback) {
    if (!object.value.contains(key)) return fallback;
    const JsonPlace place = object.key(key);
    if (!place.value.is_boolean()) return place.fault("must be true or false, got " + describe(place.value));
    return place.value.get<bool>();
}

Result<std::optional<double>> numberOf(const JsonPlace& object, std::string_view key) {
    if (!object.value.contains(key)) return std::nullopt;
    const JsonPlace place = object.key(key);
    if (!place.value.is_number()) return place.fault("must be a number, got " + describe(place.value));
    return place.value.get<double>();
}

Result<Options> optionsOf(const JsonPlace& object, std::span<const Option> declared) {
    TRY(checkObject(object, "option names and values"));
    std::vector<std::string_view> names;
    for (const Option& option : declared) names.push_back(option.name);
    std::map<std::string, OptionValue> given;
    for (const auto& [key, value] : object.value.items()) {
        const auto option = std::ranges::find(declared, key, &Option::name);
        if (option == declared.end()) {
            if (names.empty()) return object.key(key).fault("unknown option; there are none here, remove it");
            return object.key(key).fault(unknownWord("option", key, names));
        }
        given.emplace(key, TRY(optionOf(object.key(key), *option)));
    }
    return Options::resolve(declared, given);
}

}  // namespace corelane
