#include "engine/models/outputs.h"
#include "engine/models/stage_steps.h"
#include "engine/models/subprocess_ends.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace corelane {
namespace {

// The engine keeps what the first stage has not read yet, however much that is, so that the ring of stages can never
// hold itself up.
class StageParentEnd : public ParentEnd {
  public:
    StageParentEnd(Execution& execution)
        : m_recorder(execution.recorder), m_stages(execution.workers), m_steps(execution.workload, execution.workers),
          m_step(m_steps.first(m_stages - 1)), m_write(m_recorder.name("write to the first")),
          m_read(m_recorder.name("read from the last")) {
        m_left = m_steps.bytes(m_step);
    }

    Result<> open() {
        m_reads.resize(static_cast<std::size_t>(m_stages));
        m_writes.resize(static_cast<std::size_t>(m_stages));
        bool made = pipeOf(m_leaveReads, m_leave) && pipeOf(m_reads.front(), m_to);
        for (std::size_t i = 0; i + 1 < m_reads.size(); ++i) made = made && pipeOf(m_reads[i + 1], m_writes[i]);
        made = made && pipeOf(m_from, m_writes.back());
        if (!made)
            return fail(
                Error::Kind::Io, fmt::format(
                                     "the pipes for {} stages could not be made ({}); use fewer workers or raise the "
                                     "limit on open files (ulimit -n)",
                                     m_stages, std::strerror(errno)));
        for (const Descriptor* end : {&m_to, &m_from}) fcntl(end->get(), F_SETFL, O_NONBLOCK);
        return {};
    }

    std::vector<int> descriptors(int worker) const override {
        const auto i = static_cast<std::size_t>(worker);
        return {m_reads[i].get(), m_writes[i].get(), m_leaveReads.get()};
    }
    void started(int worker) override {
        m_reads[static_cast<std::size_t>(worker)].reset();
        m_writes[static_cast<std::size_t>(worker)].reset();
    }
    void watch(std::vector<pollfd>& into) const override {
        if (m_from) into.push_back({m_from.get(), POLLIN, 0});
        if (m_to && !m_kept.empty()) into.push_back({m_to.get(), POLLOUT, 0});
    }
    Result<> advance(std::span<const pollfd>, LaneLaps& laps) override {
        if (m_from) readAll(laps);
        if (m_to && !m_kept.empty()) writeSome(laps);
        if (m_moved > 0) m_recorder.addBytesMoved(std::exchange(m_moved, 0));
        return {};
    }
    bool finished() const override { return m_stopped || m_step >= m_steps.steps(); }
    void stop() override { m_stopped = true; }
    void release() override {
        m_stopped = true;
        m_leave.reset();
        m_to.reset();
        m_from.reset();
    }
    // Of steps whose outputs have come out of the last stage, at least.
    std::uint64_t tasksDone(int worker) const override {
        std::uint64_t tasks = 0;
        for (std::uint32_t step = m_steps.first(worker); step < m_steps.steps() && step < m_step;
             step = m_steps.next(step))
            tasks += m_steps.tasks(step);
        return tasks;
    }

  private:
    static bool pipeOf(Descriptor& reads, Descriptor& writes) {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) != 0) return false;
        reads.reset(ends[0]);
        writes.reset(ends[1]);
        return true;
    }

    void readAll(LaneLaps& laps) {
        std::array<char, 65536> buffer;
        for (;;) {
            const ssize_t size = read(m_from.get(), buffer.data(), buffer.size());
            if (size < 0 && errno == EINTR) continue;
            if (size == 0) m_from.reset();  // a stage has gone, which the pool sees
            if (size <= 0) return;
            m_moved += 2 * static_cast<std::uint64_t>(size);
            take({buffer.data(), static_cast<std::size_t>(size)});
            laps.lap(State::Io, m_read);
        }
    }
    // Those of the last step are for nobody.
    void take(std::span<const char> bytes) {
        while (!bytes.empty() && m_step < m_steps.steps()) {
            const auto piece = bytes.first(std::min(bytes.size(), m_left));
            if (m_step + 1 < m_steps.steps()) m_kept.insert(m_kept.end(), piece.begin(), piece.end());
            bytes = bytes.subspan(piece.size());
            m_left -= piece.size();
            if (m_left > 0) continue;
            m_step = m_steps.next(m_step);
            m_left = m_step < m_steps.steps() ? m_steps.bytes(m_step) : 0;
        }
    }
    void writeSome(LaneLaps& laps) {
        std::size_t written = 0;
        while (written < m_kept.size()) {
            const ssize_t size = write(m_to.get(), m_kept.data() + written, m_kept.size() - written);
            if (size < 0 && errno == EINTR) continue;
            if (size < 0 && errno != EAGAIN) m_to.reset();
            if (size <= 0) break;
            written += static_cast<std::size_t>(size);
        }
        m_kept.erase(m_kept.begin(), m_kept.begin() + static_cast<std::ptrdiff_t>(written));
        if (written > 0) laps.lap(State::Io, m_write);
    }

    Recorder& m_recorder;
    int m_stages;
    StageSteps m_steps;
    std::uint32_t m_step;    // whose outputs come out now
    std::size_t m_left = 0;  // bytes of them
    std::vector<char> m_kept;
    std::uint64_t m_moved = 0;
    Descriptor m_to, m_from, m_leave, m_leaveReads;
    std::vector<Descriptor> m_reads, m_writes;  // of stages that are not started yet
    NameId m_write, m_read;
    bool m_stopped = false;
};

}  // namespace

Result<std::unique_ptr<ParentEnd>> openStageParentEnd(Execution& execution) {
    TRY(Outputs::checkMemory(execution.workload, execution.workers));
    auto end = std::make_unique<StageParentEnd>(execution);
    TRY(end->open());
    return end;
}

}  // namespace corelane
