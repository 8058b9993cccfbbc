// Threads, and pools of threads, written directly.
#include "engine/models/stealing_deque.h"
#include "engine/record/spin_pause.h"
#include "tests/bench/bare_counters.h"
#include "tests/bench/bare_models.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <sched.h>
#include <thread>

namespace corelane {
namespace {

struct alignas(64) Flag {
    std::atomic<std::uint32_t> steps{0};  // done

    void await(std::uint32_t wanted) {
        for (int spins = 0; spins < 1000; ++spins) {
            if (steps.load(std::memory_order_acquire) >= wanted) return;
            spinPause();
        }
        for (std::uint32_t seen; (seen = steps.load(std::memory_order_acquire)) < wanted;) steps.wait(seen);
    }
    void publish(std::uint32_t done) {
        steps.store(done, std::memory_order_release);
        steps.notify_all();
    }
};

}  // namespace

std::uint64_t bareSerial(const BareStencil& stencil) {
    std::uint64_t sum = 0;
    std::thread([&] {
        stencil.bind(0);
        for (std::uint32_t step = 0; step < stencil.steps(); ++step)
            for (std::uint32_t point = 0; point < stencil.width(); ++point) sum += stencil.run(step, point);
    }).join();
    return sum;
}

std::uint64_t bareThreads(const BareStencil& stencil) {
    std::vector<Flag> flags(stencil.width());  // only of points at a border
    const auto threads = static_cast<std::uint32_t>(stencil.threads());
    return stencil.onThreads([&](int thread) {
        const auto self = static_cast<std::uint32_t>(thread);
        const std::uint32_t first = stencil.width() * self / threads, end = stencil.width() * (self + 1) / threads;
        std::uint64_t sum = 0;
        for (std::uint32_t step = 0; step < stencil.steps(); ++step)
            for (std::uint32_t point = first; point < end; ++point) {
                if (point == first && point > 0) flags[point - 1].await(step);
                if (point + 1 == end && end < stencil.width()) flags[point + 1].await(step);
                sum += stencil.run(step, point);
                if (point == first || point + 1 == end) flags[point].publish(step + 1);
            }
        return sum;
    });
}

std::uint64_t bareStealingPool(const BareStencil& stencil) {
    BareCounters counters(stencil, 0);
    std::vector<StealingDeque> deques(static_cast<std::size_t>(stencil.threads()));
    alignas(64) std::atomic<std::uint32_t> left{stencil.tasks()};
    return stencil.onThreads([&](int thread) {
        StealingDeque& own = deques[static_cast<std::size_t>(thread)];
        if (thread == 0)
            for (std::uint32_t point = stencil.width(); point-- > 0;) own.put({&point, 1});
        std::uint64_t sum = 0;
        std::uint32_t task = 0, done = 0;
        const auto find = [&] {
            for (std::size_t i = 0; i < deques.size(); ++i) {
                StealingDeque& deque = deques[(static_cast<std::size_t>(thread) + i) % deques.size()];
                if (i == 0 ? deque.take(task) : deque.size() > 0 && deque.steal(task)) return true;
            }
            return false;
        };
        for (int failed = 0;;) {
            if (!find()) {
                if (done > 0) left -= std::exchange(done, 0);
                if (left.load() == 0) return sum;
                if (++failed < 300)
                    spinPause();
                else
                    ::sched_yield();
                continue;
            }
            failed = 0;
            for (bool more = true; more;) {
                sum += stencil.run(task / stencil.width(), task % stencil.width());
                ++done;
                more = false;
                counters.finish(task, [&](std::uint32_t ready) {
                    if (more) own.put({&task, 1});
                    task = ready;
                    more = true;
                });
            }
        }
    });
}

std::uint64_t bareSharedPool(const BareStencil& stencil) {
    BareCounters counters(stencil, 0);
    std::mutex mutex;
    std::condition_variable filled;
    std::deque<std::uint32_t> queue;
    for (std::uint32_t point = 0; point < stencil.width(); ++point) queue.push_back(point);
    std::uint32_t left = stencil.tasks();
    return stencil.onThreads([&](int) {
        std::uint64_t sum = 0;
        std::vector<std::uint32_t> ready;
        std::unique_lock lock(mutex);
        for (;;) {
            filled.wait(lock, [&] { return !queue.empty() || left == 0; });
            if (queue.empty()) return sum;
            const std::uint32_t task = queue.front();
            queue.pop_front();
            lock.unlock();
            sum += stencil.run(task / stencil.width(), task % stencil.width());
            ready.clear();
            counters.finish(task, [&](std::uint32_t next) { ready.push_back(next); });
            lock.lock();
            queue.insert(queue.end(), ready.begin(), ready.end());
            if (--left == 0) filled.notify_all();
            for (std::size_t i = 0; i < ready.size(); ++i) filled.notify_one();
        }
    });
}

}  // namespace corelane
