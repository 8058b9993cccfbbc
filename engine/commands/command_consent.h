// Presets that start programs of this machine are run only by who has seen which, and said so.
#pragma once

#include "engine/run/preset.h"
#include "engine/trace/result.h"

#include <string_view>

namespace corelane {

enum class Consent { NotAsked, Given };  // by --yes

// Error (Invalid): the preset starts commands, shown as the exact argument vectors, and nobody has agreed.
Result<> checkConsent(const Preset&, std::string_view source, Consent);

}  // namespace corelane
