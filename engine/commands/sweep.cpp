// sweep: a preset over a range of one of its values.
#include "engine/commands/commands.h"
#include "engine/commands/preset_source.h"
#include "engine/commands/preset_wishes.h"
#include "engine/commands/progress_line.h"
#include "engine/commands/signals.h"
#include "engine/commands/trace_output.h"
#include "engine/commands/whole_file.h"
#include "engine/run/json_checks.h"
#include "engine/run/sweep_axis.h"
#include "engine/run/sweep_forecast.h"
#include "engine/run/sweep_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

namespace corelane {

namespace {

namespace fs = std::filesystem;

struct Words {
    std::string preset, over, folder, format = "table";
    PresetWishes wishes;
    bool json = false, quiet = false, check = false, progress = false;
};

constexpr std::string_view formats[] = {"table", "json", "csv"};

std::string written(std::string_view format, const Sweep& sweep, const SweepCurves& curves) {
    if (format == "json") return sweepJson(sweep, curves);
    if (format == "csv") return sweepCsv(sweep);
    return sweepTable(sweep, curves);
}

// "grain-4us.corelane"; of a pointer, its last word.
std::string fileName(const AxisFacts& axis, double value) {
    return fmt::format("{}-{}.corelane", axis.name.substr(axis.name.rfind('/') + 1), axisValueText(value, axis.unit));
}

Result<> makeFolder(const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error && fs::is_directory(folder, error)) return {};
    return fail(
        Error::Kind::Invalid, fmt::format(
                                  "-o {}: is no folder and cannot be made one ({}); name one you may write to",
                                  folder, error ? error.message() : "a file has this name"));
}

Result<> checkFormat(Words& words) {
    if (words.json) words.format = "json";
    if (std::ranges::find(formats, words.format) != std::end(formats)) return {};
    return fail(Error::Kind::Invalid, "--format: " + unknownWord("format", words.format, formats));
}

bool anyWrong(const Sweep& sweep) {
    return std::ranges::any_of(sweep.points, [](const SweepPoint& point) {
        return !point.problem.empty() ||
               std::ranges::any_of(point.models, [](const SweepSample& s) { return !s.problem.empty(); });
    });
}

Result<SweepPlan> plan(const Words& words) {
    const PresetSource source = TRY(findPreset(words.preset));
    TRY(parsePreset(source.json, source.name));  // a fault of its own is reported as its own
    const std::string json = TRY(withWishes(source.json, words.wishes));
    TRY(parsePreset(json, source.name));
    return planSweep(json, words.over);
}

Result<int> sweep(Words words) {
    TRY(checkFormat(words));
    const SweepPlan planned = TRY(plan(words));
    const Machine machine = inspectMachine();
    for (const SweepPlan::Point& point : planned.points) {
        const Preset preset = TRY(parsePreset(point.json, planned.axis.name));
        TRY(checkRunnable(preset, machine));
    }
    if (words.check) {
        const SweepForecast told = TRY(forecastSweep(planned));
        return print(words.json ? sweepForecastJson(planned, told) : sweepForecastText(planned, told));
    }
    StopRequest stop;
    const SignalStop signals(stop);
    if (!words.folder.empty()) TRY(makeFolder(words.folder));
    std::vector<TraceOutput> outputs;
    std::vector<std::string> names;
    for (const SweepPlan::Point& point : planned.points) {
        names.push_back(words.folder.empty() ? "" : fileName(planned.axis, point.value));
        outputs.push_back(TRY(TraceOutput::open(names.back().empty() ? "" : words.folder + '/' + names.back())));
    }

    ProgressLine progress(
        words.progress ? ProgressForm::Json
        : words.quiet  ? ProgressForm::None
                       : ProgressForm::Line);
    RunnerSettings settings;
    settings.enginePath = fs::read_symlink("/proc/self/exe").string();
    settings.stop = &stop;
    settings.progress = [&](const Progress& now) { progress.show(now); };
    PointRecordings files;
    files.write = [&](std::size_t point, std::string_view bytes) {
        Result<> done = outputs[point].write(bytes);
        if (!done) stop.request();
        return done;
    };
    files.read = [&](std::size_t point) -> Result<std::shared_ptr<const Trace>> {
        TRY(outputs[point].close());
        return outputs[point].trace();
    };
    files.name = [&](std::size_t point) { return names[point]; };
    const Sweep result = TRY(runSweep(planned, machine, settings, files));
    progress.clear();

    const SweepCurves curves = curvesOf(result);
    if (!words.folder.empty())
        for (const std::string_view format : {"json", "csv"})
            TRY(writeWholeFile(fmt::format("{}/sweep.{}", words.folder, format), [&](std::ostream& out) -> Result<> {
                out << written(format, result, curves);
                return {};
            }));
    if (const int printed = print(written(words.format, result, curves)); printed != status::done) return printed;
    if (!words.quiet && !words.folder.empty())
        message(fmt::format("wrote sweep.json, sweep.csv and {} recordings into {}.", names.size(), words.folder));
    if (result.interrupted) {
        if (!words.quiet) message("interrupted; everything up to then is kept.");
        return status::interrupted;
    }
    return anyWrong(result) ? status::wrong : status::done;
}

std::string axesText() {
    std::string text = "Axes:\n";
    for (const SweepAxis& axis : sweepAxes()) text += fmt::format("  {:<12}{}\n", axis.facts.name, axis.summary);
    return text + "  /POINTER    any number of the preset, such as /workload/graphs/0/steps\n"
                  "Ranges: 1us..1ms doubles, 1us..1ms:5 makes five points, 1,2,4 are these.\n"
                  "Without -o only the curves are shown and no recording is kept.";
}

}  // namespace

void addSweep(CLI::App& app, int& exitStatus) {
    const auto words = std::make_shared<Words>();
    CLI::App* command = app.add_subcommand("sweep", "Run a preset over a range of one of its values");
    command->footer(axesText());
    command->add_option("PRESET", words->preset, "As for `run`")->required();
    command->add_option("--over", words->over, "What varies: AXIS=RANGE, such as grain=1us..1ms")->required();
    addWishes(*command, words->wishes);
    command->add_option(
        "-o", words->folder, "A folder for sweep.json, sweep.csv and the recording behind every point");
    command->add_option("--format", words->format, "table, json or csv, for standard output");
    command->add_flag("--json", words->json, "The same as --format json");
    command->add_flag("--quiet", words->quiet, "No progress, no remarks");
    command->add_flag("--check", words->check, "Say the points and how long they take at best, and run nothing");
    command->add_flag("--progress", words->progress, "Progress as a JSON object a line on standard error");
    command->callback([words, &exitStatus] {
        const auto done = sweep(*words);
        exitStatus = done ? *done : report(done.error());
    });
}

}  // namespace corelane
