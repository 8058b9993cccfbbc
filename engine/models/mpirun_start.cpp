#include "engine/models/mpirun_start.h"

#include "engine/models/mpirun_attendant.h"
#include "engine/models/spawn_program.h"
#include "engine/models/worker_order.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace corelane {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int patienceMilliseconds = 2000;  // for mpirun, to end when all its ranks have

bool readable(const Descriptor& fd, int milliseconds) {
    pollfd polled = {fd.get(), POLLIN, 0};
    return poll(&polled, 1, milliseconds) == 1;
}

class Ranks : public WorkerProcesses {
  public:
    Ranks(std::string engine, std::string rankProgram, int order, const WorkerOrder& told)
        : m_engine(std::move(engine)), m_rankProgram(std::move(rankProgram)), m_order(order),
          m_ranks(static_cast<std::size_t>(told.workers)), m_crowded(m_ranks.size() > told.cores.size()) {}

    ~Ranks() override {
        killAll();
        if (m_attendant == 0 || m_ended) return;
        for (const int signal : {SIGTERM, SIGKILL})
            if (m_watched && !readable(m_watched, patienceMilliseconds)) killProcess(m_watched, signal);
        waitpid(m_attendant, nullptr, 0);
    }

    Result<> start(const WorkerStart& start) override {
        return ++m_asked == m_ranks.size() ? launch(start) : Result<>();
    }

    void watch(std::vector<pollfd>& into) const override {
        if (m_attendant == 0) return;
        into.push_back({m_news.get(), POLLIN, 0});
        if (!m_ended) into.push_back({m_watched.get(), POLLIN, 0});
        for (const Rank& rank : m_ranks)
            if (rank.pidfd && !rank.gone) into.push_back({rank.pidfd.get(), POLLIN, 0});
    }

    Result<std::vector<WorkerExit>> exits() override {
        std::vector<WorkerExit> ended;
        if (m_attendant == 0 || m_reported) return ended;
        int status = 0;
        m_ended = m_ended || hasEnded(m_attendant, status);
        TRY(readNews());
        if (m_ended && !m_status) m_status = status;  // it was killed, or could not start mpirun
        lookAtRanks();
        if (!settled()) return ended;
        // mpirun is killed by others only, and its ranks die of that.
        if (m_status && !m_killed && (WIFSIGNALED(*m_status) || (!m_lost && !all(&Rank::gone))))
            return tl::unexpected(jobEnded());
        m_reported = true;
        // What was lost first is the reason for everything else.
        if (m_lost) ended.push_back(exitOf(*m_lost));
        for (std::size_t i = 0; i < m_ranks.size(); ++i)
            if (m_lost != i) ended.push_back(exitOf(i));
        return ended;
    }

    int alive() const override { return m_attendant == 0 || m_reported ? 0 : static_cast<int>(m_ranks.size()); }

    bool lossSeen() const override { return m_lost.has_value(); }

    void killAll() override {
        m_killed = true;
        killRanks();
        // Ranks that have not said so far that they are there are reached through mpirun alone.
        if (m_attendant > 0 && !m_ended && !all(&Rank::started)) killProcess(m_watched, SIGTERM);
    }

  private:
    struct Rank {
        bool started = false, left = false, gone = false;
        pid_t pid = 0;
        int status = 0;  // as from waitpid()
        Descriptor pidfd;
    };

    bool all(bool Rank::*what) const {
        return std::ranges::all_of(m_ranks, [what](const Rank& rank) { return rank.*what; });
    }

    // Everything is known that will be. mpirun ends after its ranks; one that hangs is not waited for.
    bool settled() const {
        if (m_ended) return true;
        if (!all(&Rank::gone)) return false;
        return m_killed || all(&Rank::left) || (m_lost && SteadyClock::now() > m_deadline);
    }

    Result<> launch(const WorkerStart& start) {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) != 0)
            return fail(
                Error::Kind::Io,
                fmt::format(
                    "no pipe could be made for the ranks ({}); raise the limit on open files (ulimit -n)",
                    std::strerror(errno)));
        m_news.reset(ends[0]);
        m_told.reset(ends[1]);
        fcntl(m_news.get(), F_SETFL, O_NONBLOCK);

        std::vector<std::string> words = {
            "worker",
            "mpirun",
            std::to_string(getpid()),
            std::to_string(m_told.get()),
            mpirunProgram(),
            "--quiet",
            "--allow-run-as-root",
            "--oversubscribe",
            "--bind-to",
            "none",
            "--host",
            "localhost",
            "-n",
            std::to_string(m_ranks.size())};
        const std::pair<const char*, const char*> settings[] = {
            {"btl", "self,vader"},  // shared memory
            {"pml", "ob1"},
            {"plm", "isolated"},  // this host alone
            {"oob_tcp_if_include", "lo"},
            {"orte_tmpdir_base", "/dev/shm"},
            {"odls_base_num_threads", "0"},  // ranks end with the thread that forked them: mpirun's first
            {"mpi_yield_when_idle", m_crowded ? "1" : "0"},
        };
        for (const auto& [name, value] : settings) words.insert(words.end(), {"--mca", name, value});
        words.insert(
            words.end(), {m_rankProgram, std::to_string(m_told.get()), std::to_string(m_order),
                          std::to_string(start.called.ticks), std::to_string(start.called.core)});
        std::vector<int> keep = {m_told.get(), m_order};
        for (const int fd : start.descriptors) {
            words.push_back(std::to_string(fd));
            keep.push_back(fd);
        }
        m_attendant = m_mpirun = TRY(spawnProgram(m_engine, std::move(words), keep));
        m_watched = watchProcess(m_attendant);
        if (m_watched || errno == ESRCH) return {};  // it may have ended, and nobody waits for children
        const int refused = errno;
        kill(m_attendant, SIGKILL);
        waitpid(std::exchange(m_attendant, 0), nullptr, 0);
        return fail(
            Error::Kind::Io, fmt::format(
                                 "mpirun cannot be watched ({}); this needs Linux 5.3 or later and enough file "
                                 "descriptors (ulimit -n)",
                                 std::strerror(refused)));
    }

    Result<> readNews() {
        for (RankNews news; read(m_news.get(), &news, sizeof news) == sizeof news;) {
            if (news.what == RankNews::What::JobEnded) {
                m_status = news.status;
                m_mpirun = news.pid;
                continue;
            }
            if (news.rank < 0 || static_cast<std::size_t>(news.rank) >= m_ranks.size()) continue;
            Rank& rank = m_ranks[static_cast<std::size_t>(news.rank)];
            if (news.what == RankNews::What::Left) {
                rank.left = true;
                rank.status = W_EXITCODE(news.status, 0);
                continue;
            }
            rank.started = true;
            rank.pid = news.pid;
            rank.pidfd = watchProcess(news.pid);
            if (!rank.pidfd && errno == ESRCH) rank.gone = true;
            if (!rank.pidfd && !rank.gone)
                return fail(
                    Error::Kind::Io,
                    fmt::format(
                        "rank {} cannot be watched ({}); use fewer workers or raise the limit on open "
                        "files (ulimit -n)",
                        news.rank, std::strerror(errno)));
            if (m_killed || m_lost) killProcess(rank.pidfd);
        }
        return {};
    }

    void lookAtRanks() {
        for (std::size_t i = 0; i < m_ranks.size(); ++i) {
            Rank& rank = m_ranks[i];
            if (rank.pidfd && !rank.gone) rank.gone = readable(rank.pidfd, 0);
            if (!rank.gone || (rank.left && rank.status == 0) || m_lost || m_killed) continue;
            m_lost = i;
            m_deadline = SteadyClock::now() + std::chrono::milliseconds(patienceMilliseconds);
            killRanks();
        }
    }

    void killRanks() {
        for (const Rank& rank : m_ranks)
            if (rank.pidfd && !rank.gone) killProcess(rank.pidfd);
    }

    // mpirun alone is told how a rank ended that could not say it.
    WorkerExit exitOf(std::size_t number) const {
        const Rank& rank = m_ranks[number];
        int status = rank.status;
        if (!rank.left) {
            const int code = m_status && WIFEXITED(*m_status) ? WEXITSTATUS(*m_status) : 0;
            status = code > 128 ? W_EXITCODE(0, code - 128) : code > 0 ? W_EXITCODE(code, 0) : W_EXITCODE(0, SIGKILL);
        }
        return {static_cast<int>(number), rank.pid, status};
    }

    Error jobEnded() const {
        const auto there = std::ranges::count_if(m_ranks, [](const Rank& rank) { return rank.started; });
        return {
            Error::Kind::Failed,
            fmt::format(
                "mpirun (process {}) {} when {} of {} ranks were there, and the job with it; look for what ended it "
                "(its message above, or dmesg for the out-of-memory killer), check that `mpirun -n 2 true` works, "
                "and "
                "run it again",
                m_mpirun, describeExit(*m_status), there, m_ranks.size())};
    }

    std::string m_engine, m_rankProgram;
    int m_order;
    std::vector<Rank> m_ranks;
    bool m_crowded;
    std::size_t m_asked = 0;
    Descriptor m_news, m_told;  // the pipe's ends; the second stays open, so that the first never ends
    pid_t m_attendant = 0;      // the process that looks after mpirun
    Descriptor m_watched;
    bool m_ended = false;  // it and everything below it
    pid_t m_mpirun = 0;
    std::optional<int> m_status;         // mpirun's, when that has ended
    std::optional<std::size_t> m_lost;   // the first rank that ended otherwise than well
    SteadyClock::time_point m_deadline;  // until when mpirun may say how
    bool m_killed = false, m_reported = false;
};

}  // namespace

std::string mpirunProgram() {
    // Where several MPIs are installed, mpirun may be another one's.
    std::string openMpi = programOnPath("mpirun.openmpi");
    return openMpi.empty() ? programOnPath("mpirun") : openMpi;
}

extern const StartMethod mpirunStart;
const StartMethod mpirunStart = {
    .name = "mpirun",
    .open = [](const std::string& program, int order) -> Result<std::unique_ptr<WorkerProcesses>> {
        if (mpirunProgram().empty())
            return fail(
                Error::Kind::Missing, "the program mpirun is not on PATH; install it (apt-get install openmpi-bin)");
        // mpirun would not say in a sentence that it is not there.
        std::string rankProgram = std::filesystem::path(program).replace_filename("corelane-mpi-rank");
        if (access(rankProgram.c_str(), X_OK) != 0)
            return fail(
                Error::Kind::Missing, fmt::format(
                                          "ranks are the program {}, which cannot be executed ({}); install it "
                                          "beside corelane-engine, from "
                                          "the same build",
                                          rankProgram, std::strerror(errno)));
        const WorkerOrder told = TRY(readOrder(order));
        return std::make_unique<Ranks>(program, std::move(rankProgram), order, told);
    },
};

}  // namespace corelane
