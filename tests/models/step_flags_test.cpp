#include "engine/models/step_flags.h"

#include <catch2/catch.hpp>

#include <thread>

using namespace corelane;

namespace {

const std::vector<std::vector<int>> twoOwners = {{0, 1}, {0, 1}};

}  // namespace

TEST_CASE("flags of different owners lie on different cache lines") {
    const std::vector<std::vector<int>> owners = {{0, 1, 2, 0, 1, 2}, {2, 1, 0}};
    const StepFlags flags(owners, 3, StepFlags::Wait::Park, false);
    for (std::uint32_t a = 0; a < 6; ++a)
        for (std::uint32_t b = 0; b < 6; ++b)
            if (owners[0][a] != owners[0][b]) CHECK(flags.slot(0, a) / 16 != flags.slot(0, b) / 16);
}

TEST_CASE("a waiter of every kind sees each step exactly when it is published") {
    for (const auto wait : {StepFlags::Wait::SpinThenPark, StepFlags::Wait::Park, StepFlags::Wait::Spin})
        for (const bool crowded : {false, true}) {
            constexpr std::uint32_t steps = 3000;
            StepFlags flags(twoOwners, 2, wait, crowded);
            int early = 0;
            // Two threads hand a turn to and fro: each step of the one waits for the other's.
            std::uint32_t turn = 0;
            std::thread other([&] {
                for (std::uint32_t step = 1; step <= steps; ++step) {
                    const StepFlags::Goal goals[] = {{flags.slot(0, 0), step}, {}};
                    if (!flags.waitForAny(1, goals) || turn != 2 * step - 1) ++early;
                    turn = 2 * step;
                    flags.publish(flags.slot(1, 1), step);
                }
            });
            for (std::uint32_t step = 1; step <= steps; ++step) {
                turn = 2 * step - 1;
                flags.publish(flags.slot(0, 0), step);
                const StepFlags::Goal goals[] = {{}, {flags.slot(1, 1), step}};
                if (!flags.waitForAny(0, goals) || turn != 2 * step) ++early;
            }
            other.join();
            CHECK(early == 0);
        }
}

TEST_CASE("whoever waits for any of several goals is woken by each of them") {
    for (std::uint32_t which = 0; which < 2; ++which) {
        StepFlags flags(twoOwners, 2, StepFlags::Wait::Park, true);
        std::thread waiter([&] {
            const StepFlags::Goal goals[] = {{flags.slot(0, 0), 2}, {flags.slot(1, 0), 2}};
            static_cast<void>(flags.waitForAny(1, goals));
        });
        flags.publish(flags.slot(which, 0), 1);
        flags.publish(flags.slot(which, 0), 2);
        waiter.join();
        CHECK(flags.reached(flags.slot(which, 0), 2));
    }
}

TEST_CASE("many waiters for different steps of one point are all woken") {
    const std::vector<std::vector<int>> owners = {{0}};
    constexpr int waiters = 12;
    StepFlags flags(owners, waiters + 1, StepFlags::Wait::Park, true);
    std::vector<std::thread> threads;
    for (int i = 1; i <= waiters; ++i)
        threads.emplace_back([&, i] {
            for (std::uint32_t step = static_cast<std::uint32_t>(i); step <= 600; step += waiters) {
                const StepFlags::Goal goals[] = {{flags.slot(0, 0), step}};
                if (!flags.waitForAny(i, goals)) return;
            }
        });
    for (std::uint32_t step = 1; step <= 600; ++step) flags.publish(flags.slot(0, 0), step);
    for (std::thread& thread : threads) thread.join();
    SUCCEED();
}

TEST_CASE("abandoned flags let every waiter go") {
    for (const auto wait : {StepFlags::Wait::SpinThenPark, StepFlags::Wait::Park, StepFlags::Wait::Spin}) {
        StepFlags flags(twoOwners, 2, wait, false);
        bool reached = true;
        std::thread waiter([&] {
            const StepFlags::Goal goals[] = {{flags.slot(0, 0), 1}};
            reached = flags.waitForAny(1, goals);
        });
        flags.abandon();
        waiter.join();
        CHECK_FALSE(reached);
    }
}
