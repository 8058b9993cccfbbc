// The engine's side of rpc: a channel to each worker, and calls that are ended on threads of gRPC's own. These put
// what has ended into a line and make a descriptor readable, which the engine's one thread waits for.
#include "engine/models/counted_tasks.h"
#include "engine/models/message_frame.h"
#include "engine/models/outputs.h"
#include "engine/models/retries.h"
#include "engine/models/rpc_calls.h"
#include "engine/models/rpc_sockets.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <fcntl.h>
#include <grpcpp/create_channel_posix.h>
#include <grpcpp/generic/generic_stub.h>
#include <mutex>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <utility>

namespace corelane {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::array<std::byte, 16> padding{};
constexpr std::chrono::milliseconds longestBackoff{250};

// Twice as long each time: 1, 2, 4 ... ms.
std::chrono::milliseconds backoff(std::int64_t times) {
    return std::min(longestBackoff, std::chrono::milliseconds(1) * (1 << std::min<std::int64_t>(times - 1, 10)));
}

struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer request, reply;
    grpc::Status status;
    TaskIndex index = 0;  // 0: that it may leave
    std::size_t worker = 0;
};

struct Channel {
    Descriptor theirs;
    std::unique_ptr<grpc::GenericStub> stub;
    std::size_t underWay = 0;
    bool open = true;
    std::uint64_t done = 0;
    std::int64_t unanswered = 0;        // calls, since it answered one
    SteadyClock::time_point avoided{};  // until then it is called only when nobody else could be
};

// A task that is called for again, when its turn comes.
struct Later {
    SteadyClock::time_point due;
    TaskIndex index;
};

// What gRPC's threads reach: it outlives every call.
struct Ended {
    Descriptor event;
    std::mutex mutex;
    std::condition_variable none;
    std::vector<Call*> calls;
    std::size_t running = 0;
};

class RpcParentEnd : public ParentEnd {
  public:
    RpcParentEnd(Execution& execution, Outputs outputs)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_outputs(std::move(outputs)),
          m_tasks(m_workload), m_limit(static_cast<std::size_t>(execution.options.integer("calls"))),
          m_tcp(execution.options.text("transport") == "tcp"), m_deadline(execution.options.integer("deadline")),
          m_retries(m_workload, execution.options.integer("retries")), m_call(m_recorder.name("send calls")),
          m_reply(m_recorder.name("take replies")), m_dispatch(m_recorder.name("dispatch")),
          m_channels(static_cast<std::size_t>(execution.workers)) {}
    ~RpcParentEnd() override {
        for (const auto& call : m_calls) call->context.TryCancel();
        std::unique_lock lock(m_ended.mutex);
        m_ended.none.wait(lock, [this] { return m_ended.running == 0; });
    }

    // Every connection is there before a worker is: nobody listens afterwards.
    Result<> connect() {
        m_ended.event.reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        m_timer.reset(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
        for (std::size_t i = 0; i < m_channels.size(); ++i) {
            int ends[2] = {-1, -1};
            if (!m_ended.event || !m_timer || !connectedPair(m_tcp, ends))
                return fail(
                    Error::Kind::Io, fmt::format(
                                         "the sockets for {} workers could not be made ({}); use fewer workers or "
                                         "raise the limit on open files (ulimit -n)",
                                         m_channels.size(), std::strerror(errno)));
            m_channels[i].theirs.reset(ends[1]);
            grpc::ChannelArguments arguments;
            arguments.SetMaxReceiveMessageSize(-1);
            arguments.SetMaxSendMessageSize(-1);
            arguments.SetInt(GRPC_ARG_HTTP2_STREAM_LOOKAHEAD_BYTES, windowBytes);
            arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
            m_channels[i].stub = std::make_unique<grpc::GenericStub>(
                grpc::CreateCustomInsecureChannelFromFd(fmt::format("worker-{}", i), ends[0], arguments));
        }
        return {};
    }

    std::vector<int> descriptors(int worker) const override { return {at(worker).theirs.get()}; }
    void started(int worker) override {
        at(worker).theirs.reset();
        m_startedWorkers = static_cast<std::size_t>(worker) + 1;
    }

    void watch(std::vector<pollfd>& into) const override {
        into.push_back({m_ended.event.get(), POLLIN, 0});
        if (!m_later.empty()) into.push_back({m_timer.get(), POLLIN, 0});
    }

    Result<> advance(std::span<const pollfd>, LaneLaps& laps) override {
        std::uint64_t times = 0;
        while (read(m_ended.event.get(), &times, sizeof times) < 0 && errno == EINTR) {}
        m_taken.clear();
        {
            const std::lock_guard lock(m_ended.mutex);
            m_taken.swap(m_ended.calls);
        }
        for (Call* const call : m_taken) {
            Result<> taken = take(*call);
            std::erase_if(m_calls, [call](const auto& one) { return one.get() == call; });
            TRY(taken);
        }
        if (!m_taken.empty()) laps.lap(State::Io, m_reply);
        const std::size_t before = m_calls.size();
        putBackDue();
        handOut();
        if (m_calls.size() > before) laps.lap(State::Io, m_call);
        if (m_bytesMoved > 0) m_recorder.addBytesMoved(std::exchange(m_bytesMoved, 0));
        if (m_sums.tasks > 0) m_recorder.addTasks(m_sums.tasks, m_sums.digest);
        m_sums = {};
        laps.lap(State::Overhead, m_dispatch);
        return {};
    }

    bool finished() const override {
        return m_tasks.left() == 0 ||
               (m_stopped && std::ranges::all_of(m_channels, [](const Channel& c) { return c.underWay == 0; }));
    }
    void stop() override { m_stopped = true; }
    void release() override {
        if (std::exchange(m_released, true)) return;
        m_stopped = true;
        for (const auto& call : m_calls) call->context.TryCancel();
        const MessageFrame none;
        const grpc::Slice slice(&none, sizeof none);
        for (std::size_t i = 0; i < m_startedWorkers; ++i) start(i, 0, {&slice, 1});
    }
    std::uint64_t tasksDone(int worker) const override { return at(worker).done; }
    // Its calls end as those of one that cannot be reached, and are made again.
    Result<bool> lost(const WorkerExit& exit, int others) override {
        at(exit.worker).open = false;
        return m_retries.any() && others > 0;
    }

  private:
    const Channel& at(int worker) const { return m_channels[static_cast<std::size_t>(worker)]; }
    Channel& at(int worker) { return m_channels[static_cast<std::size_t>(worker)]; }

    // Ready tasks go to whoever has least before him, of those that answer.
    void handOut() {
        const bool anyAnswers = std::any_of(m_channels.begin(), m_channels.end(), [](const Channel& channel) {
            return channel.open && channel.unanswered == 0;
        });
        const auto now = anyAnswers && m_retries.any() ? SteadyClock::now() : SteadyClock::time_point::max();
        while (!m_stopped) {
            std::size_t least = m_startedWorkers;
            for (std::size_t i = 0; i < m_startedWorkers; ++i) {
                if (!m_channels[i].open || m_channels[i].underWay >= m_limit) continue;
                if (m_channels[i].avoided > now) continue;
                if (least == m_startedWorkers || m_channels[i].underWay < m_channels[least].underWay) least = i;
            }
            if (least == m_startedWorkers) return;
            const auto index = m_tasks.take();
            if (!index) return;
            start(least, *index, requestFor(*index));
        }
    }

    // The inputs are sent from where they lie: nobody writes them any more.
    grpc::ByteBuffer requestFor(TaskIndex index) {
        const Task task = *m_workload.naming().task(index);
        const auto inputs = m_outputs.inputs(task, m_points, m_inputs);
        const std::size_t each = padded(m_workload.outputBytes(task.graph));
        const MessageFrame frame = {index, static_cast<std::uint32_t>(inputs.size()), inputs.size() * each};
        m_slices.clear();
        m_slices.emplace_back(&frame, sizeof frame);
        for (const Bytes input : inputs) {
            m_slices.emplace_back(input.data(), input.size(), grpc::Slice::STATIC_SLICE);
            if (each > input.size())
                m_slices.emplace_back(padding.data(), each - input.size(), grpc::Slice::STATIC_SLICE);
        }
        return {m_slices.data(), m_slices.size()};
    }

    void start(std::size_t worker, TaskIndex index, grpc::ByteBuffer request) {
        Channel& channel = m_channels[worker];
        Call& call = *m_calls.emplace_back(std::make_unique<Call>());
        call.index = index;
        call.worker = worker;
        call.request.Swap(&request);
        m_bytesMoved += call.request.Length();
        channel.underWay += 1;
        if (m_deadline > 0)
            call.context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(m_deadline));
        {
            const std::lock_guard lock(m_ended.mutex);
            m_ended.running += 1;
        }
        channel.stub->UnaryCall(
            &call.context, index == 0 ? leaveMethod : runTaskMethod, {}, &call.request, &call.reply,
            [ended = &m_ended, one = &call](const grpc::Status& status) {
                one->status = status;
                const std::lock_guard lock(ended->mutex);
                ended->calls.push_back(one);
                const std::uint64_t once = 1;
                static_cast<void>(write(ended->event.get(), &once, sizeof once));
                if (--ended->running == 0) ended->none.notify_all();
            });
    }

    Result<> take(Call& call) {
        Channel& channel = m_channels[call.worker];
        channel.underWay -= 1;
        if (call.index == 0 || m_released) return {};
        if (call.status.error_code() == grpc::StatusCode::UNAVAILABLE) {  // it is gone: whoever watches it says why
            channel.open = false;
            if (!m_retries.any()) return {};
            TRY(m_retries.note(call.index));
            m_tasks.putBack(call.index);
            return {};
        }
        if (call.status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) m_recorder.noteDetected();
        if (call.status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED && m_retries.any()) {
            TRY(m_retries.note(call.index));
            channel.unanswered += 1;
            channel.avoided = SteadyClock::now() + backoff(channel.unanswered);
            callLater(call.index);
            return {};
        }
        if (!call.status.ok()) return refused(call);
        m_bytesMoved += call.reply.Length();
        const Task task = *m_workload.naming().task(call.index);
        const MutableBytes output = m_outputs.output(task);
        ResultFrame result;
        std::vector<grpc::Slice> slices;
        if (call.reply.Length() != sizeof result + padded(output.size()) || !call.reply.Dump(&slices).ok())
            return nonsense(call);
        copy(slices, 0, &result, sizeof result);
        if (result.frame.task != call.index) return nonsense(call);
        copy(slices, sizeof result, output.data(), output.size());
        m_sums.tasks += result.tasks;
        m_sums.digest += result.digest;
        channel.done += 1;
        channel.unanswered = 0;
        channel.avoided = {};
        m_tasks.complete(task);
        return {};
    }

    void callLater(TaskIndex index) {
        m_later.push_back({SteadyClock::now() + backoff(m_retries.lost(index)), index});
        setTimer();
    }
    void putBackDue() {
        if (m_later.empty()) return;
        const auto now = SteadyClock::now();
        std::erase_if(m_later, [&](const Later& later) {
            if (later.due > now) return false;
            m_tasks.putBack(later.index);
            return true;
        });
        setTimer();
    }
    void setTimer() {
        if (m_later.empty()) return;
        const auto next = std::ranges::min_element(m_later, {}, &Later::due)->due - SteadyClock::now();
        const auto ns = std::max<std::int64_t>(1, std::chrono::nanoseconds(next).count());
        const itimerspec once = {{0, 0}, {ns / 1'000'000'000, ns % 1'000'000'000}};
        timerfd_settime(m_timer.get(), 0, &once, nullptr);
    }

    // `size` bytes from `begin` on, of slices that hold that many.
    static void copy(const std::vector<grpc::Slice>& slices, std::size_t begin, void* to, std::size_t size) {
        auto* into = static_cast<std::byte*>(to);
        for (const grpc::Slice& slice : slices) {
            const std::size_t skipped = std::min(begin, slice.size());
            const std::size_t bytes = std::min(size, slice.size() - skipped);
            if (bytes > 0) std::memcpy(into, slice.begin() + skipped, bytes);
            begin -= skipped;
            into += bytes;
            size -= bytes;
        }
    }

    Result<> refused(const Call& call) const {
        const std::string task = m_workload.naming().name(call.index);
        if (call.status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED)
            return fail(
                Error::Kind::Failed, fmt::format(
                                         "worker p{} did not answer the call for {} within {} ms; raise the option "
                                         "deadline, or set it to 0 for none",
                                         call.worker, task, m_deadline));
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "the call of worker p{} for {} failed ({}); run it again", call.worker, task,
                                     call.status.error_message()));
    }
    static Result<> nonsense(const Call& call) {
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "worker p{} answered with something that is not the output it was asked for; "
                                     "check that the engine and its worker program are of the same build",
                                     call.worker));
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    Outputs m_outputs;
    CountedTasks m_tasks;
    std::size_t m_limit;  // calls under way a worker
    bool m_tcp;
    std::int64_t m_deadline;  // milliseconds; 0: none
    Retries m_retries;
    std::vector<Later> m_later;
    Descriptor m_timer;       // readable when one of them is due
    TaskRunner::Sums m_sums;  // of replies; not yet the recorder's
    NameId m_call, m_reply, m_dispatch;
    Ended m_ended;
    std::vector<Channel> m_channels;
    std::size_t m_startedWorkers = 0;
    std::vector<std::unique_ptr<Call>> m_calls;  // not yet taken
    std::vector<Call*> m_taken;
    bool m_stopped = false, m_released = false;
    std::uint64_t m_bytesMoved = 0;
    Points m_points;
    std::vector<Bytes> m_inputs;
    std::vector<grpc::Slice> m_slices;
};

}  // namespace

Result<std::unique_ptr<ParentEnd>> openRpcParentEnd(Execution& execution) {
    keepGrpc();
    Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    auto end = std::make_unique<RpcParentEnd>(execution, std::move(outputs));
    TRY(end->connect());
    return end;
}

}  // namespace corelane
