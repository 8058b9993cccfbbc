#include "engine/models/job_book.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

namespace corelane {

JobBook::JobBook(Execution& execution, Outputs outputs)
    : m_workload(execution.workload), m_recorder(execution.recorder), m_outputs(std::move(outputs)),
      m_tasks(m_workload), m_complete(m_workload.naming().count() + 1),
      m_done(static_cast<std::size_t>(execution.workers)) {}

bool JobBook::put(std::vector<char>& messages) {
    const auto index = m_tasks.take();
    if (!index) return false;
    const Task task = *m_workload.naming().task(*index);
    const auto inputs = m_outputs.inputs(task, m_points, m_inputs);
    const std::size_t each = padded(m_workload.outputBytes(task.graph));
    const MessageFrame frame = {*index, static_cast<std::uint32_t>(inputs.size()), inputs.size() * each};
    std::size_t at = messages.size();
    messages.resize(at + sizeof frame + frame.bytes);
    std::memcpy(messages.data() + at, &frame, sizeof frame);
    at += sizeof frame;
    for (const Bytes input : inputs) {
        std::memcpy(messages.data() + at, input.data(), input.size());
        at += each;
    }
    m_underWay += 1;
    m_bytesUnderWay += sizeof frame + frame.bytes;
    m_bytesMoved += 2 * (sizeof frame + frame.bytes);
    return true;
}

TaskIndex JobBook::taskOf(std::string_view job) const {
    MessageFrame frame;
    if (job.size() < sizeof frame) return 0;
    std::memcpy(&frame, job.data(), sizeof frame);
    return m_workload.naming().task(frame.task) ? frame.task : 0;
}

Result<> JobBook::take(std::span<const char> message, std::string_view where) {
    ResultFrame result;
    const bool whole = message.size() >= sizeof result;
    if (whole) std::memcpy(&result, message.data(), sizeof result);
    const auto task = whole ? m_workload.naming().task(result.frame.task) : std::nullopt;
    if (!task || result.frame.bytes != message.size() - sizeof result || result.worker >= m_done.size() ||
        result.frame.bytes != padded(m_workload.outputBytes(task->graph)))
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "a result came out of {} that no worker of this run can have put there; check "
                                     "that the engine and its worker program are of the same build",
                                     where));
    m_bytesMoved += 2 * message.size();
    if (m_complete[result.frame.task]) return {};  // done twice: the first one counts
    m_complete[result.frame.task] = true;
    m_taken += 1;
    const MutableBytes output = m_outputs.output(*task);
    std::memcpy(output.data(), message.data() + sizeof result, output.size());
    m_recorder.addTasks(result.tasks, result.digest);
    m_done[result.worker] += 1;
    m_underWay -= 1;
    m_bytesUnderWay -= jobBytes(*task);
    m_tasks.complete(*task);
    return {};
}

void JobBook::noteBytes() {
    if (m_bytesMoved > 0) m_recorder.addBytesMoved(std::exchange(m_bytesMoved, 0));
}

std::size_t JobBook::jobBytes(Task task) {
    m_workload.graphs()[task.graph].inputs(task.step, task.point, m_points);
    return sizeof(MessageFrame) + m_points.size() * padded(m_workload.outputBytes(task.graph));
}

}  // namespace corelane
