#include "engine/models/queue_handshake.h"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <netinet/tcp.h>
#include <sodium.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace corelane {
namespace {

constexpr timeval patience = {5, 0};

// The labels keep one side's code from being the other's.
class Code {
  public:
    Code(const QueueKey& key, std::string_view label) {
        static_assert(std::tuple_size_v<QueueCode> == crypto_auth_hmacsha256_BYTES);
        crypto_auth_hmacsha256_init(&m_state, key.data(), key.size());
        add(label.data(), label.size());
    }
    void add(const void* data, std::size_t size) {
        crypto_auth_hmacsha256_update(&m_state, static_cast<const unsigned char*>(data), size);
    }
    QueueCode take() {
        QueueCode code;
        crypto_auth_hmacsha256_final(&m_state, code.data());
        return code;
    }

  private:
    crypto_auth_hmacsha256_state m_state;
};

template <std::size_t Size>
std::array<unsigned char, Size> random() {
    CORELANE_ASSERT(sodium_init() >= 0);
    std::array<unsigned char, Size> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

bool readAll(int socket, void* into, std::size_t size) {
    ssize_t got = 0;
    do got = recv(socket, into, size, MSG_WAITALL);
    while (got < 0 && errno == EINTR);
    if (got >= 0 && static_cast<std::size_t>(got) < size) errno = ECONNRESET;
    return got == static_cast<ssize_t>(size);
}

Error refused(std::string_view what) {
    return {
        Error::Kind::Failed, fmt::format(
                                 "the queue server on 127.0.0.1 {} ({}); look whether it was ended or a firewall "
                                 "guards the loopback device, and run it again",
                                 what, std::strerror(errno))};
}

}  // namespace

QueueKey freshQueueKey() {
    return random<std::tuple_size_v<QueueKey>>();
}

QueueNonce freshQueueNonce() {
    return random<std::tuple_size_v<QueueNonce>>();
}

QueueCode codeOfProof(const QueueKey& key, const QueueGreeting& greeting, const QueueProof& proof) {
    Code code(key, "client");
    code.add(&greeting, sizeof greeting);
    code.add(&proof, offsetof(QueueProof, code));
    return code.take();
}

QueueCode codeOfWelcome(const QueueKey& key, const QueueGreeting& greeting, const QueueProof& proof) {
    Code code(key, "server");
    code.add(&proof, sizeof proof);
    code.add(&greeting, sizeof greeting);
    return code.take();
}

bool sameCode(const QueueCode& a, const QueueCode& b) {
    return sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<Descriptor> connectToQueue(const QueueTicket& ticket, QueueRole role, int worker) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(ticket.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    if (!socket || setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0 ||
        setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0 ||
        connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return tl::unexpected(refused("cannot be reached"));
    QueueGreeting greeting;
    if (!readAll(socket.get(), &greeting, sizeof greeting) || greeting.mark != queueMark)
        return tl::unexpected(refused("does not greet as one"));
    QueueProof proof = {
        .role = role, .worker = static_cast<std::uint32_t>(worker), .nonce = freshQueueNonce(), .code = {}};
    proof.code = codeOfProof(ticket.key, greeting, proof);
    QueueWelcome welcome;
    if (send(socket.get(), &proof, sizeof proof, MSG_NOSIGNAL) != sizeof proof ||
        !readAll(socket.get(), &welcome, sizeof welcome))
        return tl::unexpected(refused("let a client of this run not in"));
    if (!sameCode(welcome.code, codeOfWelcome(ticket.key, greeting, proof)))
        return fail(
            Error::Kind::Failed,
            fmt::format(
                "who answers on 127.0.0.1:{} does not know this run's key, so nothing was sent to it; look which "
                "program listens there (ss -ltnp)",
                ticket.port));
    const timeval forever = {0, 0};
    setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &forever, sizeof forever);
    return socket;
}

Result<Descriptor> writeTicket(const QueueTicket& ticket) {
    Descriptor fd(memfd_create("corelane queue ticket", MFD_CLOEXEC));
    TRY(rewriteTicket(fd.get(), ticket));
    return fd;
}

Result<> rewriteTicket(int fd, const QueueTicket& ticket) {
    if (pwrite(fd, &ticket, sizeof ticket, 0) == sizeof ticket) return {};
    return fail(
        Error::Kind::Io,
        fmt::format(
            "the key of the queue could not be written into memory ({}); raise the limit on open files (ulimit -n)",
            std::strerror(errno)));
}

Result<QueueTicket> readTicket(int fd) {
    QueueTicket ticket;
    if (pread(fd, &ticket, sizeof ticket, 0) != sizeof ticket)
        return fail(
            Error::Kind::Format, "a process was not given the key of its queue; workers are started by models only");
    return ticket;
}

}  // namespace corelane
