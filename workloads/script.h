// A script: actors that run steps on named objects, so that what a mutex, a semaphore, a queue or an event loop does
// to a core can be seen. It says what happens in which order for each actor, never how an object is made or who runs
// an actor: that is the model's. Immutable after Script::make(); any thread may read. No threads, no clock.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/task.h"
#include "workloads/amount.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

enum class ObjectKind : std::uint8_t {
    Mutex,        // lock, try_lock, unlock
    SharedMutex,  // and shared_lock: many readers or one writer
    Semaphore,    // acquire, release; capacity: units at the start, may be 0
    Event,        // wait, set, clear
    Latch,        // wait, set: opens after `capacity` sets
    Condition,    // wait (with a mutex), notify_one, notify_all
    Barrier,      // barrier: `capacity` actors meet
    Queue,        // put, get, each, close; capacity: the most that wait in it
    Counter,      // add: an atomic number
    Service,      // call, serve, reply
};
// "mutex", "shared_mutex", ... in the enum's order: those that a script declares. A service comes with its actor.
std::span<const std::string_view> objectKindNames();
std::string_view objectKindName(ObjectKind);

struct ScriptObject {
    std::string name;
    ObjectKind kind = ObjectKind::Mutex;
    std::uint32_t capacity = 1;
    bool recursive = false;  // Mutex: its holder may lock it again
};

enum class StepKind : std::uint8_t {
    // Work: each is a task, a span of its own.
    Run,   // fixed work: amount, in units that take about a microsecond
    Busy,  // fixed time: computes for amount microseconds
    // `count` values through a chain of `stages`, one at a time.
    Generate,
    Memory,  // goes over `bytes` of the actor's own memory
    // The actor's own scratch file.
    FileRead,  // `bytes`, from its beginning
    FileWrite,
    // Time.
    Sleep,  // amount microseconds
    Timer,  // until the actor's next period of amount microseconds ends
    Yield,
    // Objects.
    Lock,
    TryLock,  // until it succeeds; each time it does not, the steps of `otherwise` run
    SharedLock,
    Unlock,
    Acquire,  // count units
    Release,
    Wait,
    NotifyOne,
    NotifyAll,
    Set,
    Clear,
    Barrier,
    Put,
    Get,
    Close,
    Add,    // count times: one atomic addition of 1
    Spawn,  // `count` instances of a spawned actor begin
    Join,   // until all instances of that actor which this one has spawned and not yet joined have ended
    Call,   // a service, until it replies
    Fail,   // the run fails here, in the words of `label`
    // Control.
    Loop,    // body, count times; 0: for ever, which only a background actor may
    Branch,  // body with probability amount.first, else otherwise
    Each,    // body for every item of the queue, until it is closed and empty
    Serve,   // body for every call, until all who call have ended; count 1: for one call
    Reply,   // the last step of a Serve's body, to whoever made the call
};
// "run", "busy", ... in the enum's order: those that a script writes. A Reply comes with its Serve.
std::span<const std::string_view> stepKindNames();
std::string_view stepKindName(StepKind);
constexpr bool isWork(StepKind kind) {
    return kind <= StepKind::Memory;
}
// What an actor does with nothing but its own.
constexpr bool meetsNobody(StepKind kind) {
    return kind <= StepKind::FileWrite;
}

// An access is of 8 bytes, one in each `stride`; the memory is begun again at its end.
enum class MemoryAccess : std::uint8_t {
    Read,
    Write,
    Chase,  // each access tells where the next one is, all over the memory: none can begin before the last has ended
};
std::span<const std::string_view> memoryAccessNames();  // "read", "write", "chase"

// How a step Generate hands each value from stage to stage.
enum class GenerateWay : std::uint8_t {
    Generators,  // each stage is a coroutine that asks the one before it
    Loop,        // the stages are calls in a loop
};
std::span<const std::string_view> generateWayNames();  // "generators", "loop"

// From when on the next period is counted.
enum class TimerMode : std::uint8_t {
    Relative,  // the end of the last one, or now when that is past: a miss moves all that follow
    Absolute,  // the end of the last one: the grid stays, and one that was missed is over at once
};
std::span<const std::string_view> timerModeNames();  // "relative", "absolute"

inline constexpr std::uint32_t noObject = ~0u, noActor = ~0u;

struct Step {
    StepKind kind = StepKind::Yield;
    std::uint32_t object = noObject;
    std::uint32_t actor = noActor;   // Spawn, Join
    std::uint32_t mutex = noObject;  // Wait on a condition
    // Wait on a condition: again and again, while this counter, read under the mutex, is less than `atLeast`.
    std::uint32_t counter = noObject;
    std::uint64_t atLeast = 0;
    Amount amount;
    std::uint64_t count = 1;
    std::uint64_t bytes = 0;  // Memory, FileRead, FileWrite: how many it goes over
    std::uint64_t size = 0;   // Memory: of what it goes over
    std::uint32_t stride = 64;
    std::uint32_t stages = 1;
    GenerateWay by = GenerateWay::Generators;
    MemoryAccess access = MemoryAccess::Read;
    TimerMode timer = TimerMode::Relative;
    // TryLock: for how long it waits for the lock each time; 0: not at all.
    std::chrono::microseconds within{0};
    bool sync = false;  // FileWrite: and waits until the disk has it
    std::vector<Step> body, otherwise;
    std::string label;  // what its span is called; "" the kind
    std::string place;  // "/steps/2/steps/0", within its actor
};

struct ScriptActor {
    std::string name;
    std::uint32_t count = 1;  // instances; of a spawned one Script::make() finds out
    bool spawned = false;     // begins when another actor spawns it, not with the run
    bool background = false;  // its work is no part of the result: it ends when all others have
    int priority = 0;         // the nice value of its thread, -20 (first) to 19; 0: that of whoever made it
    std::vector<int> cores;   // positions in the core set; empty: the model's choice
    Amount delay;             // microseconds before the first step
    std::vector<Step> steps;
};

struct ScriptText {
    std::vector<ScriptObject> objects;
    std::vector<ScriptActor> actors;
    std::uint64_t seed = 1;
    std::uint32_t patienceMs = 10'000;  // a run in which no actor ends a step for so long is ended
    bool deadlocks = false;             // it is written to end in one: a run that does is as it should be
};

// What a run of the script comes to, whoever runs it.
struct ScriptTotals {
    std::uint64_t steps = 0, tasks = 0;
    std::vector<std::uint64_t> puts, gets;  // by object
    std::vector<std::uint32_t> workSteps;   // by actor: the most of an instance
};

inline constexpr std::uint32_t maximumActors = 131'072;
inline constexpr std::uint32_t maximumObjects = 128;                        // the names of a run's spans are few
inline constexpr std::uint64_t maximumSteps = 10'000'000;                   // of a run
inline constexpr std::uint64_t maximumOwnBytes = std::uint64_t{256} << 20;  // memory, and files, of all actors
inline constexpr std::uint32_t maximumStages = 64;                          // of generators
inline constexpr std::uint32_t maximumFiles = 256;                          // actors that have one

class Script {
  public:
    // Goes through every actor's steps and refuses what cannot go well: a lock that is not held given back, a wait
    // without its mutex, more gets than puts, a barrier with too few actors, a script that does not end ... Errors
    // (Invalid): "/actors/philosopher/steps/3: philosopher unlocks fork 1, which it does not hold; ...".
    static Result<Script> make(ScriptText);

    const std::vector<ScriptObject>& objects() const { return m_text.objects; }
    const std::vector<ScriptActor>& actors() const { return m_text.actors; }
    std::uint64_t seed() const { return m_text.seed; }
    std::uint32_t patienceMs() const { return m_text.patienceMs; }
    bool deadlocks() const { return m_text.deadlocks; }
    const ScriptTotals& totals() const { return m_totals; }
    // A task is a step of work: (actor, n-th step of work of the instance, instance).
    const TaskNaming& naming() const { return m_naming; }
    std::uint32_t instances() const { return m_instances; }  // of all actors
    // All instances, numbered through: those of the first actor first.
    struct Instance {
        std::uint32_t actor, number;
        friend bool operator==(Instance, Instance) = default;
    };
    Instance instance(std::uint32_t index) const;
    std::string instanceName(std::uint32_t index) const;  // "philosopher 2"; without a number when it is alone
    bool puts(std::uint32_t actor, std::uint32_t queue) const { return m_puts[actor][queue]; }
    // How many instances put into a queue, spawned ones too: it is closed when the last of them has ended.
    std::uint32_t producers(std::uint32_t queue) const { return m_producers[queue]; }
    bool takes(std::uint32_t actor, std::uint32_t queue) const { return m_takes[actor][queue]; }
    std::uint32_t takers(std::uint32_t queue) const { return m_takers[queue]; }  // instances, like producers()
    std::uint32_t firstInstance(std::uint32_t actor) const { return m_first[actor]; }
    // All that is put into the queue is taken again, so that the values taken are part of the result.
    bool drained(std::uint32_t queue) const { return m_totals.puts[queue] == m_totals.gets[queue]; }

  private:
    class Maker;

    ScriptText m_text;
    ScriptTotals m_totals;
    TaskNaming m_naming;
    std::uint32_t m_instances = 0;
    std::vector<std::uint32_t> m_first, m_producers, m_takers;
    std::vector<std::vector<bool>> m_puts, m_takes;  // by actor and object
};

}  // namespace corelane
