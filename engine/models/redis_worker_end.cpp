// The worker's side of redis_queue: one connection, on which the results of the last jobs, their acknowledgement and
// the wish for more travel together.
#include "engine/models/aligned_buffer.h"
#include "engine/models/job_book.h"
#include "engine/models/job_queue.h"
#include "engine/models/redis_jobs.h"
#include "engine/models/spawn_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace corelane {
namespace {

constexpr std::size_t smallBatch = 64 * 1024;
constexpr int mostAttempts = 3;

std::string expiryOf(const Options& options) {
    return options.text("url").empty() ? std::string() : std::to_string(options.integer("expiry"));
}

class RedisWorkerEnd : public WorkerEnd {
  public:
    RedisWorkerEnd(
        Execution& execution, int worker, std::unique_ptr<RedisConnection> redis, std::string_view prefix,
        LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_redis(std::move(redis)), m_keys(prefix),
          m_expiry(expiryOf(execution.options)), m_queue(*findJobQueue(execution.options.text("queue"))),
          m_worker(worker), m_laps(laps), m_chunk(static_cast<int>(execution.options.integer("chunk"))),
          m_forks(execution.options.text("worker") == "fork"), m_wait(m_recorder.name("wait for a job")),
          m_send(m_recorder.name("send results")), m_unpack(m_recorder.name("unpack")),
          m_fork(m_recorder.name("fork for a job")), m_reap(m_recorder.name("end of a job's process")) {
        std::size_t largest = 16;
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph)
            largest = std::max(largest, padded(m_workload.outputBytes(graph)));
        m_out.grow(smallBatch + sizeof(ResultFrame) + largest, 0);
        if (!m_forks) return;
        laps.lane().lend();
        void* const shared =
            mmap(nullptr, sizeof(WorkerLane::Mark), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (shared != MAP_FAILED) m_childEnd = static_cast<WorkerLane::Mark*>(shared);
    }
    ~RedisWorkerEnd() override {
        if (m_childEnd != nullptr) munmap(m_childEnd, sizeof *m_childEnd);
    }

    bool next(Assignment& assignment) override {
        for (;;) {
            if (m_given == m_jobs.size() && !takeJobs()) return false;
            if (!read(m_jobs[m_given], assignment)) return false;
            if (!m_forks) break;
            switch (forked()) {
            case Forked::Child:
                m_first = m_given++;
                return true;
            case Forked::Done:
                m_first = ++m_given;
                break;
            case Forked::Failed:
                return false;
            }
        }
        m_given += 1;
        return true;
    }

    // Small results leave together when there is more to do already.
    void finish(TaskRunner& runner) override {
        const TaskRunner::Sums sums = runner.take();
        const ResultFrame result = {
            m_answer, sums.digest, static_cast<std::uint32_t>(sums.tasks), static_cast<std::uint32_t>(m_worker)};
        std::memcpy(m_out.data() + m_outEnd, &result, sizeof result);
        const std::size_t bytes = sizeof result + m_answer.bytes;
        m_results.emplace_back(reinterpret_cast<const char*>(m_out.data() + m_outEnd), bytes);
        m_outEnd += bytes;
        if (m_forks) {
            addResults();
            const bool told = m_redis->flush() && settle();
            m_laps.lap(State::Io, m_send);
            if (m_childEnd != nullptr) *m_childEnd = m_laps.last();
            _exit(told ? 0 : 1);  // nothing of the worker's is the child's to end
        }
        if (m_given == m_jobs.size() || m_outEnd < smallBatch) return;
        addResults();
        m_redis->flush();
        m_laps.lap(State::Io, m_send);
    }

  private:
    // Sends what is done, asks for more, and waits. False: the engine lets the worker go, or Redis refused something.
    bool takeJobs() {
        addResults();
        const auto before = m_redis->owed();
        const int replies = m_queue.take(*m_redis, m_keys, m_worker, m_chunk);
        // What had been taken last is done, and the key with it gone: the new one has no end yet.
        if (!m_expiry.empty()) m_redis->add({"EXPIRE", m_keys.taken(m_worker), m_expiry});
        const auto own = m_redis->owed() - before;
        m_redis->flush();
        m_laps.lap(State::Io, m_send);
        m_jobs.clear();
        m_replies.clear();
        m_given = m_first = 0;
        if (!settle(own)) return false;
        for (int i = 0; i < replies; ++i) {
            RedisReply reply = m_redis->next();
            if (reply == nullptr || refused(*reply)) return false;
            m_queue.taken(*reply, m_jobs);
            m_replies.push_back(std::move(reply));
        }
        if (!settle()) return false;
        m_laps.lap(State::Queue, m_wait);
        return !m_jobs.empty();
    }

    // The commands for what is done. Their replies are read with the next jobs.
    void addResults() {
        if (m_results.empty()) return;
        std::vector<std::string_view> words = {"LPUSH", m_keys.results};
        words.insert(words.end(), m_results.begin(), m_results.end());
        m_redis->add(words);
        if (!m_expiry.empty()) m_redis->add({"EXPIRE", m_keys.results, m_expiry});
        m_queue.done(*m_redis, m_keys, m_worker, std::span(m_jobs).subspan(m_first, m_results.size()));
        m_first += m_results.size();
        m_results.clear();
        m_outEnd = 0;
    }
    // Reads replies until only so many are owed.
    bool settle(std::size_t left = 0) {
        while (m_redis->owed() > left) {
            const RedisReply reply = m_redis->next();
            if (reply == nullptr || refused(*reply)) return false;
        }
        return true;
    }
    bool refused(const redisReply& reply) {
        if (reply.type != REDIS_REPLY_ERROR) return false;
        m_recorder.fault(fmt::format("the Redis server refused what a worker asked: {}", textOf(reply)));
        return true;
    }

    bool read(const TakenJob& job, Assignment& assignment) {
        MessageFrame frame;
        const bool whole = job.message.size() >= sizeof frame;
        if (whole) std::memcpy(&frame, job.message.data(), sizeof frame);
        const auto task = whole ? m_workload.naming().task(frame.task) : std::nullopt;
        if (!task || frame.bytes != job.message.size() - sizeof frame ||
            !describes(frame, *task, m_workload, m_points)) {
            m_recorder.fault("a worker took a job that it cannot read; the run is wrong, so run it again");
            return false;
        }
        const std::size_t size = m_workload.outputBytes(task->graph);
        const auto* const payload = reinterpret_cast<const std::byte*>(job.message.data()) + sizeof frame;
        m_inputs.clear();
        for (std::uint32_t i = 0; i < frame.payloads; ++i) m_inputs.emplace_back(payload + i * padded(size), size);
        m_answer = {frame.task, 1, padded(size)};
        assignment = {*task, m_inputs, {m_out.data() + m_outEnd + sizeof(ResultFrame), size}};
        m_laps.lap(State::Overhead, m_unpack);
        return true;
    }

    // A process for the job: it runs it, sends the result and records both in this worker's lane. One that dies is
    // replaced, since the job is still the worker's.
    enum class Forked { Child, Done, Failed };
    Forked forked() {
        int status = 0;
        for (int attempt = 0; attempt < mostAttempts; ++attempt) {
            const pid_t worker = getpid();
            if (m_childEnd != nullptr) *m_childEnd = m_laps.last();
            const pid_t child = fork();
            if (child == 0) {
                if (!endWithParent(worker)) _exit(1);
                m_laps.lap(State::Startup, m_fork);
                return Forked::Child;
            }
            if (child < 0) {
                m_recorder.fault(fmt::format(
                    "worker p{} could not fork for a job ({}); raise the limit on processes (ulimit -u)", m_worker,
                    std::strerror(errno)));
                return Forked::Failed;
            }
            while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
            m_laps.lane().resume();
            if (m_childEnd != nullptr) m_laps.skipTo(*m_childEnd);
            m_laps.lap(State::Overhead, m_reap);
            if (WIFEXITED(status)) return WEXITSTATUS(status) == 0 ? Forked::Done : Forked::Failed;
        }
        m_recorder.fault(fmt::format(
            "{} processes that worker p{} forked for one job were killed, the last by signal {}", mostAttempts,
            m_worker, WTERMSIG(status)));
        return Forked::Failed;
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    std::unique_ptr<RedisConnection> m_redis;
    RedisKeys m_keys;
    std::string m_expiry;  // of what lies in a server that is not the run's own, in seconds; "": it goes with it
    const JobQueue& m_queue;
    int m_worker;
    LaneLaps& m_laps;
    int m_chunk;
    bool m_forks;
    NameId m_wait, m_send, m_unpack, m_fork, m_reap;
    std::vector<RedisReply> m_replies;  // where the jobs' bytes are
    std::vector<TakenJob> m_jobs;
    std::size_t m_given = 0, m_first = 0;  // of the jobs: given out; sent back
    AlignedBuffer m_out;
    std::size_t m_outEnd = 0;
    std::vector<std::string_view> m_results;  // in m_out, not yet sent
    MessageFrame m_answer;
    WorkerLane::Mark* m_childEnd = nullptr;  // shared with the forked process: up to when it recorded
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> openRedisWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    if (descriptors.size() != 1)
        return fail(
            Error::Kind::Format,
            "a worker was not given its connection to Redis; workers are started by models only");
    auto redis = std::make_unique<RedisConnection>(Descriptor(descriptors[0]), RedisConnection::Mode::Blocking);
    // The engine has named the connection after the run's keys. One that is closed already says that the run is over.
    const RedisReply name = redis->ask({"CLIENT", "GETNAME"});
    const std::string prefix(name != nullptr ? textOf(*name) : std::string_view());
    return std::make_unique<RedisWorkerEnd>(execution, worker, std::move(redis), prefix, laps);
}

}  // namespace corelane
