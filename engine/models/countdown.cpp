#include "engine/models/countdown.h"

namespace corelane {

Countdown::Countdown(const Workload& workload, std::uint32_t arrivals)
    : m_workload(workload), m_lacking(std::make_unique<Counter[]>(std::size_t{workload.naming().count()} + 1)) {
    const auto graphs = workload.graphs();
    for (std::uint32_t number = 0; number < graphs.size(); ++number) {
        const TaskGraph& graph = graphs[number];
        auto& stepLeft = m_stepLeft.emplace_back();
        if (graph.parameters().pattern == Pattern::AllToAll) {
            stepLeft = std::make_unique<Counter[]>(graph.steps());
            for (std::uint32_t step = 0; step < graph.steps(); ++step)
                stepLeft[step].store(graph.width(), std::memory_order_relaxed);
        }
        for (std::uint32_t step = 0; step < graph.steps(); ++step) {
            const std::uint32_t first = graph.offset(step), end = first + graph.widthAt(step);
            for (std::uint32_t point = first; point < end; ++point) {
                const std::uint32_t inputs = graph.inputCount(step, point);
                const Task task{number, step, point};
                if (inputs == 0) m_initial.push_back(workload.naming().index(task));
                counter(task).store(arrivals + (stepLeft && inputs > 0 ? 1 : inputs), std::memory_order_relaxed);
            }
        }
    }
}

}  // namespace corelane
