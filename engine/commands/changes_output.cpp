#include "engine/commands/changes_output.h"

#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/export/changes.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace corelane {

namespace {

struct Format {
    std::string_view name;
    std::string (*write)(const Changes&);
};
constexpr std::array formats = {
    Format{"text", &changesText}, Format{"markdown", &changesMarkdown}, Format{"json", &changesJson},
    Format{"junit", &changesJunit}};

// "5%" or "0.05", as a share.
Result<double> toleranceOf(std::string_view text) {
    const auto refused = [&] {
        return fail(
            Error::Kind::Invalid, fmt::format("--tolerance: must be 0% to 1000%, such as 5% or 0.05, got {}", text));
    };
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    if (error != std::errc() || !std::isfinite(value) || value < 0 || (unit != "%" && !unit.empty()))
        return refused();
    if (unit.empty() && value >= 1)
        return fail(
            Error::Kind::Invalid,
            fmt::format("--tolerance: {} is {:g} %; write {}% if that is meant", text, value * 100, text));
    const double share = unit.empty() ? value : value / 100;
    if (share > 10) return refused();
    return share;
}

Result<const Format*> formatOf(std::string_view name) {
    const auto* const found = std::ranges::find(formats, name, &Format::name);
    if (found != formats.end()) return found;
    std::vector<std::string_view> names;
    for (const Format& format : formats) names.push_back(format.name);
    return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", name, names));
}

}  // namespace

void addChangesWords(CLI::App& command, ChangesWords& words) {
    command.add_option("--tolerance", words.tolerance, "How much slower is still accepted: 5% (the default) or 0.05");
    command.add_option("--format", words.format, "text (the default), markdown, json or junit");
}

Result<> check(const ChangesWords& words) {
    TRY(toleranceOf(words.tolerance));
    TRY(formatOf(words.format));
    return {};
}

Result<int> printChanges(const std::string& before, const std::string& after, const ChangesWords& words) {
    const double tolerance = TRY(toleranceOf(words.tolerance));
    const Format* const format = TRY(formatOf(words.format));
    const auto first = TRY(readRecorded(before)), second = TRY(readRecorded(after));
    const Changes changes = TRY(changesBetween({before, *first}, {after, *second}, tolerance));
    const int printed = print(format->write(changes));
    return printed == status::done && changes.regressed() ? status::wrong : printed;
}

}  // namespace corelane
