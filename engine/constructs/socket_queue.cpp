#include "engine/constructs/construct.h"
#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <deque>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <utility>

namespace corelane {
namespace {

using Outcome = SuspendingObject::Outcome;
using Brought = SuspendingActor::Brought;

// A TCP connection from this process to itself, on loopback: its port is open until both ends are there.
struct Connection {
    Descriptor in, out;
    std::string error;  // "": it stands

    Connection() {
        const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        in = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const int one = 1;
        if (listener.get() < 0 || in.get() < 0 || ::bind(listener.get(), generic, size) != 0 ||
            ::listen(listener.get(), 1) != 0 || ::getsockname(listener.get(), generic, &size) != 0 ||
            ::connect(in.get(), generic, size) != 0 ||
            (out = Descriptor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC))).get() < 0 ||
            ::setsockopt(in.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) != 0 || !isOurs())
            error = std::strerror(errno);
    }

  private:
    // Somebody else may have connected first.
    bool isOurs() const {
        sockaddr_in here{}, there{};
        socklen_t size = sizeof here;
        if (::getsockname(in.get(), reinterpret_cast<sockaddr*>(&here), &size) != 0) return false;
        if (::getpeername(out.get(), reinterpret_cast<sockaddr*>(&there), &size) != 0) return false;
        errno = ECONNREFUSED;
        return here.sin_port == there.sin_port;
    }
};

// What is put is written into a socket, and who waits for an item waits for the kernel to say that there is something
// to read. Only the loop's thread comes here.
class SocketQueue final : public SuspendingObject {
  public:
    SocketQueue(std::uint32_t capacity, std::uint32_t producers)
        : m_capacity(std::min(capacity, mostInFlight)), m_producers(producers) {}
    Outcome put(SuspendingActor& actor, std::uint64_t value) override {
        if (m_closed) {
            actor.bring(Brought::Failed);
            return Outcome::Done;
        }
        if (!m_connection.error.empty()) return refuse(actor);
        if (m_count.load() < m_capacity) {
            write(value, m_takers.size() > m_given.size() ? actor.handOver(*this) : 0);
            return Outcome::Done;
        }
        actor.bring(Brought::Nothing, value);
        actor.waitFor(*this, State::Queue, putting);
        m_putters.push_back(&actor);
        return Outcome::Suspended;
    }
    Outcome take(SuspendingActor& actor) override {
        if (!m_connection.error.empty()) return refuse(actor);
        if (std::uint64_t value = 0; m_takers.empty() && read(value)) {
            m_given.pop_front();
            actor.bring(Brought::Item, value);
            admit(actor.lastTicks());
            return Outcome::Done;
        }
        if (m_closed && m_count.load() == 0) {
            actor.bring(Brought::Closed);
            return Outcome::Done;
        }
        actor.waitFor(*this, State::Queue, taking);
        m_takers.push_back(&actor);
        if (!std::exchange(m_listens, true)) listen(actor.scheduler());
        return Outcome::Suspended;
    }
    void close(SuspendingActor& actor) override {
        m_closed = true;
        for (SuspendingActor* putter : std::exchange(m_putters, {})) {
            putter->bring(Brought::Failed);
            actor.giveTo(*putter, *this);
        }
        if (m_count.load() == 0) dismissTakers(actor.lastTicks());
    }
    void producerEnded(SuspendingActor& actor) override {
        if (--m_producers == 0) close(actor);
    }
    bool blocks(std::uint32_t, std::uint64_t ticket) const override {
        return ticket == taking ? m_count.load() == 0 : m_count.load() >= m_capacity;
    }

  private:
    static constexpr std::uint64_t taking = 0, putting = 1;
    // So few fit into any socket's buffer: writing never waits, and never writes a part.
    static constexpr std::uint32_t mostInFlight = 1'024;

    Outcome refuse(SuspendingActor& actor) const {
        actor.fault(fmt::format(
            "cannot use {}: no connection on loopback could be made ({}); raise the limit on open files (ulimit -n), "
            "or let queues be of another construct",
            name, m_connection.error));
        return Outcome::Failed;
    }
    void write(std::uint64_t value, HandoverId given) {
        m_count.fetch_add(1);
        m_given.push_back(given);
        const auto written = ::send(m_connection.in.get(), &value, sizeof value, MSG_NOSIGNAL);
        CORELANE_ASSERT(written == sizeof value);
    }
    bool read(std::uint64_t& value) {
        const auto got = ::recv(m_connection.out.get(), &value, sizeof value, MSG_DONTWAIT);
        if (got < 0) return false;
        CORELANE_ASSERT(got == sizeof value);
        m_count.fetch_sub(1);
        return true;
    }
    // There is room for one more.
    void admit(std::uint64_t ticks) {
        if (m_putters.empty()) return;
        SuspendingActor& putter = *m_putters.front();
        m_putters.pop_front();
        write(putter.value(), 0);
        putter.goOnAt(ticks);
    }
    void listen(ActorScheduler& scheduler) {
        scheduler.whenReadable(m_connection.out.get(), [this, &scheduler](std::uint64_t ticks) {
            deliver(ticks);
            if ((m_listens = !m_takers.empty())) listen(scheduler);
        });
    }
    void deliver(std::uint64_t ticks) {
        for (std::uint64_t value = 0; !m_takers.empty() && read(value);) {
            SuspendingActor& taker = *m_takers.front();
            m_takers.pop_front();
            taker.bring(Brought::Item, value);
            taker.goOnAt(ticks, m_given.front());
            m_given.pop_front();
            admit(ticks);
        }
        if (m_closed && m_count.load() == 0) dismissTakers(ticks);
    }
    void dismissTakers(std::uint64_t ticks) {
        for (SuspendingActor* taker : std::exchange(m_takers, {})) {
            taker->bring(Brought::Closed);
            taker->goOnAt(ticks);
        }
    }

    Connection m_connection;
    const std::uint32_t m_capacity;
    std::uint32_t m_producers;
    bool m_closed = false, m_listens = false;
    std::atomic<std::uint32_t> m_count{0};  // items in the socket; the watchdog reads it
    std::deque<HandoverId> m_given;         // with each of them: what was handed over, or 0
    std::deque<SuspendingActor*> m_takers, m_putters;
};

}  // namespace

namespace construct {
extern const Construct socket_queue;
constinit const Construct socket_queue = {
    .name = "socket_queue",
    .title = "TCP socket on loopback",
    .summary = "items go through the kernel, and who takes waits until the loop says that the socket can be read",
    .family = "event_loop",
    .kind = ObjectKind::Queue,
    .makeSuspending = [](const ScriptObject& object, const ObjectUsers& users) -> std::unique_ptr<SuspendingObject> {
        return std::make_unique<SocketQueue>(object.capacity, users.producers);
    }};
}  // namespace construct

}  // namespace corelane
