#include "engine/models/message_frame.h"
#include "engine/models/stream_transport.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <unistd.h>

namespace corelane {
namespace {

// Bytes that grow and stay aligned for whatever a payload holds.
class Buffer {
  public:
    std::byte* data() const { return m_data.get(); }
    std::size_t capacity() const { return m_capacity; }
    void grow(std::size_t capacity, std::size_t keep) {
        std::unique_ptr<std::byte[], Free> larger(
            static_cast<std::byte*>(::operator new[](capacity, std::align_val_t{64})));
        std::memset(larger.get(), 0, capacity);  // touches the pages
        if (keep > 0) std::memcpy(larger.get(), m_data.get(), keep);
        m_data = std::move(larger);
        m_capacity = capacity;
    }

  private:
    struct Free {
        void operator()(std::byte* bytes) const { ::operator delete[](bytes, std::align_val_t{64}); }
    };
    std::unique_ptr<std::byte[], Free> m_data;
    std::size_t m_capacity = 0;
};

constexpr std::size_t smallBatch = 64 * 1024;
constexpr std::size_t firstRead = 4096;

class StreamWorkerEnd : public WorkerEnd {
  public:
    StreamWorkerEnd(Execution& execution, int readFrom, int writeTo, LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_from(readFrom), m_to(writeTo),
          m_laps(laps), m_chunk(static_cast<std::size_t>(execution.options.integer("chunk"))),
          m_wait(m_recorder.name("wait for a task")), m_receive(m_recorder.name("receive inputs")),
          m_send(m_recorder.name("send output")), m_pack(m_recorder.name("pack")) {
        std::size_t largest = 16;
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            largest = std::max(largest, padded(m_workload.outputBytes(graph)));
        m_in.grow(smallBatch + sizeof(MessageFrame) + 3 * largest, 0);
        m_out.grow(smallBatch + sizeof(MessageFrame) + largest, 0);
    }

    bool next(Assignment& assignment) override {
        while (!messageComplete())
            if (!fill()) return false;
        const MessageFrame frame = frameAtFront();
        const auto task = m_workload.naming().task(frame.task);
        if (!task || !describes(frame, *task)) {
            m_recorder.fault("a worker was sent a message that it cannot read; the run is wrong, so run it again");
            return false;
        }
        const std::size_t size = m_workload.outputBytes(task->graph);
        const std::byte* payload = m_in.data() + m_begin + sizeof(MessageFrame);
        m_inputs.clear();
        for (std::uint32_t i = 0; i < frame.payloads; ++i) m_inputs.emplace_back(payload + i * padded(size), size);
        m_begin += sizeof(MessageFrame) + frame.bytes;
        m_answer = {frame.task, 1, padded(size)};
        assignment = {*task, m_inputs, {m_out.data() + m_outEnd + sizeof(MessageFrame), size}};
        m_laps.lap(State::Overhead, m_pack);
        return true;
    }

    // Several small outputs leave together when there is more to do already, at most `chunk`.
    void finish() override {
        std::memcpy(m_out.data() + m_outEnd, &m_answer, sizeof m_answer);
        m_outEnd += sizeof m_answer + m_answer.bytes;
        m_outCount += 1;
        if (m_outCount < m_chunk && m_outEnd < smallBatch && messageComplete()) return;
        std::size_t sent = 0;
        while (sent < m_outEnd) {
            const ssize_t moved = write(m_to, m_out.data() + sent, m_outEnd - sent);
            if (moved < 0 && errno != EINTR) break;  // the engine has gone, which next() will see
            if (moved > 0) sent += static_cast<std::size_t>(moved);
        }
        m_outEnd = m_outCount = 0;
        m_laps.lap(State::Io, m_send);
    }

  private:
    std::size_t have() const { return m_end - m_begin; }
    MessageFrame frameAtFront() const {
        MessageFrame frame;
        std::memcpy(&frame, m_in.data() + m_begin, sizeof frame);
        return frame;
    }
    bool messageComplete() const {
        return have() >= sizeof(MessageFrame) && have() - sizeof(MessageFrame) >= frameAtFront().bytes;
    }
    bool describes(const MessageFrame& frame, Task task) {
        const TaskGraph& graph = m_workload.graphs()[task.graph];
        if (!graph.exists(task.step, task.point)) return false;
        graph.inputs(task.step, task.point, m_points);
        return frame.payloads == m_points.size() &&
               frame.bytes == m_points.size() * padded(m_workload.outputBytes(task.graph));
    }

    // Waits for a message, or reads on within one. The wait asks for little, so that it is a wait and no long
    // copying, and takes small messages whole: one system call a message, or less. False at the stream's end.
    bool fill() {
        if (!makeRoom()) return false;
        const bool within = have() > 0;
        const std::size_t room = m_in.capacity() - m_end;
        ssize_t moved = 0;
        do moved = read(m_from, m_in.data() + m_end, within ? room : std::min(room, firstRead));
        while (moved < 0 && errno == EINTR);
        if (moved <= 0) return false;
        m_end += static_cast<std::size_t>(moved);
        m_laps.lap(within ? State::Io : State::Queue, within ? m_receive : m_wait);
        return true;
    }
    // For the whole message at the front, or for some more bytes. Messages begin at multiples of 16. False: the
    // message claims to be larger than any of this workload, so its frame is not one.
    bool makeRoom() {
        std::size_t needed = m_in.capacity() / 2;
        if (have() >= sizeof(MessageFrame)) {
            const std::uint64_t bytes = frameAtFront().bytes;
            const auto task = m_workload.naming().task(frameAtFront().task);
            if (!task || !describes(frameAtFront(), *task)) return false;
            needed = std::max(needed, sizeof(MessageFrame) + bytes);
        }
        if (m_begin == m_end) m_begin = m_end = 0;
        if (m_begin + needed <= m_in.capacity()) return true;
        std::memmove(m_in.data(), m_in.data() + m_begin, have());
        m_end = have();
        m_begin = 0;
        if (needed > m_in.capacity()) m_in.grow(2 * needed, m_end);
        return true;
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    int m_from, m_to;
    LaneLaps& m_laps;
    std::size_t m_chunk;
    NameId m_wait, m_receive, m_send, m_pack;
    Buffer m_in;
    std::size_t m_begin = 0, m_end = 0;
    Buffer m_out;
    std::size_t m_outEnd = 0, m_outCount = 0;
    MessageFrame m_answer;
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> makeStreamWorkerEnd(
    Execution& execution, int readFrom, int writeTo, LaneLaps& laps) {
    return std::make_unique<StreamWorkerEnd>(execution, readFrom, writeTo, laps);
}

}  // namespace corelane
