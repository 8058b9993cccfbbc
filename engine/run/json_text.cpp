#include "engine/run/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace corelane {

namespace {

// Builds the value without recursion and without exceptions, and stops at the first thing that is off.
class Builder final : public nlohmann::json_sax<Json> {
  public:
    explicit Builder(std::string_view text) : m_text(text) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        Json& object = *m_open.back();
        if (object.contains(name))
            return stop(
                fmt::format("{}/{}: the key appears twice; keep one", pointer(), shortened(pointerToken(name), 60)));
        if (object.size() >= maximumJsonKeys)
            return stop(fmt::format("{}: the object has more than {} keys; shorten it", pointer(), maximumJsonKeys));
        m_key = std::move(name);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) override {
        const std::string_view before = m_text.substr(0, std::min(position, m_text.size()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        std::string_view what = error.what();
        if (const auto colon = what.find(": "); colon != std::string_view::npos) what.remove_prefix(colon + 2);
        if (const auto bracket = what.find("] "); what.starts_with('[') && bracket != std::string_view::npos)
            what.remove_prefix(bracket + 2);
        m_fault = fmt::format(
            "line {}, column {}: {}", line, std::max<std::size_t>(1, before.size() - lineStart),
            shortened(what, 200));
        return false;
    }

    const std::string& fault() const { return m_fault; }
    Json& root() { return m_root; }

  private:
    bool stop(std::string what) {
        m_fault = std::move(what);
        return false;
    }

    // Of the container that is open.
    std::string pointer() const {
        std::string out;
        for (const std::string& token : m_tokens)
            if (!token.empty()) out += "/" + token;
        return out;
    }

    Json* place(Json value) {
        if (m_open.empty()) return &(m_root = std::move(value));
        Json& parent = *m_open.back();
        if (parent.is_array()) return &parent.emplace_back(std::move(value));
        return &(parent[m_key] = std::move(value));
    }

    template <class T>
    bool add(T value) {
        place(Json(std::move(value)));
        return true;
    }

    bool open(Json container) {
        if (m_open.size() >= static_cast<std::size_t>(maximumJsonDepth))
            return stop(fmt::format("it is nested deeper than {} levels; flatten it", maximumJsonDepth));
        if (m_open.empty())
            m_tokens.emplace_back();
        else if (const Json& parent = *m_open.back(); parent.is_array())
            m_tokens.push_back(std::to_string(parent.size()));
        else
            m_tokens.push_back(pointerToken(m_key));
        m_open.push_back(place(std::move(container)));
        return true;
    }

    bool close() {
        m_open.pop_back();
        m_tokens.pop_back();
        return true;
    }

    std::string_view m_text;
    Json m_root;
    std::vector<Json*> m_open;          // a container does not move while it is open: its parent does not grow then
    std::vector<std::string> m_tokens;  // where each stands in the one before it
    std::string m_key, m_fault;
};

}  // namespace

Result<Json> parseJson(std::string_view text, std::string_view source) {
    if (text.size() > maximumJsonBytes)
        return fail(
            Error::Kind::Invalid, fmt::format(
                                      "{}: is {} bytes long, and a preset is at most {} MiB; is it the right file?",
                                      source, text.size(), maximumJsonBytes >> 20));
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return fail(Error::Kind::Invalid, fmt::format("{}: is empty; a preset is a JSON object", source));
    Builder builder(text);
    if (!Json::sax_parse(text.begin(), text.end(), &builder))
        return fail(Error::Kind::Invalid, fmt::format("{}: {}", source, builder.fault()));
    return std::move(builder.root());
}

JsonPlace JsonPlace::key(std::string_view name) const {
    return {value.at(std::string(name)), source, pointer + "/" + pointerToken(name)};
}

JsonPlace JsonPlace::item(std::size_t i) const {
    return {value.at(i), source, fmt::format("{}/{}", pointer, i)};
}

tl::unexpected<Error> JsonPlace::fault(std::string_view what) const {
    return fail(
        Error::Kind::Invalid, pointer.empty() ? fmt::format("{}: {}", source, what)
                                              : fmt::format("{}: {}: {}", source, shortened(pointer, 120), what));
}

std::string describe(const Json& value) {
    if (value.is_array()) return "a list";
    if (value.is_object()) return "an object";
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return shortened(text, 60);
}

std::string shortened(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return std::string(text);
    std::size_t cut = bytes - 3;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;  // not inside a character
    return std::string(text.substr(0, cut)) + "...";
}

std::string pointerToken(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

OptionValue optionValue(const Json& value) {
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (value.is_number_float()) return value.get<double>();
    CORELANE_ASSERT(value.is_string());
    return value.get<std::string>();
}

Json jsonOf(const OptionValue& value) {
    return std::visit([](const auto& v) { return Json(v); }, value);
}

}  // namespace corelane
