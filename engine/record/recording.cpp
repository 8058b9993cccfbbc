#include "engine/record/recording.h"

#include "engine/record/drainer.h"
#include "engine/record/encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace corelane {

namespace {

constexpr Duration flushEvery = 30'000'000;
// What a ring may hold before it is emptied in the middle of a run that is encoded afterwards: copying disturbs.
constexpr double restUntilFull = 0.125;

}  // namespace

struct Recording::State {
    State(Recorder r, const RecordingSettings& s, const EdgeSource& e, Writer& w)
        : recorder(std::move(r)), settings(s), edges(e), writer(w), calibration(s.recorder.clock) {}

    Recorder recorder;
    RecordingSettings settings;
    const EdgeSource& edges;
    Writer& writer;
    Calibration calibration;
    Time opened = 0;
    int level = 0;
    std::optional<SwitchRings> kernel;
    std::optional<Encoder> encoder;
    Time flushed = 0;
    std::vector<std::vector<CoreEvent>> seen;  // crossCheck: a copy of the kernel's records, by core
    std::vector<RunnableTime> runnable;
    Drainer drainer;  // last: stops before the rest goes

    double drain(bool last);  // the largest part of a ring (0 ... 1) that was filled since the last call
    void compareRunnable();
    void judgeInjected(RunResult&, std::uint64_t expectedTasks) const;
    void complete(RunResult&, std::string_view expectedDigest, std::uint64_t expectedTasks) const;
};

Recording::Recording(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Recording::Recording(Recording&&) noexcept = default;
Recording::~Recording() = default;

Recorder& Recording::recorder() {
    return m_state->recorder;
}
int Recording::level() const {
    return m_state->level;
}
const std::vector<RunnableTime>& Recording::runnableTimes() const {
    return m_state->runnable;
}

Result<Recording> Recording::start(
    const RunInfo& info, const RecordingSettings& settings, const EdgeSource& edges, Writer& writer) {
    RecordingSettings used = settings;
    const bool wantsSwitches = settings.recorder.enabled && settings.level >= 1;
    std::string refusal;
    // The drainer is made first and left out: its own switches are no part of the run.
    Drainer drainer;
    std::optional<SwitchRings> kernel;
    if (settings.recorder.enabled) drainer.make();
    const Time opened = boottimeNow();
    if (wantsSwitches) {
        const std::int32_t skip[] = {drainer.tid()};
        auto rings = SwitchRings::open(skip);
        if (rings)
            kernel = std::move(*rings);
        else
            refusal = rings.error().message;
        // The kernel knows better; noting as well would cost a system call a switch.
        if (kernel && !settings.crossCheck) used.recorder.notePreemption = false;
    }
    auto recorder = Recorder::make(used.recorder);
    if (!recorder) return tl::unexpected(std::move(recorder.error()));

    auto state = std::make_unique<State>(std::move(*recorder), used, edges, writer);
    state->opened = opened;
    state->level = kernel ? 1 : 0;
    state->kernel = std::move(kernel);
    RunInfo actual = info;
    actual.level = state->level;
    writer.beginRun(actual, opened);
    if (!refusal.empty())
        writer.loss(
            {opened, -1, 0,
             fmt::format(
                 "kernel switches were asked for and refused ({}): this run is recorded at level 0", refusal)});
    if (used.live) {
        if (auto flushed = writer.flush(); !flushed) return tl::unexpected(std::move(flushed.error()));
        state->flushed = opened;
    }
    if (settings.recorder.enabled) {
        state->encoder.emplace(
            *state->recorder.shared(), state->calibration, edges, writer, info.number, state->level, opened,
            settings.taskLaneName);
        if (used.countRanTwice > 0) state->encoder->countRanTwice(used.countRanTwice);
        state->drainer = std::move(drainer);
        constexpr std::size_t plentyOfSwitches = 256u << 10;  // bytes: no program switches so often in 10 ms
        const bool roomy = used.ringsHoldRun && (!state->kernel || state->kernel->bytesPerCore() >= plentyOfSwitches);
        state->drainer.start(roomy ? longestRest : shortestRest, [s = state.get()](Duration rested) {
            return restAfter(rested, s->drain(false));
        });
    }
    return Recording(std::move(state));
}

double Recording::State::drain(bool last) {
    const Time now = boottimeNow();
    const bool encode = last || (settings.live && now - flushed >= flushEvery);
    const double fill = encode ? 0 : restUntilFull;
    // The kernel's records last: a switch within a span that is drained is then there, too.
    double grown = encoder->drain(fill);
    if (kernel) {
        std::vector<std::size_t> before;
        for (const auto& core : encoder->kernel().cores) before.push_back(core.events.size());
        grown = std::max(grown, kernel->drain(encoder->kernel(), fill));
        if (settings.crossCheck) {
            const auto& cores = encoder->kernel().cores;
            seen.resize(cores.size());
            before.resize(cores.size());
            for (std::size_t c = 0; c < cores.size(); ++c)
                seen[c].insert(
                    seen[c].end(), cores[c].events.begin() + static_cast<std::ptrdiff_t>(before[c]),
                    cores[c].events.end());
        }
    }
    calibration.sample();
    if (!encode) return grown;
    encoder->encode(last);
    if (last) return grown;
    flushed = now;
    static_cast<void>(writer.flush());  // a broken sink stays broken: finish() tells
    return grown;
}

// A worker preempted on one core may come back on another: all cores' records are read side by side. Only what
// happened while the worker had its lane open counts: its own notes know no more.
void Recording::State::compareRunnable() {
    std::vector<CoreEvent> all;
    for (const auto& core : seen) all.insert(all.end(), core.begin(), core.end());
    std::stable_sort(all.begin(), all.end(), [](const CoreEvent& a, const CoreEvent& b) { return a.time < b.time; });
    std::unordered_map<std::int32_t, Time> since;
    std::unordered_map<std::int32_t, Duration> sum;
    std::unordered_map<std::int32_t, Encoder::Life> life;
    const auto lives = encoder->lives();
    for (const Encoder::Life& lane : lives) life[lane.tid] = lane;
    for (const CoreEvent& event : all) {
        const auto lane = life.find(event.tid);
        if (lane == life.end() || event.time < lane->second.begin || event.time > lane->second.end) continue;
        if (event.kind == CoreEvent::Kind::Preempted) since[event.tid] = event.time;
        if (event.kind != CoreEvent::Kind::In) continue;
        if (const auto left = since.find(event.tid); left != since.end()) {
            sum[event.tid] += event.time - left->second;
            since.erase(left);
        }
    }
    for (const Encoder::Life& lane : lives) runnable.push_back({lane.tid, lane.notedWait, sum[lane.tid]});
}

void Recording::State::complete(
    RunResult& result, std::string_view expectedDigest, std::uint64_t expectedTasks) const {
    const Time begin = recorder.beginTime(), end = recorder.endTime();
    result.begin = begin ? begin : opened;
    result.wall = !begin ? 0 : (end ? end : boottimeNow()) - begin;
    result.tasks = recorder.tasks();
    result.digest = fmt::format("{:016x}", recorder.digest());
    if (encoder) {
        result.spans = encoder->counts().spans;
        result.switches = encoder->counts().switches;
        result.lostEvents = encoder->counts().dropped;
    }
    const bool complete = result.tasks == expectedTasks;
    const std::uint64_t written = encoder ? encoder->counts().edges : 0;
    result.edges =
        complete && edges.edgeCount() != 0 ? edges.edgeCount() : written;  // a script's are not known before
    result.bytesMoved = recorder.bytesMoved();
    const bool same = expectedDigest.empty() || expectedDigest == result.digest;
    const std::uint64_t faults = recorder.faults();
    if (!result.error && faults)
        result.error =
            faults == 1 ? recorder.firstFault() : fmt::format("{} (and {} more)", recorder.firstFault(), faults - 1);
    result.correct = !faults && complete && same && !result.error;
    if (!result.correct && !result.error && !result.interrupted)
        result.error =
            !complete ? fmt::format("{} of {} tasks ran", result.tasks, expectedTasks)
                      : fmt::format("the result {} differs from the serial one, {}", result.digest, expectedDigest);
    if (result.injected) judgeInjected(result, expectedTasks);
}

// At least once: all results are there. At most once: all of them or an error, and nothing ran twice.
void Recording::State::judgeInjected(RunResult& result, std::uint64_t expectedTasks) const {
    InjectedFault& fault = *result.injected;
    const Time struck = recorder.injectedTime(), detected = recorder.detectedTime();
    if (struck) fault.at = struck - result.begin;
    if (struck && detected) fault.detected = detected - struck;
    fault.tasksLost = expectedTasks - std::min(expectedTasks, result.tasks);
    if (fault.promise == promiseName(Promise::Deadlock)) {
        fault.kept = struck && !result.correct;
        if (!result.correct) return;
        result.correct = false;
        result.error = "The script says that it deadlocks, and it came to its end.";
        return;
    }
    if (encoder && settings.countRanTwice > 0) fault.ranTwice = encoder->counts().ranTwice;
    const bool once = fault.promise == promiseName(Promise::AtMostOnce);
    const bool twice = once && fault.ranTwice.value_or(0) > 0;
    const bool ended = once && struck && result.error && result.tasks < expectedTasks && recorder.faults() == 0;
    fault.kept = !twice && (result.correct || ended);
    if (result.interrupted || fault.kept || !struck) return;
    result.correct = false;
    if (twice && !result.error)
        result.error = fmt::format("{} tasks ran twice, and each was to run at most once", *fault.ranTwice);
}

Result<RunResult> Recording::finish(RunResult result, std::string_view expectedDigest, std::uint64_t expectedTasks) {
    State& s = *m_state;
    s.drainer.stop();
    if (s.encoder) {
        s.drain(true);
        if (s.settings.crossCheck) s.compareRunnable();
    }
    s.kernel.reset();
    s.complete(result, expectedDigest, expectedTasks);
    s.writer.endRun(result, result.begin + result.wall);
    if (auto flushed = s.writer.flush(); !flushed) return tl::unexpected(std::move(flushed.error()));
    return result;
}

}  // namespace corelane
