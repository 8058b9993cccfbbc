// Scripts whose actors are processes: each is one, what they share is shared, and one that dies does no harm that is
// not said.
#include "engine/scripts/actor_processes.h"
#include "tests/models/recorded_lanes.h"
#include "tests/models/script_run.h"
#include "tests/support/script_text.h"

#include <atomic>
#include <csignal>
#include <set>
#include <thread>
#include <unistd.h>

using namespace corelane;
using namespace corelane::test;

namespace {

const Model& processes() {
    return *findModel("processes");
}

// A run that the test looks into while it goes on.
class StartedScript {
  public:
    explicit StartedScript(Script script, const Given& options = {})
        : m_script(std::move(script)), m_options(*Options::resolve(processes().options, options)),
          m_cores(allowedCores()), m_recorder(*Recorder::make({.lanes = 8, .recordsPerLane = 1u << 12})),
          m_thread([this] {
              ScriptExecution execution{m_script, m_options,  m_cores, 2,
                                        false,    m_recorder, true,    CORELANE_BIN "/corelane-engine"};
              m_result = processes().runScript(execution);
              m_ended.store(true);
          }) {}
    ~StartedScript() {
        m_recorder.requestStop();
        if (m_thread.joinable()) m_thread.join();
    }
    Recorder& recorder() { return m_recorder; }
    void untilRecorded(int actor, std::uint64_t records) {
        while (!m_ended.load() && published(m_recorder, actor) < records) std::this_thread::yield();
    }
    Result<> wait() {
        m_thread.join();
        return m_result;
    }

  private:
    Script m_script;
    Options m_options;
    std::vector<int> m_cores;
    Recorder m_recorder;
    Result<> m_result;
    std::atomic<bool> m_ended{false};
    std::thread m_thread;
};

// One that locks X, lets the others know, works a little and sleeps for a minute with X; two others want it, too.
ScriptBuilder holderAndHeirs(ObjectKind kind) {
    ScriptBuilder made;
    const auto object = made.object("X", kind);
    const auto held = made.object("held", ObjectKind::Event);
    made.actor(
        "holder", 1,
        {does(StepKind::Lock, object), does(StepKind::Set, held), loops(8, {runs(1)}),
         does(StepKind::Sleep, noObject, 60e6), does(StepKind::Unlock, object)});
    made.actor(
        "heir", 2,
        {does(StepKind::Wait, held), does(StepKind::Lock, object), runs(1), does(StepKind::Unlock, object)});
    return made;
}

std::size_t spansNamed(Recorder& recorder, std::string_view name) {
    std::size_t count = 0;
    for (const SeenLane& lane : lanesOf(recorder))
        for (const Named& span : lane.spans) count += span.name == name;
    return count;
}

// More than its start, and what it records of letting the others know: some of its work with X is done.
constexpr std::uint64_t holds = 8;

}  // namespace

TEST_CASE("each actor is a process of its own, and nobody is left", "[processes]") {
    NothingLeft left;
    ScriptBuilder made;
    const auto lock = made.object("L", ObjectKind::Mutex);
    made.actor("worker", 4, {loops(20, {does(StepKind::Lock, lock), runs(10), does(StepKind::Unlock, lock)})});
    const Scripted ran = runScript(processes(), made.script());
    CHECK(ran.fault.empty());
    std::set<std::int32_t> pids;
    for (const auto& lane : ran.run().workers) pids.insert(lane->pid);
    CHECK(pids.size() == 4);
    CHECK_FALSE(pids.contains(getpid()));
    left.check();
}

TEST_CASE("the next to lock a robust mutex whose holder was killed gets it and says so", "[processes]") {
    NothingLeft left;
    for (const char* construct : {"robust_mutex", "robust_recursive_mutex"}) {
        INFO(construct);
        StartedScript run(holderAndHeirs(ObjectKind::Mutex).script(), {{"mutex", std::string(construct)}});
        run.untilRecorded(0, holds);
        const pid_t holder = lanePid(run.recorder(), 0);
        REQUIRE(holder > 0);
        kill(holder, SIGKILL);
        CHECK(run.wait());
        CHECK(
            run.recorder().firstFault().find(
                "holder (process " + std::to_string(holder) + ") was killed by signal 9") == 0);
        CHECK(spansNamed(run.recorder(), "X: its owner died") == 1);
        CHECK(run.recorder().tasks() == 2);  // both heirs went on to their ends
        CHECK_FALSE(run.recorder().stopRequested());
    }
    left.check();
}

TEST_CASE("whoever waits for what a dead process holds for ever is named as a deadlock", "[processes]") {
    NothingLeft left;
    {
        StartedScript run(holderAndHeirs(ObjectKind::SharedMutex).script());
        run.untilRecorded(0, holds);
        kill(lanePid(run.recorder(), 0), SIGKILL);
        CHECK(run.wait());
        CHECK(run.recorder().faults() == 2);
        CHECK(run.recorder().stopRequested());
    }
    left.check();
}

TEST_CASE("a barrier that nobody else comes to does not keep a run that stops", "[processes]") {
    NothingLeft left;
    {
        ScriptBuilder made;
        const auto barrier = made.object("B", ObjectKind::Barrier, 2);
        made.actor("early", 1, {runs(1), does(StepKind::Barrier, barrier)});
        made.actor("late", 1, {does(StepKind::Sleep, noObject, 60e6), does(StepKind::Barrier, barrier)});
        StartedScript run(made.script());
        run.untilRecorded(0, 3);
        run.recorder().requestStop();
        CHECK(run.wait());
        CHECK(run.recorder().faults() == 0);
    }
    left.check();
}

TEST_CASE("the death of the process that attends the actors ends them, and is said", "[processes]") {
    NothingLeft left;
    {
        StartedScript run(holderAndHeirs(ObjectKind::Mutex).script());
        run.untilRecorded(0, holds);
        const pid_t attendant = parentOf(lanePid(run.recorder(), 0));
        REQUIRE(attendant > 1);
        REQUIRE(attendant != getpid());
        kill(attendant, SIGKILL);
        const Result<> ended = run.wait();
        REQUIRE_FALSE(ended);
        CHECK(ended.error().message.find("the process that attends the actors was killed by signal 9") == 0);
    }
    reapEverybody();
    left.check();
}

TEST_CASE("scripts that spawn actors or serve calls are refused with the reason", "[processes]") {
    ScriptBuilder spawning;
    spawning.actor("child", 1, {runs(1)}).spawned = true;
    spawning.actor("parent", 1, {actorStep(StepKind::Spawn, 0)});
    CHECK(notForProcesses(spawning.script()).find("child is spawned") == 0);
    ScriptBuilder plain;
    plain.actor("one", 1, {runs(1)});
    CHECK(notForProcesses(plain.script()).empty());
}
