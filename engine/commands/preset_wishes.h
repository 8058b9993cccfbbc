// What the command line wants otherwise than the preset says.
#pragma once

#include "engine/trace/result.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct PresetWishes {
    std::vector<std::string> models, set;
    std::optional<std::int64_t> repetitions, cores, workers;
    std::string within;             // "2%"
    std::optional<double> seconds;  // of all repetitions
    friend bool operator==(const PresetWishes&, const PresetWishes&) = default;
};

void addWishes(
    CLI::App& command, PresetWishes&);  // --models, --set, --repetitions, --within, --seconds, --cores, --workers
// The preset's text with the wishes written into it, not yet checked as a whole.
Result<std::string> withWishes(std::string_view presetJson, const PresetWishes&);

}  // namespace corelane
