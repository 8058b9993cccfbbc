#include "engine/trace/option.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace corelane {

namespace {

std::string shown(const OptionValue& value) {
    return std::visit(
        [](const auto& v) -> std::string {
            using V = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<V, std::string>)
                return '"' + v + '"';
            else
                return fmt::format("{}", v);
        },
        value);
}

std::string bounds(const Option& option) {
    if (option.minimum == 0 && option.maximum == 0) return "";
    return fmt::format(" from {} to {}", option.minimum, option.maximum);
}

bool inBounds(const Option& option, double value) {
    if (option.minimum == 0 && option.maximum == 0) return true;
    return value >= option.minimum && value <= option.maximum;
}

tl::unexpected<Error> refused(const Option& option, std::string_view wanted, const OptionValue& got) {
    return fail(
        Error::Kind::Invalid, fmt::format("Option \"{}\" must be {}, got {}.", option.name, wanted, shown(got)));
}

std::string joined(std::span<const std::string_view> names) {
    return fmt::format("{}", fmt::join(names, ", "));
}

// A JSON reader gives 3.0 where 3 was meant, and the other way round.
std::optional<std::int64_t> wholeNumber(const OptionValue& value) {
    if (const auto* i = std::get_if<std::int64_t>(&value)) return *i;
    if (const auto* d = std::get_if<double>(&value))
        if (std::nearbyint(*d) == *d && std::abs(*d) < 9e15) return static_cast<std::int64_t>(*d);
    return std::nullopt;
}

Result<OptionValue> checked(const Option& option, const OptionValue& given) {
    switch (option.type) {
    case Option::Type::Bool:
        if (std::holds_alternative<bool>(given)) return given;
        return refused(option, "true or false", given);
    case Option::Type::Int: {
        const auto number = wholeNumber(given);
        if (number && inBounds(option, static_cast<double>(*number))) return *number;
        return refused(option, "a whole number" + bounds(option), given);
    }
    case Option::Type::Real: {
        std::optional<double> number;
        if (const auto* i = std::get_if<std::int64_t>(&given)) number = static_cast<double>(*i);
        if (const auto* d = std::get_if<double>(&given)) number = *d;
        if (number && std::isfinite(*number) && inBounds(option, *number)) return *number;
        return refused(option, "a number" + bounds(option), given);
    }
    case Option::Type::Choice: {
        const auto* word = std::get_if<std::string>(&given);
        if (!word) return refused(option, "one of " + joined(option.choices), given);
        if (std::find(option.choices.begin(), option.choices.end(), *word) != option.choices.end()) return given;
        const std::string near = nearestWord(*word, option.choices);
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "Option \"{}\" cannot be \"{}\"{}; it must be one of {}.", option.name, *word,
                near.empty() ? "" : fmt::format(", did you mean \"{}\"", near), joined(option.choices)));
    }
    case Option::Type::Text:
        if (const auto* text = std::get_if<std::string>(&given); text && text->size() <= longestOptionText)
            return given;
        return refused(option, fmt::format("a text of at most {} bytes", longestOptionText), given);
    }
    return refused(option, "of a known type", given);
}

OptionValue fallbackOf(const Option& option) {
    return std::visit(
        [](const auto& v) -> OptionValue {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string_view>)
                return std::string(v);
            else
                return v;
        },
        option.fallback);
}

template <class T>
const T& valueOf(const std::map<std::string, OptionValue, std::less<>>& values, std::string_view name) {
    const auto found = values.find(name);
    CORELANE_ASSERT(found != values.end());
    const T* value = std::get_if<T>(&found->second);
    CORELANE_ASSERT(value != nullptr);
    return *value;
}

// Changes, insertions, deletions, and swaps of neighbours: what fingers do.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view optionTypeName(Option::Type type) {
    switch (type) {
    case Option::Type::Bool:
        return "bool";
    case Option::Type::Int:
        return "int";
    case Option::Type::Real:
        return "real";
    case Option::Type::Choice:
        return "choice";
    case Option::Type::Text:
        return "text";
    }
    return "";
}

Result<Options> Options::resolve(std::span<const Option> declared, const std::map<std::string, OptionValue>& given) {
    std::vector<std::string_view> names;
    for (const Option& option : declared) names.push_back(option.name);
    for (const auto& [name, value] : given) {
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        if (names.empty())
            return fail(Error::Kind::Invalid, fmt::format("Unknown option \"{}\": there are none here.", name));
        const std::string near = nearestWord(name, names);
        return fail(
            Error::Kind::Invalid,
            near.empty()
                ? fmt::format("Unknown option \"{}\"; known are {}.", name, joined(names))
                : fmt::format(
                      "Unknown option \"{}\", did you mean \"{}\"? Known are {}.", name, near, joined(names)));
    }
    Options options;
    for (const Option& option : declared) {
        const auto found = given.find(std::string(option.name));
        options.set(
            std::string(option.name),
            found == given.end() ? fallbackOf(option) : TRY(checked(option, found->second)));
    }
    return options;
}

bool Options::flag(std::string_view name) const {
    return valueOf<bool>(m_values, name);
}
std::int64_t Options::integer(std::string_view name) const {
    return valueOf<std::int64_t>(m_values, name);
}
double Options::real(std::string_view name) const {
    return valueOf<double>(m_values, name);
}
const std::string& Options::text(std::string_view name) const {
    return valueOf<std::string>(m_values, name);
}

std::string nearestWord(std::string_view word, std::span<const std::string_view> known) {
    std::string_view best;
    std::size_t bestDistance = 1 + std::max<std::size_t>(1, word.size() / 3);
    for (const std::string_view candidate : known) {
        // A word begun is as near as a word misspelt by one.
        const bool begun = word.size() >= 2 && candidate.starts_with(word);
        const std::size_t distance = begun ? 1 : editDistance(word, candidate);
        if (distance < bestDistance) best = candidate, bestDistance = distance;
    }
    return std::string(best);
}

}  // namespace corelane
