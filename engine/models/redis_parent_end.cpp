// The engine's side of redis_queue: a server of its own, a connection on which jobs go in and one on which results
// come out, neither of which it blocks on, and one to ask with when a worker has died.
#include "engine/models/fault_injection.h"
#include "engine/models/job_book.h"
#include "engine/models/job_queue.h"
#include "engine/models/redis_jobs.h"
#include "engine/models/redis_server.h"

#include <fmt/format.h>

#include <csignal>
#include <poll.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr std::size_t mostJobsAtOnce = 256;                     // in one command
constexpr std::size_t mostBytesQueued = std::size_t{16} << 20;  // of inputs, unless workers would go without jobs
constexpr std::string_view mostResultsAtOnce = "64";
constexpr int patienceSeconds = 5;  // with a server that does not answer

class RedisParentEnd : public ParentEnd {
  public:
    RedisParentEnd(Execution& execution, Outputs outputs, std::unique_ptr<RedisServer> server)
        : m_recorder(execution.recorder), m_book(execution, std::move(outputs)), m_server(std::move(server)),
          m_queue(*findJobQueue(execution.options.text("queue"))),
          m_least(2 * static_cast<std::size_t>(execution.options.integer("chunk") * execution.workers)),
          m_send(m_recorder.name("put jobs")), m_receive(m_recorder.name("take results")),
          m_dispatch(m_recorder.name("dispatch")), m_queued(m_recorder.counter("jobs not done", "jobs")),
          m_takenBack(m_recorder.counter("jobs taken back", "jobs")), m_fault(faultPlan(execution.options)),
          m_killed(m_recorder.name("fault: server killed")), m_workers(execution.workers) {}

    // All connections there will be; then nobody can find the server any more.
    Result<> connect() {
        using Mode = RedisConnection::Mode;
        m_control = std::make_unique<RedisConnection>(TRY(m_server->connect()), Mode::Blocking);
        m_control->setPatience(patienceSeconds);
        m_jobs = std::make_unique<RedisConnection>(TRY(m_server->connect()), Mode::NonBlocking);
        m_results = std::make_unique<RedisConnection>(TRY(m_server->connect()), Mode::NonBlocking);
        for (Channel& channel : m_workers) {
            auto asking = std::make_unique<RedisConnection>(TRY(m_server->connect()), Mode::Blocking);
            asking->setPatience(patienceSeconds);
            const RedisReply id = asking->ask({"CLIENT", "ID"});
            if (id == nullptr || id->type != REDIS_REPLY_INTEGER) return tl::unexpected(m_server->lost());
            asking->setPatience(0);
            channel.connection = std::to_string(id->integer);
            channel.socket = RedisConnection::release(std::move(asking));
        }
        m_server->hide();
        if (!m_queue.open(*m_control)) return tl::unexpected(m_server->lost());
        askForResults();
        return {};
    }

    std::vector<int> descriptors(int worker) const override { return {at(worker).socket.get()}; }
    void started(int worker) override { at(worker).socket.reset(); }

    void watch(std::vector<pollfd>& into) const override {
        if (!m_server) return;
        into.push_back({m_server->watched(), POLLIN, 0});
        into.push_back({m_results->fd(), POLLIN, 0});
        into.push_back({m_jobs->fd(), static_cast<short>(m_unsent ? POLLIN | POLLOUT : POLLIN), 0});
    }

    Result<> advance(std::span<const pollfd>, LaneLaps& laps) override {
        if (!m_server) return {};
        TRY(takeResults(laps));
        if (m_fault.kind == FaultKind::KillServer && m_book.taken() >= m_fault.after) killServer(laps);
        putJobs();
        if (m_jobs->owed() > 0) {
            laps.lap(State::Overhead, m_dispatch);
            m_unsent = !m_jobs->flush();
            laps.lap(State::Io, m_send);
            while (const RedisReply reply = m_jobs->next())
                if (reply->type == REDIS_REPLY_ERROR) return refused(*reply);
        }
        if (m_jobs->lost() || m_results->lost()) return tl::unexpected(m_server->lost());
        m_book.noteBytes();
        if (std::exchange(m_noted, m_book.underWay()) != m_book.underWay())
            laps.lane().counter(m_queued, static_cast<std::int64_t>(m_book.underWay()));
        if (const int back = std::exchange(m_newlyTakenBack, 0); back > 0) laps.lane().counter(m_takenBack, back);
        laps.lap(State::Overhead, m_dispatch);
        return {};
    }

    bool finished() const override { return m_book.left() == 0 || (m_stopped && m_book.underWay() == 0); }
    void stop() override { m_stopped = true; }
    // Workers leave when their connection closes.
    void release() override {
        m_stopped = true;
        if (m_server) m_server->end();
        m_server.reset();
    }
    std::uint64_t tasksDone(int worker) const override { return m_book.done(worker); }

    Result<bool> lost(const WorkerExit& exit, int others) override {
        if (!m_server) return false;
        // What it had asked for must not be given to it once its jobs have been taken back.
        const RedisReply cut = m_control->ask({"CLIENT", "KILL", "ID", at(exit.worker).connection});
        if (cut == nullptr) return tl::unexpected(m_server->lost());
        const int jobs = m_queue.takeBack(*m_control, exit.worker);
        if (jobs < 0) return tl::unexpected(m_server->lost());
        m_newlyTakenBack += jobs;
        return others > 0;
    }

  private:
    struct Channel {
        Descriptor socket;
        std::string connection;  // Redis' number for it
    };
    const Channel& at(int worker) const { return m_workers[static_cast<std::size_t>(worker)]; }
    Channel& at(int worker) { return m_workers[static_cast<std::size_t>(worker)]; }

    void askForResults() {
        m_results->add({"BLMPOP", "0", "1", resultsKey, "RIGHT", "COUNT", mostResultsAtOnce});
        m_results->flush();  // small: there is always room for it
    }

    // The answer is [key, [result, ...]].
    Result<> takeResults(LaneLaps& laps) {
        while (const RedisReply reply = m_results->next()) {
            if (reply->type == REDIS_REPLY_ERROR) return refused(*reply);
            askForResults();
            laps.lap(State::Io, m_receive);
            const auto parts = elementsOf(*reply);
            if (parts.size() != 2) continue;
            for (const redisReply* const result : elementsOf(*parts[1])) TRY(m_book.take(textOf(*result), "Redis"));
        }
        return {};
    }

    void putJobs() {
        while (!m_stopped && (m_book.underWay() < m_least || m_book.bytesUnderWay() < mostBytesQueued)) {
            m_batch.clear();
            m_ends.clear();
            while (m_ends.size() < mostJobsAtOnce && m_batch.size() < mostBytesQueued && m_book.put(m_batch))
                m_ends.push_back(m_batch.size());
            if (m_ends.empty()) return;
            m_messages.clear();
            std::size_t begin = 0;
            for (const std::size_t end : m_ends) {
                m_messages.emplace_back(m_batch.data() + begin, end - begin);
                begin = end;
            }
            m_queue.put(*m_jobs, m_messages);
        }
    }

    void killServer(LaneLaps& laps) {
        m_fault.kind = FaultKind::None;
        laps.lap(State::Overhead, m_dispatch);
        m_recorder.noteInjected();
        kill(m_server->pid(), SIGKILL);
        laps.lap(State::Overhead, m_killed);
    }

    static Result<> refused(const redisReply& reply) {
        return fail(
            Error::Kind::Failed, fmt::format("the Redis server refused what the engine asked: {}", textOf(reply)));
    }

    Recorder& m_recorder;
    JobBook m_book;
    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<RedisConnection> m_control, m_jobs, m_results;
    const JobQueue& m_queue;
    std::size_t m_least;  // jobs that are put whatever their size
    std::size_t m_noted = 0;
    bool m_unsent = false, m_stopped = false;
    int m_newlyTakenBack = 0;
    FaultPlan m_fault;
    NameId m_killed;
    NameId m_send, m_receive, m_dispatch;
    CounterId m_queued, m_takenBack;
    std::vector<Channel> m_workers;
    std::vector<char> m_batch;  // of messages
    std::vector<std::size_t> m_ends;
    std::vector<std::string_view> m_messages;
};

}  // namespace

Result<std::unique_ptr<ParentEnd>> openRedisParentEnd(Execution& execution) {
    Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    auto server = TRY(RedisServer::start(execution.enginePath));
    auto end = std::make_unique<RedisParentEnd>(execution, std::move(outputs), std::move(server));
    TRY(end->connect());
    return end;
}

}  // namespace corelane
