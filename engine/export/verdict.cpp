#include "engine/export/verdict.h"

#include "engine/export/wording.h"
#include "engine/trace/statistics.h"

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

// The adjusted p of the pair, with Holm's correction over all pairs of ranked models.
double adjustedP(
    const std::vector<const ModelSummary*>& ranked, std::span<const ModelSummary> models,
    std::span<const std::vector<double>> samples, std::size_t first, std::size_t second) {
    std::vector<double> p;
    std::size_t wanted = 0;
    for (std::size_t i = 0; i < ranked.size(); ++i)
        for (std::size_t j = i + 1; j < ranked.size(); ++j) {
            if (i == first && j == second) wanted = p.size();
            const auto at = [&](std::size_t k) { return static_cast<std::size_t>(ranked[k] - models.data()); };
            p.push_back(mannWhitney(samples[at(i)], samples[at(j)]).p);
        }
    return holm(p)[wanted];
}

}  // namespace

std::string verdict(
    std::span<const ModelSummary> models, std::span<const std::vector<double>> samples, std::size_t cores) {
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
    const auto smallestP = [&](std::size_t count) {
        double p = 1;
        for (std::size_t k = 1; k < count; ++k) p = std::min(p, adjustedP(ranked, models, samples, 0, k));
        return p;
    };
    std::string text = equals.size() == 1
                           ? fmt::format("{} is the model to take: {}", label(best), speedupText(best, cores))
                           : fmt::format(
                                 "{} do not differ ({}): take {} of them; the smallest median is that of {}, {}",
                                 namesOf(equals), pText(smallestP(equals.size())),
                                 equals.size() == 2 ? "either" : "any", label(best), speedupText(best, cores));
    if (equals.size() < ranked.size()) {
        const ModelSummary& next = *ranked[equals.size()];
        const double p = adjustedP(ranked, models, samples, 0, equals.size());
        const double factor = next.medianNs / best.medianNs;
        text +=
            factor < 2
                ? fmt::format(", {:.{}f} % faster than {}", (factor - 1) * 100, factor < 1.01 ? 1 : 0, label(next))
                : fmt::format(", {:.1f} times as fast as {}", factor, label(next));
        text += fmt::format(" ({})", pText(p));
    }
    return text + '.';
}

}  // namespace corelane
