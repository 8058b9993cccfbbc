#include "engine/record/drainer.h"

#include <algorithm>
#include <atomic>
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <thread>
#include <time.h>
#include <unistd.h>

namespace corelane {

struct Drainer::Thread {
    enum Phase { Starting, Idle, Running, Stopping };
    std::atomic<Phase> phase{Starting};
    std::int32_t tid = 0;
    Duration firstRest = shortestRest;
    std::function<Duration(Duration)> look;
    sem_t stopped;  // posted by stop(), so that it need not wait until a rest is over
    std::thread thread;

    Thread() { sem_init(&stopped, 0, 0); }
    ~Thread() { sem_destroy(&stopped); }

    void run() {
        pthread_setname_np(pthread_self(), "corelane-drain");
        tid = static_cast<std::int32_t>(syscall(SYS_gettid));
        phase.store(Idle, std::memory_order_release);
        phase.notify_all();
        phase.wait(Idle, std::memory_order_acquire);
        for (Duration rest = firstRest;; rest = look(rest)) {
            constexpr Duration second = 1'000'000'000;
            timespec until{};
            clock_gettime(CLOCK_MONOTONIC, &until);
            const Duration nanoseconds = until.tv_nsec + rest;
            until.tv_sec += nanoseconds / second;
            until.tv_nsec = nanoseconds % second;
            sem_clockwait(&stopped, CLOCK_MONOTONIC, &until);
            if (phase.load(std::memory_order_acquire) != Running) return;
        }
    }
};

Duration restAfter(Duration rested, double grown) {
    const double untilGrown =
        grown > 0 ? 0.4 / grown * static_cast<double>(rested) : static_cast<double>(longestRest);
    const Duration wanted = static_cast<Duration>(std::min(untilGrown, static_cast<double>(longestRest)));
    return std::clamp(std::min(wanted, 2 * rested), shortestRest, longestRest);
}

Drainer::Drainer() = default;
Drainer::Drainer(Drainer&&) noexcept = default;

Drainer& Drainer::operator=(Drainer&& other) noexcept {
    stop();
    m_thread = std::move(other.m_thread);
    return *this;
}

Drainer::~Drainer() {
    stop();
}

void Drainer::make() {
    m_thread = std::make_unique<Thread>();
    m_thread->thread = std::thread([t = m_thread.get()] { t->run(); });
    m_thread->phase.wait(Thread::Starting, std::memory_order_acquire);
}

std::int32_t Drainer::tid() const {
    return m_thread ? m_thread->tid : 0;
}

void Drainer::start(Duration firstRest, std::function<Duration(Duration)> look) {
    m_thread->firstRest = firstRest;
    m_thread->look = std::move(look);
    m_thread->phase.store(Thread::Running, std::memory_order_release);
    m_thread->phase.notify_all();
}

void Drainer::stop() {
    if (!m_thread) return;
    m_thread->phase.store(Thread::Stopping, std::memory_order_release);
    m_thread->phase.notify_all();
    sem_post(&m_thread->stopped);
    m_thread->thread.join();
    m_thread.reset();
}

}  // namespace corelane
