// export: a recorded file in another format.
#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/commands/whole_file.h"
#include "engine/export/exporter.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <unistd.h>
#include <vector>

namespace corelane {

namespace {

namespace fs = std::filesystem;

Result<> exportFile(
    const std::string& file, const std::string& format, const std::string& where, std::optional<double> scale) {
    const Exporter* exporter = findExporter(format);
    if (!exporter) {
        std::vector<std::string_view> names;
        for (const Exporter* known : exporters()) names.push_back(known->name);
        return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", format, names));
    }
    if (scale && !exporter->writeScaled)
        return fail(
            Error::Kind::Invalid, fmt::format("--scale: is for pictures in pixels, and {} has none", exporter->name));
    if (scale && !(*scale >= 0.01 && *scale <= 100))
        return fail(Error::Kind::Invalid, fmt::format("--scale: must be 0.01 to 100, got {:g}", *scale));
    std::error_code ignored;
    if (fs::equivalent(file, where, ignored))
        return fail(
            Error::Kind::Invalid, fmt::format("-o {}: is the recorded file itself; give another name", where));
    const auto trace = TRY(readRecorded(file));
    const FillStream fill = [&](std::ostream& out) {
        return scale ? exporter->writeScaled(*trace, *scale, out) : exporter->write(*trace, out);
    };
    if (where.empty() || where == "-") return writeStream(STDOUT_FILENO, "standard output", fill);
    return writeWholeFile(where, fill);
}

}  // namespace

void addExport(CLI::App& app, int& exitStatus) {
    struct Words {
        std::string file, format, where;
        std::optional<double> scale;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand("export", "Write a recorded file in another format");
    command->add_option("FILE", words->file, "The recorded file")->required();
    command->add_option("--format", words->format, "One of `corelane-engine list exporters`")->required();
    command->add_option("-o", words->where, "Where to; - or nothing: standard output");
    command->add_option("--scale", words->scale, "Pixels to a unit, for png");
    command->callback([words, &exitStatus] {
        const auto done = exportFile(words->file, words->format, words->where, words->scale);
        exitStatus = done ? status::done : report(done.error());
    });
}

}  // namespace corelane
