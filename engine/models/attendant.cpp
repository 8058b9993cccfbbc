#include "engine/models/attendant.h"

#include "engine/models/spawn_program.h"
#include "engine/models/start_method.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace corelane {
namespace {

// One message each; behind the last two a sentence.
constexpr char ready = 'r', done = 'd', failed = 'f', missing = 'm';

void say(int control, char what, const std::string& sentence = {}) {
    const std::string message = what + sentence;
    static_cast<void>(send(control, message.data(), message.size(), MSG_NOSIGNAL));
}

}  // namespace

Attendant::Attendant(std::string_view whom) : m_whom(whom) {
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
    m_control.reset(ends[0]);
    m_its.reset(ends[1]);
}

Attendant::~Attendant() {
    m_control.reset();  // it ends them first
    if (m_pid > 0) waitpid(m_pid, nullptr, 0);
}

Result<> Attendant::run(
    const std::string& program, std::vector<std::string> words, std::span<const int> keep, Recorder& recorder) {
    if (!m_control)
        return fail(
            Error::Kind::Io, fmt::format(
                                 "no socket could be made for {} ({}); raise the limit on open files (ulimit -n)",
                                 m_whom, std::strerror(errno)));
    m_pid = TRY(spawnProgram(program, std::move(words), keep));
    m_its.reset();
    m_pidfd = watchProcess(m_pid);
    TRY(hear(ready));
    recorder.begin();
    static_cast<void>(send(m_control.get(), "g", 1, MSG_NOSIGNAL));
    const Result<> ran = hear(done);
    recorder.end();
    return ran;
}

Result<> Attendant::hear(char expected) {
    std::array<pollfd, 2> polled = {{{m_control.get(), POLLIN, 0}, {m_pidfd.get(), POLLIN, 0}}};
    while (poll(polled.data(), m_pidfd ? 2 : 1, -1) < 0 && errno == EINTR) {}
    std::array<char, 8192> message;
    const ssize_t size = recv(m_control.get(), message.data(), message.size(), MSG_DONTWAIT);
    if (size <= 0) return lost();
    if (message[0] == expected) return {};
    return fail(
        message[0] == missing ? Error::Kind::Missing : Error::Kind::Failed,
        std::string(message.data() + 1, static_cast<std::size_t>(size - 1)));
}

Result<> Attendant::lost() {
    m_control.reset();
    int status = 0;
    waitpid(std::exchange(m_pid, 0), &status, 0);
    return fail(
        Error::Kind::Failed,
        fmt::format(
            "the process that attends {} {}, and they ended with it; look for what ended it (its "
            "message above, or dmesg for the out-of-memory killer) and run it again",
            m_whom, describeExit(status)));
}

bool readyToGo(int control) {
    char go = 0;
    say(control, ready);
    return recv(control, &go, 1, 0) == 1;
}

void sayResult(int control, const Result<>& result) {
    if (result)
        say(control, done);
    else
        say(control, result.error().kind == Error::Kind::Missing ? missing : failed, result.error().message);
}

}  // namespace corelane
