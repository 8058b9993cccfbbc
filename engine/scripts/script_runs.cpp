#include "engine/scripts/script_runs.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/step_work.h"
#include "engine/scripts/watchdog.h"

#include <system_error>
#include <thread>

namespace corelane {
namespace {

using Objects = std::vector<std::unique_ptr<BlockingObject>>;

Objects makeObjects(ScriptExecution& execution, MakeObject make) {
    Objects objects;
    for (std::uint32_t i = 0; i < execution.script.objects().size(); ++i) {
        const ScriptObject& declared = execution.script.objects()[i];
        objects.push_back(make(declared, execution.script.producers(i)));
        objects.back()->name = declared.name;
        objects.back()->span = execution.recorder.name(declared.name);
    }
    return objects;
}

}  // namespace

Result<> runActorsOnThreads(ScriptExecution& execution, MakeObject make) {
    const Script& script = execution.script;
    CORELANE_ASSERT(script.instances() <= maximumActorThreads);
    const StepNames names(script, execution.recorder);
    const Objects objects = makeObjects(execution, make);
    WaitBoard board(script);
    std::vector<std::thread> threads;
    Result<> result;
    {
        const Watchdog watchdog(execution, board, [&objects] {
            for (const auto& object : objects) object->abandon();
        });
        execution.recorder.begin();
        for (std::uint32_t i = 0; i < script.instances() && result; ++i) {
            const WorkerLane::Mark created = markBefore(execution.recorder);
            try {
                threads.emplace_back([&, i, created] {
                    Actor actor(execution, names, board, i, created);
                    actor.perform(objects);
                });
            } catch (const std::system_error& error) {
                result =
                    tl::unexpected(threadRefused(error, static_cast<int>(i), static_cast<int>(script.instances())));
                execution.recorder.requestStop();
                for (std::uint32_t left = i; left < script.instances(); ++left) board.ended(left);
            }
        }
        for (std::thread& thread : threads) thread.join();
        execution.recorder.end();
    }
    return result;
}

}  // namespace corelane
