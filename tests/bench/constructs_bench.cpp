// What recording costs a script's mutex, through the object and the actor as a run uses them: where nobody waits, and
// where two threads hand it over. Against a bare std::mutex, in turns within one recording.
#include "engine/constructs/construct.h"
#include "engine/record/own_thread.h"
#include "engine/record/recording.h"
#include "engine/scripts/wait_board.h"
#include "engine/trace/writer.h"
#include "tests/bench/bench.h"
#include "tests/bench/cores.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace corelane {
namespace {

constexpr int actors = 2;

// Two actors that have nothing to do: what the bench calls in their place, it calls with them.
Script idleScript() {
    ScriptText text;
    text.objects.push_back({"L", ObjectKind::Mutex});
    ScriptActor actor;
    actor.name = "worker";
    actor.count = actors;
    actor.steps.emplace_back();  // a yield
    text.actors.push_back(actor);
    return *Script::make(text);
}

// Calls body(actor, object) on a thread for each actor, while all is recorded.
template <class Body>
RunResult recorded(int threads, std::size_t records, Body body) {
    static const ClockFacts clock = measureClock();
    static const int level = recordingLevel().level;
    const NoEdges none;
    Writer writer([](std::string_view) -> Result<> { return {}; }, Writer::Packing::Plain);
    writer.comparison({});
    (void)writer.flush();
    const Script script = idleScript();
    RunInfo info;
    info.number = 1;
    info.level = level;
    info.graphs = script.naming().graphs();
    RecordingSettings settings;
    settings.level = level;
    settings.recorder.lanes = actors + 1;
    settings.recorder.recordsPerLane = records;
    settings.recorder.clock = clock.best;
    auto recording = Recording::start(info, settings, none, writer);
    if (!recording) {
        std::fprintf(stderr, "%s\n", recording.error().message.c_str());
        std::exit(1);
    }
    Recorder& recorder = recording->recorder();
    const std::vector<int> cores = coresHere();
    const Options options;
    ScriptExecution execution{script, options, cores, actors, true, recorder};
    const StepNames names(script, recorder);
    WaitBoard board(script);
    const auto object = findConstruct("std_mutex")->make(script.objects().front(), 0);
    object->name = "L";
    object->span = object->spinSpan = recorder.name("L");
    recorder.begin();
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
        all.emplace_back([&, i] {
            Actor actor(execution, names, board, static_cast<std::uint32_t>(i), markBefore(recorder), 0);
            body(actor, *object);
        });
    for (std::thread& thread : all) thread.join();
    recorder.end();
    return recording->finish({}, "", 0).value();
}

// ---- nobody waits

constexpr std::uint32_t pairsAtOnce = 100'000;

template <class Once>
double nanosecondsOfPair(Once once) {
    const Time start = boottimeNow();
    for (std::uint32_t i = 0; i < pairsAtOnce; ++i) once();
    return static_cast<double>(boottimeNow() - start) / pairsAtOnce;
}

void uncontended(std::vector<Figure>& figures) {
    std::vector<double> ns;
    recorded(1, 1u << 10, [&](Actor& actor, BlockingObject& object) {
        std::mutex bare;
        ns = interleavedMedians(
            201, {[&] {
                      return nanosecondsOfPair([&] {
                          object.lock(actor);
                          object.unlock(actor);
                      });
                  },
                  [&] {
                      return nanosecondsOfPair([&] {
                          bare.lock();
                          asm volatile("" ::: "memory");
                          bare.unlock();
                      });
                  }});
    });
    std::fprintf(stderr, "uncontended mutex: %.2f ns, bare %.2f ns\n", ns[0], ns[1]);
    figures.push_back({"uncontended_mutex", ns[0] / ns[1], "x a bare std::mutex, lock and unlock", 1.3});
}

// ---- two threads hand it over

constexpr int turns = 31, handOvers = 1'000;  // of each thread, a turn
// And as long outside, longer than a wake-up takes: so whoever comes finds the lock held, and every time it is handed
// over. With shorter sections the thread that gave it back takes it again, now and then, and how often that happens
// says nothing of what a hand-over costs.
constexpr double heldUs = 25;

void busy() {
    const auto until = boottimeNow() + static_cast<Time>(heldUs * 1000);
    while (boottimeNow() < until) {}
}

// Both threads meet here before and after each side, so that a side is the two of them from beginning to end.
class Meeting {
  public:
    void wait() {
        const int phase = m_phase.load();
        if (m_arrived.fetch_add(1) + 1 == actors) {
            m_arrived.store(0);
            m_phase.store(phase + 1);
        }
        while (m_phase.load() == phase) sched_yield();
    }

  private:
    std::atomic<int> m_arrived{0}, m_phase{0};
};

void contended(std::vector<Figure>& figures) {
    if (coresHere().size() < actors) {
        std::fprintf(stderr, "no figure of a contended hand-over: it needs two cores\n");
        return;
    }
    std::vector<double> us;
    Meeting meeting;
    std::mutex bare;
    const RunResult result = recorded(actors, 1u << 17, [&](Actor& actor, BlockingObject& object) {
        const auto side = [&](auto lock, auto unlock) {
            return [&, lock, unlock] {
                meeting.wait();
                const Time start = boottimeNow();
                for (int i = 0; i < handOvers; ++i) {
                    lock();
                    busy();
                    unlock();
                    busy();
                }
                meeting.wait();
                return static_cast<double>(boottimeNow() - start) / 1000 / (actors * handOvers);
            };
        };
        const auto medians = interleavedMedians(
            turns, {side([&] { object.lock(actor); }, [&] { object.unlock(actor); }),
                    side([&] { bare.lock(); }, [&] { bare.unlock(); })});
        if (actor.number() == 0) us = medians;
    });
    const double each = static_cast<double>(result.edges) / (turns * actors * handOvers);
    const double ours = us[0] - heldUs, bareOnes = us[1] - heldUs;
    std::fprintf(stderr, "contended hand-over: %.3f us, bare %.3f us, %.2f edges each\n", ours, bareOnes, each);
    figures.push_back({"contended_handover", ours / bareOnes, "x a bare std::mutex, unlock to locked", 1.05});
    figures.push_back({"contended_lost_events", static_cast<double>(result.lostEvents), "events", 0});
}

}  // namespace

std::vector<Figure> constructsBench() {
    std::vector<Figure> figures;
    uncontended(figures);
    contended(figures);
    return figures;
}

}  // namespace corelane
