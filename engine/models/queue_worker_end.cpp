// The worker's side of distributed_queue: it comes to the server by itself, proves the key, and gets jobs when it has
// none; the results of the last ones leave with the wish for more.
#include "engine/models/aligned_buffer.h"
#include "engine/models/job_book.h"
#include "engine/models/queue_ends.h"
#include "engine/models/queue_handshake.h"
#include "engine/models/stream_transport.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr std::size_t smallBatch = 64 * 1024;
constexpr std::size_t firstRead = 4096;

class QueueWorkerEnd : public WorkerEnd {
  public:
    QueueWorkerEnd(Execution& execution, int worker, Descriptor socket, LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_socket(std::move(socket)),
          m_worker(worker), m_laps(laps),
          m_prefetch(static_cast<std::uint32_t>(execution.options.integer("prefetch"))),
          m_largest(sizeof(QueueMessage) + largestMessage(m_workload)), m_wait(m_recorder.name("wait for a task")),
          m_receive(m_recorder.name("receive inputs")), m_send(m_recorder.name("send results")),
          m_unpack(m_recorder.name("unpack")) {
        std::size_t largest = 16;
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            largest = std::max(largest, padded(m_workload.outputBytes(graph)));
        m_in.grow(2 * std::max(m_largest, firstRead), 0);
        m_out.grow(smallBatch + 2 * (sizeof(QueueMessage) + sizeof(ResultFrame) + largest), 0);
    }

    bool next(Assignment& assignment) override {
        if (!m_socket) return false;  // it came too late
        if (m_coming == 0 && !ask()) return false;
        while (!whole())
            if (!fill()) return false;
        const std::byte* const message = m_in.data() + m_begin;
        MessageFrame frame;
        std::memcpy(&frame, message + sizeof(QueueMessage), sizeof frame);
        const auto task = m_workload.naming().task(frame.task);
        if (!task || front().kind != QueueKind::Job || front().bytes != sizeof frame + frame.bytes ||
            !describes(frame, *task, m_workload, m_points)) {
            m_recorder.fault("a worker got a task that it cannot read; the run is wrong, so run it again");
            return false;
        }
        m_coming = front().count;
        const std::size_t size = m_workload.outputBytes(task->graph);
        const std::byte* const payload = message + sizeof(QueueMessage) + sizeof frame;
        m_inputs.clear();
        for (std::uint32_t i = 0; i < frame.payloads; ++i) m_inputs.emplace_back(payload + i * padded(size), size);
        m_begin += sizeof(QueueMessage) + front().bytes;
        m_answer = {frame.task, 1, padded(size)};
        assignment = {*task, m_inputs, {m_out.data() + m_outEnd + headBytes, size}};
        m_laps.lap(State::Overhead, m_unpack);
        return true;
    }

    // Small results leave together when there is more to do already.
    void finish(TaskRunner& runner) override {
        const TaskRunner::Sums sums = runner.take();
        const ResultFrame result = {
            m_answer, sums.digest, static_cast<std::uint32_t>(sums.tasks), static_cast<std::uint32_t>(m_worker)};
        add({QueueKind::Result, 1, sizeof result + m_answer.bytes});
        std::memcpy(m_out.data() + m_outEnd, &result, sizeof result);
        m_outEnd += sizeof result + m_answer.bytes;
        if (m_coming > 0 && m_outEnd >= smallBatch) send();
    }

  private:
    static constexpr std::size_t headBytes = sizeof(QueueMessage) + sizeof(ResultFrame);  // before an output

    void add(const QueueMessage& message) {
        std::memcpy(m_out.data() + m_outEnd, &message, sizeof message);
        m_outEnd += sizeof message;
    }
    // Results, and the wish for more. False: the server has gone.
    bool ask() {
        add({QueueKind::Get, m_prefetch, 0});
        m_coming = 1;
        return send();
    }
    bool send() {
        std::size_t sent = 0;
        while (sent < m_outEnd) {
            const ssize_t moved = ::send(m_socket.get(), m_out.data() + sent, m_outEnd - sent, MSG_NOSIGNAL);
            if (moved < 0 && errno != EINTR) return false;
            if (moved > 0) sent += static_cast<std::size_t>(moved);
        }
        m_outEnd = 0;
        m_laps.lap(State::Io, m_send);
        return true;
    }

    std::size_t have() const { return m_end - m_begin; }
    QueueMessage front() const {
        QueueMessage message;
        std::memcpy(&message, m_in.data() + m_begin, sizeof message);
        return message;
    }
    bool whole() const { return have() >= sizeof(QueueMessage) && have() - sizeof(QueueMessage) >= front().bytes; }
    // False: the engine lets the worker go, or no message of this workload is so long.
    bool fill() {
        if (have() >= sizeof(QueueMessage) && front().bytes > m_largest) return false;
        if (m_begin + m_largest > m_in.capacity() || m_begin == m_end) {
            std::memmove(m_in.data(), m_in.data() + m_begin, have());
            m_end -= std::exchange(m_begin, 0);
        }
        const bool within = have() > 0;
        const std::size_t room = m_in.capacity() - m_end;
        ssize_t moved = 0;
        do moved = recv(m_socket.get(), m_in.data() + m_end, within ? room : std::min(room, firstRead), 0);
        while (moved < 0 && errno == EINTR);
        if (moved <= 0) return false;
        m_end += static_cast<std::size_t>(moved);
        m_laps.lap(within ? State::Io : State::Queue, within ? m_receive : m_wait);
        return true;
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    Descriptor m_socket;
    int m_worker;
    LaneLaps& m_laps;
    std::uint32_t m_prefetch;
    std::size_t m_largest;  // message
    NameId m_wait, m_receive, m_send, m_unpack;
    AlignedBuffer m_in;
    std::size_t m_begin = 0, m_end = 0;
    std::uint32_t m_coming = 0;  // jobs of the last answer that are still to be done
    AlignedBuffer m_out;
    std::size_t m_outEnd = 0;
    MessageFrame m_answer;
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> openQueueWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    if (descriptors.size() != 1)
        return fail(Error::Kind::Format, "a worker was not given its queue; workers are started by models only");
    const QueueTicket ticket = TRY(readTicket(descriptors[0]));
    auto socket = connectToQueue(ticket, QueueRole::Worker, worker);
    if (!socket && !TRY(readTicket(descriptors[0])).over) return tl::unexpected(socket.error());
    return std::make_unique<QueueWorkerEnd>(execution, worker, std::move(socket).value_or(Descriptor()), laps);
}

}  // namespace corelane
