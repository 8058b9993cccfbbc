// C++20 coroutines on a few threads, written directly.
#include "engine/models/stealing_deque.h"
#include "engine/record/spin_pause.h"
#include "tests/bench/bare_counters.h"
#include "tests/bench/bare_models.h"

#include <atomic>
#include <coroutine>
#include <exception>
#include <sched.h>

namespace corelane {
namespace {

thread_local StealingDeque* t_own = nullptr;
thread_local std::uint64_t t_sum = 0;

struct Coroutine {
    struct promise_type {
        Coroutine get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

struct Inputs {
    BareCounters& counters;
    std::uint32_t task;
    bool await_ready() const { return false; }
    bool await_suspend(std::coroutine_handle<>) { return !counters.arrive(task); }
    void await_resume() const {}
};

// Apart, since a coroutine may go on in another thread, which a compiler does not know of thread_local variables.
[[gnu::noinline]] void runTask(const BareStencil& stencil, BareCounters& counters, std::uint32_t task) {
    t_sum += stencil.run(task / stencil.width(), task % stencil.width());
    counters.finish(task, [&](std::uint32_t ready) {
        const std::uint32_t point = ready % stencil.width();
        t_own->put({&point, 1});
    });
}

Coroutine runPoint(
    const BareStencil& stencil, BareCounters& counters, std::uint32_t point, std::atomic<std::uint32_t>& left) {
    for (std::uint32_t step = 0; step < stencil.steps(); ++step) {
        const std::uint32_t task = step * stencil.width() + point;
        co_await Inputs{counters, task};
        runTask(stencil, counters, task);
    }
    --left;
}

}  // namespace

std::uint64_t bareCoroutines(const BareStencil& stencil) {
    BareCounters counters(stencil, 1);  // and the coroutine's own arrival
    std::vector<StealingDeque> deques(static_cast<std::size_t>(stencil.threads()));
    std::atomic<std::uint32_t> left{stencil.width()};
    std::vector<Coroutine> coroutines;
    for (std::uint32_t point = 0; point < stencil.width(); ++point)
        coroutines.push_back(runPoint(stencil, counters, point, left));
    const std::uint64_t digest = stencil.onThreads([&](int thread) {
        t_own = &deques[static_cast<std::size_t>(thread)];
        t_sum = 0;
        if (thread == 0)
            for (std::uint32_t point = stencil.width(); point-- > 0;) t_own->put({&point, 1});
        for (int failed = 0; left.load(std::memory_order_relaxed) > 0;) {
            std::uint32_t point = 0;
            bool got = t_own->take(point);
            for (std::size_t i = 1; i < deques.size() && !got; ++i) {
                StealingDeque& victim = deques[(static_cast<std::size_t>(thread) + i) % deques.size()];
                got = victim.size() > 0 && victim.steal(point);
            }
            if (got) {
                coroutines[point].handle.resume();
                failed = 0;
            } else if (++failed < 300) {
                spinPause();
            } else {
                ::sched_yield();
            }
        }
        return t_sum;
    });
    for (Coroutine& coroutine : coroutines) coroutine.handle.destroy();
    return digest;
}

}  // namespace corelane
