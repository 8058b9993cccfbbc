#include "engine/models/aligned_buffer.h"
#include "engine/models/stage_steps.h"
#include "engine/models/subprocess_ends.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <unistd.h>

namespace corelane {
namespace {

class StageWorkerEnd : public WorkerEnd {
  public:
    StageWorkerEnd(Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_steps(m_workload, execution.workers),
          m_step(m_steps.first(worker)), m_from(descriptors[0]), m_to(descriptors[1]), m_leave(descriptors[2]),
          m_laps(laps), m_empty(m_recorder.name("pipe empty")), m_full(m_recorder.name("pipe full")),
          m_read(m_recorder.name("read inputs")), m_write(m_recorder.name("write output")),
          m_order(m_recorder.name("order")), m_done(m_recorder.name("all steps done")) {
        for (const int end : {m_from, m_to}) fcntl(end, F_SETFL, O_NONBLOCK);
        std::size_t output = 16;
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            output = std::max(output, m_workload.outputBytes(graph));
        m_output.grow(output, 0);
        begin();
    }

    bool next(Assignment& assignment) override {
        if (m_next == m_tasks.size()) {
            m_step = m_steps.next(m_step);
            if (!readUntil(m_expected)) return false;
            begin();
        }
        if (m_recorder.stopRequested() || m_step >= m_steps.steps()) return waitToLeave();
        const Task task = m_tasks[m_next++];
        m_workload.graphs()[task.graph].inputs(task.step, task.point, m_points);
        m_inputs.clear();
        // A step is complete when the one before it is, whether it needs all of that or not: the engine takes the
        // last output for the end of everything.
        std::size_t needed = m_next == m_tasks.size() ? m_expected : 0;
        for (const std::uint32_t point : m_points) {
            const std::size_t at = m_places.at({task.graph, point}), size = m_workload.outputBytes(task.graph);
            needed = std::max(needed, at + size);
            m_inputs.emplace_back(m_before.data() + at, size);
        }
        if (!readUntil(needed)) return false;
        assignment = {task, m_inputs, {m_output.data(), m_workload.outputBytes(task.graph)}};
        m_size = assignment.output.size();
        m_laps.lap(State::Overhead, m_order);
        return true;
    }

    void finish(TaskRunner&) override {
        for (std::size_t written = 0; written < m_size;) {
            const ssize_t size = write(m_to, m_output.data() + written, m_size - written);
            if (size > 0) written += static_cast<std::size_t>(size);
            if (size < 0 && errno == EAGAIN) {
                m_laps.lap(State::Io, m_write);
                if (!await(m_to, POLLOUT)) return;
                m_laps.lap(State::Queue, m_full);
            } else if (size < 0 && errno != EINTR) {
                return;  // the next stage has gone: the engine knows, and next() waits for its word
            }
        }
        m_laps.lap(State::Io, m_write);
    }

  private:
    // Where the outputs of the step before lie when they have come, and what is to be done with them.
    void begin() {
        m_tasks.clear();
        m_places.clear();
        m_next = m_have = m_expected = 0;
        if (m_step >= m_steps.steps()) return;
        m_steps.forEach(m_step, [&](Task task) { m_tasks.push_back(task); });
        if (m_step == 0) return;
        m_steps.forEach(m_step - 1, [&](Task task) {
            m_places[{task.graph, task.point}] = m_expected;
            m_expected += m_workload.outputBytes(task.graph);
        });
        if (m_before.capacity() < m_expected) m_before.grow(m_expected, 0);
    }

    bool readUntil(std::size_t needed) {
        if (m_have >= needed) return true;
        while (m_have < needed) {
            const ssize_t size = read(m_from, m_before.data() + m_have, m_expected - m_have);
            if (size > 0) m_have += static_cast<std::size_t>(size);
            if (size < 0 && errno == EAGAIN) {
                m_laps.lap(State::Io, m_read);
                if (!await(m_from, POLLIN)) return false;
                m_laps.lap(State::Queue, m_empty);
            } else if (size == 0 || (size < 0 && errno != EINTR)) {
                return waitToLeave();  // the stage before has gone
            }
        }
        m_laps.lap(State::Io, m_read);
        return true;
    }

    // False: the engine says that all may leave.
    bool await(int fd, short events) const {
        std::array<pollfd, 2> polled = {{{fd, events, 0}, {m_leave, POLLIN, 0}}};
        while (poll(polled.data(), polled.size(), -1) < 0 && errno == EINTR) {}
        return polled[1].revents == 0;
    }
    // Who left before the engine says so would look like one that was lost.
    bool waitToLeave() {
        pollfd polled = {m_leave, POLLIN, 0};
        while (!m_recorder.stopRequested() && poll(&polled, 1, -1) < 0 && errno == EINTR) {}
        m_laps.lap(State::Idle, m_done);
        return false;
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    StageSteps m_steps;
    std::uint32_t m_step;
    int m_from, m_to, m_leave;
    LaneLaps& m_laps;
    NameId m_empty, m_full, m_read, m_write, m_order, m_done;
    std::vector<Task> m_tasks;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> m_places;  // by graph and point
    std::size_t m_next = 0, m_have = 0, m_expected = 0, m_size = 0;
    AlignedBuffer m_before, m_output;
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> openStageWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    if (descriptors.size() != 3)
        return fail(Error::Kind::Format, "a stage was not given its pipes; stages are started by models only");
    return std::make_unique<StageWorkerEnd>(execution, worker, descriptors, laps);
}

}  // namespace corelane
