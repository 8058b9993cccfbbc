// The engine's side of distributed_queue: it starts the queue server, and is a client of it like the workers, except
// that it puts jobs and takes results.
#include "engine/models/job_book.h"
#include "engine/models/queue_bytes.h"
#include "engine/models/queue_ends.h"
#include "engine/models/queue_handshake.h"
#include "engine/models/server_process.h"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr std::size_t mostBytesQueued = std::size_t{16} << 20;  // of inputs, unless workers would go without jobs
constexpr std::size_t readAtOnce = 256 * 1024;

class QueueParentEnd : public ParentEnd {
  public:
    QueueParentEnd(Execution& execution, Outputs outputs)
        : m_recorder(execution.recorder), m_book(execution, std::move(outputs)),
          m_capacity(static_cast<std::size_t>(execution.options.integer("capacity"))),
          m_least(2 * static_cast<std::size_t>(execution.options.integer("prefetch") * execution.workers)),
          m_send(m_recorder.name("put tasks")), m_receive(m_recorder.name("take results")),
          m_dispatch(m_recorder.name("dispatch")), m_full(m_recorder.name("queue is full")),
          m_notDone(m_recorder.counter("tasks not done", "tasks")),
          m_takenBack(m_recorder.counter("tasks taken back", "tasks")) {}

    Result<> connect(Execution& execution, std::string_view transport) {
        m_known.key = freshQueueKey();
        m_ticket = TRY(writeTicket(m_known));
        const int descriptors[] = {m_ticket.get()};
        m_server = TRY(ServerProcess::start(execution, transport, "queue server", descriptors));
        m_known.port = m_server->word();
        TRY(rewriteTicket(m_ticket.get(), m_known));
        m_socket = TRY(connectToQueue(m_known, QueueRole::Engine, 0));
        return {};
    }

    std::vector<int> descriptors(int) const override { return {m_ticket.get()}; }
    void started(int) override {}

    void watch(std::vector<pollfd>& into) const override {
        if (!m_server) return;
        into.push_back({m_server->watched(), POLLIN, 0});
        into.push_back({m_socket.get(), static_cast<short>(m_out.size() > 0 ? POLLIN | POLLOUT : POLLIN), 0});
    }

    Result<> advance(std::span<const pollfd> polled, LaneLaps& laps) override {
        if (!m_server) return {};
        if (!polled.empty() && polled[0].revents != 0) return tl::unexpected(m_server->lost());
        TRY(takeResults(laps));
        putJobs();
        if (m_out.size() > 0) {
            laps.lap(State::Overhead, m_dispatch);
            if (!m_out.send(m_socket.get())) return tl::unexpected(m_server->lost());
            laps.lap(State::Io, m_send);
        }
        m_book.noteBytes();
        if (std::exchange(m_noted, m_book.underWay()) != m_book.underWay())
            laps.lane().counter(m_notDone, static_cast<std::int64_t>(m_book.underWay()));
        if (const std::uint32_t back = std::exchange(m_newlyTakenBack, 0); back > 0)
            laps.lane().counter(m_takenBack, back);
        laps.lap(State::Overhead, m_dispatch);
        return {};
    }

    std::optional<Waiting> waiting() const override {
        if (m_stopped || !m_book.anyReady()) return std::nullopt;
        return Waiting{State::Queue, m_full};
    }
    bool finished() const override { return m_book.left() == 0 || (m_stopped && m_book.underWay() == 0); }
    void stop() override { m_stopped = true; }
    // Workers leave when their connection closes.
    void release() override {
        m_stopped = true;
        m_known.over = 1;  // for one that comes too late
        static_cast<void>(rewriteTicket(m_ticket.get(), m_known));
        if (m_server) m_server->end(ServerProcess::How::LetGo);
        m_server.reset();
        m_socket.reset();
    }
    std::uint64_t tasksDone(int worker) const override { return m_book.done(worker); }
    // The server sees its connection end, and gives to others what it had. One that left by itself, before the run
    // is over, saw the server end, which the engine may see a moment later.
    Result<bool> lost(const WorkerExit& exit, int others) override {
        pollfd ended = {m_server ? m_server->watched() : -1, POLLIN, 0};
        if (poll(&ended, 1, exit.status == 0 ? 1000 : 0) == 1) return tl::unexpected(m_server->lost());
        return others > 0;
    }

  private:
    void putJobs() {
        while (!m_stopped && m_inQueue < m_capacity &&
               (m_book.underWay() < m_least || m_book.bytesUnderWay() < mostBytesQueued)) {
            m_job.clear();
            if (!m_book.put(m_job)) return;
            m_out.add({QueueKind::Put, 1, m_job.size()}, m_job);
            m_inQueue += 1;
        }
    }

    Result<> takeResults(LaneLaps& laps) {
        laps.lap(State::Overhead, m_dispatch);
        for (;;) {
            const auto received = m_in.receive(m_socket.get(), readAtOnce);
            if (received == IncomingBytes::Received::End) return tl::unexpected(m_server->lost());
            if (received == IncomingBytes::Received::Nothing) return {};
            laps.lap(State::Io, m_receive);
            while (const auto message = m_in.peek<QueueMessage>()) {
                const auto bytes = m_in.bytes().subspan(sizeof *message);
                if (bytes.size() < message->bytes) break;
                TRY(take(*message, bytes.first(message->bytes)));
                m_in.drop(sizeof *message + message->bytes);
            }
        }
    }
    Result<> take(const QueueMessage& message, std::span<const char> bytes) {
        if (message.kind == QueueKind::Result) return m_book.take(bytes, "the queue");
        if (message.kind == QueueKind::Taken) m_inQueue -= message.count;
        if (message.kind != QueueKind::TakenBack) return {};
        m_inQueue += message.count;
        m_newlyTakenBack += message.count;
        return {};
    }

    Recorder& m_recorder;
    JobBook m_book;
    QueueTicket m_known;
    Descriptor m_ticket, m_socket;
    std::unique_ptr<ServerProcess> m_server;
    IncomingBytes m_in;
    OutgoingBytes m_out;
    std::size_t m_capacity, m_inQueue = 0;
    std::size_t m_least;  // jobs that are put whatever their size
    std::size_t m_noted = 0;
    std::uint32_t m_newlyTakenBack = 0;
    bool m_stopped = false;
    NameId m_send, m_receive, m_dispatch, m_full;
    CounterId m_notDone, m_takenBack;
    std::vector<char> m_job;
};

}  // namespace

Result<std::unique_ptr<ParentEnd>> openQueueParentEnd(Execution& execution) {
    Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    auto end = std::make_unique<QueueParentEnd>(execution, std::move(outputs));
    TRY(end->connect(execution, "queue"));
    return end;
}

}  // namespace corelane
