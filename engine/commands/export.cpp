// export: a recorded file in another format.
#include "engine/commands/commands.h"
#include "engine/commands/recorded_file.h"
#include "engine/commands/whole_file.h"
#include "engine/export/exporter.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <unistd.h>
#include <vector>

namespace corelane {

namespace {

namespace fs = std::filesystem;

struct Words {
    std::string file, format, where, notes;
    std::optional<double> scale;
};

Result<std::string> contentOf(const std::string& file) {
    constexpr std::uintmax_t largest = 16 << 20;
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!error && size > largest)
        return fail(Error::Kind::Invalid, fmt::format("{} is larger than 16 MiB, which no notes are.", file));
    std::ifstream in(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (in.bad() || !in.is_open())
        return fail(Error::Kind::Invalid, fmt::format("{} cannot be read; name a file of notes", file));
    return content;
}

// Those that were named, or those beside the recording, if there are any. What stands beside it and cannot be read is
// said, and does not keep the report from being written.
Result<std::vector<ReportNote>> notesFor(const Words& words, const Exporter& exporter, const Trace& trace) {
    const bool named = !words.notes.empty();
    if (named && !exporter.writeWithNotes)
        return fail(
            Error::Kind::Invalid,
            fmt::format("--notes: {} has no place for notes; html, markdown and json have", exporter.name));
    const std::string file = named ? words.notes : notesFileOf(words.file);
    std::error_code ignored;
    if (!exporter.writeWithNotes || (!named && !fs::exists(file, ignored))) return std::vector<ReportNote>();
    const auto content = contentOf(file);
    auto notes = content ? readReportNotes(*content, trace, file) : tl::unexpected(content.error());
    if (!notes && !named) {
        message(notes.error().message + " The report has none.");
        return std::vector<ReportNote>();
    }
    if (!notes) return fail(Error::Kind::Invalid, "--notes: " + notes.error().message);
    return notes;
}

Result<> exportFile(const Words& words) {
    const std::string &file = words.file, &where = words.where;
    const std::optional<double>& scale = words.scale;
    const Exporter* exporter = findExporter(words.format);
    if (!exporter) {
        std::vector<std::string_view> names;
        for (const Exporter* known : exporters()) names.push_back(known->name);
        return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", words.format, names));
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
    const std::vector<ReportNote> notes = TRY(notesFor(words, *exporter, *trace));
    const FillStream fill = [&](std::ostream& out) {
        if (scale) return exporter->writeScaled(*trace, *scale, out);
        return notes.empty() ? exporter->write(*trace, out) : exporter->writeWithNotes(*trace, notes, out);
    };
    if (where.empty() || where == "-") return writeStream(STDOUT_FILENO, "standard output", fill);
    return writeWholeFile(where, fill);
}

}  // namespace

void addExport(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand("export", "Write a recorded file in another format");
    command->add_option("FILE", words->file, "The recorded file")->required();
    command->add_option("--format", words->format, "One of `corelane-engine list exporters`")->required();
    command->add_option("-o", words->where, "Where to; - or nothing: standard output");
    command->add_option("--scale", words->scale, "Pixels to a unit, for png");
    command->add_option(
        "--notes", words->notes,
        "Notes that go into html, markdown and json; when absent, FILE.notes.json if it is there");
    command->callback([words, &exitStatus] {
        const auto done = exportFile(*words);
        exitStatus = done ? status::done : report(done.error());
    });
}

}  // namespace corelane
