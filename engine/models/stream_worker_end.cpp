#include "engine/models/aligned_buffer.h"
#include "engine/models/message_frame.h"
#include "engine/models/stream_transport.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace corelane {
namespace {

constexpr std::size_t smallBatch = 64 * 1024;
constexpr std::size_t firstRead = 4096;

class StreamWorkerEnd : public WorkerEnd {
  public:
    StreamWorkerEnd(
        Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps, const StreamCalls& calls)
        : m_calls(calls), m_workload(execution.workload), m_recorder(execution.recorder), m_from(descriptors[0]),
          m_to(descriptors[1]), m_worker(static_cast<std::uint32_t>(worker)), m_laps(laps),
          m_chunk(static_cast<std::size_t>(execution.options.integer("chunk"))),
          m_wait(m_recorder.name("wait for a task")), m_receive(m_recorder.name("receive inputs")),
          m_send(m_recorder.name("send output")), m_pack(m_recorder.name("pack")) {
        std::size_t largest = 16;
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            largest = std::max(largest, padded(m_workload.outputBytes(graph)));
        m_in.grow(std::max(smallBatch, 2 * m_calls.packet) + sizeof(MessageFrame) + 3 * largest, 0);
        m_out.grow(smallBatch + sizeof(ResultFrame) + largest, 0);
    }

    bool next(Assignment& assignment) override {
        while (!messageComplete())
            if (!fill()) return false;
        const MessageFrame frame = frameAtFront();
        const auto task = m_workload.naming().task(frame.task);
        if (!task || !describes(frame, *task, m_workload, m_points)) {
            m_recorder.fault("a worker was sent a message that it cannot read; the run is wrong, so run it again");
            return false;
        }
        const std::size_t size = m_workload.outputBytes(task->graph);
        const std::byte* payload = m_in.data() + m_begin + sizeof(MessageFrame);
        m_inputs.clear();
        for (std::uint32_t i = 0; i < frame.payloads; ++i) m_inputs.emplace_back(payload + i * padded(size), size);
        m_begin += sizeof(MessageFrame) + frame.bytes;
        m_answer = {frame.task, 1, padded(size)};
        assignment = {*task, m_inputs, {m_out.data() + m_outEnd + sizeof(ResultFrame), size}};
        m_laps.lap(State::Overhead, m_pack);
        return true;
    }

    // Several small outputs leave together when there is more to do already, at most `chunk`.
    void finish(TaskRunner& runner) override {
        const TaskRunner::Sums sums = runner.take();
        const ResultFrame result = {m_answer, sums.digest, static_cast<std::uint32_t>(sums.tasks), m_worker};
        std::memcpy(m_out.data() + m_outEnd, &result, sizeof result);
        m_outEnd += sizeof result + m_answer.bytes;
        m_outCount += 1;
        if (m_outCount < m_chunk && m_outEnd < smallBatch && messageComplete()) return;
        std::size_t sent = 0;
        while (sent < m_outEnd) {
            const std::size_t left = m_outEnd - sent;
            const iovec piece = {m_out.data() + sent, m_calls.packet > 0 ? std::min(left, m_calls.packet) : left};
            const ssize_t moved = m_calls.write(m_to, &piece, 1);
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

    // Waits for a message, or reads on within one. The wait asks for little, so that it is a wait and no long
    // copying, and takes small messages whole: one system call a message, or less. False at the stream's end.
    bool fill() {
        if (!makeRoom()) return false;
        const bool within = have() > 0;
        const std::size_t room = m_in.capacity() - m_end;
        const iovec piece = {m_in.data() + m_end, within || m_calls.packet > 0 ? room : std::min(room, firstRead)};
        ssize_t moved = 0;
        do moved = m_calls.read(m_from, &piece, 1);
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
            if (!task || !describes(frameAtFront(), *task, m_workload, m_points)) return false;
            needed = std::max(needed, sizeof(MessageFrame) + bytes);
        }
        needed = std::max(needed, have() + m_calls.packet);
        if (m_begin == m_end) m_begin = m_end = 0;
        if (m_begin + needed <= m_in.capacity()) return true;
        std::memmove(m_in.data(), m_in.data() + m_begin, have());
        m_end = have();
        m_begin = 0;
        if (needed > m_in.capacity()) m_in.grow(2 * needed, m_end);
        return true;
    }

    StreamCalls m_calls;
    const Workload& m_workload;
    Recorder& m_recorder;
    int m_from, m_to;
    std::uint32_t m_worker;
    LaneLaps& m_laps;
    std::size_t m_chunk;
    NameId m_wait, m_receive, m_send, m_pack;
    AlignedBuffer m_in;
    std::size_t m_begin = 0, m_end = 0;
    AlignedBuffer m_out;
    std::size_t m_outEnd = 0, m_outCount = 0;
    MessageFrame m_answer;
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> makeStreamWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps, const StreamCalls& calls) {
    if (descriptors.size() != 2)
        return fail(
            Error::Kind::Format, "a worker was not given its two streams; workers are started by models only");
    return std::make_unique<StreamWorkerEnd>(execution, worker, descriptors, laps, calls);
}

}  // namespace corelane
