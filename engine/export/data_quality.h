// How far the figures of a comparison can be trusted: one grade, and every reason that takes something off it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct Trace;
struct Summary;

enum class Grade { Good, Fair, Poor };
std::string_view gradeName(Grade);  // "good"

struct DataQuality {
    Grade grade = Grade::Good;
    std::vector<std::string> reasons;  // sentences, the worst first; none for good
};

// Poor: the figures say more about the recording or the machine than about the models. Asks the summary's runs,
// models and cost; "" runs give good.
DataQuality dataQuality(const Trace&, const Summary&);

// "good", or "fair: Recording cost 7.1 %, ... Nine ..."
std::string qualityText(const DataQuality&);

}  // namespace corelane
