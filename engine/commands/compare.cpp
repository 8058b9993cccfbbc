// compare: two recordings of one preset, for build servers: status 1 when something became slower, never on noise.
#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/export/changes.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <memory>

namespace corelane {

namespace {

struct Format {
    std::string_view name;
    std::string (*write)(const Changes&);
};
constexpr std::array formats = {
    Format{"text", &changesText}, Format{"markdown", &changesMarkdown}, Format{"json", &changesJson},
    Format{"junit", &changesJunit}};

struct Words {
    std::string before, after, tolerance = "5%", format = "text";
};

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

Result<int> compare(const Words& words) {
    const double tolerance = TRY(toleranceOf(words.tolerance));
    std::vector<std::string_view> names;
    for (const Format& format : formats) {
        names.push_back(format.name);
        if (format.name != words.format) continue;
        const auto before = TRY(readRecorded(words.before)), after = TRY(readRecorded(words.after));
        const Changes changes = TRY(changesBetween({words.before, *before}, {words.after, *after}, tolerance));
        const int printed = print(format.write(changes));
        return printed == status::done && changes.regressed() ? status::wrong : printed;
    }
    return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", words.format, names));
}

}  // namespace

void addCompare(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command =
        app.add_subcommand("compare", "Compare two recordings of one preset; status 1 when something became slower");
    command->footer(
        "Slower: by more than the tolerance, and beyond noise (Mann-Whitney, Holm over all models, p < 0.01).\n"
        "Wrong results where there were correct ones count as well. Nine repetitions on each side tell most.");
    command->add_option("A", words->before, "The recorded file from before")->required();
    command->add_option("B", words->after, "The recorded file from after")->required();
    command->add_option(
        "--tolerance", words->tolerance, "How much slower is still accepted: 5% (the default) or 0.05");
    command->add_option("--format", words->format, "text (the default), markdown, json or junit");
    command->callback([words, &exitStatus] {
        const auto done = compare(*words);
        exitStatus = done ? *done : report(done.error());
    });
}

}  // namespace corelane
