#include "engine/export/changes.h"

#include "engine/export/foreign_load.h"
#include "engine/export/wording.h"
#include "engine/trace/balance.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace corelane {

namespace {

using Json = nlohmann::json;

bool sound(const ModelSummary& model) {
    return model.correct && model.problem.empty();
}

Json workloadOf(const Trace& trace) {
    const Json preset = Json::parse(trace.comparison.presetJson, nullptr, false);
    return preset.is_object() && preset.contains("workload") ? preset["workload"] : Json();
}

std::size_t coresOf(const Trace& trace) {
    return trace.runs.empty() ? 0 : trace.runs.front()->info.cores.size();
}

Result<> checkComparable(const Recorded& before, const Recorded& after) {
    const std::string& first = before.trace.comparison.preset;
    const std::string& second = after.trace.comparison.preset;
    if (first != second)
        return fail(
            Error::Kind::Invalid, fmt::format(
                                      "{} is of preset {} and {} of {}; give two recordings of the same preset",
                                      before.name, first, after.name, second));
    const Json difference = Json::diff(workloadOf(before.trace), workloadOf(after.trace));
    if (!difference.empty())
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "{} and {} did different work: /workload{} is not the same, so their times do not compare",
                before.name, after.name, difference[0]["path"].get<std::string>()));
    const std::size_t coresBefore = coresOf(before.trace), coresAfter = coresOf(after.trace);
    if (coresBefore != 0 && coresAfter != 0 && coresBefore != coresAfter)
        return fail(
            Error::Kind::Invalid, fmt::format(
                                      "{} ran on {} cores and {} on {}; record both with the same --cores",
                                      before.name, coresBefore, after.name, coresAfter));
    return {};
}

Result<> checkCounts(const Recorded& recorded, const Summary& summary) {
    for (const ModelSummary& model : summary.models)
        if (model.repetitions > 0 || !sound(model)) return {};
    return fail(
        Error::Kind::Invalid, fmt::format("{} holds no repetition that counts; record it to its end", recorded.name));
}

// Which model of the second summary is this one: the same options, or the only one of its name on either side, since
// a newer version may have more options.
const ModelSummary* partnerOf(const ModelSummary& model, const Summary& own, const Summary& other) {
    const auto ofName = [&](const Summary& summary) {
        return std::ranges::count(summary.models, model.model, &ModelSummary::model);
    };
    const bool alone = ofName(own) == 1 && ofName(other) == 1;
    for (const ModelSummary& candidate : other.models)
        if (candidate.model == model.model &&
            (alone || (candidate.options == model.options && candidate.workers == model.workers)))
            return &candidate;
    return nullptr;
}

ModelChange measured(const ModelSummary* before, const ModelSummary* after) {
    const ModelSummary& named = before ? *before : *after;
    ModelChange change;
    change.model = named.model;
    change.variant = named.variant;
    if (before && before->repetitions > 0) change.beforeNs = before->medianNs;
    if (after && after->repetitions > 0) change.afterNs = after->medianNs;
    change.repetitionsBefore = before ? before->repetitions : 0;
    change.repetitionsAfter = after ? after->repetitions : 0;
    if (!before || !after) {
        change.outcome = before ? Outcome::Gone : Outcome::Added;
    } else if (!sound(*before) || !sound(*after)) {
        change.outcome = sound(*before) ? Outcome::Broken : sound(*after) ? Outcome::Mended : Outcome::Unsound;
        change.sentence = sound(*after) ? before->problem : after->problem;
        if (change.sentence.empty()) change.sentence = "A result was not the serial one.";
    } else if (change.beforeNs && change.afterNs) {
        change.ratio = ratioOf(before->wallsNs, after->wallsNs);
        const RankTest test = mannWhitney(before->wallsNs, after->wallsNs);
        change.p = test.p;
        change.cliffsDelta = cliffsDelta(mannWhitney(after->wallsNs, before->wallsNs));
    } else {
        change.outcome = Outcome::TooFew;
    }
    return change;
}

// All tests of a comparison are one family: the more models, the more a single small p may be chance.
void adjust(std::vector<ModelChange>& models) {
    std::vector<double> p;
    for (const ModelChange& change : models)
        if (change.p) p.push_back(*change.p);
    const std::vector<double> adjusted = holm(p);
    std::size_t next = 0;
    for (ModelChange& change : models)
        if (change.p) change.p = adjusted[next++];
}

void judge(ModelChange& change, double tolerance, std::size_t tests) {
    if (!change.ratio || !change.p) return;
    const double ratio = change.ratio->value;
    const bool larger = ratio > 1 + tolerance || ratio < 1 / (1 + tolerance);
    const double smallest =
        smallestP(
            static_cast<std::size_t>(change.repetitionsBefore), static_cast<std::size_t>(change.repetitionsAfter)) *
        static_cast<double>(tests);
    if (smallest >= Changes::significance)
        change.outcome = Outcome::TooFew;
    else if (!larger)
        change.outcome = Outcome::Same;
    else if (*change.p >= Changes::significance)
        change.outcome = Outcome::Noise;
    else
        change.outcome = ratio > 1 ? Outcome::Slower : Outcome::Faster;
}

// Other programs on the cores slow models down as a regression does, and no statistics can tell the two apart.
bool disturbed(std::optional<double> load) {
    return load && *load >= disturbingLoad;
}

Extent timeOf(const Trace& trace) {
    if (trace.runs.empty()) return {};
    return {extent(*trace.runs.front()).begin, extent(*trace.runs.back()).end};
}

// Whether each was recorded while the other was.
bool overlap(const Trace& before, const Trace& after) {
    const Comparison &a = before.comparison, &b = after.comparison;
    const Extent first = timeOf(before), second = timeOf(after);
    return a.machine.host == b.machine.host && a.uuid != b.uuid && first.begin < second.end &&
           second.begin < first.end;
}

std::string sentenceOf(const ModelChange& change, double tolerance) {
    const std::string few = fmt::format("{} and {} repetitions", change.repetitionsBefore, change.repetitionsAfter);
    switch (change.outcome) {
    case Outcome::Same:
        return fmt::format("It changed by no more than {:g} %.", tolerance * 100);
    case Outcome::Slower:
        return fmt::format(
            "It takes {} as long as before: more than {:g} %, and beyond noise.", ratioText(*change.ratio),
            tolerance * 100);
    case Outcome::Faster:
        return fmt::format("It takes {} as long as before.", ratioText(*change.ratio));
    case Outcome::Noise:
        return fmt::format("It changed by more than {:g} %, but no more than times vary here.", tolerance * 100);
    case Outcome::TooFew:
        return change.repetitionsBefore == 1 && change.repetitionsAfter == 1
                   ? "One repetition on each side has no spread, so nothing can be told; record nine."
                   : fmt::format("Nothing can be told from {}; record nine on each side.", few);
    case Outcome::Gone:
        return "It is in the first recording only.";
    case Outcome::Added:
        return "It is in the second recording only.";
    case Outcome::Broken:
    case Outcome::Mended:
    case Outcome::Unsound:
        break;
    }
    return change.sentence;
}

std::vector<std::string> notesOn(const Recorded& before, const Recorded& after) {
    std::vector<std::string> notes;
    const Machine &first = before.trace.comparison.machine, &second = after.trace.comparison.machine;
    if (first.cpu != second.cpu || first.cores != second.cores || first.host != second.host)
        notes.push_back(fmt::format(
            "The machines are not the same ({}, {} and {}, {}): a difference may be theirs.", first.host, first.cpu,
            second.host, second.cpu));
    for (const Recorded* recorded : {&before, &after})
        if (!recorded->trace.ended || recorded->trace.interrupted)
            notes.push_back(fmt::format("{} is not complete.", recorded->name));
    return notes;
}

}  // namespace

std::string_view outcomeName(Outcome outcome) {
    constexpr std::string_view names[] = {"same",   "slower", "faster",  "noise", "too_few",
                                          "broken", "mended", "unsound", "gone",  "added"};
    return names[static_cast<std::size_t>(outcome)];
}

std::string label(const ModelChange& change) {
    return change.variant.empty() ? change.model : fmt::format("{} ({})", change.model, change.variant);
}

bool Changes::regressed() const {
    return std::ranges::any_of(models, [](const ModelChange& change) {
        return change.outcome == Outcome::Slower || change.outcome == Outcome::Broken;
    });
}

std::string Changes::verdict() const {
    std::vector<std::string> slower, broken;
    std::size_t told = 0, faster = 0;
    for (const ModelChange& change : models) {
        const std::string name = label(change);
        if (change.outcome == Outcome::Slower) slower.push_back(name);
        if (change.outcome == Outcome::Broken) broken.push_back(name);
        faster += change.outcome == Outcome::Faster ? 1 : 0;
        told += change.p && change.outcome != Outcome::TooFew ? 1 : 0;
    }
    std::string text;
    if (!broken.empty()) text = fmt::format("No longer correct: {}.", fmt::join(broken, ", "));
    if (!slower.empty())
        text += fmt::format(
            "{}Slower by more than {:g} %, and beyond noise: {}.", text.empty() ? "" : " ", tolerance * 100,
            fmt::join(slower, ", "));
    if (!text.empty()) return text;
    if (disturbed) return "Nothing can be told of times: other programs held the cores.";
    if (told == 0) return "Nothing can be told: there are too few repetitions that count.";
    return fmt::format(
        "No model became slower by more than {:g} % beyond noise{}.", tolerance * 100,
        faster == 0 ? "" : fmt::format("; {} became faster", faster));
}

Result<Changes> changesBetween(const Recorded& before, const Recorded& after, double tolerance) {
    TRY(checkComparable(before, after));
    const Summary first = summarize(before.trace), second = summarize(after.trace);
    TRY(checkCounts(before, first));
    TRY(checkCounts(after, second));
    Changes changes;
    changes.before = before.name;
    changes.after = after.name;
    changes.preset = before.trace.comparison.preset;
    changes.tolerance = tolerance;
    for (const ModelSummary& model : first.models)
        changes.models.push_back(measured(&model, partnerOf(model, first, second)));
    for (const ModelSummary& model : second.models)
        if (!partnerOf(model, second, first)) changes.models.push_back(measured(nullptr, &model));
    adjust(changes.models);
    const auto tests = static_cast<std::size_t>(
        std::ranges::count_if(changes.models, [](const ModelChange& change) { return change.p.has_value(); }));
    const auto loadBefore = foreignLoad(first), loadAfter = foreignLoad(second);
    changes.disturbed = disturbed(loadBefore) || disturbed(loadAfter);
    for (ModelChange& change : changes.models) {
        judge(change, tolerance, tests);
        const bool timed = change.outcome == Outcome::Slower || change.outcome == Outcome::Faster;
        if (changes.disturbed && timed) change.outcome = Outcome::Noise;
        change.sentence = sentenceOf(change, tolerance);
    }
    changes.notes = notesOn(before, after);
    changes.inTurns = overlap(before.trace, after.trace);
    if (!changes.inTurns && std::ranges::any_of(changes.models, [](const ModelChange& change) {
            return change.outcome == Outcome::Slower || change.outcome == Outcome::Faster;
        }))
        changes.notes.push_back(
            "These were recorded one after the other, so what else changed on the machine in between counts as well; "
            "`corelane-engine turns` records both sides in turns.");
    if (changes.disturbed)
        changes.notes.push_back(fmt::format(
            "Other programs held the cores for {} % of the workers' time before and {} % after, so no change of "
            "times is called one; record on a machine that has nothing else to do.",
            percent(loadBefore.value_or(0)), percent(loadAfter.value_or(0))));
    return changes;
}

}  // namespace corelane
