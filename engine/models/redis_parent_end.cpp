// The engine's side of redis_queue: a server of its own, a connection on which jobs go in and one on which results
// come out, neither of which it blocks on, and one to ask with when a worker has died.
#include "engine/models/fault_injection.h"
#include "engine/models/job_book.h"
#include "engine/models/job_queue.h"
#include "engine/models/redis_jobs.h"
#include "engine/models/redis_server.h"
#include "engine/models/retries.h"
#include "engine/models/rq_depths.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <poll.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr std::size_t mostJobsAtOnce = 256;                     // in one command
constexpr std::size_t mostBytesQueued = std::size_t{16} << 20;  // of inputs, unless workers would go without jobs
constexpr std::string_view mostResultsAtOnce = "64";

class RedisParentEnd : public ParentEnd {
  public:
    RedisParentEnd(Execution& execution, Outputs outputs, std::unique_ptr<RedisServer> server)
        : m_recorder(execution.recorder), m_book(execution, std::move(outputs)), m_server(std::move(server)),
          m_keys(m_server->prefix()), m_retries(execution.workload, execution.options.integer("retries")),
          m_expiry(std::to_string(execution.options.integer("expiry"))),
          m_queue(*findJobQueue(execution.options.text("queue"))),
          m_chunk(static_cast<std::size_t>(execution.options.integer("chunk"))),
          m_least(2 * m_chunk * static_cast<std::size_t>(execution.workers)), m_send(m_recorder.name("put jobs")),
          m_receive(m_recorder.name("take results")), m_dispatch(m_recorder.name("dispatch")),
          m_queued(m_recorder.counter("jobs not done", "jobs")),
          m_takenBack(m_recorder.counter("jobs taken back", "jobs")), m_fault(faultPlan(execution.options)),
          m_killed(m_recorder.name("fault: server killed")), m_workers(static_cast<std::size_t>(execution.workers)) {}

    // All connections there will be; then nobody can find the server any more, if it is the run's own.
    Result<> connect(std::string_view rqQueues) {
        m_control = TRY(m_server->open());
        m_jobs = TRY(openNonBlocking());
        m_results = TRY(openNonBlocking());
        for (Channel& channel : m_workers) {
            auto asking = TRY(m_server->open());
            asking->add({"CLIENT", "SETNAME", m_server->prefix()});  // by which the worker knows the run's keys
            const RedisReply named = asking->flush() ? asking->next() : nullptr;
            const RedisReply id = asking->ask({"CLIENT", "ID"});
            if (named == nullptr || id == nullptr || id->type != REDIS_REPLY_INTEGER)
                return tl::unexpected(m_server->lost());
            asking->setPatience(0);
            channel.connection = std::to_string(id->integer);
            channel.socket = RedisConnection::release(std::move(asking));
        }
        if (!rqQueues.empty()) {
            auto looking = TRY(m_server->open());
            m_rq = TRY(RqDepths::open(std::move(looking), m_recorder, rqQueues));
        }
        m_server->hide();
        if (!m_queue.open(*m_control, m_keys)) return tl::unexpected(m_server->lost());
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
        if (m_rq) m_rq->watch(into);
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
        if (m_rq) m_rq->advance(laps.lane());
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
        if (!m_server) return;
        if (!m_server->own()) leaveNothing();
        m_server->end();
        m_server.reset();
    }
    std::uint64_t tasksDone(int worker) const override { return m_book.done(worker); }

    // What it had goes to others, as often as may be; then it is a dead letter.
    Result<bool> lost(const WorkerExit& exit, int others) override {
        if (!m_server) return false;
        // What it had asked for must not be given to it once its jobs have been taken back.
        const RedisReply cut = m_control->ask({"CLIENT", "KILL", "ID", at(exit.worker).connection});
        if (cut == nullptr) return tl::unexpected(m_server->lost());
        const auto messages = m_queue.takeBack(*m_control, m_keys, exit.worker);
        if (!messages) return tl::unexpected(m_server->lost());
        m_messages.clear();
        for (const std::string& message : *messages) {
            const TaskIndex task = m_book.taskOf(message);
            if (task == 0 || m_book.hasResult(task)) continue;
            if (const auto again = m_retries.note(task); !again)
                return tl::unexpected(deadLetter(again.error().message, exit));
            m_messages.push_back(message);
        }
        if (!m_messages.empty()) put(1);
        m_unsent = m_unsent || !m_messages.empty();  // so that it is seen to, whatever else happens
        m_newlyTakenBack += static_cast<int>(m_messages.size());
        m_messages.clear();
        return others > 0;
    }

  private:
    struct Channel {
        Descriptor socket;
        std::string connection;  // Redis' number for it
    };
    const Channel& at(int worker) const { return m_workers[static_cast<std::size_t>(worker)]; }
    Channel& at(int worker) { return m_workers[static_cast<std::size_t>(worker)]; }

    Result<std::unique_ptr<RedisConnection>> openNonBlocking() {
        return std::make_unique<RedisConnection>(
            RedisConnection::release(TRY(m_server->open())), RedisConnection::Mode::NonBlocking);
    }

    // A list that one can look at, in a server that outlives the run: for as long as the option expiry says.
    Error deadLetter(const std::string& what, const WorkerExit& exit) {
        if (m_server->own()) return {Error::Kind::Failed, what};
        m_control->ask(
            {"LPUSH", m_keys.deadLetters,
             fmt::format(
                 "{}; the last was p{} (process {}), which {}", what, exit.worker, exit.pid,
                 describeExit(exit.status))});
        m_control->ask({"EXPIRE", m_keys.deadLetters, m_expiry});
        return {
            Error::Kind::Failed,
            fmt::format(
                "{} (it is a dead letter: redis-cli LRANGE {} 0 -1, for {} s)", what, m_keys.deadLetters, m_expiry)};
    }

    void leaveNothing() {
        std::vector<std::string> keys = {m_keys.jobs, m_keys.results};
        for (std::size_t worker = 0; worker < m_workers.size(); ++worker)
            keys.push_back(m_keys.taken(static_cast<int>(worker)));
        std::vector<std::string_view> words = {"DEL"};
        words.insert(words.end(), keys.begin(), keys.end());
        // Nobody writes any more: who is told nothing is cut off.
        for (const Channel& channel : m_workers) m_control->add({"CLIENT", "KILL", "ID", channel.connection});
        m_control->add(words);
        if (!m_control->flush()) return;
        while (m_control->owed() > 0 && m_control->next() != nullptr) {}
    }

    void askForResults() {
        m_results->add({"BLMPOP", "0", "1", m_keys.results, "RIGHT", "COUNT", mostResultsAtOnce});
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
            // So many that others have something to take as well.
            const std::size_t together = m_messages.size() / (2 * m_workers.size());
            put(std::clamp<std::size_t>(together, 1, m_chunk));
        }
    }
    void put(std::size_t together) {
        m_queue.put(*m_jobs, m_keys, m_messages, together);
        if (!m_server->own()) m_jobs->add({"EXPIRE", m_keys.jobs, m_expiry});
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
    RedisKeys m_keys;
    Retries m_retries;
    std::string m_expiry;  // seconds
    std::unique_ptr<RqDepths> m_rq;
    std::unique_ptr<RedisConnection> m_control, m_jobs, m_results;
    const JobQueue& m_queue;
    std::size_t m_chunk;
    std::size_t m_least;  // jobs that are put whatever their size
    std::size_t m_noted = 0;
    bool m_unsent = false, m_stopped = false;
    int m_newlyTakenBack = 0;
    NameId m_send, m_receive, m_dispatch;
    CounterId m_queued, m_takenBack;
    FaultPlan m_fault;
    NameId m_killed;
    std::vector<Channel> m_workers;
    std::vector<char> m_batch;  // of messages
    std::vector<std::size_t> m_ends;
    std::vector<std::string_view> m_messages;
};

}  // namespace

Result<std::unique_ptr<ParentEnd>> openRedisParentEnd(Execution& execution) {
    Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    const std::string& url = execution.options.text("url");
    auto server = TRY(url.empty() ? RedisServer::start(execution.enginePath) : RedisServer::reach(url));
    auto end = std::make_unique<RedisParentEnd>(execution, std::move(outputs), std::move(server));
    TRY(end->connect(execution.options.text("rq")));
    return end;
}

}  // namespace corelane
