// Runs a script under a model for a bench, as a user's run is recorded or with the recorder off.
#pragma once

#include "engine/models/model.h"
#include "engine/trace/time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace corelane {

enum class Recorded { Yes, No };

struct BenchRun {
    Duration wall = 0;
    std::uint64_t lostEvents = 0;
    std::string fault;  // "": none
};
struct BenchSetting {
    Recorded recorded = Recorded::Yes;
    int workers = 1;  // and as many cores, if there are
    int lanes = 2;
    std::size_t recordsPerLane = 1u << 20;
};
// Ends the program with a sentence when the run cannot be made.
BenchRun benchScript(const Model&, const Script&, const BenchSetting&);

// Scripts as a bench writes them.
Step benchStep(StepKind, std::uint32_t object = noObject, std::uint64_t count = 1);
Step benchLoop(std::uint64_t rounds, std::vector<Step> body);
ScriptActor benchActor(const char* name, std::vector<Step> steps, std::uint32_t count = 1);
Script benchScriptOf(ScriptText);

}  // namespace corelane
