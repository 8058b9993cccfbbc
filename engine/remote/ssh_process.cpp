#include "engine/remote/ssh_process.h"

#include "engine/models/spawn_program.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace corelane {

namespace {

constexpr std::size_t keptErrors = 16u << 10;

struct Pipe {
    Descriptor read, write;
    static Result<Pipe> make() {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) != 0)
            return fail(
                Error::Kind::Io, fmt::format(
                                     "no pipe could be made for ssh ({}); raise the limit on open files (ulimit -n)",
                                     std::strerror(errno)));
        return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
    }
};

Result<std::string> sshProgram() {
    const char* const told = std::getenv("CORELANE_SSH");
    if (told && *told) return std::string(told);
    std::string found = programOnPath("ssh");
    if (found.empty())
        return fail(
            Error::Kind::Missing,
            "ssh is not on PATH, by which other hosts are reached; install it (Debian: openssh-client)");
    return found;
}

}  // namespace

Result<SshProcess> SshProcess::start(const std::vector<std::string>& words) {
    const std::string program = TRY(sshProgram());
    Pipe in = TRY(Pipe::make()), out = TRY(Pipe::make()), err = TRY(Pipe::make());
    const StandardStreams streams{in.read.get(), out.write.get(), err.write.get()};
    SshProcess ssh;
    ssh.m_pid = TRY(spawnProgram(program, words, {}, streams));
    ssh.m_in = std::move(in.write);
    ssh.m_out = std::move(out.read);
    ssh.m_err = std::move(err.read);
    for (const Descriptor* mine : {&ssh.m_in, &ssh.m_out, &ssh.m_err}) fcntl(mine->get(), F_SETFL, O_NONBLOCK);
    return ssh;
}

SshProcess::SshProcess(SshProcess&& other) noexcept
    : m_pid(std::exchange(other.m_pid, 0)), m_in(std::move(other.m_in)), m_out(std::move(other.m_out)),
      m_err(std::move(other.m_err)), m_toSend(std::move(other.m_toSend)), m_errors(std::move(other.m_errors)),
      m_closing(other.m_closing) {}

SshProcess::~SshProcess() {
    if (m_pid == 0) return;
    end();
    waitpid(m_pid, nullptr, 0);
}

void SshProcess::send(std::string_view bytes) {
    m_toSend += bytes;
    push();
}

void SshProcess::closeInput() {
    m_closing = true;
    push();
}

void SshProcess::push() {
    while (m_in && !m_toSend.empty()) {
        const ssize_t n = write(m_in.get(), m_toSend.data(), m_toSend.size());
        if (n >= 0)
            m_toSend.erase(0, static_cast<std::size_t>(n));
        else if (errno == EAGAIN)
            return;
        else if (errno != EINTR)
            m_in.reset();  // it has ended, which its output will tell
    }
    if (m_closing && m_toSend.empty()) m_in.reset();
}

void SshProcess::end() {
    if (m_pid > 0) kill(m_pid, SIGTERM);
}

bool SshProcess::takeErrors() {
    char piece[4096];
    const ssize_t n = read(m_err.get(), piece, sizeof piece);
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    m_errors.append(piece, static_cast<std::size_t>(n));
    if (m_errors.size() > keptErrors) m_errors.erase(0, m_errors.size() - keptErrors);
    return n > 0;
}

SshProcess::News SshProcess::wait(int milliseconds) {
    pollfd polled[] = {
        {m_out.get(), POLLIN, 0}, {m_err.get(), POLLIN, 0}, {m_toSend.empty() ? -1 : m_in.get(), POLLOUT, 0}};
    News news;
    if (poll(polled, std::size(polled), milliseconds) <= 0) return news;
    if (polled[2].revents != 0) push();
    if (polled[1].revents != 0 && !takeErrors()) m_err.reset();
    if (polled[0].revents == 0) return news;
    news.out.resize(256 << 10);
    const ssize_t n = read(m_out.get(), news.out.data(), news.out.size());
    news.ended = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    news.out.resize(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    return news;
}

int SshProcess::exitStatus() {
    // Its last words may still be in the pipe. Whoever else holds that open is not waited for.
    constexpr int patience = 1000;
    pollfd errors{m_err.get(), POLLIN, 0};
    while (m_err && poll(&errors, 1, patience) > 0)
        if (!takeErrors()) m_err.reset();
    int status = 0;
    if (m_pid > 0) waitpid(std::exchange(m_pid, 0), &status, 0);
    return status;
}

std::string SshProcess::lastWords() const {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t last = m_errors.find_last_not_of(blank);
    if (last == std::string::npos) return {};
    const std::size_t begin = m_errors.find_last_of("\r\n", last) + 1;  // npos + 1 is 0
    return m_errors.substr(begin, last + 1 - begin);
}

}  // namespace corelane
