#include "engine/models/fork_protocol.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace corelane {

bool sendPacket(int socket, std::span<const std::byte> packet, std::span<const int> descriptors) {
    alignas(cmsghdr) std::byte control[CMSG_SPACE(maximumPassedDescriptors * sizeof(int))] = {};
    iovec content = {const_cast<std::byte*>(packet.data()), packet.size()};
    msghdr message = {};
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
        std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
    }
    ssize_t sent = 0;
    do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(packet.size());
}

Received receivePacket(int socket, std::span<std::byte> packet, std::vector<Descriptor>* descriptors, bool wait) {
    alignas(cmsghdr) std::byte control[CMSG_SPACE(maximumPassedDescriptors * sizeof(int))] = {};
    iovec content = {packet.data(), packet.size()};
    msghdr message = {};
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    ssize_t got = 0;
    do got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN) return Received::Nothing;
    if (got < 0) return Received::Closed;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        std::vector<int> passed((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        std::memcpy(passed.data(), CMSG_DATA(header), passed.size() * sizeof(int));
        for (const int fd : passed) {
            Descriptor owned(fd);
            if (descriptors != nullptr) descriptors->push_back(std::move(owned));
        }
    }
    return got == static_cast<ssize_t>(packet.size()) ? Received::Packet : Received::Closed;
}

}  // namespace corelane
