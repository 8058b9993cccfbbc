// export: a recorded file in another format.
#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/commands/whole_file.h"
#include "engine/export/exporter.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <ostream>
#include <unistd.h>
#include <vector>

namespace corelane {

namespace {

namespace fs = std::filesystem;

Result<> exportFile(const std::string& file, const std::string& format, const std::string& where) {
    if (format == "perfetto")
        return fail(
            Error::Kind::Invalid,
            fmt::format("{} is a Perfetto trace already: open it at ui.perfetto.dev as it is", file));
    const Exporter* exporter = findExporter(format);
    if (!exporter) {
        std::vector<std::string_view> names;
        for (const Exporter* known : exporters()) names.push_back(known->name);
        return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", format, names));
    }
    std::error_code ignored;
    if (fs::equivalent(file, where, ignored))
        return fail(
            Error::Kind::Invalid, fmt::format("-o {}: is the recorded file itself; give another name", where));
    const auto trace = TRY(readRecorded(file));
    const FillStream fill = [&](std::ostream& out) { return exporter->write(*trace, out); };
    if (where.empty() || where == "-") return writeStream(STDOUT_FILENO, "standard output", fill);
    return writeWholeFile(where, fill);
}

}  // namespace

void addExport(CLI::App& app, int& exitStatus) {
    struct Words {
        std::string file, format, where;
    };
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand("export", "Write a recorded file in another format");
    command->add_option("FILE", words->file, "The recorded file")->required();
    command->add_option("--format", words->format, "One of `corelane-engine list exporters`")->required();
    command->add_option("-o", words->where, "Where to; - or nothing: standard output");
    command->callback([words, &exitStatus] {
        const auto done = exportFile(words->file, words->format, words->where);
        exitStatus = done ? status::done : report(done.error());
    });
}

}  // namespace corelane
