#include "engine/commands/preset_source.h"

#include "engine/run/json_checks.h"
#include "engine/run/preset.h"
#include "engine/run/rtapp.h"
#include "engine/trace/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace corelane {

namespace {

namespace fs = std::filesystem;

// At most one byte more than a preset may have: what is longer is refused by its length.
Result<std::string> readText(int fd, std::string_view name) {
    std::string text;
    char piece[65536];
    while (text.size() <= maximumJsonBytes) {
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n == 0) break;
        if (n > 0)
            text.append(piece, static_cast<std::size_t>(n));
        else if (errno != EINTR)
            return fail(Error::Kind::Invalid, fmt::format("{}: cannot be read ({})", name, std::strerror(errno)));
    }
    return text;
}

bool looksLikeJson(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first == std::string_view::npos || text[first] == '{' || text[first] == '[' || text[first] == '"';
}

Result<std::string> readFile(const fs::path& file) {
    const std::string name = file.string();
    std::error_code ignored;
    if (fs::is_directory(file, ignored))
        return fail(Error::Kind::Invalid, fmt::format("{}: is a folder; give a preset or a recorded file", name));
    const int fd = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(Error::Kind::Invalid, fmt::format("{}: cannot be opened ({})", name, std::strerror(errno)));
    Result<std::string> text = readText(fd, name);
    close(fd);
    return text;
}

// A preset has no comments, so that one of rt-app's files need not look like JSON to us.
Result<> refuseRtApp(std::string_view text, std::string_view name) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (text[first] != '{' && text[first] != '/') || !looksLikeRtApp(text))
        return {};
    return fail(
        Error::Kind::Invalid, fmt::format(
                                  "{0}: is an rt-app file; make a preset of it first: corelane-engine import {1} -o "
                                  "imported.json",
                                  name, name == "standard input" ? "-" : name));
}

Result<PresetSource> fromFile(const fs::path& file) {
    const std::string name = file.string();
    std::error_code ignored;
    Result<std::string> text = readFile(file);
    if (!text) return tl::unexpected(text.error());
    TRY(refuseRtApp(*text, name));
    if (looksLikeJson(*text) && file.extension() != ".corelane")
        return PresetSource{std::move(*text), name, file, {}};
    if (!fs::is_regular_file(file, ignored))
        return fail(Error::Kind::Invalid, fmt::format("{}: is neither a preset nor a recorded file", name));
    const auto trace = TRY(readTrace(file));
    if (trace->comparison.presetJson.empty())
        return fail(
            Error::Kind::Invalid,
            fmt::format("{}: holds no preset, so it cannot be run again; it was cut or not recorded by a run", name));
    return PresetSource{trace->comparison.presetJson, name, file, trace};
}

}  // namespace

Result<PresetSource> readFileOrInput(const std::string& word) {
    if (word == "-") return PresetSource{TRY(readText(STDIN_FILENO, "standard input")), "standard input", {}, {}};
    return PresetSource{TRY(readFile(word)), word, word, {}};
}

Result<PresetSource> findPreset(const std::string& word) {
    if (word == "-") {
        PresetSource source = TRY(readFileOrInput(word));
        TRY(refuseRtApp(source.json, source.name));
        return source;
    }
    const auto shipped = shippedPresets();
    if (shipped) {
        const auto it = std::ranges::find(*shipped, word, &ShippedPreset::name);
        if (it != shipped->end()) return PresetSource{it->json, word + ".json", {}, {}};
    }
    std::error_code ignored;
    if (word.find('/') != std::string::npos || word.ends_with(".json") || word.ends_with(".corelane") ||
        fs::exists(word, ignored))
        return fromFile(word);
    if (!shipped) return tl::unexpected(shipped.error());
    std::vector<std::string_view> names;
    for (const ShippedPreset& preset : *shipped) names.push_back(preset.name);
    return fail(Error::Kind::Invalid, unknownWord("preset", word, names));
}

}  // namespace corelane
