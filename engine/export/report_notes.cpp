#include "engine/export/report_notes.h"

#include "engine/export/markup.h"

#include <fmt/format.h>

namespace corelane {

std::string notesSection(std::span<const ReportNote> notes) {
    if (notes.empty()) return {};
    std::string rows;
    for (const ReportNote& note : notes)
        rows += fmt::format(
            "<tr><td>{}</td><td class=\"words\">{}</td><td class=\"words\">{}</td></tr>\n", escaped(noteTime(note)),
            note.place.empty() ? "all runs" : escaped(note.place), escaped(noteText(note)));
    return fmt::format(
        "<h2>What was noted</h2>\n<div class=\"panel\">\n<table id=\"notes\">\n<tr><th>at</th><th "
        "class=\"words\">place</th><th class=\"words\">note</th></tr>\n{}</table>\n<p class=\"note\">Times are since "
        "the start of each run.</p>\n</div>\n",
        rows);
}

}  // namespace corelane
