#include "engine/scripts/actor_threads.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/service.h"
#include "engine/scripts/step_work.h"

#include <system_error>
#include <utility>

namespace corelane {
namespace {

// A run has room for so many names: where there are more objects, spinning is called like parking.
constexpr std::size_t mostNamedTwice = 64;

void call(ScriptExecution& execution, Waitable& waitable, const std::string& name) {
    waitable.name = name;
    waitable.span = execution.recorder.name(name);
}

}  // namespace

std::vector<std::unique_ptr<BlockingObject>> makeObjects(ScriptExecution& execution, const MakeObject& make) {
    const Script& script = execution.script;
    std::vector<std::unique_ptr<BlockingObject>> objects;
    for (std::uint32_t i = 0; i < script.objects().size(); ++i) {
        const ScriptObject& declared = script.objects()[i];
        const std::uint32_t producers = script.producers(i);
        objects.push_back(declared.kind == ObjectKind::Service ? makeService(producers) : make(declared, producers));
        BlockingObject& object = *objects.back();
        call(execution, object, declared.name);
        object.spinSpan = object.spins() && script.objects().size() <= mostNamedTwice
                              ? execution.recorder.name(declared.name + " (spin)")
                              : object.span;
    }
    return objects;
}

ActorThreads::ActorThreads(
    ScriptExecution& execution, const StepNames& names, WaitBoard& board, const MakeObject& make)
    : m_execution(execution), m_names(names), m_board(board), m_objects(makeObjects(execution, make)) {
    const Script& script = execution.script;
    for (std::uint32_t a = 0; a < script.actors().size(); ++a) {
        const ScriptActor& actor = script.actors()[a];
        m_offspring.push_back(
            actor.spawned ? std::make_unique<Offspring>(script.firstInstance(a), actor.count) : nullptr);
        if (actor.spawned) call(execution, *m_offspring.back(), actor.name);
    }
}

Result<> ActorThreads::start(std::uint32_t instance, WorkerLane::Mark created, HandoverId spawn) {
    try {
        std::thread thread([this, instance, created, spawn] {
            Actor actor(m_execution, m_names, m_board, instance, created, spawn);
            actor.perform(*this);
        });
        const std::lock_guard lock(m_mutex);
        m_threads.push_back(std::move(thread));
    } catch (const std::system_error& error) {
        m_board.ended(instance);
        return tl::unexpected(
            threadRefused(error, static_cast<int>(instance), static_cast<int>(m_execution.script.instances())));
    }
    return {};
}

void ActorThreads::join() {
    for (std::size_t i = 0;; ++i) {
        std::thread next;
        {
            // Whoever spawns has a thread in here himself: when that has ended, those it started are in here too.
            const std::lock_guard lock(m_mutex);
            if (i == m_threads.size()) return;
            next = std::move(m_threads[i]);
        }
        next.join();
    }
}

}  // namespace corelane
