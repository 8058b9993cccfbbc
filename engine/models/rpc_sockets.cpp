#include "engine/models/rpc_sockets.h"

#include "engine/record/descriptor.h"

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace corelane {
namespace {

constexpr int mostStrangers = 16;  // who may come in between

sockaddr* plain(sockaddr_in& address) {
    return reinterpret_cast<sockaddr*>(&address);
}

// What connected is told from a stranger by its port.
Descriptor acceptFrom(int listening, in_port_t port) {
    for (int i = 0; i < mostStrangers; ++i) {
        sockaddr_in from = {};
        socklen_t size = sizeof from;
        Descriptor accepted(accept4(listening, plain(from), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!accepted || from.sin_port == port) return accepted;
    }
    errno = ECONNABORTED;
    return Descriptor();
}

bool connectedOverTcp(int (&ends)[2]) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const Descriptor listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    Descriptor ours(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!listening || !ours || bind(listening.get(), plain(address), sizeof address) != 0 ||
        listen(listening.get(), 1) != 0 || getsockname(listening.get(), plain(address), &size) != 0 ||
        connect(ours.get(), plain(address), sizeof address) != 0 ||
        getsockname(ours.get(), plain(address), &size) != 0)
        return false;
    Descriptor theirs = acceptFrom(listening.get(), address.sin_port);
    if (!theirs) return false;
    const int yes = 1;
    for (const int end : {ours.get(), theirs.get()}) setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    fcntl(ours.get(), F_SETFL, O_NONBLOCK);
    ends[0] = ours.release();
    ends[1] = theirs.release();
    return true;
}

}  // namespace

bool connectedPair(bool tcp, int (&ends)[2]) {
    return tcp ? connectedOverTcp(ends)
               : socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0;
}

}  // namespace corelane
