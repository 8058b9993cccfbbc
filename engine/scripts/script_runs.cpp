#include "engine/scripts/script_runs.h"

#include "engine/record/own_thread.h"
#include "engine/scripts/actor_threads.h"
#include "engine/scripts/step_work.h"
#include "engine/scripts/watchdog.h"

namespace corelane {

Result<> runActorsOnThreads(ScriptExecution& execution, MakeObject make) {
    const Script& script = execution.script;
    CORELANE_ASSERT(script.instances() <= maximumActorThreads);
    const StepNames names(script, execution.recorder);
    WaitBoard board(script);
    ActorThreads threads(execution, names, board, make);
    Result<> result;
    {
        const Watchdog watchdog(execution, board, [&threads] {
            for (const auto& object : threads.objects()) object->abandon();
        });
        execution.recorder.begin();
        for (std::uint32_t i = 0; i < script.instances(); ++i) {
            if (script.actors()[script.instance(i).actor].spawned) continue;
            if (!result) {
                board.ended(i);
                continue;
            }
            result = threads.start(i, markBefore(execution.recorder), 0);
            if (!result) execution.recorder.requestStop();
        }
        threads.join();
        execution.recorder.end();
    }
    return result;
}

}  // namespace corelane
