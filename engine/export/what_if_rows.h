#pragma once

#include "engine/export/model_what_if.h"

#include <nlohmann/json.hpp>

namespace corelane {

// The list that whatIfJson() and the summary's JSON hold.
nlohmann::ordered_json whatIfRows(const Summary&, std::span<const ModelWhatIf>);

}  // namespace corelane
