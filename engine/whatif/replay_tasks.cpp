// A task graph's run: each task begins when its worker is free and its inputs are there, and then some time later.
// That time, whatever it was spent on, is what the model took to hand the task out; it stays with the task.
#include "engine/trace/balance.h"
#include "engine/whatif/replay.h"

#include <queue>

#include <algorithm>
#include <functional>

namespace corelane {

namespace {

struct Node {
    TaskIndex task = 0;
    std::uint32_t worker = 0;
    std::uint32_t step = 0;
    std::uint16_t name = 0;
    bool fromOther = false;  // an input came from another worker
    Time begin = 0, end = 0;
    Duration length = 0;   // on a core
    Duration handOut = 0;  // between what it waited for and its begin
};

class TaskReplay final : public Replay {
  public:
    explicit TaskReplay(const Run& run) : m_run(run), m_extent(extent(run)) {
        gather();
        link();
        m_barriers = hasBarriers();
        measureHandOuts();
        m_facts.measured = m_extent.end - m_extent.begin;
        m_facts.cores = m_facts.coresGiven = std::max<int>(1, static_cast<int>(run.info.cores.size()));
        m_anew = closeTo(dynamic({}));
    }

    std::optional<Duration> wall(const Change& change) const override {
        return m_anew ? dynamic(change) : fixed(change);
    }
    bool sharesAnew() const override { return m_anew; }

    std::optional<Duration> longestChain() const override {
        std::vector<Duration> done(m_nodes.size());
        Duration longest = 0;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            for (std::size_t k = m_firstInput[i]; k < m_firstInput[i + 1]; ++k)
                done[i] = std::max(done[i], done[m_inputs[k]]);
            done[i] += m_nodes[i].length;
            longest = std::max(longest, done[i]);
        }
        return longest;
    }

  private:
    bool closeTo(Duration wall) const {
        const auto measured = static_cast<double>(m_extent.end - m_extent.begin);
        return std::abs(static_cast<double>(wall) - measured) <= 0.05 * measured;
    }

    void gather() {
        const bool crowded = m_run.info.workers > static_cast<int>(m_run.info.cores.size());
        for (const auto& [task, place] : *m_run.places) {
            const Lane& lane = *m_run.workers[place.worker];
            const Span& span = lane.spans[place.span];
            Node node;
            node.task = task;
            node.worker = place.worker;
            node.name = span.name;
            node.begin = span.begin;
            node.end = span.end > 0 ? span.end : m_extent.end;
            node.length = node.end - node.begin;
            // Where workers share cores, what one waited for another's core is made anew by the replay.
            if (crowded) {
                const auto totals = lane.segments.totals(node.begin, node.end);
                node.length -= totals[static_cast<std::size_t>(State::Runnable)];
            }
            if (const auto known = m_run.naming.task(task)) node.step = known->step;
            m_nodes.push_back(node);
            m_facts.byName[node.name] += node.length;
            m_facts.work += node.length;
        }
        // In order of begin a task stands behind everything it needed.
        std::ranges::sort(m_nodes, {}, [](const Node& n) { return std::pair(n.begin, n.task); });
    }

    void link() {
        std::vector<std::uint32_t> place(m_run.naming.count() + 1, ~0u);
        for (std::uint32_t i = 0; i < m_nodes.size(); ++i) place[m_nodes[i].task] = i;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> inputs;  // consumer, producer
        for (std::size_t i = 0; i < m_run.edges.size(); ++i) {
            const Edge& edge = m_run.edges[i];
            if (edge.toTask == 0 || edge.toTask >= place.size() || edge.fromTask >= place.size()) continue;
            const std::uint32_t to = place[edge.toTask], from = place[edge.fromTask];
            if (to == ~0u || from == ~0u || from >= to) continue;
            inputs.emplace_back(to, from);
            if (m_nodes[to].worker != m_nodes[from].worker) {
                m_nodes[to].fromOther = true;
                ++m_facts.handOvers;
            }
        }
        std::ranges::sort(inputs);
        m_firstInput.assign(m_nodes.size() + 1, 0);
        for (const auto& [to, from] : inputs) {
            ++m_firstInput[to + 1];
            m_inputs.push_back(from);
        }
        for (std::size_t i = 0; i < m_nodes.size(); ++i) m_firstInput[i + 1] += m_firstInput[i];
    }

    // Whether no step began before the whole step before had ended, though the graph does not ask for it.
    bool hasBarriers() const {
        std::map<std::uint32_t, std::pair<Time, Time>> steps;  // first begin, last end
        if (m_run.naming.graphs().size() != 1) return false;
        for (const Node& node : m_nodes) {
            const auto [step, first] = steps.try_emplace(node.step, node.begin, node.end);
            step->second.first = std::min(step->second.first, node.begin);
            step->second.second = std::max(step->second.second, node.end);
        }
        if (steps.size() < 3 || steps.size() == m_nodes.size()) return false;
        std::size_t ordered = 0;
        for (auto step = std::next(steps.begin()); step != steps.end(); ++step)
            ordered += step->second.first >= std::prev(step)->second.second ? 1 : 0;
        return ordered >= (steps.size() - 1) * 95 / 100;
    }

    void measureHandOuts() {
        std::vector<Time> free(m_run.workers.size(), m_extent.begin);
        std::map<std::uint32_t, Time> stepEnd;
        Time last = m_extent.begin;
        std::vector<bool> active(m_run.workers.size());
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            Node& node = m_nodes[i];
            Time ready = free[node.worker];
            for (std::size_t k = m_firstInput[i]; k < m_firstInput[i + 1]; ++k)
                ready = std::max(ready, m_nodes[m_inputs[k]].end);
            if (m_barriers && node.step > 0) ready = std::max(ready, stepEnd[node.step - 1]);
            node.handOut = std::max<Duration>(0, node.begin - ready);
            if (node.fromOther) m_facts.handOverTime += node.handOut;
            m_facts.work += node.handOut;
            free[node.worker] = node.end;
            stepEnd[node.step] = std::max(stepEnd[node.step], node.end);
            last = std::max(last, node.end);
            active[node.worker] = true;
        }
        m_facts.lanes = static_cast<int>(std::ranges::count(active, true));
        m_facts.before = m_nodes.front().begin - m_extent.begin;
        m_facts.after = m_extent.end - last;
    }

    Duration lengthOf(const Node& node, const Change& change) const {
        double length = static_cast<double>(node.length);
        if (change.faster == node.name) length /= change.speed;
        return static_cast<Duration>(length);
    }
    Duration handOutOf(const Node& node, const Change& change) const {
        if (!node.fromOther) return node.handOut;
        return static_cast<Duration>(static_cast<double>(node.handOut) * change.communication);
    }

    // Each worker does its own tasks in its own order.
    Duration fixed(const Change& change) const {
        std::vector<Duration> free(m_run.workers.size()), done(m_nodes.size());
        std::map<std::uint32_t, Duration> stepEnd;
        Duration last = 0;
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            const Node& node = m_nodes[i];
            Duration ready = free[node.worker];
            for (std::size_t k = m_firstInput[i]; k < m_firstInput[i + 1]; ++k)
                ready = std::max(ready, done[m_inputs[k]]);
            if (m_barriers && node.step > 0) ready = std::max(ready, stepEnd[node.step - 1]);
            done[i] = free[node.worker] = ready + handOutOf(node, change) + lengthOf(node, change);
            stepEnd[node.step] = std::max(stepEnd[node.step], done[i]);
            last = std::max(last, done[i]);
        }
        return last + m_facts.after;
    }

    // List scheduling: the first worker to be free takes the ready task that began first.
    Duration dynamic(const Change& change) const {
        const int cores = change.cores > 0 ? change.cores : m_facts.cores;
        const bool scaled = change.cores > 0;
        auto free = static_cast<std::size_t>(scaled ? cores : std::min(cores, m_facts.lanes));
        std::vector<std::uint32_t> missing(m_nodes.size());
        std::vector<std::vector<std::uint32_t>> consumers(m_nodes.size());
        std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready;
        std::map<std::uint32_t, std::size_t> leftInStep;
        std::map<std::uint32_t, std::vector<std::uint32_t>> waitsForStep;
        for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
            missing[i] = static_cast<std::uint32_t>(m_firstInput[i + 1] - m_firstInput[i]);
            for (std::size_t k = m_firstInput[i]; k < m_firstInput[i + 1]; ++k) consumers[m_inputs[k]].push_back(i);
            if (!m_barriers) {
                if (missing[i] == 0) ready.push(i);
                continue;
            }
            ++leftInStep[m_nodes[i].step];
            if (m_nodes[i].step == 0)
                ready.push(i);
            else
                waitsForStep[m_nodes[i].step].push_back(i);
        }
        using Ending = std::pair<Duration, std::uint32_t>;
        std::priority_queue<Ending, std::vector<Ending>, std::greater<>> running;
        Duration now = 0;
        while (!ready.empty() || !running.empty()) {
            while (free > 0 && !ready.empty()) {
                const Node& node = m_nodes[ready.top()];
                running.emplace(now + handOutOf(node, change) + lengthOf(node, change), ready.top());
                ready.pop();
                --free;
            }
            const auto [end, task] = running.top();
            running.pop();
            now = end;
            ++free;
            if (m_barriers) {
                if (--leftInStep[m_nodes[task].step] == 0)
                    for (const std::uint32_t next : waitsForStep[m_nodes[task].step + 1]) ready.push(next);
                continue;
            }
            for (const std::uint32_t next : consumers[task])
                if (--missing[next] == 0) ready.push(next);
        }
        return now + m_facts.after;
    }

    const Run& m_run;
    const Extent m_extent;
    std::vector<Node> m_nodes;              // in order of begin
    std::vector<std::size_t> m_firstInput;  // of node i: m_inputs[m_firstInput[i] ... m_firstInput[i + 1])
    std::vector<std::uint32_t> m_inputs;
    bool m_barriers = false, m_anew = false;
};

}  // namespace

Result<std::unique_ptr<const Replay>> replayOfTasks(const Run& run) {
    return std::make_unique<const TaskReplay>(run);
}

}  // namespace corelane
