// Whole comparisons, tiny ones, into memory.
#include "engine/run/comparison_runner.h"
#include "engine/trace/reader.h"
#include "tests/run/small_workload.h"
#include "tests/support/text_trace.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <map>
#include <stdexcept>

using namespace corelane;

namespace {

constexpr const char* threeModels = R"(["serial", "threads", "coroutines"])";

// `changes`: "/repetitions=1" and the like.
Preset tiny(const std::string& models = threeModels, const std::vector<std::string>& changes = {}) {
    Result<std::string> json =
        R"({"name": "tiny", "question": "Does it?", "workload": {"graphs": [{"steps": 6, "width": 5,
        "kernel": "compute_bound", "iterations": 50}]}, "workers": 2, "repetitions": 6, "warmup": 1, "models": )" +
        models + "}";
    for (const std::string& change : changes) {
        json = setInPreset(*json, change);
        REQUIRE(json);
    }
    auto preset = parsePreset(*json, "tiny");
    if (!preset) FAIL(preset.error().message);
    return std::move(*preset);
}

const Machine& machine() {
    static const Machine here = inspectMachine();
    return here;
}

struct Ran {
    Result<Outcome> outcome;
    std::string bytes;
};

Ran ran(const Preset& preset, RunnerSettings settings = {}) {
    Ran ran{Outcome{}, {}};
    Writer writer(
        [&](std::string_view piece) -> Result<> {
            ran.bytes += piece;
            return {};
        },
        Writer::Packing::Plain);
    ran.outcome = runComparison(preset, machine(), writer, settings);
    return ran;
}

// The tiny stencil with a task whose value is not the same every time, or which throws.
class Unsteady final : public Workload {
  public:
    enum class Fault { Value, Throws };
    Unsteady(std::unique_ptr<Workload> steady, Fault fault, std::uint64_t from)
        : m_steady(std::move(steady)), m_fault(fault), m_from(from) {
        m_naming = m_steady->naming();
    }
    std::span<const TaskGraph> graphs() const override { return m_steady->graphs(); }
    std::size_t outputBytes(std::uint32_t graph) const override { return m_steady->outputBytes(graph); }
    std::size_t scratchBytes() const override { return m_steady->scratchBytes(); }
    std::uint64_t run(
        Task task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const override {
        const bool off = m_calls.fetch_add(1) >= m_from;
        if (off && m_fault == Fault::Throws) throw std::runtime_error("the kernel broke");
        return m_steady->run(task, inputs, output, scratch) + (off ? m_calls.load() : 0);
    }

  private:
    std::unique_ptr<Workload> m_steady;
    Fault m_fault;
    std::uint64_t m_from;
    mutable std::atomic<std::uint64_t> m_calls{0};
};

}  // namespace

TEST_CASE("a comparison runs what was planned, every result correct, and says so in one trace") {
    const Ran done = ran(tiny());
    REQUIRE(done.outcome);
    CHECK_FALSE(done.outcome->wrong);
    CHECK_FALSE(done.outcome->interrupted);
    const auto trace = test::read(done.bytes);
    CHECK(trace->ended);
    CHECK_FALSE(trace->interrupted);
    CHECK(trace->tornBytes == 0);
    CHECK(trace->comparison.preset == "tiny");
    CHECK(trace->comparison.question == "Does it?");
    CHECK(trace->comparison.uuid.size() == 36);
    CHECK(trace->comparison.machine.cpu == machine().cpu);
    REQUIRE(trace->runs.size() == 3 * (1 + 6 + 5));
    CHECK(trace->runs.front()->info.model == "serial");
    std::map<std::string, int> warmups, recorded, unrecorded;
    for (std::size_t i = 0; i < trace->runs.size(); ++i) {
        const Run& run = *trace->runs[i];
        CAPTURE(run.info.number, run.info.model);
        CHECK(run.info.number == static_cast<int>(i) + 1);
        CHECK(run.finished);
        CHECK(run.result.correct);
        CHECK(run.result.tasks == 30);
        CHECK(run.result.digest == trace->runs.front()->result.digest);
        CHECK_FALSE(run.result.error);
        CHECK(run.result.lostEvents == 0);
        CHECK(run.result.wall > 0);
        CHECK(run.info.workers == (run.info.model == "serial" ? 1 : 2));
        if (run.info.warmup)
            ++warmups[run.info.model];
        else
            ++(run.info.recorded ? recorded : unrecorded)[run.info.model];
        std::size_t useful = 0;
        for (const auto& lane : run.workers)
            for (std::size_t s = 0; s < lane->spans.size(); ++s) useful += lane->spans[s].state == State::Useful;
        CHECK(useful == (run.info.recorded ? 30u : 0u));
        CHECK(run.edges.size() == (run.info.recorded ? 5u * 13u : 0u));
    }
    for (const char* model : {"serial", "threads", "coroutines"}) {
        CHECK(warmups[model] == 1);
        CHECK(recorded[model] == 6);
        CHECK(unrecorded[model] == 5);
    }
}

TEST_CASE("the recorded preset is the resolved one and runs again in the same order with the recorded seed") {
    const Ran first = ran(tiny());
    const auto one = test::read(first.bytes);
    CHECK(one->comparison.seed != 0);  // drawn, and kept
    auto again = parsePreset(one->comparison.presetJson, "recorded");
    REQUIRE(again);
    again->seed = one->comparison.seed;
    const auto two = test::read(ran(*again).bytes);
    REQUIRE(two->runs.size() == one->runs.size());
    for (std::size_t i = 0; i < one->runs.size(); ++i) {
        CHECK(two->runs[i]->info.model == one->runs[i]->info.model);
        CHECK(two->runs[i]->info.recorded == one->runs[i]->info.recorded);
    }
    CHECK(two->comparison.uuid != one->comparison.uuid);
    CHECK(test::read(ran(tiny(R"(["threads"])", {"/seed=17"})).bytes)->comparison.seed == 17);
}

TEST_CASE("without the serial model the results are held to a serial run that is not shown") {
    const Ran done = ran(tiny(R"(["threads", "thread_pool"])", {"/warmup=0"}));
    REQUIRE(done.outcome);
    const auto trace = test::read(done.bytes);
    const auto serial = test::read(ran(tiny(R"(["serial"])")).bytes);
    for (const auto& run : trace->runs) {
        CHECK(run->info.model != "serial");
        CHECK(run->result.correct);
        CHECK(run->result.digest == serial->runs.front()->result.digest);
    }
}

TEST_CASE("live or not, the trace says the same of what ran") {
    RunnerSettings live;
    live.live = true;
    const auto trace = test::read(ran(tiny(), live).bytes);
    CHECK(trace->runs.size() == 36);
    for (const auto& run : trace->runs) CHECK((run->finished && run->result.correct));
}

TEST_CASE("progress counts the runs, names what runs, and knows the time left after the first") {
    std::vector<Progress> seen;
    RunnerSettings settings;
    settings.progress = [&](const Progress& now) { seen.push_back(now); };
    REQUIRE(ran(tiny(), settings).outcome);
    REQUIRE(seen.size() == 37);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CHECK(seen[i].done == static_cast<int>(i));
        CHECK(seen[i].total == 36);
        CHECK(seen[i].model.empty() == (i == 36));
        CHECK((seen[i].secondsLeft < 0) == (i == 0));
    }
    CHECK(seen[1].repetition == 0);
    CHECK(seen[35].repetition == 6);
    CHECK(seen.back().secondsLeft == Approx(0));
}

TEST_CASE("a comparison that is stopped keeps every run before, and the one under way as far as it came") {
    StopRequest stop;
    RunnerSettings settings;
    settings.stop = &stop;
    settings.progress = [&](const Progress& now) {
        if (now.done == 7) stop.request();
    };
    const Ran done = ran(tiny(), settings);
    REQUIRE(done.outcome);
    CHECK(done.outcome->interrupted);
    CHECK_FALSE(done.outcome->wrong);
    const auto trace = test::read(done.bytes);
    CHECK(trace->ended);
    CHECK(trace->interrupted);
    REQUIRE(trace->runs.size() == 8);
    for (std::size_t i = 0; i < 7; ++i) CHECK((trace->runs[i]->finished && trace->runs[i]->result.correct));
    CHECK(trace->runs[7]->finished);
    CHECK(trace->runs[7]->result.interrupted);
    REQUIRE(trace->runs[7]->result.error);
    CHECK_THAT(*trace->runs[7]->result.error, Catch::Contains("stopped"));
}

TEST_CASE("a stop before the first run leaves a readable comparison without runs that count") {
    StopRequest stop;
    stop.request();
    RunnerSettings settings;
    settings.stop = &stop;
    const Ran done = ran(tiny(R"(["threads"])", {"/warmup=0"}), settings);
    REQUIRE(done.outcome);
    CHECK(done.outcome->interrupted);
    const auto trace = test::read(done.bytes);
    CHECK(trace->ended);
    CHECK(trace->interrupted);
    CHECK(trace->runs.empty());
}

TEST_CASE("a sink that takes no more ends the comparison with its own sentence, and what it took stays readable") {
    for (const std::size_t room : {std::size_t{0}, std::size_t{20000}, std::size_t{60000}}) {
        CAPTURE(room);
        std::string kept;
        int started = 0;
        RunnerSettings settings;
        settings.progress = [&](const Progress&) { ++started; };
        Writer writer(
            [&](std::string_view piece) -> Result<> {
                const std::size_t fits = std::min(piece.size(), room - kept.size());
                kept += piece.substr(0, fits);
                if (fits < piece.size()) return fail(Error::Kind::Missing, "the disk is full");
                return {};
            },
            Writer::Packing::Plain);
        const auto outcome = runComparison(tiny(), machine(), writer, settings);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().message == "the disk is full");
        CHECK(started < 36);
        if (room == 0) {
            CHECK(started == 0);  // nothing ran for nothing
            continue;
        }
        Reader reader;
        REQUIRE(reader.feed(kept));
        REQUIRE(reader.finish());
        CHECK(reader.snapshot()->comparison.preset == "tiny");
        CHECK_FALSE(reader.snapshot()->ended);
        // All that began, but for the last one when the end of the room cut the marker that begins it.
        const auto begun = static_cast<std::size_t>(started);
        CHECK(reader.snapshot()->runs.size() <= begun);
        CHECK(reader.snapshot()->runs.size() + 1 >= begun);
    }
}

TEST_CASE("a result that differs from the serial one is wrong, and the comparison goes on") {
    Preset preset = tiny(R"(["serial", "threads"])", {"/seed=3"});
    preset.workload = std::make_shared<Unsteady>(smallWorkload({{"stencil_1d", 6, 5}}), Unsteady::Fault::Value, 45);
    const Ran done = ran(preset);
    REQUIRE(done.outcome);
    CHECK(done.outcome->wrong);
    const auto trace = test::read(done.bytes);
    CHECK(trace->runs.size() == 2 * 12);
    CHECK(trace->runs.front()->result.correct);
    CHECK_FALSE(trace->runs[1]->result.correct);
    CHECK(trace->runs[1]->result.digest != trace->runs[0]->result.digest);
}

TEST_CASE("a kernel that throws fails the run with its sentence, under every model, and hangs nobody") {
    for (const char* model : {"serial", "threads", "thread_pool", "tbb_tasks", "openmp_tasks", "coroutines"}) {
        CAPTURE(model);
        Preset preset = tiny(std::string("[\"") + model + "\"]", {"/repetitions=1"});
        // the serial run that gives the reference, 30 tasks, is whole unless the model is serial itself
        preset.workload =
            std::make_shared<Unsteady>(smallWorkload({{"stencil_1d", 6, 5}}), Unsteady::Fault::Throws, 40);
        const Ran done = ran(preset);
        REQUIRE(done.outcome);
        CHECK(done.outcome->wrong);
        const auto trace = test::read(done.bytes);
        const auto failed = trace->runs.back();
        CHECK_FALSE(failed->result.correct);
        REQUIRE(failed->result.error);
        CHECK_THAT(*failed->result.error, Catch::Contains("the kernel broke"));
    }
}

TEST_CASE("a recording level that is not allowed is refused before the first byte") {
    Machine poor = machine();
    poor.recordingLevel = 0;
    poor.recordingDetail = "only level 0; `sysctl ...` would raise it";
    std::string bytes;
    Writer writer(
        [&](std::string_view piece) -> Result<> {
            bytes += piece;
            return {};
        },
        Writer::Packing::Plain);
    const auto outcome = runComparison(tiny(R"(["serial"])", {"/recording_level=1"}), poor, writer, {});
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == Error::Kind::Denied);
    CHECK_THAT(outcome.error().message, Catch::Contains("recording level 1") && Catch::Contains("would raise it"));
    CHECK(bytes.empty());
    CHECK(test::read(ran(tiny(R"(["serial"])", {"/recording_level=0"})).bytes)->runs.front()->info.level == 0);
}

TEST_CASE("rings hold a worker's share of the run, as a power of two, within the memory there is") {
    const auto sized = [](std::int64_t steps, std::int64_t width, int workers) {
        return recordsPerLane(*smallWorkload({{"trivial", steps, width}}), workers);
    };
    CHECK(sized(1, 1, 1) >= 4096);
    CHECK(sized(100, 16, 2) >= 4 * 800);
    CHECK(sized(1000, 64, 2) >= 4 * 32000);
    CHECK(sized(1000, 64, 64) < sized(1000, 64, 2));  // more workers, smaller shares
    for (const int workers : {1, 2, 7, 64}) {
        const std::size_t records = sized(100000, 1000, workers);
        CHECK((records & (records - 1)) == 0);
        CHECK(records <= std::size_t{1} << 18);
        CHECK(
            records * 32 * (static_cast<std::size_t>(workers) + 4) <=
            std::max<std::uint64_t>(availableMemory(), 1u << 30) / 4);
    }
}
