#include "engine/run/commands_json.h"

#include "engine/run/json_checks.h"
#include "engine/run/preset_keys.h"

#include <utility>

namespace corelane {
namespace {

constexpr std::int64_t longestMs = 3'600'000;

Result<std::vector<std::string>> parseVector(const JsonPlace& place) {
    if (!place.value.is_array())
        return place.fault("must be a list of words, the program and what it is given, got " + describe(place.value));
    std::vector<std::string> words;
    for (std::size_t i = 0; i < place.value.size(); ++i) {
        const JsonPlace word = place.item(i);
        if (!word.value.is_string()) return word.fault("must be a text, got " + describe(word.value));
        words.push_back(word.value.get<std::string>());
    }
    return words;
}

Result<CommandInput> parseInput(const JsonPlace& place) {
    TRY(checkObject(place, "a text, or how many lines"));
    TRY(checkKeys(place, presetKeys::commandInput));
    CommandInput input;
    input.text = TRY(textOf(place, "text", ""));
    for (const std::string_view key : {"lines", "distinct", "seed"})
        if (place.value.contains("text") && place.value.contains(key))
            return place.key(key).fault("stands beside a text; give lines to be made up, or the text itself");
    input.lines = static_cast<std::uint64_t>(TRY(integerOf(place, "lines", 0, 0, maximumInputLines)));
    input.distinct = static_cast<std::uint64_t>(TRY(integerOf(place, "distinct", 1000, 1, INT64_MAX)));
    input.seed = static_cast<std::uint64_t>(TRY(integerOf(place, "seed", 1, 0, INT64_MAX)));
    return input;
}

}  // namespace

Result<CommandChain> parseCommands(const JsonPlace& place) {
    TRY(checkKeys(place, presetKeys::commands));
    CommandText text;
    if (!place.value.contains("commands"))
        return place.fault(
            "has no \"commands\"; give a list of them, each a list of words such as [\"sort\", \"-r\"]");
    const JsonPlace commands = place.key("commands");
    if (!commands.value.is_array())
        return commands.fault("must be a list of commands, got " + describe(commands.value));
    for (std::size_t i = 0; i < commands.value.size(); ++i)
        text.commands.push_back(TRY(parseVector(commands.item(i))));
    if (place.value.contains("input")) text.input = TRY(parseInput(place.key("input")));
    text.timeLimit = std::chrono::milliseconds(TRY(integerOf(place, "time_limit_ms", 10'000, 1, longestMs)));
    auto chain = CommandChain::make(std::move(text));
    if (chain) return chain;
    return fail(chain.error().kind, std::string(place.source) + ": " + place.pointer + chain.error().message);
}

}  // namespace corelane
