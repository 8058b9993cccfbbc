#include "engine/whatif/replay.h"

#include "engine/trace/balance.h"

namespace corelane {

Result<std::unique_ptr<const Replay>> Replay::of(const Trace&, const Run& run) {
    const auto refused = [](const char* why) { return fail(Error::Kind::Invalid, why); };
    if (!run.finished || run.result.interrupted || run.result.error || !run.result.correct)
        return refused("The run did not end as it should.");
    if (!run.info.recorded || run.workers.empty()) return refused("The run was made with the recorder off.");
    if (run.result.lostEvents > 0) return refused("Events of the run were lost.");
    bool taskEdges = false, actorEdges = false;
    for (std::size_t i = 0; i < run.edges.size(); ++i) (run.edges[i].toTask != 0 ? taskEdges : actorEdges) = true;
    // A graph's tasks are each done once, by a worker; actors' steps are done in lanes that wait for each other.
    const bool tasks = run.places && !run.places->empty();
    if (tasks && !actorEdges && run.tasks.empty() && run.result.tasks == run.naming.count()) {
        if (!taskEdges && run.result.edges > 0) return refused("The run's hand-overs were too many to be recorded.");
        return replayOfTasks(run);
    }
    return replayOfActors(run);
}

}  // namespace corelane
