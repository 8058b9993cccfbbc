#include "tests/bench/script_bench.h"

#include "engine/record/recording.h"
#include "engine/trace/writer.h"
#include "tests/bench/bench.h"
#include "tests/bench/cores.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace corelane {
namespace {

struct NoInputs : EdgeSource {
    void inputs(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    void consumers(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    std::uint64_t edgeCount() const override { return 0; }
};

[[noreturn]] void giveUp(const std::string& sentence) {
    std::fprintf(stderr, "%s\n", sentence.c_str());
    std::exit(1);
}

template <class T>
T valueOf(Result<T> result) {
    if (!result) giveUp(result.error().message);
    return *std::move(result);
}

}  // namespace

BenchRun benchScript(const Model& model, const Script& script, const BenchSetting& setting) {
    static const ClockFacts clock = measureClock();
    static const int level = recordingLevel().level;
    const NoInputs none;
    std::vector<int> cores = coresHere();
    cores.resize(std::min(cores.size(), static_cast<std::size_t>(setting.workers)));
    const Options options = valueOf(Options::resolve(model.options, {}));
    Writer writer([](std::string_view) -> Result<> { return {}; }, Writer::Packing::Plain);
    writer.comparison({});
    RunInfo info;
    info.number = 1;
    info.level = level;
    info.graphs = script.naming().graphs();
    RecordingSettings settings;
    settings.level = level;
    settings.recorder.lanes = setting.lanes;
    settings.recorder.recordsPerLane = setting.recordsPerLane;
    settings.recorder.clock = clock.best;
    settings.recorder.enabled = setting.recorded == Recorded::Yes;
    auto recording = Recording::start(info, settings, none, writer);
    if (!recording) giveUp(recording.error().message);
    Recorder& recorder = recording->recorder();
    ScriptExecution execution{script, options, cores, setting.workers, true, recorder};
    if (const auto ran = model.runScript(execution); !ran) giveUp(ran.error().message);
    BenchRun run{recorder.endTime() - recorder.beginTime(), 0, recorder.firstFault()};
    run.lostEvents = valueOf(recording->finish({}, "", script.totals().tasks)).lostEvents;
    return run;
}

Step benchStep(StepKind kind, std::uint32_t object, std::uint64_t count) {
    Step step;
    step.kind = kind;
    step.object = object;
    step.count = count;
    step.place = "/steps/0";
    return step;
}

Step benchLoop(std::uint64_t rounds, std::vector<Step> body) {
    Step step = benchStep(StepKind::Loop, noObject, rounds);
    step.body = std::move(body);
    return step;
}

ScriptActor benchActor(const char* name, std::vector<Step> steps, std::uint32_t count) {
    ScriptActor actor;
    actor.name = name;
    actor.count = count;
    actor.steps = std::move(steps);
    return actor;
}

Script benchScriptOf(ScriptText text) {
    return valueOf(Script::make(std::move(text)));
}

}  // namespace corelane
