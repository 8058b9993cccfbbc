#include "workloads/actor_needs.h"

#include <algorithm>

namespace corelane {
namespace {

void addNeeds(const std::vector<Step>& steps, ActorNeeds& needs) {
    for (const Step& step : steps) {
        if (step.kind == StepKind::Memory && step.access == MemoryAccess::Chase)
            needs.chains.insert({step.size, step.stride});
        else if (step.kind == StepKind::Memory)
            needs.plainBytes = std::max(needs.plainBytes, step.size);
        if (step.kind == StepKind::FileRead || step.kind == StepKind::FileWrite) {
            needs.file = true;
            needs.fileBytes = std::max(needs.fileBytes, step.bytes);
        }
        if (step.kind == StepKind::FileRead) needs.readBytes = std::max(needs.readBytes, step.bytes);
        needs.timer = needs.timer || step.kind == StepKind::Timer;
        addNeeds(step.body, needs);
        addNeeds(step.otherwise, needs);
    }
}

}  // namespace

std::uint64_t ActorNeeds::memoryBytes() const {
    std::uint64_t bytes = plainBytes;
    for (const auto& [size, stride] : chains) bytes += size;
    return bytes;
}

ActorNeeds needsOf(const ScriptActor& actor) {
    ActorNeeds needs;
    addNeeds(actor.steps, needs);
    return needs;
}

}  // namespace corelane
