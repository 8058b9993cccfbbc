#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <algorithm>
#include <iterator>

namespace corelane {

namespace rule {
#define ENTRY(name) extern const Rule name;
#include "corelane_findings_table.inc"
#undef ENTRY
}  // namespace rule

namespace {
const Rule* const table[] = {
#define ENTRY(name) &rule::name,
#include "corelane_findings_table.inc"
#undef ENTRY
};

// Whether nothing better could be made of these cores for this work.
bool closeToItsIdeal(const Evidence& evidence) {
    const auto ideal = static_cast<double>(evidence.leastUseful) / evidence.cores;
    return static_cast<double>(evidence.wall) <= ideal * (1 + closeToIdeal);
}
}  // namespace

std::span<const Rule* const> rules() {
    return {table, std::size(table)};
}

const Rule* findRule(std::string_view name) {
    for (const Rule* rule : table)
        if (rule->name == name) return rule;
    return nullptr;
}

std::vector<Finding> findingsOf(const Trace& trace, const Run& run, Duration leastUseful) {
    std::vector<Finding> found;
    if (!run.finished || !run.info.recorded || run.workers.empty()) return found;
    const Evidence evidence(trace, run, leastUseful);
    if (evidence.wall <= 0 || closeToItsIdeal(evidence)) return found;
    // What a foreign program does inside nobody knows, so that most rules would guess.
    const bool commands = std::ranges::any_of(run.workers, [](const auto& lane) { return lane->watched; });
    for (const Rule* rule : table) {
        if (commands && !rule->ofCommands) continue;
        const std::size_t before = found.size();
        rule->find(evidence, found);
        for (std::size_t i = before; i < found.size(); ++i) {
            found[i].name = rule->name;
            found[i].title = rule->title;
            found[i].at = std::clamp(found[i].at, evidence.extent.begin, evidence.extent.end);
            found[i].end = std::clamp(found[i].end, found[i].at, evidence.extent.end);
            found[i].cost = std::min(found[i].cost, evidence.balance.total);
        }
    }
    std::erase_if(found, [&](const Finding& finding) { return !evidence.matters(finding.cost, leastShare); });
    std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) { return a.cost > b.cost; });
    return found;
}

}  // namespace corelane
