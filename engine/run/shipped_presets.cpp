#include "engine/run/json_checks.h"
#include "engine/run/preset.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <tuple>

namespace corelane {

std::filesystem::path presetsFolder() {
    namespace fs = std::filesystem;
    if (const char* chosen = std::getenv("CORELANE_PRESETS"); chosen && *chosen) return chosen;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed = program.parent_path().parent_path() / "share" / "corelane" / "presets";
    if (!error && fs::is_directory(installed, error)) return installed;
    return CORELANE_SOURCE_PRESETS;
}

Result<std::vector<ShippedPreset>> shippedPresets() {
    namespace fs = std::filesystem;
    const fs::path folder = presetsFolder();
    std::error_code error;
    std::vector<std::tuple<std::int64_t, ShippedPreset>> found;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const fs::path file = it->path();
        const std::string fileName = file.filename();
        if (file.extension() != ".json" || fileName.ends_with(".schema.json")) continue;
        std::ifstream in(file, std::ios::binary);
        std::string text(std::istreambuf_iterator<char>(in), {});
        if (!in)
            return fail(Error::Kind::Io, fmt::format("{}: cannot be read; check its permissions", file.string()));
        const Json root = TRY(parseJson(text, fileName));
        const JsonPlace place{root, fileName, ""};
        TRY(checkObject(place, "a preset"));
        ShippedPreset preset;
        preset.name = TRY(textOf(place, "name", file.stem()));
        preset.group = TRY(textOf(place, "group", "Other"));
        preset.title = TRY(textOf(place, "title", preset.name));
        preset.question = TRY(textOf(place, "question", ""));
        preset.json = std::move(text);
        found.emplace_back(TRY(integerOf(place, "order", 1000, 0, 9999)), std::move(preset));
    }
    if (error)
        return fail(
            Error::Kind::Missing, fmt::format(
                                      "{}: cannot read the presets' folder ({}); install Corelane's "
                                      "presets there or name another folder in CORELANE_PRESETS",
                                      folder.string(), error.message()));
    std::ranges::sort(found, {}, [](const auto& f) { return std::tie(std::get<0>(f), std::get<1>(f).name); });
    std::vector<ShippedPreset> presets;
    for (auto& [order, preset] : found) presets.push_back(std::move(preset));
    return presets;
}

}  // namespace corelane
