// Runs a script under a model for a bench, as a user's run is recorded or with the recorder off.
#pragma once

#include "engine/models/model.h"
#include "engine/trace/time.h"

#include <cstdint>
#include <vector>

namespace corelane {

enum class Recorded { Yes, No };

struct BenchRun {
    Duration wall = 0;
    std::uint64_t lostEvents = 0;
};
// One worker on one core. Ends the program with a sentence when the run does not succeed.
BenchRun benchScript(const Model&, const Script&, Recorded, std::size_t recordsPerLane = 1u << 20);

// Scripts as a bench writes them.
Step benchStep(StepKind, std::uint32_t object = noObject, std::uint64_t count = 1);
Step benchLoop(std::uint64_t rounds, std::vector<Step> body);
ScriptActor benchActor(const char* name, std::vector<Step> steps, std::uint32_t count = 1);
Script benchScriptOf(ScriptText);

}  // namespace corelane
