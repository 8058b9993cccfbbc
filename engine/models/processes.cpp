// A process for each actor of a script; what they share lies in memory that all of them have.
#include "engine/constructs/construct.h"
#include "engine/models/actor_attendant.h"
#include "engine/models/model.h"
#include "engine/scripts/actor_processes.h"

namespace corelane {
namespace {

constexpr std::string_view family = "processes";

}  // namespace

namespace model {
extern const Model processes;
const Model processes = {
    .name = "processes",
    .title = "Processes",
    .summary = "Every actor is a process, forked from one with a single thread; objects lie in memory that all share",
    .family = "process",
    .options = withConstructs({}, family),
    .runGraph = nullptr,
    .runScript = runAttendedActors,
    .constructs = family,
    .actorsAreWorkers = true,
    .mostActors = maximumActorThreads,
    .refusesScript = notForProcesses,
};
}  // namespace model

}  // namespace corelane
