// The worker's side of mpi: a rank. Receives are posted some steps before they are needed, outputs leave as soon as
// they are there, and the rank waits only when none of its tasks is ready.
#include "engine/models/mpi_ends.h"
#include "engine/models/outputs.h"
#include "engine/models/rank_tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#define OMPI_SKIP_MPICXX 1  // the C++ classes that MPI has given up
#include <mpi.h>
#include <sys/mman.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

constexpr int stopTag = 0;  // tasks are numbered from 1
constexpr std::size_t fewSends = 32;

// A task's output travels under its number: both sides know what it is and how long. Numbers that a tag does not hold
// begin anew, so far on that no older message of the same tag can be under way.
int tagOf(TaskIndex index) {
    return static_cast<int>(1 + (index - 1) % 0x3fffffff);
}

class MpiWorkerEnd : public WorkerEnd {
  public:
    MpiWorkerEnd(Execution& execution, int rank, std::shared_ptr<RankBoard> board, Outputs outputs, LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_laps(laps), m_rank(rank),
          m_ranks(execution.workers), m_board(std::move(board)), m_outputs(std::move(outputs)),
          m_owners(m_workload, m_ranks), m_tasks(m_workload, m_owners, rank),
          m_ahead(static_cast<std::uint32_t>(execution.options.integer("ahead"))),
          m_posted(m_workload.graphs().size()), m_wait(m_recorder.name("wait for a message")),
          m_send(m_recorder.name("send outputs")), m_choose(m_recorder.name("scheduling")),
          m_leave(m_recorder.name("leave MPI")) {
        touch();
    }
    MpiWorkerEnd(const MpiWorkerEnd&) = delete;
    MpiWorkerEnd& operator=(const MpiWorkerEnd&) = delete;

    // Everybody leaves MPI together.
    ~MpiWorkerEnd() override {
        if (!m_joined) return;
        finishSends();
        for (MPI_Request& receive : m_receives) {
            MPI_Cancel(&receive);
            MPI_Request_free(&receive);
        }
        MPI_Finalize();
        m_laps.lap(State::Overhead, m_leave);
        m_recorder.addBytesMoved(m_bytesMoved);
        if (m_tasks.left() == 0) m_board->complete.fetch_add(1, std::memory_order_release);
    }

    // Returns when all ranks have.
    Result<> join() {
        int ranks = 0, rank = -1;
        if (MPI_Init(nullptr, nullptr) == MPI_SUCCESS) {
            m_joined = true;
            MPI_Comm_size(MPI_COMM_WORLD, &ranks);
            MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        }
        if (ranks != m_ranks || rank != m_rank)
            return fail(
                Error::Kind::Failed,
                fmt::format(
                    "MPI counts {} ranks and calls this one {}, where it should be {} and {}; check that the library "
                    "and mpirun are of the same Open MPI (mpirun --version)",
                    ranks, rank, m_ranks, m_rank));
        m_receives.emplace_back();
        m_awaited.push_back(0);
        MPI_Irecv(nullptr, 0, MPI_BYTE, MPI_ANY_SOURCE, stopTag, MPI_COMM_WORLD, &m_receives.front());
        for (std::uint32_t graph = 0; graph < m_posted.size(); ++graph) post(graph);
        return {};
    }

    bool next(Assignment& assignment) override {
        if (mustStop()) return false;
        auto index = m_tasks.take();
        if (!index) {
            if (m_tasks.left() == 0) return false;
            m_laps.lap(State::Overhead, m_choose);
            while (!index) {
                if (!receive()) return false;
                index = m_tasks.take();
            }
            m_laps.lap(State::Queue, m_wait);
        }
        m_task = *m_workload.naming().task(*index);
        const auto inputs = m_outputs.inputs(m_task, m_points, m_inputs);
        assignment = {m_task, inputs, m_outputs.output(m_task)};
        m_laps.lap(State::Overhead, m_choose);
        return true;
    }

    void finish(TaskRunner& runner) override {
        if (runner.stopped()) return;
        m_owners.readers(m_task, m_readers);
        for (const int reader : m_readers) send(reader);
        if (!m_readers.empty()) m_laps.lap(State::Io, m_send);
        m_tasks.complete(m_task);
        post(m_task.graph);
        auto& done = m_board->done[m_rank].tasks;
        done.store(done.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

  private:
    // Pages of what is made here and of what comes; with stamps that no task has.
    void touch() {
        const auto graphs = m_workload.graphs();
        for (std::uint32_t graph = 0; graph < graphs.size(); ++graph) {
            const auto [begin, end] = m_owners.points(graph, m_rank);
            for (std::uint32_t step = 0; step < graphs[graph].steps(); ++step) {
                for (std::uint32_t point = begin; point < end; ++point) blank({graph, step, point});
                for (const std::uint32_t point : m_tasks.awaited(graph, step)) blank({graph, step, point});
            }
        }
    }
    void blank(Task task) {
        const MutableBytes output = m_outputs.output(task);
        std::memset(output.data(), 0xff, output.size());
    }

    // Asks for what the next steps of own tasks need.
    void post(std::uint32_t graph) {
        const std::uint32_t end = std::min(m_workload.graphs()[graph].steps(), m_tasks.lowestStep(graph) + m_ahead);
        for (std::uint32_t& step = m_posted[graph]; step < end; ++step)
            for (const std::uint32_t point : m_tasks.awaited(graph, step)) {
                const Task task{graph, step, point};
                const TaskIndex index = m_workload.naming().index(task);
                const MutableBytes output = m_outputs.output(task);
                m_awaited.push_back(index);
                MPI_Irecv(
                    output.data(), static_cast<int>(output.size()), MPI_BYTE, m_owners.of(graph, point), tagOf(index),
                    MPI_COMM_WORLD, &m_receives.emplace_back());
            }
    }

    // Waits for a message; false: it says that everybody leaves.
    bool receive() {
        int which = 0;
        MPI_Waitany(static_cast<int>(m_receives.size()), m_receives.data(), &which, MPI_STATUS_IGNORE);
        if (which == 0) {
            forgetStop();
            return false;
        }
        const auto place = static_cast<std::size_t>(which);
        const Task task = *m_workload.naming().task(m_awaited[place]);
        m_receives[place] = m_receives.back();
        m_awaited[place] = m_awaited.back();
        m_receives.pop_back();
        m_awaited.pop_back();
        m_tasks.arrived(task);
        return true;
    }

    void send(int reader) {
        const MutableBytes output = m_outputs.output(m_task);
        MPI_Isend(
            output.data(), static_cast<int>(output.size()), MPI_BYTE, reader,
            tagOf(m_workload.naming().index(m_task)), MPI_COMM_WORLD, &m_sends.emplace_back());
        m_bytesMoved += output.size();
        if (m_sends.size() < m_mostSends) return;
        int sent = 0;
        m_places.resize(m_sends.size());
        MPI_Testsome(static_cast<int>(m_sends.size()), m_sends.data(), &sent, m_places.data(), MPI_STATUSES_IGNORE);
        std::erase(m_sends, MPI_REQUEST_NULL);
        m_mostSends = std::max(fewSends, 2 * m_sends.size());  // so that each is looked at a few times only
    }

    // Outputs that others still fetch lie here; unless these leave.
    void finishSends() {
        while (!m_left && !m_sends.empty()) {
            m_sends.push_back(m_receives.front());
            int which = 0;
            MPI_Waitany(static_cast<int>(m_sends.size()), m_sends.data(), &which, MPI_STATUS_IGNORE);
            m_sends.pop_back();
            if (static_cast<std::size_t>(which) == m_sends.size()) forgetStop();
            std::erase(m_sends, MPI_REQUEST_NULL);
        }
        for (MPI_Request& send : m_sends)
            if (send != MPI_REQUEST_NULL) MPI_Request_free(&send);
    }

    // Who waits for messages hears of a stop by one. Whoever computes looks after each task, and tells.
    bool mustStop() {
        if (m_left) return true;
        if (!m_recorder.stopRequested() && m_board->stopping.load(std::memory_order_relaxed) == 0) return false;
        m_left = true;
        for (int rank = 0; rank < m_ranks; ++rank) {
            if (rank == m_rank) continue;
            MPI_Request told = MPI_REQUEST_NULL;
            MPI_Isend(nullptr, 0, MPI_BYTE, rank, stopTag, MPI_COMM_WORLD, &told);
            MPI_Request_free(&told);
        }
        return true;
    }
    void forgetStop() {
        m_left = true;
        m_receives.erase(m_receives.begin());
        m_awaited.erase(m_awaited.begin());
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    LaneLaps& m_laps;
    int m_rank, m_ranks;
    std::shared_ptr<RankBoard> m_board;
    Outputs m_outputs;
    PointOwners m_owners;
    RankTasks m_tasks;
    std::uint32_t m_ahead;
    std::vector<std::uint32_t> m_posted;  // steps whose outputs were asked for, by graph
    NameId m_wait, m_send, m_choose, m_leave;
    std::vector<MPI_Request> m_receives, m_sends;  // the first receive is of the stop, until it came
    std::vector<TaskIndex> m_awaited;              // by receive
    std::vector<int> m_places, m_readers;
    std::size_t m_mostSends = fewSends;
    std::uint64_t m_bytesMoved = 0;
    bool m_joined = false, m_left = false;
    Task m_task;
    Points m_points;
    std::vector<Bytes> m_inputs;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> openMpiWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    const auto board = descriptors.size() == 1 ? mapRankBoard(descriptors[0]) : nullptr;
    if (!board || worker < 0 || worker >= execution.workers || execution.workers > maximumRanks)
        return fail(Error::Kind::Format, "a rank was not given its memory; ranks are started by models only");
    // Room for all outputs, memory for those that are made here or come: the others are never touched.
    const std::size_t size = Outputs::bytesNeeded(execution.workload);
    void* const memory =
        mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return fail(
            Error::Kind::Failed,
            fmt::format(
                "the system refused a rank {} MiB of addresses for outputs ({}); lower steps, width or output_bytes",
                size >> 20, std::strerror(errno)));
    const std::shared_ptr<std::byte> room(
        static_cast<std::byte*>(memory), [size](std::byte* first) { munmap(first, size); });
    auto end =
        std::make_unique<MpiWorkerEnd>(execution, worker, board, Outputs::over(execution.workload, room), laps);
    TRY(end->join());
    return end;
}

}  // namespace corelane
