// A conversation with running commands: write a line, read a line. Nothing is asked ahead, as in a program that talks
// to a child it has started once.
#include "engine/models/command_attendant.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace corelane {
namespace {

// Both pipes of one command, neither of which makes us wait.
class Partner {
  public:
    static Result<Partner> start(CommandGroup& group) {
        int in[2] = {-1, -1}, out[2] = {-1, -1};
        if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
            return fail(
                Error::Kind::Io, fmt::format(
                                     "the pipes to a command could not be made ({}); raise the limit on open files "
                                     "(ulimit -n)",
                                     std::strerror(errno)));
        const Descriptor itsIn(in[0]), itsOut(out[1]);
        Partner partner{Descriptor(in[1]), Descriptor(out[0]), {}};
        for (const Descriptor* end : {&partner.to, &partner.from}) fcntl(end->get(), F_SETFL, O_NONBLOCK);
        TRY(group.start(itsIn.get(), itsOut.get()));
        return partner;
    }
    // What it has said up to the end of a line; nothing: it has not come to one yet.
    std::optional<std::string> line() {
        const std::size_t end = said.find('\n');
        if (end == std::string::npos) return std::nullopt;
        std::string one = said.substr(0, end + 1);
        said.erase(0, end + 1);
        return one;
    }
    enum class Heard { Something, Nothing, End };
    Heard listen() {
        std::array<char, 65536> buffer;
        const ssize_t size = read(from.get(), buffer.data(), buffer.size());
        if (size > 0) said.append(buffer.data(), static_cast<std::size_t>(size));
        return size > 0 ? Heard::Something : size < 0 && errno == EAGAIN ? Heard::Nothing : Heard::End;
    }

    Descriptor to, from;
    std::string said;  // and not yet taken
};

class Conversation {
  public:
    Conversation(const CommandOrder& order, CommandGroup& group, Recorder& recorder)
        : m_order(order), m_group(group), m_lane(recorder, static_cast<int>(order.chain.size()), "parent"),
          m_last(m_lane.mark()), m_write(recorder.name("write a line")), m_wait(recorder.name("wait for a line")),
          m_start(recorder.name("start program")) {}

    Result<> run() {
        for (std::size_t i = 0; i < m_order.chain.size(); ++i) m_partners.push_back(TRY(Partner::start(m_group)));
        TRY(m_group.executing());
        lap(State::Startup, m_start);
        const std::string input = TRY(readInput());
        for (std::size_t begin = 0; begin < input.size();) {
            const std::size_t end = std::min(input.find('\n', begin), input.size() - 1);
            m_line += 1;
            TRY(passOn(0, input.substr(begin, end + 1 - begin)));
            begin = end + 1;
        }
        for (std::size_t i = 0; i < m_partners.size(); ++i) TRY(letEnd(i));
        TRY(m_group.untilAllEnded());
        return writeOutput();
    }

  private:
    void lap(State state, NameId name) {
        const WorkerLane::Mark now = m_lane.mark();
        m_lane.span(m_last, now, state, name);
        m_last = now;
    }

    Result<std::string> readInput() {
        struct stat facts {};
        std::string text;
        if (fstat(m_order.input, &facts) == 0) text.resize(static_cast<std::size_t>(facts.st_size));
        if (pread(m_order.input, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
            return fail(Error::Kind::Io, "the input could not be read back from memory; run it again");
        return text;
    }

    // From command `first` on to the last, whose answer is output.
    Result<> passOn(std::size_t first, std::string line) {
        for (std::size_t i = first; i < m_partners.size(); ++i) line = TRY(exchange(i, line));
        m_output += line;
        if (m_output.size() > maximumOutputBytes)
            return fail(
                Error::Kind::Failed, fmt::format(
                                         "the commands put out more than {} MiB, which are kept in memory, so they "
                                         "were ended; give them less to do",
                                         maximumOutputBytes >> 20));
        return {};
    }

    Result<std::string> exchange(std::size_t i, const std::string& line) {
        Partner& partner = m_partners[i];
        std::string_view left = line;
        for (;;) {
            if (!left.empty()) {
                const ssize_t size = write(partner.to.get(), left.data(), left.size());
                if (size > 0) left.remove_prefix(static_cast<std::size_t>(size));
                if (size < 0 && errno != EAGAIN) return endedEarly(i);
                if (left.empty()) lap(State::Io, m_write);
            }
            if (auto answer = partner.line(); answer && left.empty()) {
                lap(State::Queue, m_wait);
                return std::move(*answer);
            }
            const auto heard = partner.listen();
            if (heard == Partner::Heard::End) return endedEarly(i);
            if (heard == Partner::Heard::Nothing) TRY(wait(i, left.empty()));
        }
    }

    Result<> wait(std::size_t i, bool written) {
        std::array<pollfd, 2> polled = {
            {{m_partners[i].from.get(), POLLIN, 0}, {m_partners[i].to.get(), POLLOUT, 0}}};
        const auto waited = m_group.wait(std::span(polled).first(written ? 1 : 2));
        if (waited) return {};
        return fail(
            waited.error().kind, fmt::format(
                                     "{} has not answered line {}: {}. A program may keep what it says until it has "
                                     "much; most can be told "
                                     "to say it line by line (sed -u, grep --line-buffered)",
                                     m_order.chain.place(i), m_line, waited.error().message));
    }

    tl::unexpected<Error> endedEarly(std::size_t i) const {
        return fail(
            Error::Kind::Failed,
            fmt::format(
                "{} ended, or closed its pipes, before it had answered line {}; a conversation needs a command that "
                "answers each line by one",
                m_order.chain.place(i), m_line));
    }

    // Tells it that no line follows, and passes on what it still has to say.
    Result<> letEnd(std::size_t i) {
        Partner& partner = m_partners[i];
        partner.to.reset();
        for (auto heard = partner.listen(); heard != Partner::Heard::End; heard = partner.listen())
            if (heard == Partner::Heard::Nothing) {
                pollfd polled = {partner.from.get(), POLLIN, 0};
                TRY(m_group.wait({&polled, 1}));
            }
        lap(State::Queue, m_wait);
        while (auto line = partner.line()) TRY(passOn(i + 1, std::move(*line)));
        if (!partner.said.empty()) TRY(passOn(i + 1, std::exchange(partner.said, {})));
        return {};
    }

    Result<> writeOutput() const {
        if (write(m_order.output, m_output.data(), m_output.size()) == static_cast<ssize_t>(m_output.size()))
            return {};
        return fail(Error::Kind::Io, "the output could not be kept in memory; free some and run it again");
    }

    const CommandOrder& m_order;
    CommandGroup& m_group;
    WorkerLane m_lane;
    WorkerLane::Mark m_last;
    NameId m_write, m_wait, m_start;
    std::vector<Partner> m_partners;
    std::string m_output;
    std::size_t m_line = 0;
};

}  // namespace

Result<> converse(const CommandOrder& order, CommandGroup& group, Recorder& recorder) {
    return Conversation(order, group, recorder).run();
}

}  // namespace corelane
