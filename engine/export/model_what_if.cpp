#include "engine/export/model_what_if.h"

#include "engine/export/columns.h"
#include "engine/export/what_if_rows.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

namespace corelane {

std::vector<ModelWhatIf> whatIfs(const Trace& trace, const Summary& summary, const WhatIfChoice& choice) {
    std::vector<ModelWhatIf> all;
    for (std::size_t i = 0; i < summary.models.size(); ++i)
        if (const auto& run = summary.models[i].medianRun) all.push_back({i, run, whatIf(trace, *run, choice)});
    return all;
}

nlohmann::ordered_json whatIfRows(const Summary& summary, std::span<const ModelWhatIf> all) {
    using Json = nlohmann::ordered_json;
    const auto orNull = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    Json rows = Json::array();
    for (const ModelWhatIf& one : all) {
        const WhatIf& known = one.whatIf;
        Json predictions = Json::array();
        for (const Prediction& prediction : known.predictions)
            predictions.push_back(
                {{"name", prediction.question->name},
                 {"title", prediction.question->title},
                 {"wall_ns", orNull(prediction.wall)},
                 {"sentence", prediction.sentence},
                 {"assumes", prediction.wall ? Json(prediction.assumes) : Json(nullptr)}});
        rows.push_back(
            {{"model", summary.models[one.model].model},
             {"variant", summary.models[one.model].variant},
             {"run", one.run->info.number},
             {"measured_ns", one.run->result.wall},
             {"replayed_ns", orNull(known.replayed)},
             {"refused", known.refused.empty() ? Json(nullptr) : Json(known.refused)},
             {"predictions", std::move(predictions)}});
    }
    return rows;
}

std::string whatIfJson(const Summary& summary, std::span<const ModelWhatIf> all) {
    const nlohmann::ordered_json object = {{"what_if", whatIfRows(summary, all)}};
    return object.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string whatIfText(const Summary& summary, std::span<const ModelWhatIf> all) {
    std::string out;
    for (const ModelWhatIf& one : all) {
        const WhatIf& known = one.whatIf;
        out += fmt::format(
            "{}, {} ms\n", oneLine(label(summary.models[one.model])),
            milliseconds(static_cast<double>(one.run->result.wall)));
        if (!known.refused.empty()) out += fmt::format("  – {}\n", oneLine(known.refused));
        for (const Prediction& prediction : known.predictions) {
            out += fmt::format("  {} {}\n", prediction.wall ? "→" : "–", oneLine(prediction.sentence));
            if (prediction.wall) out += fmt::format("      Assumes: {}\n", oneLine(prediction.assumes));
        }
    }
    return out.empty() ? "No run is in this recording that counts.\n" : out;
}

}  // namespace corelane
