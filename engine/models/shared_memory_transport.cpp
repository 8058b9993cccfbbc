// Transport shared_memory: the outputs, the queue of ready tasks and what every task still lacks lie in one memfd
// that all processes map. Workers find out themselves what has become ready; the engine only watches, and no output
// is ever copied.
#include "engine/models/counted_tasks.h"
#include "engine/models/outputs.h"
#include "engine/models/shared_task_queue.h"
#include "engine/models/transport.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace corelane {
namespace {

constexpr std::size_t pageBytes = 4096;
constexpr int maximumWorkers = 64;
constexpr int spinsBeforeSleep = 1000;  // some 20 us: less than it costs to sleep and to be woken

constexpr std::size_t wholePages(std::size_t bytes) {
    return (bytes + pageBytes - 1) / pageBytes * pageBytes;
}

// At the front of the memory. Fresh pages are zero, which is what everything begins with.
struct Front {
    SharedTaskQueue::Shared queue;
    alignas(64) std::atomic<std::uint64_t> left;  // tasks; a worker subtracts its own before it sleeps
    alignas(64) std::atomic<std::uint32_t> stopping;
    struct alignas(64) Done {
        std::atomic<std::uint64_t> tasks;
    } done[maximumWorkers];
};

// One mapping of it: in the engine, and in every worker at an address of its own.
class Board {
  public:
    using Counter = std::atomic<std::uint32_t>;

    explicit Board(const Execution& execution)
        : m_workload(execution.workload), m_taken(
                                              static_cast<std::size_t>(execution.options.integer("chunk")) *
                                              static_cast<std::size_t>(execution.workers)),
          // A worker may be done with more tickets than there are tasks: its last ones are closed. Twice: once by the
          // worker that ends the last task and once by the engine, when it ends the run at the same time.
          m_placeBytes(
              SharedTaskQueue::places(m_workload.taskCount() + 2 * m_taken) * sizeof(SharedTaskQueue::Place)),
          m_spin(static_cast<std::size_t>(execution.workers) > execution.cores.size() ? 0 : spinsBeforeSleep) {
        for (const TaskGraph& graph : m_workload.graphs()) {
            m_firstStep.push_back(m_steps);
            m_steps += graph.steps();
        }
        m_counterBytes = (m_workload.naming().count() + 1 + m_steps) * sizeof(Counter);
        m_outputsAt = wholePages(sizeof(Front)) + wholePages(m_placeBytes) + wholePages(m_counterBytes);
        m_bytes = m_outputsAt + wholePages(Outputs::bytesNeeded(m_workload));
    }

    std::size_t bytes() const { return m_bytes; }

    bool map(int fd) {
        void* const memory = mmap(nullptr, m_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (memory == MAP_FAILED) return false;
        auto* const first = static_cast<std::byte*>(memory);
        m_memory = std::shared_ptr<std::byte>(first, [bytes = m_bytes](std::byte* p) { munmap(p, bytes); });
        m_front = reinterpret_cast<Front*>(first);
        auto* const places = reinterpret_cast<SharedTaskQueue::Place*>(first + wholePages(sizeof(Front)));
        m_counters = reinterpret_cast<Counter*>(first + wholePages(sizeof(Front)) + wholePages(m_placeBytes));
        m_queue = SharedTaskQueue(&m_front->queue, places, m_spin);
        m_outputs = Outputs::over(m_workload, std::shared_ptr<std::byte>(m_memory, first + m_outputsAt));
        return true;
    }
    // The pages are there; so that no task pays for finding them.
    void touch() {
#ifdef MADV_POPULATE_WRITE
        if (madvise(m_memory.get(), m_bytes, MADV_POPULATE_WRITE) == 0) return;
#endif
        for (std::size_t at = 0; at < m_bytes; at += pageBytes)
            static_cast<void>(*const_cast<volatile std::byte*>(m_memory.get() + at));
    }
    // By the engine, before there are workers.
    void fill() {
        // Stamps that no task has: an output that was never written is seen by whoever reads it.
        std::memset(m_memory.get() + m_outputsAt, 0xff, m_bytes - m_outputsAt);
        m_front->left.store(m_workload.taskCount(), std::memory_order_relaxed);
        const auto graphs = m_workload.graphs();
        for (std::uint32_t graph = 0; graph < graphs.size(); ++graph)
            if (countsSteps(graph))
                for (std::uint32_t step = 0; step < graphs[graph].steps(); ++step)
                    stepCounter(graph, step).store(graphs[graph].widthAt(step), std::memory_order_relaxed);
        forEachTask(m_workload, [&](Task task, std::uint32_t inputs) {
            counter(task).store(countsSteps(task.graph) && inputs > 0 ? 1 : inputs, std::memory_order_relaxed);
            if (inputs == 0) m_queue.push(m_workload.naming().index(task));
        });
    }

    const Workload& workload() const {
        return m_workload;
    }
    Front& front() const {
        return *m_front;
    }
    SharedTaskQueue& queue() {
        return m_queue;
    }
    const Outputs& outputs() const {
        return m_outputs;
    }

    // Every worker comes to a ticket that is closed.
    void close() {
        for (std::size_t i = 0; i < m_taken; ++i) m_queue.push(SharedTaskQueue::closed);
    }
    // The task's output is complete: what lacked nothing else is ready.
    void finish(Task task, Points& points) {
        const TaskGraph& graph = m_workload.graphs()[task.graph];
        // Where every task needs every task, the step counts once: width counts a step, not width squared.
        if (countsSteps(task.graph) && !countDown(stepCounter(task.graph, task.step))) return;
        graph.consumers(task.step, task.point, points);
        for (const std::uint32_t point : points) {
            const Task consumer{task.graph, task.step + 1, point};
            if (countDown(counter(consumer))) m_queue.push(m_workload.naming().index(consumer));
        }
    }

  private:
    bool countsSteps(std::uint32_t graph) const {
        return m_workload.graphs()[graph].parameters().pattern == Pattern::AllToAll;
    }
    Counter& counter(Task task) {
        return m_counters[m_workload.naming().index(task)];
    }
    Counter& stepCounter(std::uint32_t graph, std::uint32_t step) {
        return m_counters[m_workload.naming().count() + 1 + m_firstStep[graph] + step];
    }
    static bool countDown(Counter& counter) {
        // Nobody else counts a counter down that stands at one.
        return counter.load(std::memory_order_acquire) == 1 || counter.fetch_sub(1, std::memory_order_acq_rel) == 1;
    }

    const Workload& m_workload;
    std::size_t m_taken;  // tickets that all workers hold at most
    std::size_t m_placeBytes, m_counterBytes = 0, m_outputsAt = 0, m_bytes = 0;
    int m_spin;
    std::vector<std::size_t> m_firstStep;  // of every graph, among the counters of steps
    std::size_t m_steps = 0;
    std::shared_ptr<std::byte> m_memory;
    Front* m_front = nullptr;
    Counter* m_counters = nullptr;  // by task, then by step
    SharedTaskQueue m_queue;
    Outputs m_outputs;
};

class SharedMemoryParentEnd : public ParentEnd {
  public:
    SharedMemoryParentEnd(Board board, Descriptor memory) : m_board(std::move(board)), m_memory(std::move(memory)) {}

    std::vector<int> descriptors(int) const override { return {m_memory.get()}; }
    void started(int) override {}
    void watch(std::vector<pollfd>&) const override {}  // workers leave by themselves
    Result<> advance(std::span<const pollfd>, LaneLaps&) override { return {}; }
    bool finished() const override { return m_closed || m_board.front().left.load(std::memory_order_acquire) == 0; }
    void stop() override {
        if (std::exchange(m_closed, true)) return;
        m_board.front().stopping.store(1, std::memory_order_relaxed);
        m_board.close();
    }
    void release() override {
        if (!finished()) stop();
    }
    std::uint64_t tasksDone(int worker) const override {
        return m_board.front().done[worker].tasks.load(std::memory_order_relaxed);
    }

  private:
    Board m_board;
    Descriptor m_memory;
    bool m_closed = false;
};

class SharedMemoryWorkerEnd : public WorkerEnd {
  public:
    SharedMemoryWorkerEnd(Execution& execution, Board board, int worker, LaneLaps& laps)
        : m_recorder(execution.recorder), m_board(std::move(board)), m_laps(laps),
          m_chunk(static_cast<std::uint32_t>(execution.options.integer("chunk"))),
          m_mine(m_board.front().done[worker].tasks), m_wait(m_recorder.name("wait for a task")),
          m_take(m_recorder.name("scheduling")) {}
    ~SharedMemoryWorkerEnd() override { settle(); }

    bool next(Assignment& assignment) override {
        if (m_board.front().stopping.load(std::memory_order_relaxed) != 0 || m_recorder.stopRequested()) return false;
        if (m_tickets == 0) {
            m_ticket = m_board.queue().claim(m_chunk);
            m_tickets = m_chunk;
        }
        TaskIndex index = m_board.queue().look(m_ticket);
        if (index == SharedTaskQueue::nothing) {
            m_laps.lap(State::Overhead, m_take);
            index = m_board.queue().spin(m_ticket);
            if (index == SharedTaskQueue::nothing) {
                settle();
                index = m_board.queue().wait(m_ticket);
            }
            m_laps.lap(State::Queue, m_wait);
        }
        m_ticket += 1;
        m_tickets -= 1;
        if (index == SharedTaskQueue::closed) return false;
        m_task = *m_board.workload().naming().task(index);
        const auto inputs = m_board.outputs().inputs(m_task, m_points, m_inputs);
        assignment = {m_task, inputs, m_board.outputs().output(m_task)};
        m_laps.lap(State::Overhead, m_take);
        return true;
    }
    void finish(TaskRunner&) override {
        m_board.finish(m_task, m_points);
        m_done += 1;
        m_mine.store(m_mine.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

  private:
    // Who finds that nothing is left lets everybody leave.
    void settle() {
        const std::uint64_t done = std::exchange(m_done, 0);
        if (done != 0 && m_board.front().left.fetch_sub(done, std::memory_order_acq_rel) == done) m_board.close();
    }

    Recorder& m_recorder;
    Board m_board;
    LaneLaps& m_laps;
    std::uint32_t m_chunk;
    std::atomic<std::uint64_t>& m_mine;
    NameId m_wait, m_take;
    SharedTaskQueue::Ticket m_ticket = 0;
    std::uint32_t m_tickets = 0;  // in hand, from m_ticket on
    std::uint64_t m_done = 0;     // not yet subtracted from what is left
    Task m_task;
    Points m_points;
    std::vector<Bytes> m_inputs;
};

Result<std::unique_ptr<ParentEnd>> openParentEnd(Execution& execution) {
    CORELANE_ASSERT(execution.workers >= 1 && execution.workers <= maximumWorkers);
    TRY(Outputs::checkMemory(execution.workload, execution.workers));
    Board board(execution);
    Descriptor memory(memfd_create("corelane outputs", MFD_CLOEXEC));
    // posix_fallocate, and not ftruncate alone: memory that is not there must be an error here, not a SIGBUS in a
    // task.
    int error = memory ? 0 : errno;
    if (error == 0 && ftruncate(memory.get(), static_cast<off_t>(board.bytes())) != 0) error = errno;
    if (error == 0) error = posix_fallocate(memory.get(), 0, static_cast<off_t>(board.bytes()));
    if (error == 0 && !board.map(memory.get())) error = errno;
    if (error != 0)
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "the system refused {} MiB of shared memory for the worker processes ({}); "
                                     "lower steps, width or output_bytes",
                                     board.bytes() >> 20, std::strerror(error)));
    board.touch();
    board.fill();
    execution.recorder.addBytesMoved(0);  // every output stays where its task wrote it
    return std::make_unique<SharedMemoryParentEnd>(std::move(board), std::move(memory));
}

Result<std::unique_ptr<WorkerEnd>> openWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    if (descriptors.size() != 1 || worker < 0 || worker >= maximumWorkers)
        return fail(Error::Kind::Format, "a worker was not given its memory; workers are started by models only");
    Board board(execution);
    if (lseek(descriptors[0], 0, SEEK_END) != static_cast<off_t>(board.bytes()))
        return fail(
            Error::Kind::Format,
            "a worker was given memory of another size than its workload has; the engine and the "
            "worker program must be of the same build");
    if (!board.map(descriptors[0]))
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "a worker could not map {} MiB of shared memory ({}); use fewer workers",
                                     board.bytes() >> 20, std::strerror(errno)));
    board.touch();
    return std::make_unique<SharedMemoryWorkerEnd>(execution, std::move(board), worker, laps);
}

}  // namespace

extern const TransportKind sharedMemoryTransport;
const TransportKind sharedMemoryTransport = {
    .name = "shared_memory", .openParentEnd = openParentEnd, .openWorkerEnd = openWorkerEnd};

}  // namespace corelane
