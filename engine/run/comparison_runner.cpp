#include "engine/run/comparison_runner.h"

#include "engine/models/command_runs.h"
#include "engine/models/fault_injection.h"
#include "engine/models/outputs.h"
#include "engine/record/own_thread.h"
#include "engine/record/recording.h"
#include "engine/run/edges.h"
#include "engine/run/run_order.h"
#include "engine/run/stopping_rule.h"
#include "engine/run/time_left.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <memory>
#include <random>

namespace corelane {

namespace {

constexpr int spareLanes = 4;  // a feeder, the parent of worker processes
// A task is a span; around it there may be a wait, a queue access and a counter.
constexpr std::uint64_t recordsPerTask = 4;
constexpr int maximumLanes = 80;

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string hexDigest(std::uint64_t digest) {
    return fmt::format("{:016x}", digest);
}

// A command is looked at each millisecond or so; of a conversation each line is noted twice. How long it takes nobody
// knows, and the drainer empties the rings meanwhile.
std::uint64_t recordsOfCommands(const CommandChain& chain) {
    return chain.size() * (std::uint64_t{1} << 15) + 4 * chain.size() * chain.inputLines();
}

// All that a run may note. A step of a script is a span, a wait or a hand-over; where actors move between workers,
// their own lanes are noted as well.
std::uint64_t recordsOf(const Preset& preset, const Model& model) {
    if (preset.commands) return recordsOfCommands(*preset.commands);
    if (!preset.script) return recordsPerTask * preset.workload->taskCount();
    return (model.actorsAreWorkers ? 2 : 5) * preset.script->totals().steps;
}

std::optional<InjectedFault> injectedInto(const Preset& preset, const PresetModel& model) {
    if (preset.script && preset.script->deadlocks()) {
        InjectedFault fault;
        fault.kind = "deadlock";
        fault.promise = promiseName(Promise::Deadlock);
        return fault;
    }
    const FaultPlan plan = faultPlan(model.options);
    if (plan.kind == FaultKind::None || model.model->promises == nullptr) return std::nullopt;
    InjectedFault fault;
    fault.kind = faultName(plan.kind);
    fault.worker = plan.worker;
    fault.promise = promiseName(model.model->promises(model.options));
    return fault;
}

}  // namespace

class ComparisonSteps::Runner {
  public:
    Runner(const Preset& preset, const Machine& machine, Writer& writer, const RunnerSettings& settings)
        : m_preset(preset), m_machine(machine), m_writer(writer), m_settings(settings),
          m_timeLeft(preset.models.size()), m_rule(preset) {
        if (!preset.workload)
            m_edges = std::make_unique<NoEdges>();
        else
            m_edges = std::make_unique<WorkloadEdges>(*preset.workload);
        m_cores = allowedCores();
        if (m_cores.size() > static_cast<std::size_t>(preset.cores))
            m_cores.resize(static_cast<std::size_t>(preset.cores));
        m_level = preset.recordingLevel < 0 ? machine.recordingLevel : preset.recordingLevel;
        m_seed = preset.seed;
        while (m_seed == 0) m_seed = std::random_device{}() & 0x7fffffff;
        m_plan = planRuns(m_preset, m_seed);
    }

    Result<> begin() {
        writeComparison();
        TRY(m_writer.flush());  // a sink that takes nothing is known before anything runs
        // The first run of commands that goes well is what the others are held to: some chains end only as a chain.
        if (m_preset.commands) return {};
        if (!m_plan.front().warmup || m_preset.models[m_plan.front().model].model->name != "serial") {
            report();  // it takes a while, and has no run of its own to be counted as
            TRY(runReference());
        }
        return {};
    }

    bool done() const {
        const bool gently = !m_inBlock && m_settings.stop && m_settings.stop->requestedAfterRepetition();
        return m_next == m_plan.size() || stopped() || gently || m_enough;
    }

    void endHere() { m_enough = !m_settings.stop || !m_settings.stop->requestedAfterRepetition(); }

    Result<> runBlock() {
        const PlannedRun first = m_plan[m_next];
        const std::size_t firstNumber = m_next;
        const auto sameBlock = [&](const PlannedRun& run) {
            return run.warmup == first.warmup && run.repetition == first.repetition;
        };
        m_inBlock = true;
        while (!done() && sameBlock(m_plan[m_next])) {
            report();
            const auto start = std::chrono::steady_clock::now();
            const PlannedRun& run = m_plan[m_next++];
            TRY(runOnce(run, static_cast<int>(m_next)));
            TRY(m_writer.flush());
            m_timeLeft.add(run.model, secondsSince(start));
        }
        m_inBlock = false;
        const std::size_t runs = std::min(m_next - firstNumber, m_plan.size() - m_next);
        m_enough = !first.warmup &&
                   m_rule.enough(secondsSince(m_start), m_timeLeft.of(std::span(m_plan).subspan(m_next, runs)));
        return {};
    }

    Result<Outcome> end() {
        m_outcome.interrupted = stopped() || (m_next < m_plan.size() && !m_enough);
        m_writer.endComparison(m_outcome.interrupted);
        TRY(m_writer.flush());
        if (!m_outcome.interrupted) report();
        return m_outcome;
    }

    std::size_t next() const { return m_next; }
    std::size_t planned() const { return m_plan.size(); }
    // Of all that is planned, or to the end of the time it may take.
    double secondsLeft() const {
        const double planned = m_timeLeft.of(std::span(m_plan).subspan(m_next));
        if (!m_preset.until.seconds) return planned;
        const double budget = std::max(0.0, *m_preset.until.seconds - secondsSince(m_start));
        return planned < 0 ? budget : std::min(planned, budget);
    }

  private:
    bool stopped() const { return m_settings.stop && m_settings.stop->requested(); }

    void writeComparison() {
        Comparison comparison;
        comparison.uuid = freshUuid();
        comparison.started = utcNow();
        comparison.preset = m_preset.name;
        comparison.title = m_preset.title;
        comparison.question = m_preset.question;
        comparison.presetJson = m_preset.json;
        comparison.earlierJson = m_settings.earlierJson;
        comparison.seed = m_seed;
        comparison.machine = m_machine;
        m_writer.comparison(comparison);
    }

    void report() const {
        if (!m_settings.progress) return;
        Progress progress;
        progress.done = static_cast<int>(m_next);
        progress.total = static_cast<int>(m_plan.size());
        progress.repetitions = m_preset.repetitions;
        if (m_next < m_plan.size()) {
            progress.model = m_preset.models[m_plan[m_next].model].model->name;
            progress.repetition = m_plan[m_next].repetition;
        }
        progress.secondsLeft = secondsLeft();
        m_settings.progress(progress);
    }

    Execution execution(const PresetModel& model, Recorder& recorder) const {
        return {*m_preset.workload,
                model.options,
                m_cores,
                model.workers,
                m_preset.pin,
                recorder,
                m_preset.workloadKind->name,
                m_preset.graphs,
                m_settings.enginePath};
    }

    Result<> runModel(const PresetModel& model, Recorder& recorder, bool sleeps = true) const {
        if (m_preset.script) {
            ScriptExecution script{*m_preset.script, model.options, m_cores, model.workers,
                                   m_preset.pin,     recorder,      sleeps,  m_settings.enginePath};
            return model.model->runScript(script);
        }
        if (m_preset.commands) {
            CommandExecution commands{*m_preset.commands, model.options, m_cores,
                                      m_preset.pin,       recorder,      m_settings.enginePath};
            return model.model->runCommands(commands);
        }
        Execution run = execution(model, recorder);
        return model.model->runGraph(run);
    }

    RecorderSettings recorderSettings(const Model& model, int workers, bool enabled) const {
        RecorderSettings settings;
        // Also where one runs at a time, each command has a lane.
        if (m_preset.commands) workers = static_cast<int>(m_preset.commands->size());
        settings.enabled = enabled;
        settings.lanes = std::min(workers + spareLanes, maximumLanes);
        settings.recordsPerLane = enabled ? recordsPerLane(recordsOf(m_preset, model), workers) : std::size_t{1} << 8;
        settings.clock = m_machine.clock == "tsc" ? Clock::Kind::Tsc : Clock::Kind::Boottime;
        settings.notePreemption = true;
        return settings;
    }

    // The serial result, when no run of the comparison gives it first. A deadlock leaves none to compare with.
    Result<> runReference() {
        if (m_preset.script && m_preset.script->deadlocks()) return {};
        const Model* serial = findModel("serial");
        CORELANE_ASSERT(serial != nullptr);
        PresetModel model;
        model.model = serial;
        model.options = TRY(Options::resolve(serial->options, {}));
        model.workers = 1;
        Recorder recorder = TRY(Recorder::make(recorderSettings(*serial, 1, false)));
        const StopRequest::During during(m_settings.stop, recorder);
        TRY(runModel(model, recorder, false));
        if (recorder.faults() != 0) return fail(Error::Kind::Failed, recorder.firstFault());
        if (!stopped()) m_expected = hexDigest(recorder.digest());
        return {};
    }

    RunInfo infoOf(const PlannedRun& planned, int number) const {
        const PresetModel& model = m_preset.models[planned.model];
        RunInfo info;
        info.number = number;
        info.model = model.model->name;
        info.title = model.model->title;
        info.options = model.options;
        info.repetition = planned.repetition;
        info.warmup = planned.warmup;
        info.recorded = planned.recorded;
        info.level = m_level;
        info.pinned = m_preset.pin;
        info.cores = m_cores;
        info.workers = model.workers;
        info.graphs = namingOf(m_preset).graphs();
        return info;
    }

    Result<> runOnce(const PlannedRun& planned, int number) {
        const PresetModel& model = m_preset.models[planned.model];
        RecordingSettings settings;
        settings.recorder = recorderSettings(*model.model, model.workers, planned.recorded);
        settings.live = m_settings.live;
        settings.level = m_level;
        if (m_preset.script)
            settings.taskLaneName = [this](std::uint32_t lane) { return m_preset.script->instanceName(lane); };
        if (faultPlan(model.options).kind != FaultKind::None) settings.countRanTwice = taskCountOf(m_preset);
        settings.ringsHoldRun = 2 * recordsOf(m_preset, *model.model) <= settings.recorder.recordsPerLane;
        Recording recording = TRY(Recording::start(infoOf(planned, number), settings, *m_edges, m_writer));
        RunResult result;
        result.injected = injectedInto(m_preset, model);
        {
            const StopRequest::During during(m_settings.stop, recording.recorder());
            if (const auto ran = runModel(model, recording.recorder()); !ran) result.error = ran.error().message;
            result.interrupted = stopped();
        }
        if (result.interrupted && !result.error) result.error = "The run was stopped before it was complete.";
        result = TRY(recording.finish(std::move(result), m_expected, taskCountOf(m_preset)));
        if (m_expected.empty() && result.correct) m_expected = result.digest;
        if (planned.recorded && !planned.warmup && result.correct && !result.interrupted)
            m_rule.add(planned.model, static_cast<double>(result.wall));
        if (!result.interrupted && !result.correct && !result.endedAsPromised()) m_outcome.wrong = true;
        return {};
    }

    const Preset& m_preset;
    const Machine& m_machine;
    Writer& m_writer;
    const RunnerSettings& m_settings;
    std::unique_ptr<EdgeSource> m_edges;
    TimeLeft m_timeLeft;
    std::vector<PlannedRun> m_plan;
    StoppingRule m_rule;
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    bool m_inBlock = false, m_enough = false;
    std::size_t m_next = 0;  // in the plan
    std::vector<int> m_cores;
    int m_level = 0;
    std::uint64_t m_seed = 0;
    std::string m_expected;  // the serial digest
    Outcome m_outcome;
};

ComparisonSteps::ComparisonSteps(
    const Preset& preset, const Machine& machine, Writer& writer, const RunnerSettings& settings)
    : m_runner(std::make_unique<Runner>(preset, machine, writer, settings)) {}
ComparisonSteps::~ComparisonSteps() = default;
ComparisonSteps::ComparisonSteps(ComparisonSteps&&) noexcept = default;

Result<> ComparisonSteps::begin() {
    return m_runner->begin();
}

bool ComparisonSteps::done() const {
    return m_runner->done();
}

void ComparisonSteps::endHere() {
    m_runner->endHere();
}

Result<> ComparisonSteps::runBlock() {
    return m_runner->runBlock();
}

Result<Outcome> ComparisonSteps::end() {
    return m_runner->end();
}

int ComparisonSteps::runsDone() const {
    return static_cast<int>(m_runner->next());
}

int ComparisonSteps::runsLeft() const {
    return static_cast<int>(m_runner->planned() - m_runner->next());
}

double ComparisonSteps::secondsLeft() const {
    return m_runner->secondsLeft();
}

std::size_t recordsPerLane(const Workload& workload, int workers) {
    return recordsPerLane(recordsPerTask * workload.taskCount(), workers);
}

std::size_t recordsPerLane(std::uint64_t records, int workers) {
    // The drainer empties the ring all the while; what a long run's ring must hold is what gathers while the drainer
    // waits for a core.
    const std::uint64_t share = records / static_cast<std::uint64_t>(workers) + recordsPerTask + 4096;
    const std::uint64_t budget = std::max<std::uint64_t>(availableMemory(), std::uint64_t{1} << 30) / 8;
    const auto lanes = static_cast<std::uint64_t>(std::min(workers + spareLanes, maximumLanes));
    const std::uint64_t most = std::bit_floor(std::min<std::uint64_t>(budget / 32 / lanes, std::uint64_t{1} << 18));
    return static_cast<std::size_t>(std::min(std::bit_ceil(share), most));
}

Result<> checkRunnable(const Preset& preset, const Machine& machine) {
    if (preset.recordingLevel > machine.recordingLevel)
        return fail(
            Error::Kind::Denied,
            fmt::format(
                "recording level {} is not allowed here: {}", preset.recordingLevel, machine.recordingDetail));
    if (preset.script)
        for (const ScriptActor& actor : preset.script->actors())
            if (actor.priority < 0 && !priorityAllowed(actor.priority))
                return fail(
                    Error::Kind::Denied,
                    fmt::format(
                        "{} asks for priority {}, which needs CAP_SYS_NICE or a limit on nice of {} (ulimit -e {}); "
                        "run as a user who may, or give it 0 or more",
                        actor.name, actor.priority, 20 - actor.priority, 20 - actor.priority));
    if (preset.commands) TRY(checkPrograms(*preset.commands));
    for (const PresetModel& entry : preset.models) {
        const std::string reason = entry.model->missing       ? entry.model->missing(entry.options)
                                   : entry.model->unavailable ? entry.model->unavailable()
                                                              : std::string();
        if (!reason.empty())
            return fail(
                Error::Kind::Missing,
                fmt::format(
                    "the model {} cannot run here: {} Or leave it out with --models.", entry.model->name, reason));
    }
    return {};
}

Result<Outcome> runComparison(
    const Preset& preset, const Machine& machine, Writer& writer, const RunnerSettings& settings) {
    TRY(checkRunnable(preset, machine));
    ComparisonSteps steps(preset, machine, writer, settings);
    TRY(steps.begin());
    while (!steps.done()) {
        if (settings.turn && !settings.turn())
            steps.endHere();
        else
            TRY(steps.runBlock());
    }
    return steps.end();
}

}  // namespace corelane
