#include "tests/bench/bare_pool.h"

#include "tests/bench/cores.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

[[noreturn]] void give(const char* what) {
    std::perror(what);
    std::abort();
}

void readAll(int fd, void* into, std::size_t size) {
    for (auto* at = static_cast<char*>(into); size > 0;) {
        const ssize_t got = read(fd, at, size);
        if (got <= 0) std::_Exit(0);
        at += got;
        size -= static_cast<std::size_t>(got);
    }
}

void writeAll(int fd, const void* from, std::size_t size) {
    for (auto* at = static_cast<const char*>(from); size > 0;) {
        const ssize_t put = write(fd, at, size);
        if (put <= 0) give("write");
        at += put;
        size -= static_cast<std::size_t>(put);
    }
}

pid_t spawnWorker(
    const std::string& program, const char* mode, const BareWork& work, int worker, std::vector<int> keep) {
    std::vector<std::string> words = {
        program,
        mode,
        work.pattern,
        std::to_string(work.steps),
        std::to_string(work.width),
        std::to_string(work.iterations),
        std::to_string(work.bytes),
        std::to_string(worker)};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int fd : keep) {
        words.push_back(std::to_string(fd));
        posix_spawn_file_actions_adddup2(&actions, fd, fd);
    }
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t pid = 0;
    if (posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments.data(), environ) != 0) give(program.c_str());
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

struct Peer {
    int to = -1, from = -1;
    pid_t pid = 0;
    std::deque<Task> underWay;
};

class PipePool {
  public:
    explicit PipePool(const Workload& workload)
        : m_workload(workload), m_graph(workload.graphs()[0]), m_bytes(workload.outputBytes(0)),
          m_missing(m_graph.taskCount() + m_graph.width()), m_outputs(m_missing.size() * m_bytes) {
        for (std::uint32_t step = 0; step < m_graph.steps(); ++step)
            for (std::uint32_t point = 0; point < m_graph.width(); ++point)
                if (m_graph.exists(step, point)) {
                    m_missing[at({0, step, point})] = m_graph.inputCount(step, point);
                    if (m_missing[at({0, step, point})] == 0) m_ready.push_back({0, step, point});
                }
        m_left = m_graph.taskCount();
    }

    void run(std::vector<Peer>& peers) {
        std::vector<pollfd> watched;
        for (const Peer& peer : peers) watched.push_back({peer.from, POLLIN, 0});
        while (m_left > 0) {
            for (bool more = true; more;) {
                more = false;
                for (Peer& peer : peers)
                    if (peer.underWay.size() < 2 && !m_ready.empty()) send(peer), more = true;
            }
            poll(watched.data(), watched.size(), -1);
            for (std::size_t i = 0; i < peers.size(); ++i)
                if (watched[i].revents != 0) receive(peers[i]);
        }
    }

  private:
    std::size_t at(Task task) const { return std::size_t{task.step} * m_graph.width() + task.point; }

    void send(Peer& peer) {
        const Task task = m_ready.front();
        m_ready.pop_front();
        m_graph.inputs(task.step, task.point, m_points);
        const BareFrame frame{
            m_workload.naming().index(task), static_cast<std::uint32_t>(m_points.size()), m_points.size() * m_bytes};
        m_message.resize(sizeof frame + frame.bytes);
        std::memcpy(m_message.data(), &frame, sizeof frame);
        auto* into = m_message.data() + sizeof frame;
        for (const std::uint32_t point : m_points) {
            std::memcpy(into, m_outputs.data() + at({0, task.step - 1, point}) * m_bytes, m_bytes);
            into += m_bytes;
        }
        writeAll(peer.to, m_message.data(), m_message.size());
        peer.underWay.push_back(task);
    }
    void receive(Peer& peer) {
        const Task task = peer.underWay.front();
        peer.underWay.pop_front();
        m_message.resize(sizeof(BareFrame) + m_bytes);
        readAll(peer.from, m_message.data(), m_message.size());
        std::memcpy(m_outputs.data() + at(task) * m_bytes, m_message.data() + sizeof(BareFrame), m_bytes);
        m_left -= 1;
        m_graph.consumers(task.step, task.point, m_points);
        for (const std::uint32_t point : m_points)
            if (--m_missing[at({0, task.step + 1, point})] == 0) m_ready.push_back({0, task.step + 1, point});
    }

    const Workload& m_workload;
    const TaskGraph& m_graph;
    std::size_t m_bytes;
    std::vector<std::uint32_t> m_missing;
    std::vector<std::byte> m_outputs, m_message;
    std::deque<Task> m_ready;
    std::uint64_t m_left = 0;
    Points m_points;
};

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void workThroughPipe(const Workload& workload, int from, int to) {
    const std::size_t bytes = workload.outputBytes(0);
    std::vector<std::byte> inputs, answer(sizeof(BareFrame) + bytes), scratch(workload.scratchBytes());
    std::vector<Bytes> spans;
    for (BareFrame frame;;) {
        readAll(from, &frame, sizeof frame);
        inputs.resize(frame.bytes);
        readAll(from, inputs.data(), inputs.size());
        spans.clear();
        for (std::uint32_t i = 0; i < frame.payloads; ++i) spans.emplace_back(inputs.data() + i * bytes, bytes);
        const Task task = *workload.naming().task(frame.task);
        workload.run(task, spans, MutableBytes(answer).subspan(sizeof frame), scratch);
        frame = {frame.task, 1, bytes};
        std::memcpy(answer.data(), &frame, sizeof frame);
        writeAll(to, answer.data(), answer.size());
    }
}

void workInTurns(const Workload& workload, BareToken& token, std::uint32_t first) {
    std::vector<std::byte> scratch(workload.scratchBytes());
    const MutableBytes output{token.output[first], workload.outputBytes(0)};
    const Bytes input{token.output[1 - first], workload.outputBytes(0)};
    const std::uint32_t tasks = workload.graphs()[0].steps();
    for (std::uint32_t step = first; step < tasks; step += 2) {
        token.await(step);
        if (step > 0 && !stampedBy({0, step - 1, 0}, input)) std::abort();
        workload.run({0, step, 0}, std::span(&input, step > 0 ? 1 : 0), output, scratch);
        token.hand(step + 1);
    }
}

}  // namespace

void BareToken::hand(std::uint32_t next) {
    turn.store(next, std::memory_order_seq_cst);
    if (sleeping.load(std::memory_order_seq_cst) != 0)
        syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&turn), FUTEX_WAKE, 1, nullptr, nullptr, 0);
}

void BareToken::await(std::uint32_t mine) {
    for (int spins = 0; spins < 1000; ++spins) {
        if (turn.load(std::memory_order_acquire) == mine) return;
        __builtin_ia32_pause();
    }
    sleeping.fetch_add(1, std::memory_order_seq_cst);
    for (std::uint32_t seen; (seen = turn.load(std::memory_order_seq_cst)) != mine;)
        syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&turn), FUTEX_WAIT, seen, nullptr, nullptr, 0);
    sleeping.fetch_sub(1, std::memory_order_seq_cst);
}

std::vector<Options> BareWork::options() const {
    const std::map<std::string, OptionValue> given = {
        {"pattern", pattern},       {"steps", steps},
        {"width", width},           {"kernel", std::string(iterations > 0 ? "compute_bound" : "empty")},
        {"iterations", iterations}, {"output_bytes", bytes}};
    return {*Options::resolve(findWorkloadKind("task_graph")->options, given)};
}

std::unique_ptr<Workload> BareWork::make() const {
    const std::vector<Options> graphs = options();
    return *findWorkloadKind("task_graph")->make(graphs);
}

double barePipePool(const std::string& worker, const BareWork& work, int workers) {
    const auto workload = work.make();
    PipePool pool(*workload);
    std::vector<Peer> peers(static_cast<std::size_t>(workers));
    const double begin = now();
    for (int i = 0; i < workers; ++i) {
        int down[2], up[2];
        if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0) give("pipe");
        fcntl(down[1], F_SETPIPE_SZ, 1 << 20);
        fcntl(up[1], F_SETPIPE_SZ, 1 << 20);
        peers[static_cast<std::size_t>(i)] = {
            down[1], up[0], spawnWorker(worker, "pipe", work, i, {down[0], up[1]}), {}};
        close(down[0]);
        close(up[1]);
    }
    pool.run(peers);
    for (const Peer& peer : peers) close(peer.to);
    for (const Peer& peer : peers) waitpid(peer.pid, nullptr, 0);
    const double seconds = now() - begin;
    for (const Peer& peer : peers) close(peer.from);
    return seconds;
}

double bareSharedChain(const std::string& worker, const BareWork& work) {
    const int fd = memfd_create("bare token", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, 4096) != 0) give("memfd");
    const double begin = now();
    pid_t pids[2];
    for (int i = 0; i < 2; ++i) pids[i] = spawnWorker(worker, "turns", work, i, {fd});
    for (const pid_t pid : pids) waitpid(pid, nullptr, 0);
    const double seconds = now() - begin;
    close(fd);
    return seconds;
}

namespace {

void echo(int socket) {
    char question[32];
    const char answer[16] = {};
    while (recv(socket, question, sizeof question, MSG_WAITALL) == sizeof question)
        if (send(socket, answer, sizeof answer, 0) != sizeof answer) return;
}

}  // namespace

double bareSocketRoundTrip(const std::string& worker, int trips) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) give("socketpair");
    const pid_t pid = spawnWorker(worker, "echo", {}, 0, {ends[1]});
    close(ends[1]);
    const char question[32] = {};
    char answer[16];
    const auto trip = [&] {
        if (send(ends[0], question, sizeof question, 0) != sizeof question ||
            recv(ends[0], answer, sizeof answer, MSG_WAITALL) != sizeof answer)
            give("echo");
    };
    trip();  // it is there
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < trips; ++i) trip();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    close(ends[0]);
    waitpid(pid, nullptr, 0);
    return took.count() / trips;
}

int bareWorker(int argc, char** argv) {
    if (argc < 9) return 2;
    const std::string mode = argv[1];
    BareWork work{argv[2], std::atoll(argv[3]), std::atoll(argv[4]), std::atoll(argv[5]), std::atoll(argv[6])};
    const auto workload = work.make();
    const int worker = std::atoi(argv[7]);
    const std::vector<int> cores = coresHere();
    pinTo(cores[static_cast<std::size_t>(worker) % cores.size()]);
    if (mode == "pipe" && argc == 10) workThroughPipe(*workload, std::atoi(argv[8]), std::atoi(argv[9]));
    if (mode == "echo") echo(std::atoi(argv[8]));
    if (mode == "turns") {
        void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, std::atoi(argv[8]), 0);
        if (memory == MAP_FAILED) give("mmap");
        workInTurns(*workload, *static_cast<BareToken*>(memory), static_cast<std::uint32_t>(worker));
    }
    return 0;
}

}  // namespace corelane
