// Every fault that a model can be asked for: it strikes where it was to, and the model keeps what it promises.
#include "engine/models/fault_injection.h"
#include "tests/models/process_pool_ways.h"

#include <algorithm>
#include <csignal>

using namespace corelane;

namespace {

constexpr Duration longAgo = 1'000'000'000;  // on a machine that does other things; the presets ask for less

bool has(const Model& model, std::string_view name) {
    return std::ranges::any_of(model.options, [name](const Option& option) { return option.name == name; });
}

std::vector<std::string_view> kindsOf(const Model& model) {
    const auto found = std::ranges::find(model.options, "fault", &Option::name);
    REQUIRE(found != model.options.end());
    return {found->choices.begin() + 1, found->choices.end()};
}

std::vector<const Model*> modelsWithFaults() {
    std::vector<const Model*> found;
    for (const Model* model : models()) {
        if (!model->promises) continue;
        if (const std::string reason = model->unavailable ? model->unavailable() : ""; !reason.empty())
            WARN("Left out: " << model->name << ". " << reason);
        else
            found.push_back(model);
    }
    REQUIRE(!found.empty());
    return found;
}

// With each promise that it can give, over each way to the workers.
std::vector<Given> waysOf(const Model& model) {
    std::vector<Given> ways = {{}};
    for (const std::string_view option : {"transport", "queue"}) {
        if (!has(model, option)) continue;
        std::vector<Given> more;
        for (const std::string_view choice : std::ranges::find(model.options, option, &Option::name)->choices)
            for (Given way : ways) {
                way[std::string(option)] = std::string(choice);
                more.push_back(way);
            }
        ways = more;
    }
    for (std::size_t i = ways.size(); has(model, "retries") && i-- > 0;) {
        ways.push_back(ways[i]);
        ways.back()["retries"] = std::int64_t{3};
    }
    return ways;
}

Given asked(Given way, std::string_view kind, std::int64_t after) {
    way["fault"] = std::string(kind);
    way["fault_worker"] = std::int64_t{1};
    way["fault_after"] = after;
    way["fault_ms"] = std::int64_t{30};
    if (kind == "drop") way["deadline"] = std::int64_t{200};
    return way;
}

// The spans that the injected fault opened in the worker's lane, which a killed worker could not close.
std::size_t spansOfFault(Recorder& recorder, int worker) {
    Recorder::Shared& shared = *recorder.shared();
    std::size_t found = 0;
    for (int slot = 0; slot < shared.lanesInUse(); ++slot) {
        if (shared.lane[slot].index != worker) continue;
        RingReader reader(&shared.ring[slot], shared.records(slot), shared.recordsPerLane);
        reader.drain([&](const Record* first, std::size_t count) {
            for (const Record* record = first; record != first + count; ++record)
                if (record->kind == RecordKind::Open || record->kind == RecordKind::Span)
                    found += std::string_view(shared.name[record->name].text).starts_with("fault: ");
        });
    }
    return found;
}

// gRPC keeps threads and descriptors of its own in the engine for good.
void warmUp() {
    const auto made = stencil(2, 2);
    for (const Model* model : modelsWithFaults())
        CHECK(runModel(*model, *made.workload, made.options, {.workers = 2}).result);
}

std::string words(const Model& model, const Given& options) {
    std::string text(model.name);
    for (const auto& [name, value] : options)
        if (const auto* word = std::get_if<std::string>(&value)) text += " " + name + "=" + *word;
    return text + (options.contains("retries") ? " with retries" : "");
}

}  // namespace

TEST_CASE("under every fault that a model can be asked for it keeps its promise", "[injected_faults]") {
    warmUp();
    NothingLeft left;
    const auto made = stencil(60, 8, 20'000, 1024);
    const Expected expected = evaluate(*made.workload);
    for (const Model* model : modelsWithFaults())
        for (const Given& way : waysOf(*model))
            for (const std::string_view kind : kindsOf(*model)) {
                const Given given = asked(way, kind, 5);
                INFO(words(*model, given));
                const Options options = *Options::resolve(model->options, given);
                if (!model->refuses(options, 2).empty()) continue;
                const bool kills = kind.starts_with("kill"), ofServer = kind == "kill_server";
                const bool ends = (kills || kind == "drop") && model->promises(options) == Promise::AtMostOnce;
                bool injected = false;
                const auto look = [&](Recorder& recorder) {
                    injected = recorder.injectedTime() != 0;
                    if (!injected) return;
                    CHECK(recorder.injectedTime() > recorder.beginTime());
                    CHECK((recorder.detectedTime() != 0) == (kills || kind == "drop"));
                    if (recorder.detectedTime() != 0)
                        CHECK(recorder.detectedTime() - recorder.injectedTime() < longAgo);
                    // Redis is no process of ours: the engine notes its death.
                    const int lane = !ofServer ? 1 : model->name == "redis_queue" ? 2 : 3;
                    if (kind != "drop") CHECK(spansOfFault(recorder, lane) > 0);
                };
                // Where workers ask for work, one that the kernel starts late may find too little left for its fault.
                Ran ran;
                for (int tries = 0; tries < 5 && !injected; ++tries)
                    ran = runModel(*model, *made.workload, made.options, {.workers = 2, .options = given}, look);
                CHECK(injected);
                INFO((ran.result ? std::string() : ran.result.error().message));
                INFO(ran.firstFault);
                CHECK(ran.faults == 0);
                CHECK(ran.result.has_value() == !ends);
                if (ends)
                    CHECK(ran.got.tasks < expected.tasks);
                else
                    CHECK(ran.got == expected);
            }
    reapEverybody();
    left.check();
}

TEST_CASE("a paused worker that never comes back keeps nobody who has a deadline", "[injected_faults]") {
    const Model* const rpc = findModel("rpc");
    if (!rpc || (rpc->unavailable && !rpc->unavailable().empty())) {
        WARN("Left out: rpc cannot run here.");
        return;
    }
    warmUp();
    NothingLeft left;
    const auto made = stencil(40, 8, 20'000);
    Given given = asked({{"retries", std::int64_t{50}}, {"deadline", std::int64_t{40}}}, "pause", 5);
    given["fault_ms"] = std::int64_t{0};
    const auto look = [](Recorder& recorder) { CHECK(recorder.detectedTime() > recorder.injectedTime()); };
    const Ran ran = runModel(*rpc, *made.workload, made.options, {.workers = 2, .options = given}, look);
    INFO((ran.result ? std::string() : ran.result.error().message));
    CHECK(ran.result);
    CHECK(ran.got == evaluate(*made.workload));
    left.check();
}

TEST_CASE("a task that every worker is lost with ends the run", "[injected_faults]") {
    NothingLeft left;
    const auto made = endless();
    {
        Started run(
            made, pool(),
            {{"transport", std::string("pipe")}, {"retries", std::int64_t{1}}, {"chunk", std::int64_t{1}}}, 3);
        run.untilRecorded(20, 3);
        for (const int worker : {0, 1, 2}) {
            const pid_t victim = run.pidOf(worker);
            REQUIRE(victim > 0);
            kill(victim, SIGKILL);
        }
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);  // the last one, or a task that was lost twice
        CHECK(
            (result.error().message.find("was killed by signal 9") != std::string::npos ||
             result.error().message.find("was lost with every worker") != std::string::npos));
    }
    left.check();
}

TEST_CASE("what cannot be asked of a model is refused before anything runs, in a sentence", "[injected_faults]") {
    const auto refused = [](const Model& model, const Given& given, int workers) {
        return model.refuses(*Options::resolve(model.options, given), workers);
    };
    for (const Model* model : modelsWithFaults()) {
        INFO(model->name);
        CHECK(refused(*model, asked({}, "kill", 0), 2).empty());
        CHECK(refused(*model, asked({}, "kill", 0), 1).find("there is 1 worker") != std::string::npos);
        Given forEver = asked({}, "pause", 0);
        forEver["fault_ms"] = std::int64_t{0};
        CHECK(refused(*model, forEver, 2).find("the run would not end; set ") != std::string::npos);
    }
    const Given lostInMemory = {{"retries", std::int64_t{1}}, {"transport", std::string("shared_memory")}};
    CHECK(refused(pool(), lostInMemory, 2).find("nobody knows which task") != std::string::npos);
    CHECK_FALSE(Options::resolve(pool().options, {{"fault", std::string("kill_server")}}));
}

TEST_CASE("every model whose workers can be lost says what it promises", "[injected_faults]") {
    for (const Model* model : models()) {
        INFO(model->name);
        const bool processes = model->family == "process" || model->family == "distributed";
        CHECK((model->promises != nullptr) == (processes && has(*model, "fault")));
        if (!model->promises) continue;
        const std::string_view promised = promiseName(model->promises(*Options::resolve(model->options, {})));
        CHECK(model->summary.find(promised) != std::string_view::npos);
    }
}
