// The process of the model manager that keeps the objects: one thread, which takes one call after the other, whoever
// made it. Calls that must wait, for a lock or for something in a queue, are answered later and in order.
#include "engine/models/fault_injection.h"
#include "engine/models/proxy_calls.h"
#include "engine/models/proxy_ends.h"
#include "engine/models/server_process.h"
#include "engine/models/worker_words.h"
#include "engine/record/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <unordered_map>
#include <vector>

namespace corelane {
namespace {

constexpr std::size_t engineClients = 2;
constexpr std::uint64_t mostBytes = std::uint64_t{1} << 30;  // of one call
constexpr std::size_t firstRead = 4096;

struct Client {
    Descriptor socket;
    std::vector<char> in = std::vector<char>(firstRead);
    std::size_t have = 0;
    std::vector<char> out;  // what there was no room for
    std::uint64_t dictSets = 0;
    bool gone = false;
};

struct Queue {
    std::deque<std::int64_t> values;
    std::deque<Client*> waiting;
};

class ObjectServer {
  public:
    ObjectServer(Execution& execution, int control, std::span<const int> sockets)
        : m_recorder(execution.recorder), m_laneIndex(execution.workers + 1), m_control(control),
          m_clients(sockets.size()), m_wait(m_recorder.name("wait for calls")),
          m_serve(m_recorder.name("serve calls")), m_fault(m_recorder, faultPlan(execution.options), faultOfServer) {
        for (std::size_t i = 0; i < sockets.size(); ++i) {
            m_clients[i].socket.reset(sockets[i]);
            fcntl(sockets[i], F_SETFL, O_NONBLOCK);
        }
    }

    // Until the engine lets it go.
    int serve() {
        for (;;) {
            m_polled = {{m_control, POLLIN, 0}};
            for (const Client& client : m_clients)
                m_polled.push_back(
                    {client.gone ? -1 : client.socket.get(),
                     static_cast<short>(client.out.empty() ? POLLIN : POLLIN | POLLOUT), 0});
            if (poll(m_polled.data(), m_polled.size(), -1) < 0 && errno != EINTR) return 1;
            lap(State::Idle, m_wait);
            if (m_polled[0].revents != 0) return 0;
            for (std::size_t i = 0; i < m_clients.size(); ++i) {
                Client& client = m_clients[i];
                if ((m_polled[i + 1].revents & POLLOUT) != 0) sendOut(client);
                if ((m_polled[i + 1].revents & ~POLLOUT) == 0) continue;
                if (!m_lane && i >= engineClients) openLane();
                if (!hear(client)) forget(client);
            }
            lap(State::Overhead, m_serve);
        }
    }

  private:
    // False: it has gone, or it said what is no call.
    bool hear(Client& client) {
        ssize_t got = 0;
        do got = recv(client.socket.get(), client.in.data() + client.have, client.in.size() - client.have, 0);
        while (got < 0 && errno == EINTR);
        if (got <= 0) return got < 0 && errno == EAGAIN;
        client.have += static_cast<std::size_t>(got);
        std::size_t begin = 0;
        ProxyCall call;
        while (client.have - begin >= sizeof call) {
            std::memcpy(&call, client.in.data() + begin, sizeof call);
            if (call.bytes > mostBytes) return false;
            const std::size_t whole = sizeof call + call.bytes;
            if (client.have - begin < whole) {
                if (client.in.size() < whole) client.in.resize(whole);
                break;
            }
            if (!answer(client, call, {client.in.data() + begin + sizeof call, call.bytes})) return false;
            begin += whole;
        }
        std::memmove(client.in.data(), client.in.data() + begin, client.have - begin);
        client.have -= begin;
        return true;
    }

    // Its call is never answered. A lock that it held stays held: what it guards may be half done.
    void forget(Client& client) {
        client.gone = true;
        client.socket.reset();
        for (Queue& queue : m_queues) std::erase(queue.waiting, &client);
        if (!m_locking.empty() && m_locking.front() != &client) std::erase(m_locking, &client);
    }

    bool answer(Client& client, const ProxyCall& call, std::span<const char> bytes) {
        switch (call.method) {
        case ProxyMethod::DictSet:
            m_dict[call.key].assign(bytes.begin(), bytes.end());
            client.dictSets += 1;
            if (m_laps) m_fault.taskDone(*m_laps);
            return reply(client, 0);
        case ProxyMethod::DictGet: {
            const auto found = m_dict.find(call.key);
            return reply(client, 0, found == m_dict.end() ? std::span<const char>() : found->second);
        }
        case ProxyMethod::ListExtend: {
            const std::size_t before = m_list.size(), count = bytes.size() / sizeof(std::int64_t);
            m_list.resize(before + count);
            if (count > 0) std::memcpy(m_list.data() + before, bytes.data(), count * sizeof(std::int64_t));
            return reply(client, static_cast<std::int64_t>(m_list.size()));
        }
        case ProxyMethod::ListGet:
            return call.key < m_list.size() && reply(client, m_list[call.key]);
        case ProxyMethod::ListSet:
            if (call.key >= m_list.size()) return false;
            m_list[call.key] = call.value;
            return reply(client, 0);
        case ProxyMethod::NamespaceGet:
            return reply(client, m_namespace[call.key]);
        case ProxyMethod::NamespaceSet:
            m_namespace[call.key] = call.value;
            return reply(client, 0);
        case ProxyMethod::QueuePut:
            return call.key < proxyQueues && put(m_queues[call.key], call.value) && reply(client, 0);
        case ProxyMethod::QueueGet: {
            if (call.key >= proxyQueues) return false;
            Queue& queue = m_queues[call.key];
            if (queue.values.empty()) return queue.waiting.push_back(&client), true;
            reply(client, queue.values.front());
            queue.values.pop_front();
            return true;
        }
        case ProxyMethod::LockAcquire:
            m_locking.push_back(&client);
            return m_locking.size() > 1 || reply(client, 0);
        case ProxyMethod::LockRelease:
            if (m_locking.empty() || m_locking.front() != &client) return false;
            m_locking.pop_front();
            if (!m_locking.empty()) reply(*m_locking.front(), 0);
            return reply(client, 0);
        case ProxyMethod::CallsOf:
            return call.key < m_clients.size() &&
                   reply(client, static_cast<std::int64_t>(m_clients[call.key].dictSets));
        }
        return false;
    }

    static bool put(Queue& queue, std::int64_t value) {
        if (queue.waiting.empty()) {
            queue.values.push_back(value);
        } else {
            reply(*queue.waiting.front(), value);
            queue.waiting.pop_front();
        }
        return true;
    }

    // Never waits: what there is no room for leaves later. A client that has gone is seen when it is read from.
    static bool reply(Client& client, std::int64_t value, std::span<const char> bytes = {}) {
        const ProxyReply head = {value, bytes.size()};
        std::size_t sent = 0;
        if (client.out.empty()) {
            iovec pieces[2] = {
                {const_cast<ProxyReply*>(&head), sizeof head}, {const_cast<char*>(bytes.data()), bytes.size()}};
            msghdr message = {};
            message.msg_iov = pieces;
            message.msg_iovlen = bytes.empty() ? 1 : 2;
            const ssize_t moved = sendmsg(client.socket.get(), &message, MSG_NOSIGNAL);
            sent = moved > 0 ? static_cast<std::size_t>(moved) : 0;
        }
        const char* const first = reinterpret_cast<const char*>(&head);
        if (sent < sizeof head) client.out.insert(client.out.end(), first + sent, first + sizeof head);
        const std::size_t ofBytes = sent > sizeof head ? sent - sizeof head : 0;
        client.out.insert(client.out.end(), bytes.begin() + static_cast<std::ptrdiff_t>(ofBytes), bytes.end());
        return true;
    }
    static void sendOut(Client& client) {
        const ssize_t moved = send(client.socket.get(), client.out.data(), client.out.size(), MSG_NOSIGNAL);
        if (moved > 0) client.out.erase(client.out.begin(), client.out.begin() + moved);
    }

    // The lane lives within the run, which begins after this process.
    void openLane() {
        m_lane.emplace(m_recorder, m_laneIndex, "manager");
        m_laps.emplace(*m_lane);
    }
    void lap(State state, NameId name) {
        if (m_laps) m_laps->lap(state, name);
    }

    Recorder& m_recorder;
    int m_laneIndex, m_control;
    std::vector<Client> m_clients;
    std::vector<pollfd> m_polled;
    std::unordered_map<std::uint64_t, std::vector<char>> m_dict;
    std::vector<std::int64_t> m_list;
    std::unordered_map<std::uint64_t, std::int64_t> m_namespace;
    std::array<Queue, proxyQueues> m_queues;
    std::deque<Client*> m_locking;  // the first one has the lock
    NameId m_wait, m_serve;
    FaultInjector m_fault;
    std::optional<WorkerLane> m_lane;
    std::optional<LaneLaps> m_laps;
};

}  // namespace

int serveObjects(Execution& execution, int control, std::span<const int> descriptors) {
    if (!sayReady(control, 0)) return complain("the engine has gone, so there is nothing to do");
    return ObjectServer(execution, control, descriptors).serve();
}

}  // namespace corelane
