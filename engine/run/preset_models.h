// The "models" and "expect" of a preset.
#pragma once

#include "engine/run/json_text.h"
#include "engine/run/preset.h"

#include <vector>

namespace corelane {

// Fills `into`; returns the list with every default written out.
Result<Json> parseModels(const JsonPlace& list, int cores, int workers, std::vector<PresetModel>& into);
// Checks the measures and the models they name; returns the list as it is. Whether they hold is the summary's to say.
Result<Json> parseExpectations(const JsonPlace& list, const std::vector<PresetModel>& models);

// In the order of the declaration.
Json jsonOf(const Options&, std::span<const Option> declared);
std::vector<std::string_view> modelNames();
std::vector<std::string> measureNames();  // what an expectation may be about

}  // namespace corelane
