#include "engine/record/clock.h"
#include "engine/record/preemption.h"
#include "tests/record/child_process.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <cstddef>
#include <grp.h>
#include <sched.h>
#include <sys/rseq.h>
#include <thread>
#include <time.h>

using namespace corelane;

namespace {

void sleepBriefly() {
    const timespec moment{0, 100'000};
    nanosleep(&moment, nullptr);
}

const volatile std::uint64_t* critical() {
    return reinterpret_cast<const volatile std::uint64_t*>(
        static_cast<char*>(__builtin_thread_pointer()) + __rseq_offset + offsetof(struct rseq, rseq_cs));
}

bool skipped() {
    if (Preemption(Preemption::Notes::CoreAndSwitch).notesSwitches()) return false;
    WARN("SKIPPED: restartable sequences are switched off (GLIBC_TUNABLES) or not known for this processor");
    return true;
}

// Pinned to one core with a rival: is preemption noticed, and does the wait the scheduler tells of make sense?
int preemptedByRival() {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<unsigned>(sched_getcpu()), &one);
    sched_setaffinity(0, sizeof one, &one);
    std::atomic<bool> stop{false};
    std::thread rival([&] {
        while (!stop.load(std::memory_order_relaxed)) {}
    });
    int noticed = 0;
    std::uint64_t waited = 0, slices = 0;
    const Time begin = boottimeNow();
    {
        Preemption preemption(Preemption::Notes::CoreAndSwitch);
        while ((noticed < 5 || slices < 5) && boottimeNow() - begin < 20'000'000'000) {
            if (!preemption.switched()) continue;
            ++noticed;
            const auto w = preemption.waited();
            waited += w.runnableNs;
            slices += w.slices;
        }
    }
    const Time length = boottimeNow() - begin;
    stop = true;
    rival.join();
    if (noticed < 5 || slices < 5) return 1;
    if (waited == 0 || waited > static_cast<std::uint64_t>(length)) return 2;
    return slices > 10'000 ? 3 : 0;
}

}  // namespace

TEST_CASE("the core is the one the scheduler says") {
    const auto notes = GENERATE(Preemption::Notes::Core, Preemption::Notes::CoreAndSwitch);
    const Preemption preemption(notes);
    int agreed = 0;
    for (int i = 0; i < 1000; ++i) agreed += preemption.core() == sched_getcpu();
    CHECK(agreed > 900);  // the thread may be moved between the two questions
}

TEST_CASE("without notes nothing is known and nothing happens") {
    Preemption preemption;
    CHECK(preemption.core() == 0xffff);
    sleepBriefly();
    CHECK_FALSE(preemption.switched());
}

TEST_CASE("leaving the core is noticed once") {
    if (skipped()) return;
    Preemption preemption(Preemption::Notes::CoreAndSwitch);
    while (preemption.switched()) {}
    sleepBriefly();
    CHECK(preemption.switched());
    CHECK(preemption.waited().slices > 0);
}

TEST_CASE("outside of a lane's life the thread's critical section is null again") {
    if (skipped()) return;
    CHECK(*critical() == 0);
    {
        Preemption preemption(Preemption::Notes::CoreAndSwitch);
        while (preemption.switched()) {}
        CHECK(*critical() != 0);
    }
    CHECK(*critical() == 0);
}

TEST_CASE("a preemption by a rival on the same core is noticed and its wait is known") {
    if (skipped()) return;
    CHECK(inChild(preemptedByRival) == 0);
}

TEST_CASE("preemptions are noticed without any privilege") {
    if (skipped()) return;
    if (geteuid() != 0) {
        CHECK(inChild(preemptedByRival) == 0);
        return;
    }
    CHECK(inChild([] {
              if (setgroups(0, nullptr) || setgid(65534) || setuid(65534)) return 10;
              return preemptedByRival();
          }) == 0);
}
