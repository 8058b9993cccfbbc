#include "engine/export/verdict.h"

#include "engine/export/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

// Below four repetitions a side the smallest two-sided p of the rank test is 0.1: no difference can be shown.
constexpr int fewestForADifference = 4;

std::string namesOf(const std::vector<const ModelSummary*>& models) {
    std::string text;
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (i > 0) text += i + 1 == models.size() ? " and " : ", ";
        text += label(*models[i]);
    }
    return text;
}

std::string pText(double p) {
    return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.{}f}", p, p < 0.01 ? 3 : 2);
}

std::string speedupText(const ModelSummary& model, std::size_t cores) {
    if (!model.speedup) return fmt::format("{} ms", milliseconds(model.medianNs));
    return fmt::format("{:.2f} × on {} {}", *model.speedup, cores, cores == 1 ? "core" : "cores");
}

// "25 % faster than threads (24 to 26 %, p < 0.001)": how much, with the 95 % interval where there is one.
std::string leadOver(const ModelSummary& next) {
    const Versus& versus = *next.versusBest;
    const double factor = versus.ratio.value;
    const bool times = factor >= 2;
    const int decimals = times || factor < 1.01 ? 1 : 0;
    const auto lead = [&](double ratio) {
        return fmt::format("{:.{}f}", times ? ratio : (ratio - 1) * 100, decimals);
    };
    std::string sure = pText(versus.p);
    // An interval that is narrower than what is printed says nothing more.
    if (const auto& interval = versus.ratio.interval; interval && lead(interval->low) != lead(interval->high))
        sure = fmt::format(
            "{} to {}{}, {}", lead(interval->low), lead(interval->high), times ? "" : " %", pText(versus.p));
    return fmt::format(
        ", {} {} {} ({})", lead(factor), times ? "times as fast as" : "% faster than", label(next), sure);
}

}  // namespace

std::string verdict(std::span<const ModelSummary> models, std::size_t cores) {
    std::vector<const ModelSummary*> ranked;
    for (const ModelSummary& model : models)
        if (model.rank) ranked.push_back(&model);
    if (ranked.empty()) {
        const bool failed =
            std::any_of(models.begin(), models.end(), [](const ModelSummary& m) { return !m.problem.empty(); });
        return failed ? "No model gave a correct result, so none can be named." : "";
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const ModelSummary* a, const ModelSummary* b) {
        return *a->rank != *b->rank ? *a->rank < *b->rank : a->medianNs < b->medianNs;
    });
    const ModelSummary& best = *ranked.front();
    if (ranked.size() == 1)
        return fmt::format(
            "{} took {} ms; there is no other model to compare it with.", label(best), milliseconds(best.medianNs));
    const int fewest = (*std::min_element(ranked.begin(), ranked.end(), [](auto a, auto b) {
                           return a->repetitions < b->repetitions;
                       }))->repetitions;
    if (fewest < fewestForADifference)
        return fmt::format(
            "{} has the smallest median, {}, but {} {} too few to tell models apart.", label(best),
            speedupText(best, cores), fewest, fewest == 1 ? "repetition is" : "repetitions are");

    std::vector<const ModelSummary*> equals;
    for (const ModelSummary* model : ranked)
        if (*model->rank == *best.rank) equals.push_back(model);
    double equalP = 1;
    for (const ModelSummary* model : equals)
        if (model->versusBest) equalP = std::min(equalP, model->versusBest->p);
    std::string text =
        equals.size() == 1
            ? fmt::format("{} is the model to take: {}", label(best), speedupText(best, cores))
            : fmt::format(
                  "{} do not differ ({}): take {} of them; the smallest median is that of {}, {}", namesOf(equals),
                  pText(equalP), equals.size() == 2 ? "either" : "any", label(best), speedupText(best, cores));
    if (equals.size() < ranked.size() && ranked[equals.size()]->versusBest) text += leadOver(*ranked[equals.size()]);
    return text + '.';
}

}  // namespace corelane
