// Where a preset comes from: a shipped name, a .json file, a recorded file, or standard input.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/trace.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace corelane {

struct PresetSource {
    std::string json;
    std::string name;  // for messages: "stencil.json", "standard input"
    std::optional<std::filesystem::path> file;
    std::shared_ptr<const Trace> recorded;  // when it is a recorded file
};

// A file's text as it is, or that of standard input for -; at most a byte more than a preset may have.
Result<PresetSource> readFileOrInput(const std::string& word);
Result<PresetSource> findPreset(const std::string& word);

}  // namespace corelane
