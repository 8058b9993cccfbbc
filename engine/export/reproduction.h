// Whether a comparison that repeats an earlier one comes to the same. What is held against it is what the earlier one
// could tell, which models differ and in which order; times alone need not be the same on another machine.
#pragma once

#include "engine/trace/statistics.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace corelane {

struct ModelSummary;
struct Comparison;

struct Reproduction {
    enum class Outcome {
        Reproduced,  // every model correct again, and no two the other way round
        Different,
        CannotTell,  // the earlier one, or this one, tells no two models apart
    };
    struct Model {
        std::string label;  // "process_pool (transport=pipe)"
        double earlierNs, nowNs;
        std::optional<Ratio> ratio;  // now / earlier
    };
    Outcome outcome = Outcome::CannotTell;
    std::string uuid, started, host;  // of the earlier one
    std::vector<Model> models;        // that are in both and counted in both
    std::string sentence;             // the outcome, and why
};
std::string_view outcomeName(Reproduction::Outcome);  // "reproduced", "different", "cannot_tell"

// What a recording keeps of the one it repeats: Comparison::earlierJson.
std::string earlierJson(const Comparison&, std::span<const ModelSummary>);
// Nothing when the comparison repeats none, or what it keeps cannot be read.
std::optional<Reproduction> reproduction(const Comparison&, std::span<const ModelSummary>);

}  // namespace corelane
