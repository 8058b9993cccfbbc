#include "engine/models/redis_address.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <utility>

namespace corelane {
namespace {

constexpr std::string_view forms =
    "give unix:/PATH or redis://HOST:PORT, as redis://127.0.0.1:6379, or nothing for a server of the run's own";
constexpr int patienceMilliseconds = 3000;

std::optional<int> numberOf(std::string_view text, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > most) return std::nullopt;
    return number;
}

Error unreachable(std::string_view url, std::string_view why) {
    return {
        Error::Kind::Missing,
        fmt::format("no Redis server answers at {} ({}); start one there, or correct the option url", url, why)};
}

// A host that is not there is not waited for as long as the system would.
bool connectSoon(int socket, const sockaddr* address, socklen_t size) {
    if (::connect(socket, address, size) == 0) return true;
    if (errno != EINPROGRESS) return false;
    pollfd connected = {socket, POLLOUT, 0};
    if (poll(&connected, 1, patienceMilliseconds) != 1) return errno = ETIMEDOUT, false;
    int refused = 0;
    socklen_t length = sizeof refused;
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &refused, &length);
    errno = refused;
    return refused == 0;
}

}  // namespace

Result<RedisAddress> parseRedisUrl(std::string_view url) {
    const auto refused = [&](std::string_view what) {
        return fail(Error::Kind::Invalid, fmt::format("the url {} {}; {}", url, what, forms));
    };
    RedisAddress address;
    if (url.starts_with("unix:")) {
        std::string_view path = url.substr(5);
        if (path.starts_with("//")) path.remove_prefix(2);
        if (!path.starts_with('/')) return refused("names no path");
        if (path.size() >= sizeof(sockaddr_un::sun_path)) return refused("is too long for a unix socket");
        address.socket = path;
        return address;
    }
    const bool redis = url.starts_with("redis://");
    if (!redis && !url.starts_with("tcp://")) return refused("is of no kind that is known");
    std::string_view rest = url.substr(url.find("//") + 2);
    if (rest.find('@') != rest.npos)
        return fail(
            Error::Kind::Invalid,
            "a recording keeps its options, so that no password has a place in the url; put it into REDISCLI_AUTH");
    if (const auto slash = rest.find('/'); slash != rest.npos) {
        const auto database = numberOf(rest.substr(slash + 1), 1'000'000);
        if (slash + 1 < rest.size() && (!redis || !database)) return refused("ends in no number of a database");
        address.database = database.value_or(0);
        rest = rest.substr(0, slash);
    }
    std::string_view port = "6379";
    if (const auto colon = rest.rfind(':'); colon != rest.npos && rest.find(']', colon) == rest.npos) {
        port = rest.substr(colon + 1);
        rest = rest.substr(0, colon);
    }
    if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
    if (rest.empty()) return refused("names no host");
    if (!numberOf(port, 65535)) return refused("has no number as its port");
    address.host = rest;
    address.port = port;
    return address;
}

Result<Descriptor> connectTo(const RedisAddress& address, std::string_view url) {
    if (!address.socket.empty()) {
        sockaddr_un local = {};
        local.sun_family = AF_UNIX;
        std::memcpy(local.sun_path, address.socket.data(), address.socket.size());
        Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (socket && ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&local), sizeof local) == 0)
            return socket;
        const int refused = errno;
        Error error = unreachable(url, std::strerror(refused));
        socket.reset();
        errno = refused;
        return tl::unexpected(std::move(error));
    }
    addrinfo hints = {}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    if (const int error = getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found); error != 0)
        return tl::unexpected(unreachable(url, gai_strerror(error)));
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, freeaddrinfo);
    int refused = 0;
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        Descriptor socket(
            ::socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, one->ai_protocol));
        if (!socket || !connectSoon(socket.get(), one->ai_addr, one->ai_addrlen)) {
            refused = errno;
            continue;
        }
        const int yes = 1;
        setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        fcntl(socket.get(), F_SETFL, 0);
        return socket;
    }
    return tl::unexpected(unreachable(url, std::strerror(refused)));
}

}  // namespace corelane
