#include "engine/export/summary.h"

#include "engine/export/expectations.h"
#include "engine/export/verdict.h"
#include "engine/export/wording.h"
#include "engine/trace/critical_path.h"
#include "engine/trace/statistics.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace corelane {

namespace {

using Json = nlohmann::json;
using RunPointer = std::shared_ptr<const Run>;

// The runs of one entry of the comparison: the same model with the same options and workers.
struct Entry {
    std::vector<RunPointer> all, counted;
    std::vector<double> walls;  // of the counted
    std::size_t place = 0;      // in the preset's list
    const RunInfo& info() const { return all.front()->info; }
};

bool sound(const Run& run) {
    return run.finished && run.result.correct && !run.result.error && !run.result.interrupted;
}

bool counts(const Run& run) {
    return run.info.recorded && !run.info.warmup && sound(run);
}

bool sameOption(const OptionValue& value, const Json& json) {
    if (const auto* flag = std::get_if<bool>(&value)) return json.is_boolean() && json.get<bool>() == *flag;
    if (const auto* text = std::get_if<std::string>(&value))
        return json.is_string() && json.get<std::string>() == *text;
    if (!json.is_number()) return false;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return json.get<double>() == static_cast<double>(*whole);
    return json.get<double>() == std::get<double>(value);
}

// Whether an element of the preset's models list can be what ran: "threads", or {"model" or "name", "options",
// "workers"}.
bool names(const Json& element, const RunInfo& info, bool withOptions) {
    if (element.is_string()) return element.get<std::string>() == info.model;
    if (!element.is_object()) return false;
    for (const char* key : {"model", "name"}) {
        const auto name = element.find(key);
        if (name == element.end()) continue;
        if (!name->is_string() || name->get<std::string>() != info.model) return false;
        if (!withOptions) return true;
        const auto workers = element.find("workers");
        if (workers != element.end() && workers->is_number_integer() && workers->get<int>() != 0 &&
            workers->get<int>() != info.workers)
            return false;
        const auto options = element.find("options");
        if (options == element.end() || !options->is_object()) return true;
        return std::all_of(info.options.values().begin(), info.options.values().end(), [&](const auto& option) {
            const auto given = options->find(option.first);
            return given == options->end() || sameOption(option.second, *given);
        });
    }
    return false;
}

std::size_t placeInPreset(const Json& models, const RunInfo& info) {
    for (const bool withOptions : {true, false})
        for (std::size_t i = 0; i < models.size(); ++i)
            if (names(models[i], info, withOptions)) return i;
    return models.size();
}

std::vector<Entry> entriesOf(const Trace& trace) {
    std::vector<Entry> entries;
    for (const RunPointer& run : trace.runs) {
        const auto same = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
            return entry.info().model == run->info.model && entry.info().workers == run->info.workers &&
                   entry.info().options == run->info.options;
        });
        Entry& entry = same == entries.end() ? entries.emplace_back() : *same;
        entry.all.push_back(run);
        if (!counts(*run)) continue;
        entry.counted.push_back(run);
        entry.walls.push_back(static_cast<double>(run->result.wall));
    }
    const Json preset = Json::parse(trace.comparison.presetJson, nullptr, false);
    if (!preset.is_object() || !preset.contains("models") || !preset["models"].is_array()) return entries;
    for (Entry& entry : entries) entry.place = placeInPreset(preset["models"], entry.info());
    std::stable_sort(
        entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.place < b.place; });
    return entries;
}

// Names the options, and the number of workers, in which entries of one model differ.
std::string variantOf(const Entry& entry, const std::vector<Entry>& entries) {
    const RunInfo& own = entry.info();
    std::string text;
    const auto add = [&](const std::string& word) { text += (text.empty() ? "" : ", ") + word; };
    const auto differs = [&](auto&& same) {
        return std::any_of(entries.begin(), entries.end(), [&](const Entry& other) {
            return other.info().model == own.model && !same(other.info());
        });
    };
    for (const auto& [name, value] : own.options.values()) {
        const auto same = [&name = name, &value = value](const RunInfo& other) {
            const auto found = other.options.values().find(name);
            return found != other.options.values().end() && found->second == value;
        };
        if (differs(same)) add(name + '=' + optionText(value));
    }
    if (differs([&](const RunInfo& other) { return other.workers == own.workers; }))
        add(fmt::format("workers={}", own.workers));
    return text;
}

std::optional<double> costOf(const Entry& entry) {
    std::map<int, std::pair<double, double>> walls;  // by repetition: recorder on, off
    for (const RunPointer& run : entry.all) {
        if (run->info.warmup || !sound(*run)) continue;
        auto& [on, off] = walls[run->info.repetition];
        (run->info.recorded ? on : off) = static_cast<double>(run->result.wall);
    }
    std::vector<double> ratios;
    for (const auto& [repetition, wall] : walls)
        if (wall.first > 0 && wall.second > 0) ratios.push_back(wall.first / wall.second);
    if (ratios.empty()) return std::nullopt;
    return (median(ratios) - 1.0) * 100.0;
}

std::string problemOf(const Entry& entry) {
    std::size_t finished = 0, wrong = 0;
    for (const RunPointer& run : entry.all) {
        const RunResult& result = run->result;
        if (!run->finished) continue;
        if (result.interrupted) {  // somebody stopped it: a problem only for a model of which nothing else is known
            if (entry.counted.empty()) return fmt::format("Run {} was interrupted.", run->info.number);
            continue;
        }
        if (result.endedAsPromised())
            return fmt::format("Ended as promised ({}): {}", result.injected->promise, *result.error);
        if (result.error) return *result.error;
        ++finished;
        wrong += result.correct ? 0 : 1;
    }
    if (wrong == 0) return "";
    return fmt::format(
        "{} of {} {} gave another result than the serial one.", wrong, finished, finished == 1 ? "run" : "runs");
}

std::uint64_t lostIn(const Run& run) {
    if (run.finished) return run.result.lostEvents;
    std::uint64_t lost = 0;
    for (const Loss& loss : run.losses) lost += loss.count;
    return lost;
}

std::optional<FaultSummary> faultOf(const Entry& entry) {
    std::optional<FaultSummary> worst;
    for (const RunPointer& run : entry.all) {
        const auto& fault = run->result.injected;
        if (!fault || !run->finished || run->result.interrupted || run->info.warmup || !run->info.recorded) continue;
        if (!worst) {
            worst.emplace();
            worst->kind = fault->kind;
            worst->promise = fault->promise;
            worst->worker = fault->worker;
        }
        worst->runs += 1;
        worst->struck += fault->at ? 1 : 0;
        worst->ended += run->result.endedAsPromised() ? 1 : 0;
        worst->tasksLost = std::max(worst->tasksLost, fault->tasksLost);
        worst->ranTwice = std::max(worst->ranTwice, fault->ranTwice);
        worst->detected = std::max(worst->detected, fault->detected);
        worst->kept = worst->kept && fault->kept;
    }
    return worst;
}

ModelSummary summarizeEntry(const Entry& entry, const std::vector<Entry>& entries) {
    ModelSummary model;
    model.model = entry.info().model;
    model.title = entry.info().title;
    model.options = entry.info().options;
    model.workers = entry.info().workers;
    model.variant = variantOf(entry, entries);
    model.repetitions = static_cast<int>(entry.counted.size());
    model.costPercent = costOf(entry);
    model.problem = problemOf(entry);
    model.fault = faultOf(entry);
    for (const RunPointer& run : entry.all)
        if (run->info.recorded) model.lostEvents += lostIn(*run);
    model.correct = std::none_of(entry.all.begin(), entry.all.end(), [](const RunPointer& run) {
        return run->finished && !run->result.interrupted && !run->result.correct && !run->result.endedAsPromised();
    });
    if (entry.counted.empty()) return model;
    model.wallsNs = entry.walls;
    model.medianNs = median(entry.walls);
    if (const auto interval = medianInterval(entry.walls)) model.ci95Ns = {interval->low, interval->high};
    auto byWall = entry.counted;
    std::stable_sort(byWall.begin(), byWall.end(), [](const RunPointer& a, const RunPointer& b) {
        return a->result.wall < b->result.wall;
    });
    model.medianRun = byWall[(byWall.size() - 1) / 2];
    if (const auto path = criticalPath(*model.medianRun))
        model.criticalPath = PathShares{path->state, path->unknown, path->handOvers};
    model.numbers = numbersOf(*model.medianRun);
    return model;
}

void compareWithSerial(std::vector<ModelSummary>& models, const std::vector<Entry>& entries) {
    const auto serial = std::find_if(models.begin(), models.end(), [](const ModelSummary& m) {
        return m.model == "serial" && m.correct && m.repetitions > 0;
    });
    if (serial == models.end()) return;
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (!models[i].correct || models[i].repetitions == 0 || models[i].medianNs <= 0) continue;
        models[i].speedup = serial->medianNs / models[i].medianNs;
        const std::size_t cores = entries[i].info().cores.size();
        if (cores > 0) models[i].efficiency = *models[i].speedup / static_cast<double>(cores);
    }
}

void rank(std::vector<ModelSummary>& models) {
    std::vector<std::vector<double>> samples;
    std::vector<std::size_t> ranked;
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (!models[i].correct || models[i].repetitions == 0) continue;
        ranked.push_back(i);
        samples.push_back(models[i].wallsNs);
    }
    if (ranked.empty()) return;
    const auto ranks = ranksWithTies(samples);
    const PairTests tests(samples);
    std::size_t best = 0;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        models[ranked[i]].rank = ranks[i];
        if (models[ranked[i]].medianNs < models[ranked[best]].medianNs) best = i;
    }
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        const auto ratio = ratioOf(samples[best], samples[i]);
        if (i == best || !ratio) continue;
        models[ranked[i]].versusBest = Versus{
            label(models[ranked[best]]), *ratio, tests.p(best, i),
            cliffsDelta(mannWhitney(samples[i], samples[best]))};
    }
}

// The least useful core time among the models' median runs that did as many tasks; a script's background actors do as
// many as they find time for. A single run may have had luck, a median one has not.
Duration leastUseful(const Summary& summary, const Run& run) {
    Duration least = 0;
    for (const ModelSummary& model : summary.models) {
        const RunSummary* entry = find(summary, model.medianRun.get());
        if (!entry || entry->run->result.tasks != run.result.tasks) continue;
        const Duration useful = entry->balance.of(State::Useful);
        if (useful > 0 && (least == 0 || useful < least)) least = useful;
    }
    return least;
}

// The findings of every model's median run.
void addFindings(const Trace& trace, Summary& summary) {
    for (std::size_t i = 0; i < summary.models.size(); ++i) {
        const RunPointer& run = summary.models[i].medianRun;
        if (!run) continue;
        for (Finding& finding : findingsOf(trace, *run, leastUseful(summary, *run)))
            summary.findings.push_back({i, run, std::move(finding)});
    }
}

}  // namespace

Summary summarize(const Trace& trace) {
    Summary summary;
    summary.complete = trace.ended && !trace.interrupted;
    for (const RunPointer& run : trace.runs) {
        summary.runs.push_back({run, run->info.recorded ? balance(*run) : Balance{}});
        if (run->info.recorded) summary.lostEvents += lostIn(*run);
        if (run->finished && !run->result.interrupted && !run->result.correct && !run->result.endedAsPromised())
            summary.allCorrect = false;
    }
    const auto entries = entriesOf(trace);
    std::vector<double> costs;
    for (const Entry& entry : entries) {
        summary.models.push_back(summarizeEntry(entry, entries));
        if (const auto cost = summary.models.back().costPercent) costs.push_back(*cost);
    }
    if (!costs.empty()) summary.costPercent = median(costs);
    compareWithSerial(summary.models, entries);
    rank(summary.models);
    addFindings(trace, summary);
    const std::size_t cores = entries.empty() ? 0 : entries.front().info().cores.size();
    summary.verdict = verdict(summary.models, cores);
    summary.quality = dataQuality(trace, summary);
    const bool named = std::any_of(summary.models.begin(), summary.models.end(), [](const ModelSummary& model) {
        return model.rank.has_value();
    });
    if (summary.quality.grade == Grade::Poor && named)
        summary.verdict += " But the data are poor. " + summary.quality.reasons.front();
    summary.reproduction = reproduction(trace.comparison, summary.models);
    summary.expectations = measureExpectations(trace, summary);
    return summary;
}

const RunSummary* find(const Summary& summary, const Run* run) {
    const auto found = std::find_if(
        summary.runs.begin(), summary.runs.end(), [run](const RunSummary& entry) { return entry.run.get() == run; });
    return found == summary.runs.end() ? nullptr : &*found;
}

}  // namespace corelane
