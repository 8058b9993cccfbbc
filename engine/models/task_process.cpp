// A process for each task: started, given its inputs, asked for its output, waited for. What a program does that
// calls another one for everything. In the engine a thread stands behind each process that may run at a time.
#include "engine/models/counted_tasks.h"
#include "engine/models/message_frame.h"
#include "engine/models/outputs.h"
#include "engine/models/spawn_program.h"
#include "engine/models/start_method.h"
#include "engine/models/subprocess_ends.h"
#include "engine/models/worker.h"
#include "engine/models/worker_body.h"
#include "engine/models/worker_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace corelane {
namespace {

// Before the output: when the task ran, by the run's own clock, and what it adds up to.
struct TaskReply {
    std::uint64_t begin = 0, end = 0, digest = 0, tasks = 0;
};

bool writeAll(int fd, const void* from, std::size_t size) {
    for (const auto* at = static_cast<const char*>(from); size > 0;) {
        const ssize_t moved = write(fd, at, size);
        if (moved < 0 && errno != EINTR) return false;
        if (moved > 0) at += moved, size -= static_cast<std::size_t>(moved);
    }
    return true;
}
bool readAll(int fd, void* into, std::size_t size) {
    for (auto* at = static_cast<char*>(into); size > 0;) {
        const ssize_t moved = read(fd, at, size);
        if (moved == 0 || (moved < 0 && errno != EINTR)) return false;
        if (moved > 0) at += moved, size -= static_cast<std::size_t>(moved);
    }
    return true;
}

// Ready tasks, for several threads.
class TaskLine {
  public:
    explicit TaskLine(const Workload& workload) : m_tasks(workload), m_naming(workload.naming()) {}
    std::optional<Task> take() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_closed || m_tasks.anyReady() || m_tasks.left() == 0; });
        const auto index = m_closed ? std::nullopt : m_tasks.take();
        return index ? m_naming.task(*index) : std::nullopt;
    }
    void complete(Task task) {
        const std::lock_guard lock(m_mutex);
        m_tasks.complete(task);
        m_changed.notify_all();
    }
    void close() {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    CountedTasks m_tasks;
    const TaskNaming& m_naming;
    bool m_closed = false;
};

// What one thread does: a process after the other.
class Caller {
  public:
    Caller(Execution& execution, const Outputs& outputs, TaskLine& line, int order, int index)
        : m_execution(execution), m_recorder(execution.recorder), m_outputs(outputs), m_line(line), m_order(order),
          m_lane(execution.recorder, index, fmt::format("w{}", index)), m_laps(m_lane),
          m_wait(m_recorder.name("wait for a task")), m_start(m_recorder.name("start process")),
          m_send(m_recorder.name("send inputs")), m_receive(m_recorder.name("receive output")),
          m_end(m_recorder.name("wait for its end")) {
        m_lane.lend();  // where a process of its own runs, it works
        for (const GraphShape& shape : execution.workload.naming().graphs())
            m_names.push_back(m_recorder.name(shape.name));
    }

    Result<> work() {
        while (const auto task = m_line.take()) {
            if (m_recorder.stopRequested()) break;
            m_laps.lap(State::Queue, m_wait);
            TRY(call(*task));
            if (m_recorder.stopRequested()) break;
            m_line.complete(*task);
        }
        m_laps.lap(State::Queue, m_wait);
        if (m_recorder.stopRequested()) m_line.close();
        return {};
    }

  private:
    Result<> call(Task task) {
        int in[2] = {-1, -1}, out[2] = {-1, -1};
        if (pipe2(in, O_CLOEXEC) != 0) return noPipe();
        Descriptor itsIn(in[0]), to(in[1]);
        if (pipe2(out, O_CLOEXEC) != 0) return noPipe();
        Descriptor from(out[0]), itsOut(out[1]);
        const int keep[] = {m_order, m_recorder.fd(), itsIn.get(), itsOut.get()};
        std::vector<std::string> words = {"worker", "once", std::to_string(getpid())};
        for (const int fd : keep) words.push_back(std::to_string(fd));
        const pid_t child = TRY(spawnProgram(m_execution.enginePath, std::move(words), keep));
        itsIn.reset();
        itsOut.reset();
        const bool well = talk(task, child, to.get(), from.get());
        to.reset();
        from.reset();
        int status = 0;
        if (waitpid(child, &status, 0) < 0) status = 0;
        m_laps.lap(State::Startup, m_end);
        if ((well && status == 0) || m_recorder.stopRequested()) return {};
        const std::string name = m_execution.workload.naming().name(m_execution.workload.naming().index(task));
        const std::string fault = m_recorder.firstFault();
        return fail(
            Error::Kind::Failed,
            fmt::format(
                "the process for task {} {} before it had answered{}", name, describeExit(status),
                fault.empty() ? "; look for what ended it and run it again" : ": " + fault));
    }

    // Until it says something. A stop does not wait for it.
    void await(pid_t child, int from) const {
        constexpr int tickMilliseconds = 20;
        pollfd polled = {from, POLLIN, 0};
        while (poll(&polled, 1, tickMilliseconds) <= 0)
            if (m_recorder.stopRequested()) {
                kill(child, SIGKILL);  // not reaped yet, so that the number is its own
                return;
            }
    }

    bool talk(Task task, pid_t child, int to, int from) {
        const auto inputs = m_outputs.inputs(task, m_points, m_inputs);
        const std::size_t each = padded(m_execution.workload.outputBytes(task.graph));
        const MessageFrame frame = {
            m_execution.workload.naming().index(task), static_cast<std::uint32_t>(inputs.size()),
            inputs.size() * each};
        // It says when it is there: until then it was starting.
        char there = 0;
        await(child, from);
        if (!readAll(from, &there, 1)) return false;
        m_laps.lap(State::Startup, m_start);
        constexpr std::array<char, 16> padding{};
        bool well = writeAll(to, &frame, sizeof frame);
        for (const Bytes input : inputs)
            well =
                well && writeAll(to, input.data(), input.size()) && writeAll(to, padding.data(), each - input.size());
        m_laps.lap(State::Io, m_send);
        TaskReply reply;
        const MutableBytes output = m_outputs.output(task);
        await(child, from);
        if (!well || !readAll(from, &reply, sizeof reply) || !readAll(from, output.data(), output.size()))
            return false;
        // It may have begun before this thread had seen that it could.
        const WorkerLane::Mark begin = {std::max(reply.begin, m_laps.last().ticks), noCore};
        const WorkerLane::Mark end = {std::max(reply.end, begin.ticks), noCore};
        m_lane.span(begin, end, State::Useful, m_names[task.graph], frame.task);
        m_laps.skipTo(end);
        m_laps.lap(State::Io, m_receive);
        m_recorder.addTasks(reply.tasks, reply.digest);
        m_recorder.addBytesMoved(2 * (sizeof frame + frame.bytes + sizeof reply + output.size()));
        return true;
    }

    static Result<> noPipe() {
        return fail(
            Error::Kind::Io,
            fmt::format(
                "no pipe could be made for a process ({}); raise the limit on open files (ulimit -n)",
                std::strerror(errno)));
    }

    Execution& m_execution;
    Recorder& m_recorder;
    const Outputs& m_outputs;
    TaskLine& m_line;
    int m_order;
    WorkerLane m_lane;
    LaneLaps m_laps;
    NameId m_wait, m_start, m_send, m_receive, m_end;
    std::vector<NameId> m_names;
    Points m_points;
    std::vector<Bytes> m_inputs;
};

}  // namespace

Result<> runTaskProcesses(Execution& execution) {
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    const Descriptor order = TRY(writeOrder(orderOf(execution, "subprocess")));
    TaskLine line(execution.workload);
    std::mutex mutex;
    Result<> result;
    const auto refuse = [&](const Error& error) {
        const std::lock_guard lock(mutex);
        if (result) result = tl::unexpected(error);
        line.close();
    };
    const auto work = [&](int index) {
        pinWorker(execution, index);  // the processes it starts, too
        sigset_t broken;
        sigemptyset(&broken);
        sigaddset(&broken, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken, nullptr);
        const Result<> worked = Caller(execution, outputs, line, order.get(), index).work();
        if (!worked) refuse(worked.error());
    };
    std::vector<std::thread> threads;
    execution.recorder.begin();
    for (int index = 0; index < execution.workers; ++index) {
        try {
            threads.emplace_back(work, index);
        } catch (const std::system_error& error) {
            refuse(threadRefused(error, index, execution.workers));
            break;
        }
    }
    for (std::thread& thread : threads) thread.join();
    execution.recorder.end();
    return result;
}

int runTaskOnce(const WorkerOrder& order, int recorderFd, int from, int to) {
    auto recorder = Recorder::attach(recorderFd);
    if (!recorder) return complain(recorder.error().message);
    const auto workload = makeWorkload(order);
    if (!workload) return complain(workload.error().message);
    // Its caller notes the span: this process has no lane of its own.
    auto own = Recorder::make({.enabled = false});
    if (!own) return complain(own.error().message);
    WorkerLane none(*own, 0, "");
    TaskRunner runner(**workload, none);
    if (!writeAll(to, "t", 1)) return 1;
    MessageFrame frame;
    Points points;
    if (!readAll(from, &frame, sizeof frame)) return 1;
    const auto task = (*workload)->naming().task(frame.task);
    if (!task || !describes(frame, *task, **workload, points)) return complain("was told a task that it cannot read");
    std::vector<std::byte> payload(frame.bytes);
    if (!readAll(from, payload.data(), payload.size())) return 1;
    const std::size_t size = (*workload)->outputBytes(task->graph);
    std::vector<Bytes> inputs;
    for (std::uint32_t i = 0; i < frame.payloads; ++i) inputs.emplace_back(payload.data() + i * padded(size), size);
    std::vector<std::byte> output(size);
    TaskReply reply;
    reply.begin = markBefore(*recorder).ticks;
    runner.run(*task, inputs, output);
    reply.end = markBefore(*recorder).ticks;
    const TaskRunner::Sums sums = runner.take();
    reply.digest = sums.digest;
    reply.tasks = sums.tasks;
    if (own->faults() != 0) recorder->fault(own->firstFault());
    return writeAll(to, &reply, sizeof reply) && writeAll(to, output.data(), output.size()) ? 0 : 1;
}

}  // namespace corelane
