#include "engine/export/report_numbers.h"
#include "engine/export/run_json.h"
#include "engine/export/summary.h"
#include "engine/export/what_if_rows.h"

#include <cmath>

namespace corelane {

namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json textOrNull(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

std::int64_t whole(double ns) {
    return std::llround(ns);
}

Json comparisonJson(const Trace& trace) {
    const Comparison& comparison = trace.comparison;
    const Machine& machine = comparison.machine;
    Json object;
    object["preset"] = comparison.preset;
    object["title"] = comparison.title;
    object["question"] = comparison.question;
    object["uuid"] = comparison.uuid;
    object["started"] = textOrNull(comparison.started);
    object["seed"] = comparison.seed;
    object["ended"] = trace.ended;
    object["bytes"] = trace.bytes;
    object["torn_bytes"] = trace.tornBytes;
    object["machine"] = {
        {"cores", machine.cores > 0 ? Json(machine.cores) : Json(nullptr)},
        {"cpu", textOrNull(machine.cpu)},
        {"kernel", textOrNull(machine.kernel)},
        {"clock", textOrNull(machine.clock)},
        {"host", textOrNull(machine.host)},
        {"system", textOrNull(machine.system)},
        {"clock_step_ns", machine.clockStepNs > 0 ? Json(machine.clockStepNs) : Json(nullptr)},
        {"clock_read_ns", machine.clockReadNs > 0 ? Json(machine.clockReadNs) : Json(nullptr)},
        {"recording_level", machine.recordingLevel},
        {"recording_detail", textOrNull(machine.recordingDetail)}};
    return object;
}

Json intervalJson(const std::optional<Interval>& interval) {
    return interval ? Json::array({interval->low, interval->high}) : Json(nullptr);
}

Json reproductionJson(const Reproduction& reproduction) {
    Json object;
    object["result"] = outcomeName(reproduction.outcome);
    object["sentence"] = reproduction.sentence;
    object["earlier"] = {{"uuid", reproduction.uuid}, {"started", reproduction.started}, {"host", reproduction.host}};
    object["models"] = Json::array();
    for (const Reproduction::Model& model : reproduction.models)
        object["models"].push_back(
            {{"model", model.label},
             {"earlier_ns", whole(model.earlierNs)},
             {"now_ns", whole(model.nowNs)},
             {"ratio", model.ratio ? Json(model.ratio->value) : Json(nullptr)},
             {"ci95", model.ratio ? intervalJson(model.ratio->interval) : Json(nullptr)}});
    return object;
}

Json versusJson(const Versus& versus) {
    return {
        {"best", versus.best},
        {"ratio", versus.ratio.value},
        {"ci95", intervalJson(versus.ratio.interval)},
        {"p", versus.p},
        {"cliffs_delta", versus.cliffsDelta}};
}

Json pathJson(const PathShares& path) {
    Json object = Json::object();
    for (const State state : allStates) object[std::string(stateName(state))] = path.of(state);
    object["unknown"] = path.unknown;
    object["hand_overs"] = path.handOvers;
    return object;
}

Json faultJson(const FaultSummary& fault) {
    return {
        {"kind", fault.kind},
        {"worker", fault.worker >= 0 ? Json(fault.worker) : Json(nullptr)},
        {"promise", fault.promise},
        {"runs", fault.runs},
        {"struck", fault.struck},
        {"ended_as_promised", fault.ended},
        {"tasks_lost", fault.tasksLost},
        {"tasks_run_twice", orNull(fault.ranTwice)},
        {"detected_ns", orNull(fault.detected)},
        {"kept", fault.kept}};
}

Json modelJson(const ModelSummary& model) {
    const bool counted = model.repetitions > 0;
    Json object;
    object["model"] = model.model;
    object["title"] = model.title;
    object["variant"] = model.variant;
    object["workers"] = model.workers;
    object["repetitions"] = model.repetitions;
    object["median_ns"] = counted ? Json(whole(model.medianNs)) : Json(nullptr);
    object["ci95_ns"] =
        model.ci95Ns ? Json::array({whole(model.ci95Ns->first), whole(model.ci95Ns->second)}) : Json(nullptr);
    object["speedup"] = orNull(model.speedup);
    object["efficiency"] = orNull(model.efficiency);
    object["rank"] = orNull(model.rank);
    object["versus_best"] = model.versusBest ? versusJson(*model.versusBest) : Json(nullptr);
    object["correct"] = model.correct;
    object["cost_percent"] = orNull(model.costPercent);
    object["lost_events"] = model.lostEvents;
    object["median_run"] = model.medianRun ? Json(model.medianRun->info.number) : Json(nullptr);
    object["critical_path_ns"] = model.criticalPath ? pathJson(*model.criticalPath) : Json(nullptr);
    object["numbers"] = model.numbers ? numbersJson(*model.numbers) : Json(nullptr);
    object["fault"] = model.fault ? faultJson(*model.fault) : Json(nullptr);
    object["problem"] = textOrNull(model.problem);
    return object;
}

Json expectationJson(const Expectation& expectation) {
    return {
        {"expect", expectation.expect},
        {"measured", orNull(expectation.measured)},
        {"holds", orNull(expectation.holds)},
        {"measure", expectation.measure},
        {"unit", expectation.unit},
        {"at_least", orNull(expectation.atLeast)},
        {"at_most", orNull(expectation.atMost)}};
}

Json findingJson(const Summary& summary, const ModelFinding& entry) {
    const Finding& finding = entry.finding;
    const ModelSummary& model = summary.models[entry.model];
    Json lanes = Json::array();
    for (const std::uint32_t lane : finding.lanes) lanes.push_back(entry.run->laneOfEdge(lane).name);
    return {{"name", finding.name},          {"title", finding.title},
            {"model", model.model},          {"variant", model.variant},
            {"run", entry.run->info.number}, {"at_ns", finding.at},
            {"end_ns", finding.end},         {"lanes", lanes},
            {"cost_ns", finding.cost},       {"sentence", finding.sentence}};
}

Json recordingJson(const Trace& trace, const Summary& summary) {
    int level = trace.comparison.machine.recordingLevel;
    for (const RunSummary& entry : summary.runs)
        if (entry.run->info.recorded) level = entry.run->info.level;
    return {
        {"cost_percent", orNull(summary.costPercent)},
        {"lost_events", summary.lostEvents},
        {"switches", level >= 1 ? "on" : "off"},
        {"level", level},
        {"clock", textOrNull(trace.comparison.machine.clock)}};
}

Json noteJson(const ReportNote& note) {
    return {
        {"from_ns", note.from},
        {"to_ns", note.to},
        {"text", note.text},
        {"run", note.run >= 0 ? Json(note.run) : Json(nullptr)},
        {"place", textOrNull(note.place)}};
}

}  // namespace

std::string summaryJson(const Trace& trace, const Summary& summary, std::span<const ReportNote> notes) {
    Json object;
    object["comparison"] = comparisonJson(trace);
    object["runs"] = Json::array();
    for (const RunSummary& entry : summary.runs)
        object["runs"].push_back(runJson(entry, variantOf(summary, *entry.run)));
    object["summary"] = Json::array();
    for (const ModelSummary& model : summary.models) object["summary"].push_back(modelJson(model));
    object["verdict"] = textOrNull(summary.verdict);
    object["quality"] = {{"grade", gradeName(summary.quality.grade)}, {"reasons", summary.quality.reasons}};
    object["reproduction"] = summary.reproduction ? reproductionJson(*summary.reproduction) : Json(nullptr);
    object["recording"] = recordingJson(trace, summary);
    object["findings"] = Json::array();
    for (const ModelFinding& entry : summary.findings) object["findings"].push_back(findingJson(summary, entry));
    if (!notes.empty()) object["notes"] = Json::array();
    for (const ReportNote& note : notes) object["notes"].push_back(noteJson(note));
    object["what_if"] = whatIfRows(summary, whatIfs(trace, summary));
    object["expectations"] = Json::array();
    for (const Expectation& expectation : summary.expectations)
        object["expectations"].push_back(expectationJson(expectation));
    // Names come from files: bytes that are no UTF-8 must not stop the report.
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace corelane
