#include "tests/commands/engine_program.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace corelane {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Pipe {
    int ends[2] = {-1, -1};
    Pipe() {
        if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    }
};

std::string newMark() {
    static int number = 0;
    return "CORELANE_TEST_MARK=" + std::to_string(getpid()) + "-" + std::to_string(++number) + "-" +
           std::to_string(Clock::now().time_since_epoch().count());
}

}  // namespace

EngineProgram::EngineProgram(const std::vector<std::string>& words, const Start& start) : m_mark(newMark()) {
    const Pipe out, err;
    // input goes through a file, so that neither side waits for the other
    const int in = memfd_create("input", MFD_CLOEXEC);
    if (in < 0 || write(in, start.input.data(), start.input.size()) != static_cast<ssize_t>(start.input.size()) ||
        lseek(in, 0, SEEK_SET) != 0)
        throw std::runtime_error("no input");

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    if (start.outFile.empty())
        posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
    else
        posix_spawn_file_actions_addopen(&actions, 1, start.outFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);

    std::vector<std::string> environment{m_mark};
    for (const auto& [key, value] : start.environment) environment.push_back(key + "=" + value);
    std::vector<char*> argv, envp;
    std::string program = CORELANE_ENGINE;
    argv.push_back(program.data());
    std::vector<std::string> own = words;
    for (std::string& word : own) argv.push_back(word.data());
    argv.push_back(nullptr);
    for (std::string& word : environment) envp.push_back(word.data());
    for (char** word = environ; *word; ++word) envp.push_back(*word);
    envp.push_back(nullptr);

    const int error = posix_spawn(&m_pid, program.c_str(), &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    close(in);
    close(out.ends[1]);
    close(err.ends[1]);
    m_out = out.ends[0];
    m_err = err.ends[0];
    if (error != 0) throw std::runtime_error("cannot start " + program + ": " + std::strerror(error));
}

EngineProgram::~EngineProgram() {
    for (const pid_t pid : alive()) kill(pid, SIGKILL);
    if (m_pid > 0) waitpid(m_pid, nullptr, 0);
    if (m_out >= 0) close(m_out);
    if (m_err >= 0) close(m_err);
}

void EngineProgram::signal(int number) const {
    kill(m_pid, number);
}

void EngineProgram::closeOutput() {
    close(m_out);
    m_out = -1;
}

// False when both streams have ended.
bool EngineProgram::readSome(int milliseconds) {
    pollfd polled[2] = {{m_out, POLLIN, 0}, {m_err, POLLIN, 0}};
    if (m_out < 0 && m_err < 0) return false;
    if (poll(polled, 2, milliseconds) <= 0) return true;
    const auto take = [](int& fd, short events, std::string& into) {
        if (fd < 0 || events == 0) return;
        char piece[65536];
        const ssize_t n = read(fd, piece, sizeof piece);
        if (n > 0) {
            into.append(piece, static_cast<std::size_t>(n));
        } else if (n == 0 || errno != EINTR) {
            close(fd);
            fd = -1;
        }
    };
    take(m_out, polled[0].revents, m_ended.out);
    take(m_err, polled[1].revents, m_ended.err);
    return m_out >= 0 || m_err >= 0;
}

bool EngineProgram::readUntil(const std::function<bool(const std::string&)>& enough) {
    const auto end = Clock::now() + std::chrono::seconds(60);
    while (!enough(m_ended.out))
        if (Clock::now() > end || !readSome(20)) return enough(m_ended.out);
    return true;
}

Ended EngineProgram::wait() {
    const auto end = Clock::now() + std::chrono::seconds(60);
    while (readSome(100))
        if (Clock::now() > end) {
            for (const pid_t pid : alive()) kill(pid, SIGKILL);
            m_ended.err += "\n(the test killed it after a minute)\n";
            break;
        }
    int status = 0;
    waitpid(m_pid, &status, 0);
    m_pid = -1;
    m_ended.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return std::move(m_ended);
}

std::vector<pid_t> processesWith(const std::string& environmentWords) {
    std::vector<pid_t> found;
    std::error_code error;
    for (fs::directory_iterator it("/proc", error), last; !error && it != last; it.increment(error)) {
        const std::string name = it->path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        // a process that has ended has no environment any more, even before it is waited for
        if (readFile(it->path() / "environ").find(environmentWords) != std::string::npos)
            found.push_back(std::stoi(name));
    }
    return found;
}

bool goneWithin(std::chrono::seconds patience, const std::function<bool()>& gone) {
    const auto end = Clock::now() + patience;
    while (!gone()) {
        if (Clock::now() > end) return false;
        std::this_thread::yield();
    }
    return true;
}

std::vector<pid_t> EngineProgram::alive() const {
    return processesWith(m_mark);
}

bool EngineProgram::allGone() const {
    return goneWithin(std::chrono::seconds(10), [this] { return alive().empty(); });
}

Ended engine(const std::vector<std::string>& words) {
    return EngineProgram(words).wait();
}

Ended engine(const std::vector<std::string>& words, const EngineProgram::Start& start) {
    return EngineProgram(words, start).wait();
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "corelane-test-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::permissions(m_path, fs::perms::owner_all, ignored);
    fs::remove_all(m_path, ignored);
}

std::string readFile(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeFile(const fs::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
}

bool matchesGolden(const std::string& name, const std::string& text) {
    const fs::path file = fs::path(CORELANE_GOLDEN) / name;
    if (std::getenv("CORELANE_APPROVE")) writeFile(file, text);
    if (readFile(file) == text) return true;
    std::cerr << "differs from " << file << " (CORELANE_APPROVE=1 writes it):\n" << text;
    return false;
}

}  // namespace corelane
