// The "workload" of kind script in a preset: objects, actors and their steps. preset.schema.json documents the
// format.
#pragma once

#include "engine/run/json_text.h"
#include "workloads/script.h"

namespace corelane {

// `place` is the workload's object. Errors name the place by its JSON pointer and say what to do.
Result<Script> parseScript(const JsonPlace& place);

}  // namespace corelane
