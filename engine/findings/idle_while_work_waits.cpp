#include "engine/findings/evidence.h"
#include "engine/findings/finding.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

constexpr std::size_t instants = 1 << 16;  // what is finer than a 65536th of the run is not told apart
constexpr Duration shortestIdle = 50'000;  // a shorter wait is a hand-over's
constexpr double leastCost = 0.05;

// How many there are at each instant, from who came and who went.
class Crowd {
  public:
    explicit Crowd(Extent extent)
        : m_begin(extent.begin),
          m_width(std::max<Duration>(1, (extent.end - extent.begin + Duration(instants) - 1) / Duration(instants))) {}

    void add(Time from, Time to) {
        const std::size_t first = at(from), last = at(to);
        if (first >= last) return;
        ++m_change[first];
        --m_change[last];
    }
    Duration width() const { return m_width; }
    int change(std::size_t instant) const { return m_change[instant]; }

  private:
    std::size_t at(Time time) const {
        return static_cast<std::size_t>(std::clamp<Duration>((time - m_begin) / m_width, 0, instants));
    }
    Time m_begin;
    Duration m_width;
    std::vector<int> m_change = std::vector<int>(instants + 1);
};

// Tasks from when their last input was there, or from the run's first task on, until they began.
Crowd waitingTasks(const Run& run, Extent extent, Time firstTask) {
    std::vector<Time> ready(run.places->size(), firstTask);
    const auto numberOf = [&](TaskIndex task) {
        const auto place = std::ranges::lower_bound(*run.places, task, {}, [](const auto& p) { return p.first; });
        return place != run.places->end() && place->first == task
                   ? static_cast<std::size_t>(place - run.places->begin())
                   : run.places->size();
    };
    for (std::size_t i = 0; i < run.edges.size(); ++i) {
        const Edge& edge = run.edges[i];
        if (edge.toTask == 0) continue;
        if (const std::size_t task = numberOf(edge.toTask); task < ready.size())
            ready[task] = std::max(ready[task], edge.fromTime);
    }
    Crowd waiting(extent);
    for (std::size_t i = 0; i < ready.size(); ++i) {
        const Run::Place place = (*run.places)[i].second;
        waiting.add(ready[i], run.workers[place.worker]->spans[place.span].begin);
    }
    return waiting;
}

// Workers that compute at some time, while they have nothing to do for longer than a task takes.
Crowd idleWorkers(const Evidence& evidence, Duration longEnough) {
    Crowd idle(evidence.extent);
    for (const Work& work : evidence.work()) {
        const SegmentIndex& segments = evidence.run.workers[work.lane]->segments;
        Time since = 0;  // since when it is idle, 0: it is not
        const auto end = [&](Time now) {
            if (since > 0 && now - since >= longEnough) idle.add(since, now);
            since = 0;
        };
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const auto segment = segments.segment(i);
            const auto state = static_cast<State>(segment.category);
            const bool nothingToDo = state == State::Idle || state == State::Queue;
            if (nothingToDo && since == 0) since = segment.begin;
            if (!nothingToDo) end(segment.begin);
        }
        if (since == 0) since = segments.end();
        end(evidence.extent.end);
    }
    return idle;
}

void find(const Evidence& evidence, std::vector<Finding>& found) {
    const Run& run = evidence.run;
    if (evidence.isScript() || !run.tasks.empty() || evidence.work().size() < 2 || !run.places || run.places->empty())
        return;
    Duration computed = 0;
    Time firstTask = evidence.extent.end;
    for (const Work& work : evidence.work()) {
        computed += work.total;
        firstTask = std::min(firstTask, work.firstBegin);
    }
    const Duration meanTask = computed / static_cast<Duration>(run.places->size());
    const Crowd waiting = waitingTasks(run, evidence.extent, firstTask);
    const Crowd idle = idleWorkers(evidence, std::max(shortestIdle, meanTask));
    int tasks = 0, workers = 0, mostTasks = 0;
    Finding finding;
    for (std::size_t i = 0; i < instants; ++i) {
        tasks += waiting.change(i);
        workers += idle.change(i);
        const int both = std::min({tasks, workers, evidence.cores});
        if (both <= 0) continue;
        const Time now = evidence.extent.begin + static_cast<Duration>(i) * idle.width();
        if (finding.cost == 0) finding.at = now;
        finding.end = now + idle.width();
        finding.cost += both * idle.width();
        mostTasks = std::max(mostTasks, tasks);
    }
    if (!evidence.matters(finding.cost, leastCost)) return;
    finding.sentence = fmt::format(
        "For {} in all a worker had nothing to do while up to {} ready and kept for others. Try a model in "
        "which who is idle takes from the others: work stealing, or one queue for all.",
        durationText(finding.cost), mostTasks == 1 ? "1 task was" : fmt::format("{} tasks were", mostTasks));
    found.push_back(std::move(finding));
}

}  // namespace

namespace rule {
extern const Rule idle_while_work_waits;
const Rule idle_while_work_waits = {
    .name = "idle_while_work_waits",
    .title = "Idle while work waits",
    .summary = "Workers have nothing to do while tasks are ready that others keep for themselves",
    .find = find};
}  // namespace rule

}  // namespace corelane
