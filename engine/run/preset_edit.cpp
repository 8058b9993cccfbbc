#include "engine/run/json_checks.h"
#include "engine/run/preset.h"
#include "engine/run/preset_models.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace corelane {

namespace {

// "/a/b~1c" in tokens; an error for text that is no pointer.
Result<std::vector<std::string>> tokensOf(std::string_view pointer) {
    if (!pointer.starts_with('/') || pointer.size() < 2)
        return fail(
            Error::Kind::Invalid,
            fmt::format("--set {}: a pointer begins with a slash, such as /workload/graphs/0/steps", pointer));
    std::vector<std::string> tokens;
    for (std::size_t at = 1; at <= pointer.size();) {
        const std::size_t end = std::min(pointer.find('/', at), pointer.size());
        std::string token;
        for (std::size_t i = at; i < end; ++i) {
            if (pointer[i] == '~' && i + 1 < end && (pointer[i + 1] == '0' || pointer[i + 1] == '1'))
                token += pointer[++i] == '0' ? '~' : '/';
            else
                token += pointer[i];
        }
        tokens.push_back(std::move(token));
        at = end + 1;
    }
    if (tokens.size() > static_cast<std::size_t>(maximumJsonDepth))
        return fail(Error::Kind::Invalid, fmt::format("--set {}: the pointer is too deep for a preset", pointer));
    return tokens;
}

// The child a token leads to; a missing key of an object is made.
Result<Json*> step(Json& parent, const std::string& token, std::string_view pointer) {
    if (parent.is_array()) {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
        if (error != std::errc() || end != token.data() + token.size() || index >= parent.size())
            return fail(
                Error::Kind::Invalid,
                fmt::format("--set {}: there is no item {}; the list has {}", pointer, token, parent.size()));
        return &parent[index];
    }
    if (parent.is_null()) parent = Json::object();
    if (!parent.is_object())
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "--set {}: {} stands where an object would be needed for \"{}\"", pointer, describe(parent), token));
    return &parent[token];
}

std::string nameOf(const Json& model) {
    if (model.is_object() && model.contains("model") && model["model"].is_string()) return model["model"];
    return model.is_string() ? model.get<std::string>() : std::string();
}

}  // namespace

Result<std::string> setInPreset(std::string_view json, std::string_view pointerEqualsValue) {
    Json root = TRY(parseJson(json, "preset"));
    const auto equals = pointerEqualsValue.find('=');
    if (equals == std::string_view::npos)
        return fail(
            Error::Kind::Invalid,
            fmt::format("--set {}: give POINTER=VALUE, such as /repetitions=5", pointerEqualsValue));
    const std::string_view pointer = pointerEqualsValue.substr(0, equals),
                           text = pointerEqualsValue.substr(equals + 1);
    const std::vector<std::string> tokens = TRY(tokensOf(pointer));

    Json* at = &root;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        // a model given as a word alone becomes an object, so that options can be set
        if (i == 2 && tokens[0] == "models" && at->is_string()) *at = Json{{"model", *at}};
        at = TRY(step(*at, tokens[i], pointer));
    }
    const Result<Json> value = parseJson(text, "value");
    *at = value ? *value : Json(std::string(text));
    return root.dump(2, ' ', false, Json::error_handler_t::replace);
}

Result<std::string> chooseModels(std::string_view json, std::span<const std::string> names) {
    Json root = TRY(parseJson(json, "preset"));
    Json chosen = Json::array();
    const Json had = root.is_object() && root.contains("models") && root["models"].is_array() ? root["models"]
                                                                                              : Json(Json::array());
    for (const std::string& name : names) {
        if (!findModel(name))
            return fail(Error::Kind::Invalid, "--models: " + unknownWord("model", name, modelNames()));
        if (std::ranges::any_of(chosen, [&](const Json& m) { return nameOf(m) == name; })) continue;
        const std::size_t before = chosen.size();
        for (const Json& model : had)
            if (nameOf(model) == name) chosen.push_back(model);
        if (chosen.size() == before) chosen.push_back(name);
    }
    if (root.is_object()) {
        root["models"] = chosen;
        if (root.contains("expect") && root["expect"].is_array()) {
            Json kept = Json::array();
            for (const Json& line : root["expect"]) {
                const auto gone = [&](const char* key) {
                    if (!line.is_object() || !line.contains(key) || !line[key].is_string()) return false;
                    const std::string text = line[key];
                    const std::string name = text.substr(0, text.find(':'));
                    return std::ranges::none_of(chosen, [&](const Json& m) { return nameOf(m) == name; });
                };
                if (!gone("model") && !gone("baseline")) kept.push_back(line);
            }
            root["expect"] = kept;
        }
    }
    return root.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace corelane
