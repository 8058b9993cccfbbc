#include "engine/export/summary.h"
#include "engine/export/wording.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>

using namespace corelane;
using namespace corelane::test;

namespace {

const ModelSummary& entry(const Summary& summary, std::string_view model, std::string_view variant = "") {
    for (const ModelSummary& m : summary.models)
        if (m.model == model && m.variant == variant) return m;
    FAIL("no entry " << model << ' ' << variant);
    return summary.models.front();
}

double ms(double value) {
    return value * 1e6;
}

}  // namespace

TEST_CASE("entries are in the preset's order, and options tell those of one model apart") {
    const Summary summary = summarize(*traceOf(fourEntries(), fourEntriesComparison()));
    std::vector<std::string> names;
    for (const ModelSummary& m : summary.models) names.push_back(m.model + '/' + m.variant);
    CHECK(
        names == std::vector<std::string>{
                     "threads/", "process_pool/transport=ring", "process_pool/transport=pipe", "serial/"});
}

TEST_CASE("median and interval are of the counted repetitions, not of warm-up or runs with the recorder off") {
    const Summary summary = summarize(*traceOf(fourEntries()));
    const ModelSummary& threads = entry(summary, "threads");
    CHECK(threads.repetitions == 9);
    CHECK(threads.medianNs == Approx(ms(20.4)));
    REQUIRE(threads.ci95Ns);  // n = 9: the second and the second but last
    CHECK(threads.ci95Ns->first == Approx(ms(20.1)));
    CHECK(threads.ci95Ns->second == Approx(ms(20.7)));
    REQUIRE(threads.medianRun);
    CHECK(threads.medianRun->result.wall == 20'400'000);
    CHECK(threads.medianRun->info.recorded);
}

TEST_CASE("speed-up and efficiency are against serial of the same comparison") {
    const Summary summary = summarize(*traceOf(fourEntries()));
    CHECK(*entry(summary, "serial").speedup == Approx(1.0));
    CHECK(*entry(summary, "serial").efficiency == Approx(0.5));
    CHECK(*entry(summary, "threads").speedup == Approx(40.4 / 20.4));
    CHECK(*entry(summary, "threads").efficiency == Approx(40.4 / 20.4 / 2));
    CHECK(*entry(summary, "process_pool", "transport=pipe").speedup == Approx(40.4 / 25.4));
}

TEST_CASE("models that do not differ share a rank, and the next rank leaves room for them") {
    const Summary summary = summarize(*traceOf(fourEntries()));
    CHECK(entry(summary, "threads").rank == 1);
    CHECK(entry(summary, "process_pool", "transport=ring").rank == 1);
    CHECK(entry(summary, "process_pool", "transport=pipe").rank == 3);
    CHECK(entry(summary, "serial").rank == 4);
}

TEST_CASE("the cost of recording compares runs of one repetition") {
    const Summary summary = summarize(*traceOf(fourEntries()));
    CHECK(*entry(summary, "threads").costPercent == Approx(2.0).epsilon(0.001));
    CHECK_FALSE(entry(summary, "serial").costPercent);
    CHECK(*summary.costPercent == Approx(2.0).epsilon(0.001));
}

TEST_CASE("a run's balance is there, and one without the recorder has none") {
    const Summary summary = summarize(*traceOf(
        {{.model = "threads", .wall = 20 * millisecond},
         {.model = "threads", .wall = 20 * millisecond, .recorded = false}}));
    REQUIRE(summary.runs.size() == 2);
    const Balance& balance = summary.runs[0].balance;
    CHECK(balance.total == 40 * millisecond);
    CHECK(balance.of(State::Useful) == 30 * millisecond);
    CHECK(balance.of(State::Lock) == 10 * millisecond);
    CHECK(balance.residual == 0);
    CHECK(summary.runs[1].balance.total == 0);
    CHECK(find(summary, summary.runs[1].run.get()) == &summary.runs[1]);
    CHECK(find(summary, nullptr) == nullptr);
}

TEST_CASE("one wrong repetition makes a model wrong and takes its rank") {
    auto plans = fourEntries();
    for (RunPlan& plan : plans)
        if (plan.model == "threads" && plan.repetition == 5) plan.correct = false;
    const Summary summary = summarize(*traceOf(plans));
    const ModelSummary& threads = entry(summary, "threads");
    CHECK_FALSE(threads.correct);
    CHECK_FALSE(summary.allCorrect);
    CHECK_FALSE(threads.rank);
    CHECK_FALSE(threads.speedup);
    CHECK(threads.repetitions == 8);
    CHECK(threads.problem == "1 of 13 runs gave another result than the serial one.");
    CHECK(entry(summary, "process_pool", "transport=ring").rank == 1);
}

TEST_CASE("an error and an interruption are said and not counted") {
    const Summary summary = summarize(*traceOf(
        {{.model = "serial", .wall = 40 * millisecond, .workers = 1},
         {.model = "threads", .wall = 3 * millisecond, .correct = false, .error = "A worker died."},
         {.model = "tbb_tasks", .wall = 3 * millisecond, .correct = false, .interrupted = true}}));
    CHECK(entry(summary, "threads").problem == "A worker died.");
    CHECK(entry(summary, "threads").repetitions == 0);
    CHECK(entry(summary, "threads").medianRun == nullptr);
    CHECK(entry(summary, "tbb_tasks").problem == "Run 3 was interrupted.");
    CHECK(entry(summary, "tbb_tasks").correct);  // nothing is known of its result
    CHECK(entry(summary, "serial").rank == 1);
}

TEST_CASE("a run that ends as promised is no wrong one, and the worst of what faults did is kept") {
    const InjectedFault once = {
        .kind = "kill",
        .worker = 1,
        .promise = "at most once",
        .at = 5000,
        .detected = 2 * millisecond,
        .tasksLost = 7,
        .ranTwice = 0,
        .kept = true};
    InjectedFault never = once, late = once, twice = once;
    never.at = never.detected = std::nullopt;
    never.tasksLost = 0;
    late.detected = 3 * millisecond;
    late.tasksLost = 2;
    twice.promise = "at least once";
    twice.tasksLost = 1;
    twice.ranTwice = 4;
    twice.kept = false;
    const std::string lost = "worker p1 was killed.";
    const Duration wall = 3 * millisecond;
    const Summary summary = summarize(*traceOf(
        {{.model = "serial", .wall = 40 * millisecond, .workers = 1},
         {.model = "manager", .wall = wall, .correct = false, .error = lost, .injected = once},
         {.model = "manager", .wall = wall, .repetition = 2, .correct = false, .error = lost, .injected = late},
         {.model = "rpc", .wall = wall, .injected = never},
         {.model = "redis_queue", .wall = wall, .correct = false, .error = lost, .injected = twice}}));
    const ModelSummary &manager = entry(summary, "manager"), &rpc = entry(summary, "rpc"),
                       &redis = entry(summary, "redis_queue");
    CHECK(manager.correct);
    CHECK_FALSE(manager.rank);
    CHECK(manager.problem == "Ended as promised (at most once): worker p1 was killed.");
    CHECK(resultWord(manager) == "as promised");
    CHECK(
        faultText(manager) ==
        "fault kill of p1: up to 7 tasks lost, none run twice, noticed within 3.00 ms; promised at most once: kept");
    REQUIRE(rpc.fault);
    CHECK(rpc.fault->struck == 0);
    CHECK(faultText(rpc).find("its turn never came") != std::string::npos);
    CHECK_FALSE(redis.correct);
    CHECK(resultWord(redis) == "wrong");
    CHECK(faultText(redis).find("up to 1 tasks lost, up to 4 run twice") != std::string::npos);
    CHECK(faultText(redis).ends_with("promised at least once: broken"));
    CHECK(faultText(entry(summary, "serial")).empty());
    CHECK_FALSE(summary.allCorrect);  // because of the one that broke it
}

TEST_CASE("a stop is no problem of the model whose run it cut, when others of its runs are known") {
    const Summary summary = summarize(*traceOf(
        {{.model = "threads", .wall = 20 * millisecond},
         {.model = "threads", .wall = 3 * millisecond, .repetition = 2, .correct = false, .interrupted = true}}));
    CHECK_FALSE(summary.complete);
    CHECK(entry(summary, "threads").problem.empty());
    CHECK(entry(summary, "threads").correct);
    CHECK(entry(summary, "threads").repetitions == 1);
}

TEST_CASE("a run that has not finished is kept, and is not counted") {
    const Summary summary = summarize(*traceOf(
        {{.model = "threads", .wall = 20 * millisecond},
         {.model = "threads", .wall = 20 * millisecond, .repetition = 2, .finished = false}}));
    CHECK(summary.runs.size() == 2);
    CHECK(summary.models.front().repetitions == 1);
    CHECK(summary.models.front().problem.empty());
    CHECK(summary.allCorrect);
}

TEST_CASE("without serial there is no speed-up, and below six repetitions no interval") {
    std::vector<RunPlan> plans;
    for (int r = 1; r <= 5; ++r)
        plans.push_back({.model = "threads", .wall = (20 + r) * millisecond, .repetition = r});
    const Summary summary = summarize(*traceOf(plans));
    CHECK(summary.models.front().medianNs == Approx(ms(23)));
    CHECK_FALSE(summary.models.front().ci95Ns);
    CHECK_FALSE(summary.models.front().speedup);
    CHECK_FALSE(summary.models.front().efficiency);
    CHECK_FALSE(summary.costPercent);
}

TEST_CASE("lost events are summed over the recorded runs, for every model and in all") {
    const Summary summary = summarize(*traceOf(
        {{.model = "serial", .wall = 40 * millisecond, .workers = 1, .lost = 2},
         {.model = "threads", .wall = 20 * millisecond, .lost = 3},
         {.model = "threads", .wall = 20 * millisecond, .repetition = 2, .lost = 4}}));
    CHECK(summary.lostEvents == 9);
    CHECK(entry(summary, "serial").lostEvents == 2);
    CHECK(entry(summary, "threads").lostEvents == 7);
}

TEST_CASE("a trace without runs has an empty summary") {
    const Summary summary = summarize(*traceOf({}));
    CHECK(summary.runs.empty());
    CHECK(summary.models.empty());
    CHECK(summary.verdict.empty());
    CHECK(summary.allCorrect);
}

TEST_CASE("numbers of workers tell entries apart when the options do not") {
    const Summary summary = summarize(*traceOf(
        {{.model = "threads", .wall = 20 * millisecond, .workers = 1},
         {.model = "threads", .wall = 20 * millisecond, .workers = 2}}));
    CHECK(entry(summary, "threads", "workers=1").workers == 1);
    CHECK(entry(summary, "threads", "workers=2").workers == 2);
}
