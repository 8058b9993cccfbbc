#include "engine/export/expectations.h"

#include "engine/export/at_once.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace corelane {

namespace {

using Json = nlohmann::json;

std::string textOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> numberOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

// "threads", or "process_pool:pipe": the first whose variant contains what follows the colon.
const ModelSummary* named(const Summary& summary, std::string_view name) {
    const std::size_t colon = name.find(':');
    const std::string_view model = name.substr(0, colon);
    const std::string_view variant = colon == name.npos ? std::string_view() : name.substr(colon + 1);
    const auto found = std::find_if(summary.models.begin(), summary.models.end(), [&](const ModelSummary& m) {
        return m.model == model && m.variant.find(variant) != std::string::npos;
    });
    return found == summary.models.end() ? nullptr : &*found;
}

std::optional<double> imbalance(const Run& run) {
    const Extent whole = extent(run);
    double sum = 0, most = 0;
    for (std::size_t w = 0; w < run.workers.size(); ++w) {
        const auto useful = static_cast<double>(workerBalance(run, w, whole.begin, whole.end).of(State::Useful));
        sum += useful;
        most = std::max(most, useful);
    }
    if (sum <= 0) return std::nullopt;
    return most / (sum / static_cast<double>(run.workers.size())) - 1.0;
}

std::optional<State> stateOfShare(std::string_view measure) {
    constexpr std::string_view suffix = "_share";
    if (!measure.ends_with(suffix)) return std::nullopt;
    return stateFromName(measure.substr(0, measure.size() - suffix.size()));
}

std::string unitOf(std::string_view measure) {
    if (measure == "speedup" || measure == "ratio") return "x";
    if (measure == "wall_ns" || measure == "detected_ns") return "ns";
    if (measure == "bytes_moved") return "bytes";
    if (measure == "efficiency" || measure == "imbalance" || measure.ends_with("_share")) return "share";
    return "";
}

std::optional<double> ofMedianRun(const Summary& summary, const Run& run, std::string_view measure) {
    if (measure == "imbalance") return imbalance(run);
    if (measure == "lost_events") return static_cast<double>(run.result.lostEvents);
    if (measure == "bytes_moved")
        return run.result.bytesMoved ? std::optional(static_cast<double>(*run.result.bytesMoved)) : std::nullopt;
    if (measure == "switches") {
        // Without the kernel's switches none are known, which is not the same as none.
        if (run.info.level == 0 && run.result.switches == 0) return std::nullopt;
        return static_cast<double>(run.result.switches);
    }
    if (measure == "most_useful_at_once") return mostAtOnce(run, std::array{State::Useful});
    if (measure == "most_waiting_at_once")
        return mostAtOnce(run, std::array{State::Lock, State::Queue, State::Io, State::Idle});
    if (measure == "counter_max") {
        const auto highest = highestCount(run);
        return highest ? std::optional(static_cast<double>(*highest)) : std::nullopt;
    }
    const auto state = stateOfShare(measure);
    const RunSummary* entry = find(summary, &run);
    if (!state || !entry || entry->balance.total == 0) return std::nullopt;
    return static_cast<double>(entry->balance.of(*state)) / static_cast<double>(entry->balance.total);
}

bool isOfFault(std::string_view measure) {
    return measure == "tasks_lost" || measure == "tasks_run_twice" || measure == "detected_ns";
}

// The worst of all runs, also of those that gave no result.
std::optional<double> ofFault(const FaultSummary& fault, std::string_view measure) {
    const auto real = [](const auto& known) {
        return known ? std::optional(static_cast<double>(*known)) : std::nullopt;
    };
    if (fault.struck == 0) return std::nullopt;
    if (measure == "tasks_lost") return static_cast<double>(fault.tasksLost);
    return measure == "detected_ns" ? real(fault.detected) : real(fault.ranTwice);
}

std::optional<double> measure(const Summary& summary, const Json& wanted, std::string_view name) {
    const std::string modelName = textOf(wanted, "model");
    if (modelName.empty() && name == "lost_events") return static_cast<double>(summary.lostEvents);
    const ModelSummary* model = named(summary, modelName);
    if (isOfFault(name)) return model && model->fault ? ofFault(*model->fault, name) : std::nullopt;
    if (!model || model->repetitions == 0) return std::nullopt;
    if (name == "speedup") return model->speedup;
    if (name == "efficiency") return model->efficiency;
    if (name == "wall_ns") return model->medianNs;
    if (name == "ratio") {
        const ModelSummary* baseline = named(summary, textOf(wanted, "baseline"));
        if (!baseline || baseline->repetitions == 0 || baseline->medianNs <= 0) return std::nullopt;
        return model->medianNs / baseline->medianNs;
    }
    return model->medianRun ? ofMedianRun(summary, *model->medianRun, name) : std::nullopt;
}

}  // namespace

std::vector<Expectation> measureExpectations(const Trace& trace, const Summary& summary) {
    std::vector<Expectation> expectations;
    const Json preset = Json::parse(trace.comparison.presetJson, nullptr, false);
    if (!preset.is_object()) return expectations;
    const auto list = preset.find("expect");
    if (list == preset.end() || !list->is_array()) return expectations;
    for (const Json& wanted : *list) {
        if (!wanted.is_object()) continue;
        Expectation expectation;
        expectation.expect = textOf(wanted, "expect");
        expectation.measure = textOf(wanted, "measure");
        expectation.unit = unitOf(expectation.measure);
        expectation.atLeast = numberOf(wanted, "at_least");
        expectation.atMost = numberOf(wanted, "at_most");
        expectation.measured = measure(summary, wanted, expectation.measure);
        if (expectation.measured && summary.complete && (expectation.atLeast || expectation.atMost)) {
            expectation.holds = (!expectation.atLeast || *expectation.measured >= *expectation.atLeast) &&
                                (!expectation.atMost || *expectation.measured <= *expectation.atMost);
        }
        expectations.push_back(std::move(expectation));
    }
    return expectations;
}

}  // namespace corelane
