#include "engine/commands/turn_line.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace corelane {

bool TurnLine::await(StopRequest& stop) const {
    const char word = 'r';
    const auto broken = [&stop] {
        stop.requestAfterRepetition();
        return false;
    };
    if (send(m_fd.get(), &word, 1, MSG_NOSIGNAL) != 1) return broken();
    pollfd waiting{m_fd.get(), POLLIN, 0};
    while (!stop.requested()) {
        constexpr int lookAtStopAgain = 100;  // milliseconds
        const int ready = poll(&waiting, 1, lookAtStopAgain);
        if (ready < 0 && errno != EINTR) return broken();
        if (ready <= 0) continue;
        char turn = 0;
        return recv(m_fd.get(), &turn, 1, 0) == 1 ? turn == 't' : broken();
    }
    return false;
}

}  // namespace corelane
