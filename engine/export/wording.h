// How names, numbers and units are written, the same in the terminal, the reports and the verdict.
#pragma once

#include "engine/export/summary.h"

#include <string>
#include <string_view>
#include <vector>

namespace corelane {

std::string optionText(const OptionValue&);  // "true", "16", "0.5", "pipe"
std::string optionsText(const Options&);     // "queue=shared transport=pipe"
std::string label(const ModelSummary&);      // "process_pool (transport=pipe)"
// "correct", "wrong", "as promised" of one that gave no result and had not promised any more, or "–".
std::string_view resultWord(const ModelSummary&);
// What a fault did and whether the promise was kept, a sentence; "" when none was asked for.
std::string faultText(const ModelSummary&);
std::string milliseconds(double ns, int decimals = 2);  // "35.13"
std::string percent(double share, int decimals = 1);    // "13.4"; "–" for nothing, "< 0.1" for little
std::string bounded(const Expectation&, double value);  // with its unit: "3.27 ×", "13.4 %", "35.13 ms", "24"
std::string ratioText(const Ratio&);                    // "1.24 × (1.20 – 1.28)"
std::string spreadText(const Versus&);                  // of the ratio, and Cliff's delta: "1.20 – 1.28, δ 1.00"
std::string boundsText(const Expectation&);             // "at least 10.0 %, at most 20.0 %"; "" without bounds
std::string notJudgedText(const Summary&);              // why no expectation is judged; "" when they are
std::string findingHead(const Summary&, const ModelFinding&);  // "threads: Long hold, 41.3 % of its core time"
// The findings that lists have room for: of each model the three that cost most.
std::vector<const ModelFinding*> chiefFindings(const Summary&);
std::string coreSetText(const std::vector<int>& cores);   // "0–3", "0, 2–5"
std::string costText(double percent);                     // "0.4 %", "−3.1 %"
std::string recordingText(const Trace&, const Summary&);  // one sentence: which level, what it cost, what was lost
State biggestLoss(const Balance&);                        // the state beside useful with the most time
std::size_t displayWidth(std::string_view utf8);          // columns on a terminal
std::string cleanUtf8(std::string_view);                  // broken bytes become U+FFFD

}  // namespace corelane
