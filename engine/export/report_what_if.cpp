#include "engine/export/report_what_if.h"

#include "engine/export/markup.h"
#include "engine/export/model_what_if.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

namespace corelane {

std::string whatIfSection(const Trace& trace, const Summary& summary) {
    std::string rows, refused;
    for (const ModelWhatIf& one : whatIfs(trace, summary)) {
        const std::string model = escaped(label(summary.models[one.model]));
        if (!one.whatIf.refused.empty())
            refused += fmt::format("<p class=\"note\">{}: {}</p>\n", model, escaped(one.whatIf.refused));
        for (const Prediction& prediction : one.whatIf.predictions)
            if (prediction.wall)
                rows += fmt::format(
                    "<tr><td>{}</td><td class=\"words\">{}</td><td>{}</td><td class=\"words\">{}</td></tr>\n", model,
                    escaped(prediction.sentence), milliseconds(static_cast<double>(*prediction.wall)),
                    escaped(prediction.assumes));
    }
    if (rows.empty())
        return refused.empty() ? "" : "<h2>What if</h2>\n<div class=\"panel\">\n" + refused + "</div>\n";
    return fmt::format(
        "<h2>What if</h2>\n<div class=\"panel\">\n<table id=\"what-if\">\n<tr><th>model</th><th class=\"words\">one "
        "thing changed</th><th>wall, ms</th><th class=\"words\">what that assumes</th></tr>\n{}</table>\n{}<p "
        "class=\"note\">The median run of each model, replayed with its own tasks, hand-overs and cores. Nothing is "
        "said of a run whose replay without a change is further than 5 % from what was measured.</p>\n</div>\n",
        rows, refused);
}

}  // namespace corelane
