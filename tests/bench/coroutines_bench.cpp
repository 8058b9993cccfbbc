// What suspended actors cost: handing the core from one coroutine to another, letting others go first in an event
// loop, and being alive. Against the same written directly, without steps, names and recording, in turns.
#include "tests/bench/bench.h"
#include "tests/bench/script_bench.h"
#include "workloads/generate.h"

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <cstdio>
#include <deque>
#include <exception>
#include <malloc.h>
#include <mutex>
#include <thread>

namespace corelane {
namespace {

constexpr int repetitions = 15;

// ---- a hand-over from coroutine to coroutine

constexpr std::uint64_t rounds = 20'000;  // two hand-overs each

Script pingPong() {
    ScriptText text;
    text.objects.push_back({"ping", ObjectKind::Semaphore, 1});
    text.objects.push_back({"pong", ObjectKind::Semaphore, 1});
    const auto turn = [](std::uint32_t mine, std::uint32_t other) {
        return std::vector<Step>{
            benchLoop(rounds, {benchStep(StepKind::Acquire, mine), benchStep(StepKind::Release, other)})};
    };
    // One unit in all: the second semaphore's is taken first.
    auto second = turn(1, 0);
    second.insert(second.begin(), benchStep(StepKind::Acquire, 1));
    second.push_back(benchStep(StepKind::Release, 1));
    text.actors.push_back(benchActor("first", turn(0, 1)));
    text.actors.push_back(benchActor("second", second));
    return benchScriptOf(std::move(text));
}

// A scheduler for any number of threads, as one would write it: a line of ready coroutines under a mutex.
class BareScheduler {
  public:
    void ready(std::coroutine_handle<> coroutine) {
        const std::lock_guard guard(m_mutex);
        m_ready.push_back(coroutine);
    }
    std::coroutine_handle<> next() {
        const std::lock_guard guard(m_mutex);
        if (m_ready.empty()) return std::noop_coroutine();
        const auto coroutine = m_ready.front();
        m_ready.pop_front();
        return coroutine;
    }
    void run() {
        for (auto coroutine = next(); coroutine != std::noop_coroutine(); coroutine = next()) coroutine.resume();
    }

  private:
    std::mutex m_mutex;
    std::deque<std::coroutine_handle<>> m_ready;
};

class BareSemaphore {
  public:
    BareSemaphore(BareScheduler& scheduler, int units) : m_scheduler(scheduler), m_units(units) {}
    void release() {
        const std::lock_guard guard(m_mutex);
        if (m_line.empty()) {
            ++m_units;
            return;
        }
        m_scheduler.ready(m_line.front());
        m_line.pop_front();
    }
    struct Acquired {
        BareSemaphore& semaphore;
        bool await_ready() const { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<> self) const {
            BareScheduler& scheduler = semaphore.m_scheduler;
            return semaphore.takes(self) ? self : scheduler.next();
        }
        void await_resume() const {}
    };
    Acquired acquire() { return {*this}; }

  private:
    bool takes(std::coroutine_handle<> waiter) {
        const std::lock_guard guard(m_mutex);
        if (m_units > 0) {
            --m_units;
            return true;
        }
        m_line.push_back(waiter);
        return false;
    }

    BareScheduler& m_scheduler;
    std::mutex m_mutex;
    int m_units;
    std::deque<std::coroutine_handle<>> m_line;
};

struct BareCoroutine {
    struct promise_type {
        BareCoroutine get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

BareCoroutine bareTurns(BareSemaphore& mine, BareSemaphore& other) {
    for (std::uint64_t i = 0; i < rounds; ++i) {
        co_await mine.acquire();
        other.release();
    }
}

double nanosecondsOf(Duration wall) {
    return static_cast<double>(wall) / (2 * rounds);
}

// On a thread of its own, as ours: where there is only one, the C library's mutexes leave out what makes them dear.
template <class Body>
double onThread(Body body) {
    double result = 0;
    std::thread([&] { result = body(); }).join();
    return result;
}

double bareTransfer() {
    BareScheduler scheduler;
    BareSemaphore ping(scheduler, 1), pong(scheduler, 0);
    const BareCoroutine first = bareTurns(ping, pong), second = bareTurns(pong, ping);
    const Time start = boottimeNow();
    scheduler.ready(first.handle);
    scheduler.ready(second.handle);
    scheduler.run();
    const double each = nanosecondsOf(boottimeNow() - start);
    first.handle.destroy();
    second.handle.destroy();
    return each;
}

void transfer(std::vector<Figure>& figures) {
    const Model& coroutines = *findModel("coroutines");
    const Script script = pingPong();
    std::uint64_t lost = 0;
    const auto ours = [&](Recorded recorded) {
        return [&, recorded] {
            const BenchRun run = benchScript(coroutines, script, {recorded});
            lost += run.lostEvents;
            return nanosecondsOf(run.wall);
        };
    };
    const auto ns = interleavedMedians(
        repetitions, {ours(Recorded::Yes), ours(Recorded::No), [] { return onThread(bareTransfer); }});
    std::fprintf(
        stderr, "hand-over between coroutines: recorded %.0f ns, not recorded %.0f ns, bare %.0f ns\n", ns[0], ns[1],
        ns[2]);
    figures.push_back({"transfer", ns[1] / ns[2], "x bare coroutines, recorder off", 1.2});
    figures.push_back({"transfer_lost_events", static_cast<double>(lost), "events", 0});
}

// ---- letting others go first in an event loop

constexpr std::uint64_t yields = 50'000;
constexpr std::uint32_t yielders = 2;

asio::awaitable<void> bareYields() {
    const auto executor = co_await asio::this_coro::executor;
    for (std::uint64_t i = 0; i < yields; ++i) co_await asio::post(executor, asio::use_awaitable);
}

// With a timer beside, as a loop that does anything has; and as ours has.
asio::awaitable<void> ticks(std::chrono::milliseconds period, std::uint32_t& left) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (left > 0) {
        timer.expires_after(period);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

double bareYield() {
    asio::io_context loop{1};
    std::uint32_t left = yielders;
    const auto polite = [&]() -> asio::awaitable<void> {
        co_await bareYields();
        if (--left == 0) loop.stop();
    };
    asio::co_spawn(loop, ticks(std::chrono::milliseconds(5), left), asio::detached);
    for (std::uint32_t i = 0; i < yielders; ++i) asio::co_spawn(loop, polite(), asio::detached);
    const Time start = boottimeNow();
    loop.run();
    return static_cast<double>(boottimeNow() - start) / (yielders * yields);
}

void yielding(std::vector<Figure>& figures) {
    const Model& loop = *findModel("event_loop");
    ScriptText text;
    text.actors.push_back(benchActor("polite", {benchLoop(yields, {benchStep(StepKind::Yield)})}, yielders));
    const Script script = benchScriptOf(std::move(text));
    const auto ours = [&](Recorded recorded) {
        return [&, recorded] {
            return static_cast<double>(benchScript(loop, script, {recorded}).wall) / (yielders * yields);
        };
    };
    const auto ns = interleavedMedians(
        repetitions, {ours(Recorded::Yes), ours(Recorded::No), [] { return onThread(bareYield); }});
    std::fprintf(
        stderr, "yield in an event loop: recorded %.0f ns, not recorded %.0f ns, bare Asio %.0f ns\n", ns[0], ns[1],
        ns[2]);
    figures.push_back({"asio_yield", ns[0] / ns[2], "x bare Asio, recorded", 1.05});
}

// ---- a generator

void generators(std::vector<Figure>& figures) {
    constexpr std::uint64_t values = 1'000'000;
    constexpr std::uint32_t stages = 1;  // and the source: two generators
    const auto side = [&](GenerateWay way) {
        return [=] {
            const Time start = boottimeNow();
            const std::uint64_t sum = generate(values, stages, way, [] { return false; });
            asm volatile("" ::"r"(sum));
            return static_cast<double>(boottimeNow() - start) / values;
        };
    };
    const auto ns = interleavedMedians(repetitions, {side(GenerateWay::Generators), side(GenerateWay::Loop)});
    std::fprintf(stderr, "a value of a generator of a generator: %.2f ns, in a loop %.2f ns\n", ns[0], ns[1]);
    figures.push_back({"generator_next", (ns[0] - ns[1]) / (stages + 1), "ns a value more than a loop", 3});
}

// ---- being alive

void alive(std::vector<Figure>& figures) {
    constexpr std::uint32_t count = 100'000;
    ScriptText text;
    text.objects.push_back({"go", ObjectKind::Event});
    text.actors.push_back(benchActor("waiter", {benchStep(StepKind::Wait, 0)}, count));
    Step sleep = benchStep(StepKind::Sleep);
    sleep.amount.first = 200'000;
    text.actors.push_back(benchActor("starter", {sleep, benchStep(StepKind::Set, 0)}));
    const Script script = benchScriptOf(std::move(text));
    const auto inUse = [] {
        const auto heap = ::mallinfo2();
        return heap.uordblks + heap.hblkhd;
    };
    const std::size_t before = inUse();
    // Sampled each millisecond until the run has ended: coroutines live from the first to the last of it.
    std::mutex mutex;
    std::condition_variable ended;
    bool done = false;
    std::size_t most = 0;
    std::thread looks([&] {
        std::unique_lock lock(mutex);
        do most = std::max(most, inUse());
        while (!ended.wait_for(lock, std::chrono::milliseconds(1), [&] { return done; }));
    });
    benchScript(*findModel("coroutines"), script, {Recorded::No});
    {
        const std::lock_guard guard(mutex);
        done = true;
    }
    ended.notify_one();
    looks.join();
    const double mib = static_cast<double>(most - before) / (1 << 20);
    std::fprintf(stderr, "%u coroutines that wait: %.0f bytes of heap each\n", count, mib * (1 << 20) / count);
    figures.push_back({"alive_100000", mib, "MiB of heap", 64});
}

}  // namespace

std::vector<Figure> coroutinesBench() {
    std::vector<Figure> figures;
    transfer(figures);
    yielding(figures);
    generators(figures);
    alive(figures);
    return figures;
}

}  // namespace corelane
