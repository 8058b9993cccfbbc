// Runs a script in a test, recorded as a user's run is, and reads the trace back.
#pragma once

#include "engine/models/model.h"
#include "tests/models/model_run.h"

#include <memory>
#include <string>
#include <vector>

namespace corelane::test {

struct Scripted {
    Expected got;
    std::string fault;
    std::shared_ptr<const Trace> trace;
    const Run& run() const { return *trace->runs.at(0); }
};
Scripted runScript(const Model&, const Script&, const Given& = {});

std::vector<const Model*> modelsOfScripts();

// Nothing is handed over before somebody waits for it, nor after the wait has ended; a thread's start is such a
// wait.
void expectEdgesWithinWaits(const Trace&);
// The same result as in order under every model, and what ran under the threads.
Scripted expectSame(const Script&);

// The lanes of its actors: of their threads, or of what is suspended.
std::vector<std::shared_ptr<const Lane>> actorLanes(const Run&);
// The most lanes that compute at a moment.
int mostComputing(const Run&);
std::size_t waits(const Run&, State);

}  // namespace corelane::test
