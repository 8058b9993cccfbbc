#include "engine/models/run_task.h"

#include <fmt/format.h>

#include <exception>

namespace corelane {

TaskRunner::TaskRunner(const Workload& workload, WorkerLane& lane)
    : m_workload(workload), m_lane(lane), m_scratch(workload.scratchBytes()) {
    for (const GraphShape& shape : workload.naming().graphs()) m_names.push_back(lane.recorder().name(shape.name));
}

TaskRunner::~TaskRunner() {
    m_lane.recorder().addTasks(m_tasks, m_digest);
}

WorkerLane::Mark TaskRunner::run(
    Task task, std::span<const Bytes> inputs, MutableBytes output, WorkerLane::Mark begin) {
    if (m_lane.recorder().stopRequested()) [[unlikely]] {
        m_stopped = true;
        return begin;
    }
    verify(task, inputs);
    try {
        m_digest += m_workload.run(task, inputs, output, m_scratch);
        ++m_tasks;
    } catch (const std::exception& exception) {
        fault(task, fmt::format("failed: {}", exception.what()));
    } catch (...) {
        fault(task, "failed with an unknown exception");
    }
    const WorkerLane::Mark end = m_lane.mark();
    m_lane.span(begin, end, State::Useful, m_names[task.graph], m_workload.naming().index(task));
    return end;
}

void TaskRunner::verify(Task task, std::span<const Bytes> inputs) {
    m_workload.graphs()[task.graph].inputs(task.step, task.point, m_points);
    if (m_points.size() != inputs.size()) [[unlikely]] {
        fault(task, fmt::format("was given {} inputs and needs {}", inputs.size(), m_points.size()));
        return;
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Task from{task.graph, task.step - 1, m_points[i]};
        if (!stampedBy(from, inputs[i])) [[unlikely]] {
            const TaskNaming& naming = m_workload.naming();
            fault(
                task,
                fmt::format("read an input that is not the output of {}", naming.shortName(naming.index(from))));
        }
    }
}

void TaskRunner::fault(Task task, const std::string& what) {
    const TaskNaming& naming = m_workload.naming();
    m_lane.recorder().fault(fmt::format("task {} {}", naming.name(naming.index(task)), what));
}

}  // namespace corelane
