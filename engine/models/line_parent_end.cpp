#include "engine/models/job_book.h"
#include "engine/models/line_text.h"
#include "engine/models/subprocess_ends.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace corelane {
namespace {

struct Child {
    Descriptor to, from;  // ours, which make nobody wait
    Descriptor itsIn, itsOut;
    std::string writing, said;
    bool started = false, asked = false, open = true;
};

class LineParentEnd : public ParentEnd {
  public:
    LineParentEnd(Execution& execution, Outputs outputs, std::vector<Child> children)
        : m_book(execution, std::move(outputs)), m_children(std::move(children)),
          m_write(execution.recorder.name("write a line")), m_read(execution.recorder.name("read a line")),
          m_dispatch(execution.recorder.name("dispatch")) {}

    std::vector<int> descriptors(int worker) const override {
        const Child& child = m_children[static_cast<std::size_t>(worker)];
        return {child.itsIn.get(), child.itsOut.get()};
    }
    void started(int worker) override {
        Child& child = m_children[static_cast<std::size_t>(worker)];
        child.itsIn.reset();
        child.itsOut.reset();
        child.started = true;
    }
    void watch(std::vector<pollfd>& into) const override {
        for (const Child& child : m_children) {
            if (!child.started || !child.open) continue;
            into.push_back({child.from.get(), POLLIN, 0});
            if (!child.writing.empty()) into.push_back({child.to.get(), POLLOUT, 0});
        }
    }
    Result<> advance(std::span<const pollfd>, LaneLaps& laps) override {
        for (std::size_t i = 0; i < m_children.size(); ++i) {
            Child& child = m_children[i];
            if (!child.started || !child.open) continue;
            if (child.asked) TRY(listen(child, i, laps));
            if (!child.asked && !m_stopped && ask(child)) laps.lap(State::Overhead, m_dispatch);
            if (!child.writing.empty()) speak(child, laps);
        }
        m_book.noteBytes();
        return {};
    }
    bool finished() const override {
        return m_book.left() == 0 ||
               (m_stopped && std::ranges::none_of(m_children, [](const Child& c) { return c.open && c.asked; }));
    }
    void stop() override { m_stopped = true; }
    // Its standard input ends: it leaves.
    void release() override {
        m_stopped = true;
        for (Child& child : m_children) {
            child.to.reset();
            child.from.reset();
            child.open = false;
        }
    }
    std::uint64_t tasksDone(int worker) const override { return m_book.done(worker); }

  private:
    bool ask(Child& child) {
        m_message.clear();
        if (!m_book.put(m_message)) return false;
        appendLine(child.writing, m_message);
        child.asked = true;
        return true;
    }
    void speak(Child& child, LaneLaps& laps) {
        const ssize_t size = write(child.to.get(), child.writing.data(), child.writing.size());
        if (size > 0) child.writing.erase(0, static_cast<std::size_t>(size));
        if (size < 0 && errno != EAGAIN && errno != EINTR) child.open = false;  // the pool sees why
        laps.lap(State::Io, m_write);
    }
    Result<> listen(Child& child, std::size_t worker, LaneLaps& laps) {
        std::array<char, 65536> buffer;
        for (;;) {
            const ssize_t size = read(child.from.get(), buffer.data(), buffer.size());
            if (size < 0 && errno == EINTR) continue;
            if (size == 0 || (size < 0 && errno != EAGAIN)) child.open = false;
            if (size <= 0) return {};
            child.said.append(buffer.data(), static_cast<std::size_t>(size));
            if (child.said.back() == '\n') break;
        }
        const auto bytes = bytesOfLine(std::string_view(child.said).substr(0, child.said.size() - 1));
        child.said.clear();
        TRY(m_book.take(bytes ? std::span<const char>(*bytes) : std::span<const char>(), fmt::format("p{}", worker)));
        child.asked = false;
        laps.lap(State::Io, m_read);
        return {};
    }

    JobBook m_book;
    std::vector<Child> m_children;
    std::vector<char> m_message;
    NameId m_write, m_read, m_dispatch;
    bool m_stopped = false;
};

}  // namespace

Result<std::unique_ptr<ParentEnd>> openLineParentEnd(Execution& execution) {
    std::vector<Child> children(static_cast<std::size_t>(execution.workers));
    for (Child& child : children) {
        int in[2] = {-1, -1}, out[2] = {-1, -1};
        if (pipe2(in, O_CLOEXEC) == 0) child.itsIn.reset(in[0]), child.to.reset(in[1]);
        if (pipe2(out, O_CLOEXEC) == 0) child.from.reset(out[0]), child.itsOut.reset(out[1]);
        if (!child.to || !child.from)
            return fail(
                Error::Kind::Io,
                fmt::format(
                    "the pipes for {} children could not be made ({}); use fewer workers or raise the "
                    "limit on open files (ulimit -n)",
                    execution.workers, std::strerror(errno)));
        for (const Descriptor* end : {&child.to, &child.from}) fcntl(end->get(), F_SETFL, O_NONBLOCK);
    }
    Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    return std::make_unique<LineParentEnd>(execution, std::move(outputs), std::move(children));
}

}  // namespace corelane
