#include "engine/run/fault_place.h"

#include "engine/run/json_text.h"

#include <charconv>

namespace corelane {
namespace {

// Walks all places of a value, and keeps the one whose pointer is the longest at the sentence's begin.
class Walk {
  public:
    explicit Walk(std::string_view sentence) : m_sentence(sentence) {}

    void visit(const Json& value, const std::string& at, const std::string& plain) {
        // The checks of JSON write it escaped and cut, those of scripts as names were given.
        offer(shortened(at, 120), at);
        offer(plain, at);
        if (value.is_object())
            for (const auto& [key, child] : value.items())
                visit(child, at + "/" + pointerToken(key), plain + "/" + key);
        else if (value.is_array())
            for (std::size_t i = 0; i < value.size(); ++i) {
                const std::string token = "/" + std::to_string(i);
                visit(value[i], at + token, plain + token);
            }
    }

    std::string pointer;
    std::size_t length = 0;  // of what stands in the sentence for it, with its colon

  private:
    void offer(const std::string& written, const std::string& place) {
        if (written.empty() || written.size() + 2 <= length || !m_sentence.starts_with(written)) return;
        if (!m_sentence.substr(written.size()).starts_with(": ")) return;
        pointer = place;
        length = written.size() + 2;
    }
    std::string_view m_sentence;
};

// "line 3, column 14: what"
bool takeLine(FaultPlace& place, std::string_view sentence) {
    const auto number = [&](std::string_view before, std::size_t& into) {
        if (!sentence.starts_with(before)) return false;
        sentence.remove_prefix(before.size());
        const auto [end, error] = std::from_chars(sentence.data(), sentence.data() + sentence.size(), into);
        sentence.remove_prefix(static_cast<std::size_t>(end - sentence.data()));
        return error == std::errc();
    };
    if (!number("line ", place.line) || !number(", column ", place.column) || !sentence.starts_with(": "))
        return false;
    place.what = sentence.substr(2);
    return true;
}

}  // namespace

FaultPlace placeOfFault(const Error& error, std::string_view json, std::string_view source) {
    std::string_view sentence = error.message;
    if (sentence.starts_with(source) && sentence.substr(source.size()).starts_with(": "))
        sentence.remove_prefix(source.size() + 2);
    FaultPlace place;
    if (takeLine(place, sentence)) return place;
    place.line = place.column = 0;
    if (const auto value = parseJson(json, source)) {
        Walk walk(sentence);
        walk.visit(*value, "", "");
        place.pointer = walk.pointer;
        sentence.remove_prefix(walk.length);
    } else if (const auto colon = sentence.rfind(": "); sentence.starts_with('/') && colon != sentence.npos) {
        place.pointer = sentence.substr(0, colon);  // a key that stands twice
        sentence.remove_prefix(colon + 2);
    }
    place.what = sentence;
    return place;
}

}  // namespace corelane
