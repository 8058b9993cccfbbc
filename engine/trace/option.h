// Options of models, workloads and runs: declared once as constants; the command line, JSON presets and the window's
// dialogs are all made from the declaration.
#pragma once

#include "engine/trace/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace corelane {

using OptionValue = std::variant<bool, std::int64_t, double, std::string>;

inline constexpr std::size_t longestOptionText = 256;  // bytes

struct Option {
    enum class Type { Bool, Int, Real, Choice, Text };
    std::string_view name;  // snake_case, a JSON key
    Type type;
    std::variant<bool, std::int64_t, double, std::string_view> fallback;  // the default
    std::string_view summary;                        // one sentence without a full stop; says the unit
    std::span<const std::string_view> choices = {};  // for Choice
    double minimum = 0, maximum = 0;                 // inclusive, for Int and Real; both 0: no bound
};

std::string_view optionTypeName(Option::Type);  // "bool", "int", "real", "choice", "text"

// Values for a set of declared options: every option has a value. Copyable; reading is safe from any thread.
class Options {
  public:
    Options() = default;
    // Takes what was given, checks every name, type and range against the declarations, fills in the defaults.
    // An error names the option, what it may be and, for an unknown word, the nearest known one.
    static Result<Options> resolve(std::span<const Option> declared, const std::map<std::string, OptionValue>& given);

    bool flag(std::string_view name) const;  // asserts that the option exists with this type
    std::int64_t integer(std::string_view name) const;
    double real(std::string_view name) const;
    const std::string& text(std::string_view name) const;
    const std::map<std::string, OptionValue, std::less<>>& values() const { return m_values; }
    void set(std::string name, OptionValue value) { m_values[std::move(name)] = std::move(value); }
    friend bool operator==(const Options&, const Options&) = default;

  private:
    std::map<std::string, OptionValue, std::less<>> m_values;
};

// The nearest of the known words by edit distance, "" when none is near: for "unknown word X, did you mean Y?".
std::string nearestWord(std::string_view word, std::span<const std::string_view> known);

}  // namespace corelane
