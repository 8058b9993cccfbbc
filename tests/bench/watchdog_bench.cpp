// The watchdog of scripts: how soon it names a deadlock, and how often it takes a correct script for one.
#include "tests/bench/bench.h"
#include "tests/bench/script_bench.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr int runs = 10'000, deadlocks = 60;

struct Case {
    const char* name;
    Script script;
};

Step runsFor(double amount) {
    Step step = benchStep(StepKind::Run);
    step.amount.first = amount;
    return step;
}

// The second fork is asked for before the first is given back; `ordered`: everybody takes the lower one first.
Script philosophers(bool ordered) {
    constexpr std::uint32_t seats = 4;
    ScriptText text;
    for (std::uint32_t i = 0; i < seats; ++i)
        text.objects.push_back({"fork " + std::to_string(i), ObjectKind::Mutex});
    text.objects.push_back({"seated", ObjectKind::Barrier, seats});
    for (std::uint32_t i = 0; i < seats; ++i) {
        std::uint32_t first = i, second = (i + 1) % seats;
        if (ordered && first > second) std::swap(first, second);
        std::vector<Step> meal = {
            benchStep(StepKind::Lock, first), benchStep(StepKind::Lock, second), runsFor(1),
            benchStep(StepKind::Unlock, second), benchStep(StepKind::Unlock, first)};
        if (!ordered) meal.insert(meal.begin() + 1, benchStep(StepKind::Barrier, seats));
        text.actors.push_back(
            benchActor(("philosopher " + std::to_string(i)).c_str(), {benchLoop(ordered ? 5 : 1, meal)}));
    }
    return benchScriptOf(std::move(text));
}

Script buffer() {
    ScriptText text;
    text.objects.push_back({"Q", ObjectKind::Queue, 1});
    text.actors.push_back(benchActor("producer", {benchLoop(10, {benchStep(StepKind::Put, 0)})}, 2));
    Step each = benchStep(StepKind::Each, 0);
    each.body = {runsFor(1)};
    text.actors.push_back(benchActor("consumer", {each}, 2));
    return benchScriptOf(std::move(text));
}

Script meetings() {
    ScriptText text;
    text.objects.push_back({"B", ObjectKind::Barrier, 3});
    text.objects.push_back({"S", ObjectKind::Semaphore, 1});
    text.actors.push_back(benchActor(
        "worker",
        {benchLoop(
            5, {benchStep(StepKind::Acquire, 1), runsFor(1), benchStep(StepKind::Release, 1),
                benchStep(StepKind::Barrier, 0)})},
        3));
    return benchScriptOf(std::move(text));
}

std::vector<const Model*> modelsOfActors() {
    std::vector<const Model*> all;
    for (const Model* model : models())
        if (model->runScript && model->name != "serial" && (!model->unavailable || model->unavailable().empty()))
            all.push_back(model);
    return all;
}

BenchRun once(const Model& model, const Script& script) {
    return benchScript(model, script, {Recorded::No, 2, 8, 1u << 10});
}

}  // namespace

std::vector<Figure> watchdogBench() {
    const auto all = modelsOfActors();
    const std::vector<Case> correct = {
        {"philosophers", philosophers(true)}, {"bounded buffer", buffer()}, {"barrier and semaphore", meetings()}};
    int alarms = 0;
    for (int i = 0; i < runs; ++i) {
        const Model& model = *all[static_cast<std::size_t>(i) % all.size()];
        const Case& used = correct[static_cast<std::size_t>(i) / all.size() % correct.size()];
        const BenchRun run = once(model, used.script);
        if (run.fault.empty()) continue;
        ++alarms;
        std::fprintf(stderr, "%s under %s: %s\n", used.name, std::string(model.name).c_str(), run.fault.c_str());
    }
    std::fprintf(
        stderr, "%d runs of %zu correct scripts under %zu models: %d alarms\n", runs, correct.size(), all.size(),
        alarms);
    const Script stuck = philosophers(false);
    Duration longest = 0;
    int unnamed = 0;
    for (int i = 0; i < deadlocks; ++i) {
        const BenchRun run = once(*all[static_cast<std::size_t>(i) % all.size()], stuck);
        longest = std::max(longest, run.wall);
        if (run.fault.find("holds fork") == std::string::npos) ++unnamed;
    }
    return {
        {"false_alarms", static_cast<double>(alarms), "of 10,000 runs of correct scripts", 0},
        {"deadlock_found", static_cast<double>(longest) / 1e6, "ms at the longest, of 60", 1'000},
        {"deadlock_unnamed", static_cast<double>(unnamed), "of 60 whose circle was not named", 0}};
}

}  // namespace corelane
