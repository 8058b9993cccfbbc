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
#include "engine/remote/attendance.h"
#include "engine/remote/clock_reading.h"
#include "engine/remote/host.h"
#include "engine/remote/remote_run.h"
#include "engine/run/comparison_runner.h"
#include "engine/run/fault_place.h"
#include "engine/run/json_text.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace corelane {

namespace {

struct Words {
    std::string preset, where, repeats, host, remoteEngine;
    PresetWishes wishes;
    int turnsOn = -1;
    bool live = false, json = false, quiet = false, yes = false, check = false, attended = false;
};

// A comparison that was recorded, here or elsewhere.
struct Recorded {
    int status = status::done;
    std::string lost;  // what there is to say of a connection that was
};

using Sink = Writer::Sink;

// Another host may have more cores than this one.
std::string withAnyCores(const std::string& json) {
    Json root = Json::parse(json, nullptr, false);
    if (!root.is_object() || !root.contains("cores")) return json;
    root["cores"] = 0;
    return root.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The preset's text with the command line's wishes written into it.
Result<std::string> wantedText(const Words& words, const PresetSource& source) {
    if (words.wishes == PresetWishes{}) return source.json;
    // a fault of its own is reported as its own
    TRY(parsePreset(words.host.empty() ? source.json : withAnyCores(source.json), source.name));
    return withWishes(source.json, words.wishes);
}

// It, checked as a whole.
Result<Preset> readPreset(const Words& words, const PresetSource& source) {
    std::error_code ignored;
    if (source.file && words.where != "-" && std::filesystem::equivalent(*source.file, words.where, ignored))
        return fail(
            Error::Kind::Invalid,
            fmt::format("-o {}: is the file that is run; give another name, so that it is kept", words.where));
    const std::string text = TRY(wantedText(words, source));
    return parsePreset(words.host.empty() ? text : withAnyCores(text), source.name);
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

Result<Recorded> recordHere(
    const Words& words, const Preset& preset, const Machine& machine, const std::string& earlier, StopRequest& stop,
    const Sink& sink) {
    ProgressLine progress(words.quiet);
    RunnerSettings settings;
    settings.live = words.live;
    settings.enginePath = std::filesystem::read_symlink("/proc/self/exe").string();
    settings.stop = &stop;
    settings.progress = [&](const Progress& now) { progress.show(now); };
    settings.earlierJson = earlier;
    const TurnLine line(words.turnsOn);
    if (words.turnsOn >= 0) settings.turn = [&] { return line.await(stop); };
    Writer writer(sink, words.live ? Writer::Packing::Plain : Writer::Packing::Compressed);
    const Outcome outcome = TRY(runComparison(preset, machine, writer, settings));
    if (outcome.interrupted) return Recorded{status::interrupted, {}};
    return Recorded{outcome.wrong ? status::wrong : status::done, {}};
}

Result<Recorded> recordThere(
    const Words& words, const PresetSource& source, const std::string& earlier, const StopRequest& stop,
    const Sink& sink) {
    RemoteRun there;
    there.host = words.host;
    if (!words.remoteEngine.empty()) there.engine = words.remoteEngine;
    there.version = CORELANE_VERSION;
    there.presetJson = TRY(wantedText(words, source));
    there.presetName = source.name;
    there.earlierJson = earlier;
    there.live = words.live;
    there.mayStartCommands = words.yes;
    there.stop = &stop;
    there.sink = sink;
    const RemoteOutcome outcome = TRY(runRemote(there));
    if (outcome.clock.end.bound > 0 && !words.quiet)
        message(fmt::format("recorded on {}, by its own clock, which is {}.", words.host, clockText(outcome.clock)));
    return Recorded{outcome.status, outcome.lost};
}

// `attendance`: of who is at the other end of a connection, when somebody is; `earlier`: what it says of what is
// repeated.
int record(
    const Words& words, const PresetSource& source, StopRequest& stop, Attendance* attendance,
    const std::string& earlierThere) {
    const auto preset = readPreset(words, source);
    if (!preset) return report(preset.error());
    if (const auto agreed = checkConsent(*preset, preset->name, words.yes ? Consent::Given : Consent::NotAsked);
        !agreed)
        return report(agreed.error());
    const SignalStop signals(stop);
    if (attendance) attendance->watch(stop);
    Machine machine;
    if (words.host.empty()) {
        machine = inspectMachine();
        if (const auto able = checkRunnable(*preset, machine); !able) return report(able.error());
    }
    const auto earlier = attendance ? Result<std::string>(earlierThere) : earlierOf(words, source, *preset);
    if (!earlier) return report(earlier.error());
    auto output = TraceOutput::open(words.where);
    if (!output) return report(output.error());

    std::uint64_t bytes = 0;
    const Sink sink = [&](std::string_view piece) -> Result<> {
        bytes += piece.size();
        Result<> written = output->write(piece);
        if (!written) stop.request();  // nothing more can be kept: the run that is under way is not worth its time
        return written;
    };
    auto recorded = words.host.empty() ? recordHere(words, *preset, machine, *earlier, stop, sink)
                                       : recordThere(words, source, *earlier, stop, sink);
    if (output->readerGone()) return status::interrupted;
    if (recorded)
        if (const auto closed = output->close(); !closed) recorded = tl::unexpected(closed.error());
    if (!recorded) return report(recorded.error());
    if (bytes == 0) return recorded->lost.empty() ? recorded->status : report({Error::Kind::Missing, recorded->lost});

    if (words.where != "-" && words.turnsOn < 0)
        if (const int shown = show(words, *output); shown != status::done) return shown;
    if (!words.quiet && !words.where.empty() && words.where != "-")
        message(fmt::format(
            "wrote {} ({:.1f} MB); look at it with `corelane-engine info`, `corelane` or at "
            "ui.perfetto.dev.",
            words.where, static_cast<double>(bytes) / 1e6));
    if (!recorded->lost.empty()) return report({Error::Kind::Missing, recorded->lost});
    if (recorded->status == status::interrupted && !words.quiet)
        message("interrupted; everything up to then is kept.");
    return recorded->status;
}

Result<> checkWords(const Words& words) {
    if (words.json && words.where == "-")
        return fail(Error::Kind::Invalid, "--json and -o - both claim standard output; write the trace into a file");
    if (words.host.empty()) return {};
    if (words.turnsOn >= 0)
        return fail(Error::Kind::Invalid, "turns are taken on this machine alone; leave out --on");
    return checkHost(words.host);
}

int run(const Words& words) {
    if (words.check) return check(words);
    if (const auto fine = checkWords(words); !fine) return report(fine.error());
    StopRequest stop;
    if (!words.attended) {
        const auto source = findPreset(words.preset);
        return source ? record(words, *source, stop, nullptr, {}) : report(source.error());
    }
    Attendance attendance;
    const auto order = attendance.order();
    if (!order) return report(order.error());
    const int ended =
        record(words, {order->presetJson, order->presetName, {}, {}}, stop, &attendance, order->earlierJson);
    attendance.done(ended);
    return ended;
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
    command->add_option(
        "--on", words->host,
        "Run it on that host, by ssh, and show and keep its trace here; as ssh knows it: me@lab-04");
    command->add_option("--remote-engine", words->remoteEngine, "The engine's path on that host")->needs("--on");
    command->add_flag("--attended", words->attended, "For the engine at the other end of ssh")->group("");
    command->add_option("--turns-on", words->turnsOn, "The descriptor on which `turns` says when")->group("");
    command->add_flag("--json", words->json, "Print the results as one JSON object");
    command->add_flag("--quiet", words->quiet, "No progress, no remarks");
    command->add_flag(
        "--yes", words->yes, "The preset's commands may be started; without it, they are shown and nothing runs");
    command->callback([words, &exitStatus] { exitStatus = run(*words); });
}

}  // namespace corelane
