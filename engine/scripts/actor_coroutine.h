// A C++20 coroutine that carries out an actor's steps and is suspended where the actor waits.
#pragma once

#include "engine/scripts/suspending_actor.h"

#include <coroutine>
#include <exception>

namespace corelane {

struct ActorCoroutine {
    struct promise_type {
        promise_type(ActorScheduler& resumer, const SuspendingActor&) : scheduler(resumer) {}
        ActorCoroutine get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct Ended {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> ended) noexcept {
                return ended.promise().scheduler.next();
            }
            void await_resume() noexcept {}
        };
        Ended final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }

        ActorScheduler& scheduler;
    };
    std::coroutine_handle<> handle;
};

// Awaits what the actor's step brings. Where it must wait, its thread goes on with the next coroutine by symmetric
// transfer: no stack grows, nothing returns to a loop.
struct StepOf {
    ActorScheduler& scheduler;
    SuspendingActor& actor;

    bool await_ready() const { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> self) {
        ActorScheduler& here = scheduler;  // once suspended, the coroutine may run elsewhere, or be gone
        return actor.begin() ? here.next() : self;
    }
    void await_resume() const { actor.finish(); }
};

inline ActorCoroutine perform(ActorScheduler& scheduler, SuspendingActor& actor) {
    while (actor.next()) co_await StepOf{scheduler, actor};
}

}  // namespace corelane
