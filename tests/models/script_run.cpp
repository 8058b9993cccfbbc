#include "tests/models/script_run.h"

#include "engine/record/recording.h"
#include "tests/support/text_trace.h"

#include <catch2/catch.hpp>

#include <algorithm>

namespace corelane::test {

Scripted runScript(const Model& model, const Script& script, const Given& given) {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    RecordingSettings settings;
    settings.recorder.lanes = static_cast<int>(std::min(script.instances(), 64u)) + 1;
    settings.recorder.recordsPerLane = 1u << 14;
    const NoEdges edges;
    RunInfo info;
    info.number = 1;
    info.cores = allowedCores();
    info.graphs = script.naming().graphs();
    auto recording = Recording::start(info, settings, edges, writer);
    REQUIRE(recording);
    const auto options = Options::resolve(model.options, given);
    REQUIRE(options);
    const std::vector<int> cores = allowedCores();
    ScriptExecution execution{script, *options,
                              cores,  model.oneWorker ? 1 : 2,
                              false,  recording->recorder(),
                              true,   CORELANE_BIN "/corelane-engine"};
    const auto ran = model.runScript(execution);
    INFO((ran ? std::string() : ran.error().message));
    CHECK(ran);
    Scripted scripted;
    Recorder& recorder = recording->recorder();
    scripted.got = {recorder.tasks(), recorder.digest()};
    scripted.fault = recorder.firstFault();
    REQUIRE(recording->finish({}, "", script.totals().tasks));
    writer.endComparison();
    REQUIRE(writer.flush());
    scripted.trace = read(tape.bytes);
    return scripted;
}

std::vector<const Model*> modelsOfScripts() {
    std::vector<const Model*> all;
    for (const Model* model : models())
        if (model->runScript && (!model->unavailable || model->unavailable().empty())) all.push_back(model);
    return all;
}

// A suspended actor's wait may have two parts: until it was given what it waits for, and until it ran again.
void expectEdgesWithinWaits(const Trace& trace) {
    const Run& run = *trace.runs.at(0);
    const auto ready = static_cast<std::uint16_t>(std::ranges::find(*trace.names, "ready") - trace.names->begin());
    for (std::size_t i = 0; i < run.edges.size(); ++i) {
        const Edge& edge = run.edges[i];
        const auto& spans = run.laneOfEdge(edge.toLane).spans;
        bool within = false;
        for (std::size_t at = 0; at < spans.size(); ++at) {
            // What is on its way for a while, as in a socket, is handed over before the one who waits is ready.
            const bool second = spans[at].name == ready && at > 0 && spans[at - 1].end == spans[at].begin;
            within = within || (spans[at].end == edge.toTime && spans[second ? at - 1 : at].begin <= edge.fromTime &&
                                (spans[at].state == State::Lock || spans[at].state == State::Queue ||
                                 spans[at].state == State::Startup || spans[at].name == ready));
        }
        INFO("from " << edge.fromTime << " to " << edge.toTime << " on lane " << edge.toLane);
        CHECK(within);
        CHECK(edge.fromTime <= edge.toTime);
    }
}

Scripted expectSame(const Script& script) {
    const Scripted serial = runScript(*findModel("serial"), script);
    CHECK(serial.fault.empty());
    CHECK(serial.got.tasks == script.totals().tasks);
    Scripted threads;
    for (const Model* model : modelsOfScripts()) {
        INFO(model->name);
        if (model->refusesScript && !model->refusesScript(script).empty()) continue;
        Scripted ran = runScript(*model, script);
        CHECK(ran.fault.empty());
        CHECK(ran.got == serial.got);
        expectEdgesWithinWaits(*ran.trace);
        if (model->name == "threads") threads = std::move(ran);
    }
    return threads;
}

std::vector<std::shared_ptr<const Lane>> actorLanes(const Run& run) {
    return run.tasks.empty() ? run.workers : run.tasks;
}

int mostComputing(const Run& run) {
    std::vector<std::pair<Time, int>> changes;
    for (const auto& lane : actorLanes(run))
        for (std::size_t i = 0; i < lane->spans.size(); ++i)
            if (const Span& span = lane->spans[i]; span.state == State::Useful) {
                changes.emplace_back(span.begin, 1);
                changes.emplace_back(span.end, -1);
            }
    std::ranges::sort(changes);
    int now = 0, most = 0;
    for (const auto& [time, change] : changes) most = std::max(most, now += change);
    return most;
}

std::size_t waits(const Run& run, State state) {
    std::size_t count = 0;
    for (const auto& lane : actorLanes(run))
        for (std::size_t i = 0; i < lane->spans.size(); ++i) count += lane->spans[i].state == state;
    return count;
}

}  // namespace corelane::test
