#include "engine/models/job_book.h"
#include "engine/models/line_text.h"
#include "engine/models/subprocess_ends.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace corelane {
namespace {

class LineWorkerEnd : public WorkerEnd {
  public:
    LineWorkerEnd(Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps)
        : m_workload(execution.workload), m_recorder(execution.recorder), m_worker(worker), m_from(descriptors[0]),
          m_to(descriptors[1]), m_laps(laps), m_wait(m_recorder.name("wait for a line")),
          m_read(m_recorder.name("read a line")), m_write(m_recorder.name("write a line")) {}

    bool next(Assignment& assignment) override {
        m_line.clear();
        if (!readLine()) return false;
        auto bytes = bytesOfLine(std::string_view(m_line).substr(0, m_line.size() - 1));
        MessageFrame frame;
        if (bytes && bytes->size() >= sizeof frame) std::memcpy(&frame, bytes->data(), sizeof frame);
        const auto task = m_workload.naming().task(frame.task);
        if (!bytes || !task || !describes(frame, *task, m_workload, m_points) ||
            bytes->size() != sizeof frame + frame.bytes) {
            m_recorder.fault("a child was told a line that it cannot read; the run is wrong, so run it again");
            return false;
        }
        m_bytes = std::move(*bytes);
        const std::size_t size = m_workload.outputBytes(task->graph);
        const auto* payload = reinterpret_cast<const std::byte*>(m_bytes.data()) + sizeof frame;
        m_inputs.clear();
        for (std::uint32_t i = 0; i < frame.payloads; ++i) m_inputs.emplace_back(payload + i * padded(size), size);
        m_answer = {frame.task, 1, padded(size)};
        m_result.assign(sizeof(ResultFrame) + padded(size), 0);
        assignment = {*task, m_inputs, {reinterpret_cast<std::byte*>(m_result.data()) + sizeof(ResultFrame), size}};
        m_laps.lap(State::Io, m_read);
        return true;
    }

    void finish(TaskRunner& runner) override {
        const TaskRunner::Sums sums = runner.take();
        const ResultFrame result = {
            m_answer, sums.digest, static_cast<std::uint32_t>(sums.tasks), static_cast<std::uint32_t>(m_worker)};
        std::memcpy(m_result.data(), &result, sizeof result);
        m_line.clear();
        appendLine(m_line, m_result);
        std::string_view left = m_line;
        while (!left.empty()) {
            const ssize_t size = write(m_to, left.data(), left.size());
            if (size < 0 && errno != EINTR) break;  // the engine has gone, which next() will see
            if (size > 0) left.remove_prefix(static_cast<std::size_t>(size));
        }
        m_laps.lap(State::Io, m_write);
    }

  private:
    bool readLine() {
        std::array<char, 65536> buffer;
        while (m_line.empty() || m_line.back() != '\n') {
            const ssize_t size = read(m_from, buffer.data(), buffer.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) return false;
            if (m_line.empty()) m_laps.lap(State::Queue, m_wait);
            m_line.append(buffer.data(), static_cast<std::size_t>(size));
        }
        return true;
    }

    const Workload& m_workload;
    Recorder& m_recorder;
    int m_worker, m_from, m_to;
    LaneLaps& m_laps;
    NameId m_wait, m_read, m_write;
    std::string m_line;
    std::vector<char> m_bytes, m_result;
    MessageFrame m_answer;
    std::vector<Bytes> m_inputs;
    Points m_points;
};

}  // namespace

Result<std::unique_ptr<WorkerEnd>> openLineWorkerEnd(
    Execution& execution, int worker, std::span<const int> descriptors, LaneLaps& laps) {
    if (descriptors.size() != 2)
        return fail(Error::Kind::Format, "a child was not given its two pipes; children are started by models only");
    return std::make_unique<LineWorkerEnd>(execution, worker, descriptors, laps);
}

}  // namespace corelane
