#include "engine/commands/preset_wishes.h"

#include "engine/run/preset.h"

#include <fmt/format.h>

namespace corelane {

void addWishes(CLI::App& command, PresetWishes& wishes) {
    command.add_option("--models", wishes.models, "Only these models, separated by commas")
        ->delimiter(',')
        ->allow_extra_args(false);
    command.add_option("--set", wishes.set, "Change a value: POINTER=VALUE, such as /workload/graphs/0/steps=100")
        ->allow_extra_args(false);
    command.add_option("--repetitions", wishes.repetitions, "Counted repetitions of each model, 1 to 1000");
    command.add_option(
        "--within", wishes.within,
        "Repeat until the 95 % interval of every median is within this of it, such as 2%; 100 times at most, or "
        "--repetitions");
    command.add_option("--seconds", wishes.seconds, "Repeat as often as fits into so many seconds");
    command.add_option("--cores", wishes.cores, "How many cores to use; 0: all this process may use");
    command.add_option("--workers", wishes.workers, "Workers of each model, up to 64; 0: as many as cores");
}

Result<std::string> withWishes(std::string_view presetJson, const PresetWishes& wishes) {
    std::string json(presetJson);
    if (!wishes.models.empty()) json = TRY(chooseModels(json, wishes.models));
    for (const std::string& pair : wishes.set) json = TRY(setInPreset(json, pair));
    const auto number = [&](const char* key, const std::optional<std::int64_t>& value) -> Result<> {
        if (value) json = TRY(setInPreset(json, fmt::format("/{}={}", key, *value)));
        return {};
    };
    // Asked for on the command line, the number a preset gives is no longer the end of it.
    if (!wishes.repetitions && (!wishes.within.empty() || wishes.seconds))
        json = TRY(setInPreset(json, fmt::format("/repetitions={}", mostUntil)));
    if (!wishes.within.empty()) {
        std::string_view text = wishes.within;
        while (text.ends_with('%') || text.ends_with(' ')) text.remove_suffix(1);
        json = TRY(setInPreset(json, fmt::format("/until/within_percent={}", text)));
    }
    if (wishes.seconds) json = TRY(setInPreset(json, fmt::format("/until/seconds={}", *wishes.seconds)));
    TRY(number("repetitions", wishes.repetitions));
    TRY(number("cores", wishes.cores));
    TRY(number("workers", wishes.workers));
    return json;
}

}  // namespace corelane
