// Where a preset comes from: a shipped name, a .json file, a recorded file, or standard input.
#pragma once

#include "engine/trace/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace corelane {

struct PresetSource {
    std::string json;
    std::string name;  // for messages: "stencil.json", "standard input"
    std::optional<std::filesystem::path> file;
};

Result<PresetSource> findPreset(const std::string& word);

}  // namespace corelane
