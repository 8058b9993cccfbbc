// What a user has noted on a comparison, for reports. Notes are opinions: they are kept beside the recording, in
// FILE.notes.json, and never in it.
#pragma once

#include "engine/trace/trace.h"

#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct ReportNote {
    Time from = 0, to = 0;  // nanoseconds since the runs' start; equal: a moment
    std::string text;       // as it was typed; "": a bookmark
    int run = -1;           // that it is about, by its number; -1: a time of all runs
    std::string place;      // in that run, "threads, w1"; "" for a time of all runs
};

std::string notesFileOf(std::string_view recording);

// By time. `file` is named in errors (Format): no notes, of a later version, or on another comparison.
Result<std::vector<ReportNote>> readReportNotes(std::string_view json, const Trace&, std::string_view file);

// "12.30 ms", "12.30 to 14.10 ms".
std::string noteTime(const ReportNote&);
// The text; "bookmark" for one without.
std::string noteText(const ReportNote&);

}  // namespace corelane
