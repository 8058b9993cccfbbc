#include "engine/export/data_quality.h"

#include "engine/export/foreign_load.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corelane {

namespace {

constexpr double costFair = 5, costPoor = 20;               // percent of the wall time
constexpr double lostPoor = 0.001;                          // of the spans
constexpr double residualFair = 0.01, residualPoor = 0.05;  // of cores x wall
constexpr double loadFair = 0.05;                           // poor: disturbingLoad
constexpr double spreadFair = 0.10;                         // half the interval, of the median
constexpr int fewestForAnInterval = 6;
constexpr double driftFair = 0.05;          // slower or faster from the first half to the second
constexpr double driftSure = 3;             // standard deviations of Spearman's correlation
constexpr double switchesASecond = 13'000;  // a core: beyond that their recording shows

class Judge {
  public:
    Judge(const Trace& trace, const Summary& summary) : m_trace(trace), m_summary(summary) {}

    DataQuality judged() && {
        results();
        losses();
        cost();
        residual();
        foreign();
        repetitions();
        drift();
        switches();
        std::stable_sort(
            m_found.begin(), m_found.end(), [](const Found& a, const Found& b) { return a.grade > b.grade; });
        DataQuality quality;
        for (Found& found : m_found) {
            quality.grade = std::max(quality.grade, found.grade);
            quality.reasons.push_back(std::move(found.reason));
        }
        return quality;
    }

  private:
    struct Found {
        Grade grade;
        std::string reason;
    };
    void say(bool poor, std::string reason) {
        m_found.push_back({poor ? Grade::Poor : Grade::Fair, std::move(reason)});
    }

    void results() {
        if (!m_summary.allCorrect) say(true, "Some results differ from the serial one.");
        if (m_trace.tornBytes > 0)
            say(false, fmt::format("The last {} bytes of the file could not be read.", m_trace.tornBytes));
        if (m_trace.interrupted) say(false, "It was stopped before all its runs were made.");
    }

    void losses() {
        if (m_summary.lostEvents == 0) return;
        std::uint64_t spans = 0;
        for (const RunSummary& entry : m_summary.runs) spans += entry.run->result.spans;
        const auto lost = static_cast<double>(m_summary.lostEvents);
        say(lost > lostPoor * static_cast<double>(spans),
            fmt::format(
                "{} {} lost, so spans are missing; --live or fewer tasks a second would keep them.",
                m_summary.lostEvents, m_summary.lostEvents == 1 ? "event was" : "events were"));
    }

    void cost() {
        if (!m_summary.costPercent || *m_summary.costPercent <= costFair) return;
        say(*m_summary.costPercent > costPoor,
            fmt::format("Recording cost {}, against the same runs with it off.", costText(*m_summary.costPercent)));
    }

    void residual() {
        double unknown = 0, total = 0;
        for (const RunSummary& entry : m_summary.runs) {
            unknown += static_cast<double>(entry.balance.residual);
            total += static_cast<double>(entry.balance.total);
        }
        if (total <= 0 || unknown <= residualFair * total) return;
        say(unknown > residualPoor * total,
            fmt::format("Of {} % of the core time no state is known.", percent(unknown / total)));
    }

    void foreign() {
        const auto load = foreignLoad(m_summary);
        if (!load || *load < loadFair) return;
        say(*load >= disturbingLoad,
            fmt::format(
                "Workers waited {} % of their time for cores that other programs had; close those, or choose cores "
                "that are free.",
                percent(*load)));
    }

    void repetitions() {
        int fewest = fewestForAnInterval;
        double widest = 0;
        const ModelSummary* loosest = nullptr;
        for (const ModelSummary& model : m_summary.models) {
            if (model.repetitions == 0) continue;
            fewest = std::min(fewest, model.repetitions);
            if (!model.ci95Ns || model.medianNs <= 0) continue;
            const double half = (model.ci95Ns->second - model.ci95Ns->first) / 2 / model.medianNs;
            if (half <= widest) continue;
            widest = half;
            loosest = &model;
        }
        if (fewest < fewestForAnInterval)
            say(false, fmt::format(
                           "{} {} too few for a 95 % interval, which takes six.", fewest,
                           fewest == 1 ? "repetition is" : "repetitions are"));
        if (loosest && widest > spreadFair)
            say(false, fmt::format("The median of {} is known to ± {} % only.", label(*loosest), percent(widest)));
    }

    // Whether runs became slower or faster on the way: the rank correlation of their times, each against its model's
    // median, with their order.
    void drift() {
        std::vector<std::pair<int, double>> times;
        for (const ModelSummary& model : m_summary.models)
            for (const RunSummary& entry : m_summary.runs) {
                const RunInfo& info = entry.run->info;
                if (info.model != model.model || info.options != model.options || info.workers != model.workers ||
                    !info.recorded || info.warmup || !entry.run->finished || model.medianNs <= 0)
                    continue;
                times.emplace_back(info.number, static_cast<double>(entry.run->result.wall) / model.medianNs);
            }
        const std::size_t n = times.size();
        if (n < 12) return;
        std::sort(times.begin(), times.end());
        std::vector<std::size_t> byTime(n);
        std::iota(byTime.begin(), byTime.end(), std::size_t{0});
        std::sort(byTime.begin(), byTime.end(), [&](auto a, auto b) { return times[a].second < times[b].second; });
        double squares = 0;
        for (std::size_t rank = 0; rank < n; ++rank) {
            const double d = static_cast<double>(rank) - static_cast<double>(byTime[rank]);
            squares += d * d;
        }
        const auto count = static_cast<double>(n);
        const double rho = 1 - 6 * squares / (count * (count * count - 1));
        std::vector<double> first, second;
        for (std::size_t i = 0; i < n; ++i) (i < n / 2 ? first : second).push_back(times[i].second);
        const double change = median(second) / median(first) - 1;
        if (std::abs(rho) * std::sqrt(count - 1) < driftSure || std::abs(change) < driftFair) return;
        say(false, fmt::format(
                       "Runs became {} % {} on the way, whatever the model: the machine did not stay the same.",
                       percent(std::abs(change), 0), change > 0 ? "slower" : "faster"));
    }

    void switches() {
        double most = 0;
        for (const RunSummary& entry : m_summary.runs) {
            const RunResult& result = entry.run->result;
            if (result.wall <= 0 || entry.run->info.cores.empty()) continue;
            most = std::max(
                most, static_cast<double>(result.switches) * 1e9 /
                          (static_cast<double>(result.wall) * static_cast<double>(entry.run->info.cores.size())));
        }
        if (most > switchesASecond)
            say(false, fmt::format(
                           "Up to {:.0f} switches a second on a core were recorded, at a cost of about a microsecond "
                           "each.",
                           most));
    }

    const Trace& m_trace;
    const Summary& m_summary;
    std::vector<Found> m_found;
};

}  // namespace

std::string_view gradeName(Grade grade) {
    return grade == Grade::Good ? "good" : grade == Grade::Fair ? "fair" : "poor";
}

DataQuality dataQuality(const Trace& trace, const Summary& summary) {
    return Judge(trace, summary).judged();
}

std::string qualityText(const DataQuality& quality) {
    std::string text(gradeName(quality.grade));
    for (std::size_t i = 0; i < quality.reasons.size(); ++i) text += (i == 0 ? ": " : " ") + quality.reasons[i];
    return quality.reasons.empty() ? text + '.' : text;
}

}  // namespace corelane
