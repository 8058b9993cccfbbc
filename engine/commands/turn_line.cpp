#include "engine/commands/turn_line.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace corelane {

bool TurnLine::await(const StopRequest& stop) const {
    const char word = 'r';
    if (send(m_fd.get(), &word, 1, MSG_NOSIGNAL) != 1) return false;
    pollfd waiting{m_fd.get(), POLLIN, 0};
    while (!stop.requested()) {
        constexpr int lookAtStopAgain = 100;  // milliseconds
        const int ready = poll(&waiting, 1, lookAtStopAgain);
        if (ready < 0 && errno != EINTR) return false;
        if (ready <= 0) continue;
        char turn = 0;
        return recv(m_fd.get(), &turn, 1, 0) == 1;
    }
    return false;
}

}  // namespace corelane
