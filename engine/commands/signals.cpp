#include "engine/commands/signals.h"

#include "engine/commands/commands.h"

#include <pthread.h>
#include <unistd.h>

namespace corelane {

SignalStop::SignalStop(StopRequest& stop) {
    sigemptyset(&m_signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) sigaddset(&m_signals, signal);
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_thread = std::thread([this, &stop] {
        pthread_setname_np(pthread_self(), "signals");
        int interrupts = 0;
        for (int signal = 0; sigwait(&m_signals, &signal) == 0;) {
            if (m_done) return;
            if (signal == SIGINT && ++interrupts > 1) _exit(status::interrupted);
            if (signal == SIGUSR1)
                stop.requestAfterRepetition();
            else
                stop.request();
        }
    });
}

SignalStop::~SignalStop() {
    m_done = true;
    // The thread has the signal blocked and takes it with sigwait(): this wakes it, nothing more.
    pthread_kill(m_thread.native_handle(), SIGTERM);  // NOLINT(bugprone-bad-signal-to-kill-thread)
    m_thread.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

}  // namespace corelane
