#include "engine/export/notes.h"

#include "engine/export/wording.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace corelane {

namespace {

using Json = nlohmann::json;

constexpr int version = 1;
constexpr std::array<std::string_view, 3> kinds = {"core", "worker", "task"};

std::int64_t integer(const Json& object, const char* key, std::int64_t fallback) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_number_integer() ? found->get<std::int64_t>()
                                                                                     : fallback;
}

std::string text(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>()
                                                                             : std::string();
}

// What a span lies in; a run or a lane that the trace does not have is left out, the note stays.
void addPlace(const Json& span, const Trace& trace, ReportNote& note) {
    const std::int64_t number = integer(span, "run", -1), lane = integer(span, "lane", -1);
    const auto run = std::ranges::find_if(trace.runs, [&](const auto& r) { return r->info.number == number; });
    const auto kind = std::ranges::find(kinds, text(span, "kind"));
    if (run == trace.runs.end() || kind == kinds.end() || lane < 0) return;
    const auto& lanes = kind == kinds.begin() ? (*run)->cores : *kind == "worker" ? (*run)->workers : (*run)->tasks;
    if (lane >= static_cast<std::int64_t>(lanes.size())) return;
    note.run = static_cast<int>(number);
    note.place = fmt::format("{}, {}", (*run)->info.model, lanes[static_cast<std::size_t>(lane)]->name);
}

}  // namespace

std::string notesFileOf(std::string_view recording) {
    return std::string(recording) + ".notes.json";
}

Result<std::vector<ReportNote>> readReportNotes(std::string_view json, const Trace& trace, std::string_view file) {
    const auto wrong = [&](std::string_view what) {
        return fail(Error::Kind::Format, fmt::format("{} {}", file, what));
    };
    const Json whole = Json::parse(json, nullptr, false);
    if (whole.is_discarded()) return wrong("is no JSON, so no notes are read from it.");
    const std::int64_t written = integer(whole, "corelane_notes", 0);
    if (written == 0) return wrong("does not hold notes.");
    if (written > version) return wrong("was written by a later version of Corelane.");
    if (text(whole, "comparison") != trace.comparison.uuid) return wrong("holds the notes on another comparison.");
    std::vector<ReportNote> notes;
    const auto list = whole.find("notes");
    if (list != whole.end() && list->is_array())
        for (const Json& one : *list) {
            ReportNote& note = notes.emplace_back();
            note.from = integer(one, "from_ns", 0);
            note.to = std::max(note.from, integer(one, "to_ns", note.from));
            note.text = text(one, "text");
            if (one.is_object() && one.contains("span")) addPlace(one["span"], trace, note);
        }
    std::ranges::stable_sort(notes, {}, &ReportNote::from);
    return notes;
}

std::string noteTime(const ReportNote& note) {
    const std::string from = milliseconds(static_cast<double>(note.from));
    if (note.to == note.from) return from + " ms";
    return fmt::format("{} to {} ms", from, milliseconds(static_cast<double>(note.to)));
}

std::string noteText(const ReportNote& note) {
    return note.text.empty() ? "bookmark" : note.text;
}

}  // namespace corelane
