// The worker's side of manager: everything that workers share is reached by a call, also what a shared memory would
// give for nothing. Reading a number and writing it back are two calls, so that a lock is needed, as in every text.
#include "engine/models/aligned_buffer.h"
#include "engine/models/message_frame.h"
#include "engine/models/proxy.h"
#include "engine/models/proxy_ends.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace corelane {
namespace {

class ProxyWorkerEnd : public WorkerEnd {
  public:
    ProxyWorkerEnd(Execution& execution, Descriptor socket, LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_workers(execution.workers),
          m_objects(std::move(socket)), m_laps(laps), m_wait(m_recorder.name("wait for a task")),
          m_get(m_recorder.name("dict.get")), m_set(m_recorder.name("dict.set")),
          m_acquire(m_recorder.name("lock.acquire")), m_account(m_recorder.name("list, namespace, queue")),
          m_release(m_recorder.name("lock.release")) {
        std::size_t largest = 16;
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            largest = std::max(largest, padded(m_workload.outputBytes(graph)));
        m_output.grow(largest, 0);
    }
    ~ProxyWorkerEnd() override { m_recorder.addBytesMoved(m_objects.bytesMoved()); }

    bool next(Assignment& assignment) override {
        if (m_recorder.stopRequested()) return false;
        const auto index = m_objects.call(ProxyMethod::QueueGet, taskQueue);
        m_laps.lap(State::Queue, m_wait);
        const auto task = index ? m_workload.naming().task(static_cast<TaskIndex>(*index)) : std::nullopt;
        if (!task) return false;  // 0, or the manager has gone
        m_task = *task;
        const std::size_t size = m_workload.outputBytes(m_task.graph);
        m_workload.graphs()[m_task.graph].inputs(m_task.step, m_task.point, m_points);
        if (m_in.capacity() < m_points.size() * padded(size)) m_in.grow(m_points.size() * padded(size), 0);
        m_inputs.clear();
        for (const std::uint32_t point : m_points) {
            const std::span<std::byte> into(m_in.data() + m_inputs.size() * padded(size), size);
            const TaskIndex input = m_workload.naming().index({m_task.graph, m_task.step - 1, point});
            if (!m_objects.call(ProxyMethod::DictGet, input, 0, {}, into) || m_objects.received() != size)
                return false;
            m_inputs.emplace_back(into);
        }
        if (!m_points.empty()) m_laps.lap(State::Io, m_get);
        assignment = {m_task, m_inputs, {m_output.data(), size}};
        return true;
    }

    // When the manager has gone, next() finds it as well.
    void finish(TaskRunner&) override {
        if (m_recorder.stopRequested()) return;
        const std::span<const std::byte> output(m_output.data(), m_workload.outputBytes(m_task.graph));
        bool well = m_objects.call(ProxyMethod::DictSet, m_workload.naming().index(m_task), 0, output).has_value();
        m_laps.lap(State::Io, m_set);
        well = well && m_objects.call(ProxyMethod::LockAcquire).has_value();
        m_laps.lap(State::Lock, m_acquire);
        m_workload.graphs()[m_task.graph].consumers(m_task.step, m_task.point, m_points);
        for (const std::uint32_t point : m_points)
            well = well && countDown(m_workload.naming().index({m_task.graph, m_task.step + 1, point}));
        const auto left = well ? m_objects.call(ProxyMethod::NamespaceGet, tasksLeft) : std::nullopt;
        if (left) m_objects.call(ProxyMethod::NamespaceSet, tasksLeft, *left - 1);
        if (left == 1) {
            m_objects.call(ProxyMethod::QueuePut, doneQueue, 1);
            for (int worker = 0; worker < m_workers; ++worker) m_objects.call(ProxyMethod::QueuePut, taskQueue, 0);
        }
        m_laps.lap(State::Io, m_account);
        if (left) m_objects.call(ProxyMethod::LockRelease);
        m_laps.lap(State::Io, m_release);
    }

  private:
    // One of the task's inputs is there.
    bool countDown(TaskIndex index) {
        const auto missing = m_objects.call(ProxyMethod::ListGet, index);
        if (!missing || !m_objects.call(ProxyMethod::ListSet, index, *missing - 1)) return false;
        return *missing > 1 || m_objects.call(ProxyMethod::QueuePut, taskQueue, index).has_value();
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    int m_workers;
    Proxy m_objects;
    LaneLaps& m_laps;
    NameId m_wait, m_get, m_set, m_acquire, m_account, m_release;
    Task m_task;
    AlignedBuffer m_in, m_output;
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> openProxyWorkerEnd(
    Execution& execution, int /*worker*/, std::span<const int> descriptors, LaneLaps& laps) {
    if (descriptors.size() != 1)
        return fail(Error::Kind::Format, "a worker was not given its socket; workers are started by models only");
    return std::make_unique<ProxyWorkerEnd>(execution, Descriptor(descriptors[0]), laps);
}

}  // namespace corelane
