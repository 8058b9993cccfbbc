// run: a preset, every model, every repetition.
#include "engine/commands/command_consent.h"
#include "engine/commands/commands.h"
#include "engine/commands/preset_source.h"
#include "engine/commands/preset_wishes.h"
#include "engine/commands/progress_line.h"
#include "engine/commands/recorded_file.h"
#include "engine/commands/signals.h"
#include "engine/commands/trace_output.h"
#include "engine/commands/turn_line.h"
#include "engine/export/summary.h"
#include "engine/run/comparison_runner.h"
#include "engine/run/fault_place.h"
#include "engine/run/json_text.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace corelane {

namespace {

struct Words {
    std::string preset, where, repeats;
    PresetWishes wishes;
    int turnsOn = -1;
    bool live = false, json = false, quiet = false, yes = false, check = false;
};

// The preset's text with the command line's wishes written into it, checked as a whole.
Result<Preset> readPreset(const Words& words, const PresetSource& source) {
    std::error_code ignored;
    if (source.file && words.where != "-" && std::filesystem::equivalent(*source.file, words.where, ignored))
        return fail(
            Error::Kind::Invalid,
            fmt::format("-o {}: is the file that is run; give another name, so that it is kept", words.where));
    if (words.wishes == PresetWishes{}) return parsePreset(source.json, source.name);
    TRY(parsePreset(source.json, source.name));  // a fault of its own is reported as its own
    return parsePreset(TRY(withWishes(source.json, words.wishes)), source.name);
}

int show(const Words& words, TraceOutput& output) {
    const auto trace = output.trace();
    if (!trace) return report(trace.error());
    const Summary summary = summarize(**trace);
    return print(words.json ? summaryJson(**trace, summary) + "\n" : summaryTable(**trace, summary));
}

// What the new recording keeps of the one it repeats; "" when it repeats none, or does other work.
Result<std::string> earlierOf(const Words& words, const PresetSource& source, const Preset& preset) {
    const auto recorded = words.repeats.empty() ? source.recorded : TRY(readRecorded(words.repeats));
    if (!recorded) return {};
    const auto workload = [](const std::string& json) {
        return Json::parse(json, nullptr, false).value("workload", Json());
    };
    if (workload(recorded->comparison.presetJson) != workload(preset.json)) {
        if (!words.repeats.empty() && !words.quiet)
            message(fmt::format("{} did other work, so nothing is said of reproducing it.", words.repeats));
        return {};
    }
    return earlierJson(recorded->comparison, summarize(*recorded).models);
}

// Says only whether the preset would be run; as JSON, a fault comes with its place, for editors.
int check(const Words& words) {
    const auto source = findPreset(words.preset);
    if (!source) return report(source.error());
    const auto preset = readPreset(words, *source);
    if (!words.json) return preset ? status::done : report(preset.error());
    Json error;
    if (!preset) {
        const FaultPlace place = placeOfFault(preset.error(), source->json, source->name);
        error = {{"pointer", place.pointer}, {"message", place.what}};
        if (place.line > 0) {
            error["line"] = place.line;
            error["column"] = place.column;
        }
    }
    const int printed = print(Json{{"error", error}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    return preset || printed != status::done ? printed : status::input;
}

int run(const Words& words) {
    if (words.check) return check(words);
    if (words.json && words.where == "-")
        return report(
            {Error::Kind::Invalid, "--json and -o - both claim standard output; write the trace into a file"});
    const auto source = findPreset(words.preset);
    if (!source) return report(source.error());
    const auto preset = readPreset(words, *source);
    if (!preset) return report(preset.error());
    if (const auto agreed = checkConsent(*preset, preset->name, words.yes ? Consent::Given : Consent::NotAsked);
        !agreed)
        return report(agreed.error());
    StopRequest stop;
    const SignalStop signals(stop);
    const Machine machine = inspectMachine();
    if (const auto able = checkRunnable(*preset, machine); !able) return report(able.error());
    const auto earlier = earlierOf(words, *source, *preset);
    if (!earlier) return report(earlier.error());
    auto output = TraceOutput::open(words.where);
    if (!output) return report(output.error());

    ProgressLine progress(words.quiet);
    RunnerSettings settings;
    settings.live = words.live;
    settings.enginePath = std::filesystem::read_symlink("/proc/self/exe").string();
    settings.stop = &stop;
    settings.progress = [&](const Progress& now) { progress.show(now); };
    settings.earlierJson = *earlier;
    const TurnLine line(words.turnsOn);
    if (words.turnsOn >= 0) settings.turn = [&] { return line.await(stop); };
    std::uint64_t bytes = 0;
    Writer writer(
        [&](std::string_view piece) -> Result<> {
            bytes += piece.size();
            Result<> written = output->write(piece);
            if (!written)
                stop.request();  // nothing more can be kept: the run that is under way is not worth its time
            return written;
        },
        words.live ? Writer::Packing::Plain : Writer::Packing::Compressed);
    auto outcome = runComparison(*preset, machine, writer, settings);
    progress.clear();
    if (output->readerGone()) return status::interrupted;
    if (outcome)
        if (const auto closed = output->close(); !closed) outcome = tl::unexpected(closed.error());
    if (!outcome) return report(outcome.error());

    if (words.where != "-" && words.turnsOn < 0)
        if (const int shown = show(words, *output); shown != status::done) return shown;
    if (!words.quiet && !words.where.empty() && words.where != "-")
        message(fmt::format(
            "wrote {} ({:.1f} MB); look at it with `corelane-engine info`, `corelane` or at "
            "ui.perfetto.dev.",
            words.where, static_cast<double>(bytes) / 1e6));
    if (outcome->interrupted) {
        if (!words.quiet) message("interrupted; everything up to then is kept.");
        return status::interrupted;
    }
    return outcome->wrong ? status::wrong : status::done;
}

}  // namespace

void addRun(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand("run", "Run a preset under its models and show the results");
    command->footer("Without -o only the results are shown and no file is written.");
    command
        ->add_option(
            "PRESET", words->preset,
            "A shipped name, a .json file, a recorded file (runs it again), or - for standard input")
        ->required();
    addWishes(*command, words->wishes);
    command->add_flag(
        "--check", words->check, "Run nothing: only say whether the preset can be run; with --json, where not");
    command->add_option("-o", words->where, "Write the trace there; -: to standard output, without the results");
    command->add_option(
        "--repeats", words->repeats,
        "Say whether it comes to the same as this recorded file; PRESET, when it is one");
    command->add_flag("--live", words->live, "Write while it runs, not between runs: for who looks on");
    command->add_option("--turns-on", words->turnsOn, "The descriptor on which `turns` says when")->group("");
    command->add_flag("--json", words->json, "Print the results as one JSON object");
    command->add_flag("--quiet", words->quiet, "No progress, no remarks");
    command->add_flag(
        "--yes", words->yes, "The preset's commands may be started; without it, they are shown and nothing runs");
    command->callback([words, &exitStatus] { exitStatus = run(*words); });
}

}  // namespace corelane
