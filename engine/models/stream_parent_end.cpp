#include "engine/models/counted_tasks.h"
#include "engine/models/message_frame.h"
#include "engine/models/outputs.h"
#include "engine/models/retries.h"
#include "engine/models/stream_transport.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <sys/uio.h>
#include <utility>

namespace corelane {
namespace {

constexpr std::size_t maximumPieces = 1024;                 // of one readv or writev
constexpr std::size_t maximumBatch = std::size_t{2} << 20;  // bytes collected for one writev

// Pieces of memory for one system call, less those that earlier calls have moved already, and no more than `most`.
class Pieces {
  public:
    explicit Pieces(std::size_t skip, std::size_t most = maximumBatch) : m_skip(skip), m_most(most) {}

    void add(const void* data, std::size_t size) {
        const std::size_t skipped = std::min(m_skip, size);
        m_skip -= skipped;
        if (size == skipped || full()) return;
        const std::size_t bytes = std::min(size - skipped, m_most - m_bytes);
        m_pieces[m_count++] = {const_cast<std::byte*>(static_cast<const std::byte*>(data)) + skipped, bytes};
        m_bytes += bytes;
    }
    bool full() const { return m_count == maximumPieces || m_bytes >= m_most; }
    const iovec* data() const { return m_pieces.data(); }
    int count() const { return static_cast<int>(m_count); }

  private:
    std::array<iovec, maximumPieces> m_pieces;
    std::size_t m_count = 0, m_bytes = 0, m_skip, m_most;
};

struct Sent {
    TaskIndex index = 0;
    Task task;
    MessageFrame frame;  // of the request
    ResultFrame answer;  // as far as it was read
    std::size_t answerBytes = 0;
};

struct Channel {
    StreamPair streams;
    std::deque<Sent> underWay;  // oldest first: a worker answers in order
    std::size_t unsent = 0;     // how many at the back are not wholly written
    std::size_t written = 0;    // of the first of those
    std::size_t read = 0;       // of the oldest one's answer
    bool full = false;          // the last write found no room
    bool open = true;
    std::uint64_t done = 0;
};

class StreamParentEnd : public ParentEnd {
  public:
    StreamParentEnd(Execution& execution, Outputs outputs, std::vector<StreamPair> streams, const StreamCalls& calls)
        : m_calls(calls), m_workload(execution.workload), m_recorder(execution.recorder),
          m_outputs(std::move(outputs)), m_tasks(m_workload),
          m_limit(2 * static_cast<std::size_t>(execution.options.integer("chunk"))),
          m_retries(m_workload, execution.options.integer("retries")), m_send(m_recorder.name("send inputs")),
          m_receive(m_recorder.name("receive output")), m_dispatch(m_recorder.name("dispatch")) {
        for (StreamPair& pair : streams) m_channels.emplace_back().streams = std::move(pair);
    }

    std::vector<int> descriptors(int worker) const override {
        const StreamPair& streams = at(worker).streams;
        return {streams.workerReads.get(), streams.workerWrites.get()};
    }
    // The worker's end for reading stays open here as well: so writing to a worker that has died is no SIGPIPE, and
    // its death is told once, by whoever watches the processes.
    void started(int worker) override {
        at(worker).streams.workerWrites.reset();
        m_startedWorkers = static_cast<std::size_t>(worker) + 1;
    }

    void watch(std::vector<pollfd>& into) const override {
        for (const Channel& channel : m_channels) {
            if (!channel.open) continue;
            into.push_back({channel.streams.engineReads.get(), POLLIN, 0});
            if (channel.full) into.push_back({channel.streams.engineWrites.get(), POLLOUT, 0});
        }
    }

    Result<> advance(std::span<const pollfd> polled, LaneLaps& laps) override {
        for (const pollfd& stream : polled) {
            if (stream.revents == 0) continue;
            for (std::size_t i = 0; i < m_startedWorkers; ++i) {
                Channel& channel = m_channels[i];
                if (stream.fd == channel.streams.engineWrites.get()) channel.full = false;
                if (stream.fd == channel.streams.engineReads.get() && channel.open) TRY(receive(channel, i, laps));
            }
        }
        handOut();
        for (std::size_t i = 0; i < m_startedWorkers; ++i) {
            Channel& channel = m_channels[i];
            if (!channel.open || channel.full || channel.unsent == 0) continue;
            laps.lap(State::Overhead, m_dispatch);
            send(channel);
            laps.lap(State::Io, m_send);
        }
        settle();
        laps.lap(State::Overhead, m_dispatch);
        return {};
    }

    bool finished() const override {
        if (m_tasks.left() == 0) return true;
        return m_stopped &&
               std::ranges::all_of(m_channels, [](const Channel& c) { return !c.open || c.underWay.empty(); });
    }
    void stop() override {
        m_stopped = true;
        for (Channel& channel : m_channels)
            while (channel.unsent > (channel.written > 0 ? 1u : 0u)) {
                channel.underWay.pop_back();
                channel.unsent -= 1;
            }
    }
    void release() override {
        m_stopped = true;
        for (Channel& channel : m_channels) {
            if (m_calls.sayEnd && channel.streams.engineWrites) m_calls.sayEnd(channel.streams);
            // Nobody reads any more: a worker that is writing must not wait for it.
            channel.streams.engineWrites.reset();
            channel.streams.engineReads.reset();
            channel.open = channel.full = false;
            channel.unsent = 0;
        }
    }
    std::uint64_t tasksDone(int worker) const override { return at(worker).done; }

    // What it had answered counts, what it had been given beyond that is another's to do.
    Result<bool> lost(const WorkerExit& exit, int others) override {
        if (!m_retries.any() || others == 0) return false;
        Channel& channel = at(exit.worker);
        while (TRY(readAnswers(channel, static_cast<std::size_t>(exit.worker)))) {}
        settle();
        for (; !channel.underWay.empty(); channel.underWay.pop_back()) {
            const TaskIndex index = channel.underWay.back().index;
            TRY(m_retries.note(index));
            m_tasks.putBack(index);
        }
        channel.open = channel.full = false;
        channel.unsent = channel.written = channel.read = 0;
        return true;
    }

  private:
    const Channel& at(int worker) const { return m_channels[static_cast<std::size_t>(worker)]; }
    Channel& at(int worker) { return m_channels[static_cast<std::size_t>(worker)]; }

    // Ready tasks go to whoever has least before him.
    void handOut() {
        while (!m_stopped) {
            Channel* least = nullptr;
            for (std::size_t i = 0; i < m_startedWorkers; ++i) {
                Channel& channel = m_channels[i];
                if (!channel.open || channel.underWay.size() >= m_limit) continue;
                if (least == nullptr || channel.underWay.size() < least->underWay.size()) least = &channel;
            }
            if (least == nullptr) return;
            const auto index = m_tasks.take();
            if (!index) return;
            Sent sent = {.index = *index, .task = *m_workload.naming().task(*index), .frame = {}, .answer = {}};
            const std::size_t inputs = m_outputs.inputs(sent.task, m_points, m_inputs).size();
            sent.frame = {
                sent.index, static_cast<std::uint32_t>(inputs),
                inputs * padded(m_workload.outputBytes(sent.task.graph))};
            sent.answerBytes = sizeof(ResultFrame) + padded(m_workload.outputBytes(sent.task.graph));
            least->underWay.push_back(sent);
            least->unsent += 1;
        }
    }

    void send(Channel& channel) {
        while (channel.unsent > 0) {
            Pieces pieces(channel.written, m_calls.packet > 0 ? m_calls.packet : maximumBatch);
            const std::size_t first = channel.underWay.size() - channel.unsent;
            for (std::size_t i = first; i < channel.underWay.size() && !pieces.full(); ++i) {
                const Sent& sent = channel.underWay[i];
                pieces.add(&sent.frame, sizeof sent.frame);
                for (const Bytes input : m_outputs.inputs(sent.task, m_points, m_inputs)) {
                    pieces.add(input.data(), input.size());
                    pieces.add(padding.data(), padded(input.size()) - input.size());
                }
            }
            const ssize_t moved = m_calls.write(channel.streams.engineWrites.get(), pieces.data(), pieces.count());
            if (moved < 0 && errno == EINTR) continue;
            if (moved <= 0) {
                channel.full = errno == EAGAIN;
                if (!channel.full) channel.open = false;
                return;
            }
            m_bytesMoved += static_cast<std::uint64_t>(moved);
            channel.written += static_cast<std::size_t>(moved);
            while (channel.unsent > 0) {
                const Sent& sent = channel.underWay[channel.underWay.size() - channel.unsent];
                const std::size_t whole = sizeof sent.frame + sent.frame.bytes;
                if (channel.written < whole) break;
                channel.written -= whole;
                channel.unsent -= 1;
            }
        }
    }

    void settle() {
        if (m_bytesMoved > 0) m_recorder.addBytesMoved(std::exchange(m_bytesMoved, 0));
        if (m_sums.tasks == 0) return;
        m_recorder.addTasks(m_sums.tasks, m_sums.digest);
        m_sums = {};
    }

    Result<> receive(Channel& channel, std::size_t worker, LaneLaps& laps) {
        laps.lap(State::Overhead, m_dispatch);
        TRY(readAnswers(channel, worker));
        laps.lap(State::Io, m_receive);
        return {};
    }

    // Straight into the outputs' own places, since answers come in the order of the requests. False: nothing is
    // there, or nothing will come any more.
    Result<bool> readAnswers(Channel& channel, std::size_t worker) {
        if (!channel.open) return false;
        Pieces pieces(channel.read);
        const std::size_t asked = channel.underWay.size() - channel.unsent;
        for (std::size_t i = 0; i < asked && !pieces.full(); ++i) {
            Sent& sent = channel.underWay[i];
            const MutableBytes output = m_outputs.output(sent.task);
            pieces.add(&sent.answer, sizeof sent.answer);
            pieces.add(output.data(), output.size());
            pieces.add(m_sink.data(), padded(output.size()) - output.size());
        }
        // A worker says nothing that it was not asked: with nothing under way, this sees the end of the stream.
        if (pieces.count() == 0) pieces.add(m_sink.data(), 1);
        ssize_t moved = 0;
        do moved = m_calls.read(channel.streams.engineReads.get(), pieces.data(), pieces.count());
        while (moved < 0 && errno == EINTR);
        if (moved < 0 && errno == EAGAIN) return false;
        if (moved <= 0) {
            channel.open = false;
            return false;
        }
        if (asked == 0) return nonsense(worker, "spoke without having been asked");
        m_bytesMoved += static_cast<std::uint64_t>(moved);
        channel.read += static_cast<std::size_t>(moved);
        while (channel.underWay.size() > channel.unsent && channel.read >= sizeof(ResultFrame)) {
            const Sent& sent = channel.underWay.front();
            if (sent.answer.frame.task != sent.index ||
                sent.answer.frame.bytes != sent.answerBytes - sizeof(ResultFrame))
                return nonsense(
                    worker, fmt::format(
                                "answered with something that is not the output of {}",
                                m_workload.naming().name(sent.index)));
            if (channel.read < sent.answerBytes) break;
            channel.read -= sent.answerBytes;
            const Task task = sent.task;
            m_sums.tasks += sent.answer.tasks;
            m_sums.digest += sent.answer.digest;
            channel.underWay.pop_front();
            channel.done += 1;
            m_tasks.complete(task);
        }
        return true;
    }

    static Result<bool> nonsense(std::size_t worker, const std::string& what) {
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "worker p{} {}; the run was ended, so check that the engine and its worker "
                                     "program are of the same build",
                                     worker, what));
    }

    static constexpr std::array<std::byte, 16> padding{};

    StreamCalls m_calls;
    const Workload& m_workload;
    Recorder& m_recorder;
    Outputs m_outputs;
    CountedTasks m_tasks;
    std::vector<Channel> m_channels;
    std::size_t m_startedWorkers = 0;
    std::size_t m_limit;  // tasks under way a worker
    Retries m_retries;
    TaskRunner::Sums m_sums;  // of answers; not yet the recorder's
    bool m_stopped = false;
    std::uint64_t m_bytesMoved = 0;
    std::array<std::byte, 16> m_sink{};
    NameId m_send, m_receive, m_dispatch;
    Points m_points;
    std::vector<Bytes> m_inputs;
};

}  // namespace

std::size_t largestMessage(const Workload& workload) {
    std::size_t most = 0;
    forEachTask(workload, [&](Task task, std::uint32_t inputs) {
        const std::size_t payload = padded(workload.outputBytes(task.graph));
        most = std::max(most, sizeof(MessageFrame) + payload * std::max<std::size_t>(inputs, 1));
    });
    return most;
}

Result<std::unique_ptr<ParentEnd>> makeStreamParentEnd(
    Execution& execution, std::vector<StreamPair> streams, const StreamCalls& calls) {
    Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    return std::make_unique<StreamParentEnd>(execution, std::move(outputs), std::move(streams), calls);
}

}  // namespace corelane
