// rt-app's files as presets: its tasks are a script's actors, its events their steps. What has no counterpart here is
// left out and said, by line; what is only near is mapped and said.
#pragma once

#include "engine/run/json_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct RtAppImport {
    Json preset;
    std::vector<std::string>
        remarks;  // "walkman.json:14: \"dl-runtime\": deadline scheduling is not mapped; left out"
};

// `source` names the file in errors and remarks, and the preset. Errors (Invalid): it is no rt-app file, nothing in
// it can be mapped, or what was mapped cannot go well.
Result<RtAppImport> importRtApp(std::string_view text, std::string_view source);

// An object with "tasks" and none of a preset's own keys.
bool looksLikeRtApp(std::string_view text);

}  // namespace corelane
