// The queue server of distributed_queue: a process that listens on loopback, lets in who proves the key, keeps the
// queue, and counts whom it refused. A job stays its own until the result is there: what a worker had taken when its
// connection ended goes back to the front of the queue.
#include "engine/models/fault_injection.h"
#include "engine/models/job_book.h"
#include "engine/models/queue_bytes.h"
#include "engine/models/queue_ends.h"
#include "engine/models/queue_handshake.h"
#include "engine/models/server_process.h"
#include "engine/models/stream_transport.h"
#include "engine/models/worker_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>
#include <memory>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{2};  // for a proof
constexpr int lookMilliseconds = 100;        // how often at who owes one
constexpr std::size_t mostStrangers = 32;    // connections without a proof so far
constexpr std::size_t mostProofsKept = 1024;
constexpr std::size_t readAtOnce = 64 * 1024;
constexpr std::size_t mostResultsWaiting = std::size_t{16} << 20;  // bytes that the engine has not taken

// Why a connection was ended: each has a counter.
enum class Refusal { WrongKey, Replay, Garbage, Oversized, Silent, Crowded, PlaceTaken };
constexpr std::array<std::string_view, 7> refusalNames = {
    "refused: wrong key", "refused: replay",  "refused: garbage",    "refused: oversized",
    "refused: silent",    "refused: crowded", "refused: place taken"};

using Job = std::shared_ptr<const std::vector<char>>;  // MessageFrame, inputs

TaskIndex taskOf(const void* frame) {
    MessageFrame known;
    std::memcpy(&known, frame, sizeof known);
    return known.task;
}

struct Client {
    Descriptor socket;
    QueueGreeting greeting;
    std::optional<QueueRole> role;  // once it has proved itself
    std::uint32_t worker = 0;
    SteadyClock::time_point deadline;  // for its proof
    IncomingBytes in;
    OutgoingBytes out;
    std::vector<Job> taken;
    std::uint32_t wanted = 0;
    bool gone = false;
};

class QueueServer {
  public:
    QueueServer(Execution& execution, Descriptor listening, int control, const QueueKey& key)
        : m_recorder(execution.recorder), m_workers(execution.workers), m_listening(std::move(listening)),
          m_control(control), m_key(key), m_largest(sizeof(ResultFrame) + largestMessage(execution.workload)),
          m_wait(m_recorder.name("wait for clients")), m_receive(m_recorder.name("receive")),
          m_send(m_recorder.name("send")), m_serve(m_recorder.name("keep the queue")),
          m_depth(m_recorder.counter("queue", "tasks")),
          m_fault(m_recorder, faultPlan(execution.options), faultOfServer) {}

    // Until the engine lets it go.
    int serve() {
        while (attend()) {}
        return 0;
    }

  private:
    bool attend() {
        std::vector<pollfd> polled = {{m_control, POLLIN, 0}, {m_listening.get(), POLLIN, 0}};
        const bool full = m_engine != nullptr && m_engine->out.size() > mostResultsWaiting;
        for (const auto& client : m_clients) {
            const bool listened = !full || client->role != QueueRole::Worker;
            polled.push_back(
                {client->socket.get(),
                 static_cast<short>((listened ? POLLIN : 0) | (client->out.size() > 0 ? POLLOUT : 0)), 0});
        }
        const std::size_t known = m_clients.size();
        const int ready = poll(polled.data(), polled.size(), strangers() > 0 ? lookMilliseconds : -1);
        lap(State::Idle, m_wait);
        if (ready < 0 && errno != EINTR) return false;
        if (polled[0].revents != 0) return false;
        for (std::size_t i = 0; i < known; ++i)
            if ((polled[i + 2].revents & ~POLLOUT) != 0) hear(*m_clients[i]);
        if (polled[1].revents != 0) letIn();
        deal();
        for (const auto& client : m_clients) {
            if (client->out.size() == 0) continue;
            lap(State::Overhead, m_serve);
            client->gone = !client->out.send(client->socket.get()) || client->gone;
            lap(State::Io, m_send);
        }
        const auto now = SteadyClock::now();
        for (const auto& client : m_clients)
            if (!client->role && !client->gone && now > client->deadline) refuse(*client, Refusal::Silent);
        std::erase_if(m_clients, [&](const auto& client) { return client->gone && (forget(*client), true); });
        note();
        lap(State::Overhead, m_serve);
        return true;
    }

    std::size_t strangers() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(m_clients, [](const auto& client) { return !client->role; }));
    }

    void letIn() {
        Descriptor socket(accept4(m_listening.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!socket) return;
        if (strangers() >= mostStrangers) return count(Refusal::Crowded);
        const int yes = 1;
        setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        auto client = std::make_unique<Client>();
        client->socket = std::move(socket);
        client->greeting.nonce = freshQueueNonce();
        client->deadline = SteadyClock::now() + patience;
        client->out.add(&client->greeting, sizeof client->greeting);
        m_clients.push_back(std::move(client));
    }

    void hear(Client& client) {
        lap(State::Overhead, m_serve);
        // Of a stranger no more than a proof.
        const std::size_t room = client.role ? readAtOnce : sizeof(QueueProof) - client.in.bytes().size();
        const auto received = client.in.receive(client.socket.get(), room);
        lap(State::Io, m_receive);
        if (received == IncomingBytes::Received::End) {
            client.gone = true;
            if (!client.role) count(Refusal::Silent);
            return;
        }
        if (!client.role) return judge(client);
        while (const auto message = client.in.peek<QueueMessage>()) {
            if (!allowed(client, *message)) return refuse(client, Refusal::Garbage);
            if (message->bytes > m_largest) return refuse(client, Refusal::Oversized);
            const auto bytes = client.in.bytes().subspan(sizeof *message);
            if (bytes.size() < message->bytes) break;
            if (!take(client, *message, bytes.first(message->bytes))) return refuse(client, Refusal::Garbage);
            client.in.drop(sizeof *message + message->bytes);
        }
    }

    static bool allowed(const Client& client, const QueueMessage& message) {
        if (client.role == QueueRole::Engine)
            return message.kind == QueueKind::Put && message.bytes >= sizeof(MessageFrame);
        if (message.kind == QueueKind::Get) return message.count > 0 && message.bytes == 0 && client.wanted == 0;
        return message.kind == QueueKind::Result && message.bytes >= sizeof(ResultFrame);
    }

    // False: it makes no sense.
    bool take(Client& client, const QueueMessage& message, std::span<const char> bytes) {
        switch (message.kind) {
        case QueueKind::Put:
            openLane();
            m_queue.push_back(std::make_shared<const std::vector<char>>(bytes.begin(), bytes.end()));
            return true;
        case QueueKind::Get:
            client.wanted = message.count;
            m_waiting.push_back(&client);
            return true;
        default:
            const auto job = std::ranges::find(
                client.taken, taskOf(bytes.data()), [](const Job& each) { return taskOf(each->data()); });
            if (job == client.taken.end()) return false;
            client.taken.erase(job);
            if (m_laps) m_fault.taskDone(*m_laps);
            if (m_engine != nullptr) m_engine->out.add(message, bytes);
            return true;
        }
    }

    // Is it who may come in?
    void judge(Client& client) {
        const auto bytes = client.in.bytes();
        const std::size_t marked = std::min(bytes.size(), queueMark.size());
        if (!std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(marked), queueMark.begin()))
            return refuse(client, Refusal::Garbage);
        const auto proof = client.in.peek<QueueProof>();
        if (!proof) return;
        client.in.drop(sizeof *proof);
        if (!sameCode(proof->code, codeOfProof(m_key, client.greeting, *proof))) {
            const bool heard =
                std::ranges::any_of(m_proofs, [&](const QueueCode& code) { return sameCode(code, proof->code); });
            return refuse(client, heard ? Refusal::Replay : Refusal::WrongKey);
        }
        m_proofs.push_back(proof->code);
        if (m_proofs.size() > mostProofsKept) m_proofs.pop_front();
        const bool engine = proof->role == QueueRole::Engine;
        if (!engine && (proof->role != QueueRole::Worker || proof->worker >= static_cast<std::uint32_t>(m_workers)))
            return refuse(client, Refusal::Garbage);
        for (const auto& other : m_clients)
            if (!other->gone && other->role == proof->role && (engine || other->worker == proof->worker))
                return refuse(client, Refusal::PlaceTaken);
        client.role = proof->role;
        client.worker = proof->worker;
        if (engine) m_engine = &client;
        const QueueWelcome welcome = {codeOfWelcome(m_key, client.greeting, *proof)};
        client.out.add(&welcome, sizeof welcome);
    }

    void refuse(Client& client, Refusal why) {
        count(why);
        client.gone = true;
    }
    void count(Refusal why) { m_refused[static_cast<std::size_t>(why)] += 1; }

    // Whoever has waited longest is served first, and takes as many as it asked for.
    void deal() {
        std::uint32_t left = 0;
        while (!m_queue.empty() && !m_waiting.empty()) {
            Client& client = *m_waiting.front();
            m_waiting.pop_front();
            auto given = static_cast<std::uint32_t>(std::min<std::size_t>(client.wanted, m_queue.size()));
            client.wanted = 0;
            left += given;
            while (given-- > 0) {
                const Job& job = m_queue.front();
                client.out.add({QueueKind::Job, given, job->size()}, *job);
                client.taken.push_back(job);
                m_queue.pop_front();
            }
        }
        if (left > 0 && m_engine != nullptr) m_engine->out.add({QueueKind::Taken, left, 0});
    }

    // A client has gone.
    void forget(Client& client) {
        std::erase(m_waiting, &client);
        if (m_engine == &client) m_engine = nullptr;
        if (client.taken.empty()) return;
        if (m_engine != nullptr)
            m_engine->out.add({QueueKind::TakenBack, static_cast<std::uint32_t>(client.taken.size()), 0});
        m_queue.insert(m_queue.begin(), client.taken.begin(), client.taken.end());
        m_again = true;
    }

    // The lane lives within the run, which begins after this process.
    void openLane() {
        if (m_lane) return;
        m_lane.emplace(m_recorder, m_workers + 1, "broker");
        m_laps.emplace(*m_lane);
    }
    void lap(State state, NameId name) {
        if (m_laps) m_laps->lap(state, name);
    }
    void note() {
        if (std::exchange(m_again, false)) deal();  // what was taken back, at once
        if (!m_lane) return;
        if (std::exchange(m_noted, m_queue.size()) != m_queue.size())
            m_lane->counter(m_depth, static_cast<std::int64_t>(m_queue.size()));
        for (std::size_t i = 0; i < m_refused.size(); ++i)
            if (std::exchange(m_refusedNoted[i], m_refused[i]) != m_refused[i])
                m_lane->counter(m_recorder.counter(refusalNames[i], "connections"), m_refused[i]);
    }

    Recorder& m_recorder;
    int m_workers;
    Descriptor m_listening;
    int m_control;
    QueueKey m_key;
    std::size_t m_largest;  // message that may come
    std::vector<std::unique_ptr<Client>> m_clients;
    Client* m_engine = nullptr;
    std::deque<Job> m_queue;
    std::deque<Client*> m_waiting;
    std::deque<QueueCode> m_proofs;  // that were right
    std::array<std::int64_t, refusalNames.size()> m_refused{}, m_refusedNoted{};
    std::size_t m_noted = 0;
    bool m_again = false;
    NameId m_wait, m_receive, m_send, m_serve;
    CounterId m_depth;
    FaultInjector m_fault;
    std::optional<WorkerLane> m_lane;
    std::optional<LaneLaps> m_laps;
};

}  // namespace

int serveQueue(Execution& execution, int control, std::span<const int> descriptors) {
    if (descriptors.size() != 1) return complain("the queue server is started by models only");
    const auto ticket = readTicket(descriptors[0]);
    if (!ticket) return complain(ticket.error().message);
    Descriptor listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(execution.options.integer("port")));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const int yes = 1;
    if (!listening || setsockopt(listening.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        listen(listening.get(), 128) != 0 ||
        getsockname(listening.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return complain(fmt::format(
            "the queue server cannot listen on 127.0.0.1:{} ({}); choose another port, or 0 for one that is free",
            execution.options.integer("port"), std::strerror(errno)));
    if (!sayReady(control, ntohs(address.sin_port)))
        return complain("the engine has gone, so there is nothing to do");
    return QueueServer(execution, std::move(listening), control, ticket->key).serve();
}

}  // namespace corelane
