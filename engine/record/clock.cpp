#include "engine/record/clock.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <limits>
#include <pthread.h>
#include <sched.h>
#include <string>
#include <thread>

namespace corelane {

Time boottimeNow() {
    timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return static_cast<Time>(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

Calibration::Calibration(Clock::Kind kind) : m_clock(kind) {
    if (kind == Clock::Kind::Boottime) return;
    Pair first{};
    while (!read(first)) {}
    m_pairs.push_back(first);
    const Time start = first.time;
    while (boottimeNow() - start < 100'000) {}
    sample();
}

// The tick count is the middle of two that enclose the other clock's reading. A reading during which the thread was
// interrupted is useless; false then.
bool Calibration::read(Pair& into) const {
    std::uint64_t tightest = std::numeric_limits<std::uint64_t>::max();
    for (int i = 0; i < 3; ++i) {
        const std::uint64_t before = m_clock.ticks();
        const Time time = boottimeNow();
        const std::uint64_t after = m_clock.ticks();
        if (after - before >= tightest) continue;
        tightest = after - before;
        into = {before + (after - before) / 2, time};
    }
    return tightest < 2000;  // about 0.5 to 1 us
}

void Calibration::sample() {
    if (m_clock.kind() == Clock::Kind::Boottime) return;
    Pair now{};
    const bool needed = m_pairs.size() == 1;
    while (!read(now) && needed) {}
    if (now.ticks <= m_pairs.back().ticks || now.time <= m_pairs.back().time) return;
    m_pairs.push_back(now);
    const Pair& first = m_pairs.front();
    m_slope = static_cast<double>(now.time - first.time) / static_cast<double>(now.ticks - first.ticks);
}

Time Calibration::time(std::uint64_t ticks) const {
    if (m_clock.kind() == Clock::Kind::Boottime) return static_cast<Time>(ticks);
    const Pair &first = m_pairs.front(), &last = m_pairs.back();
    if (ticks <= first.ticks)
        return first.time - static_cast<Time>(static_cast<double>(first.ticks - ticks) * m_slope);
    if (ticks >= last.ticks) return last.time + static_cast<Time>(static_cast<double>(ticks - last.ticks) * m_slope);
    const auto inside = [&](std::size_t s) {
        return s + 1 < m_pairs.size() && m_pairs[s].ticks <= ticks && ticks < m_pairs[s + 1].ticks;
    };
    if (!inside(m_segment) && !inside(++m_segment)) {
        const auto above = std::upper_bound(
            m_pairs.begin(), m_pairs.end(), ticks, [](std::uint64_t t, const Pair& p) { return t < p.ticks; });
        m_segment = static_cast<std::size_t>(above - m_pairs.begin()) - 1;
    }
    const Pair &a = m_pairs[m_segment], &b = m_pairs[m_segment + 1];
    const double slope = static_cast<double>(b.time - a.time) / static_cast<double>(b.ticks - a.ticks);
    return a.time + static_cast<Time>(static_cast<double>(ticks - a.ticks) * slope);
}

namespace {

#if defined(__x86_64__)
bool countsSteadily() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("flags"))
            return line.find(" constant_tsc") != line.npos && line.find(" nonstop_tsc") != line.npos;
    return false;
}

std::uint64_t orderedTicks() {
    _mm_lfence();
    const std::uint64_t t = __rdtsc();
    _mm_lfence();
    return t;
}

std::vector<int> allowedCores() {
    std::vector<int> cores;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        for (int c = 0; c < CPU_SETSIZE; ++c)
            if (CPU_ISSET(c, &set)) cores.push_back(c);
    return cores;
}

void pinTo(int core) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(core), &set);
    pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

struct Exchange {
    std::uint64_t messages = 0, early = 0;
};

// Two threads on two cores hand a message to and fro through one word; each message carries the sender's tick count.
Exchange exchange(int coreA, int coreB, Duration budget) {
    struct alignas(64) Slot {
        std::atomic<std::uint64_t> value{0};
    };
    Slot there, back;
    std::atomic<bool> over{false};
    Exchange sum[2];
    const auto wait = [&](Slot& slot) {
        std::uint64_t v = 0;
        for (int spins = 0; (v = slot.value.load(std::memory_order_acquire)) == 0;) {
            if (over.load(std::memory_order_relaxed)) return v;
            if (++spins % 2000 == 0) std::this_thread::yield();  // the core may be taken by somebody else's work
        }
        slot.value.store(0, std::memory_order_relaxed);
        return v;
    };
    const auto count = [](Exchange& into, std::uint64_t sent, std::uint64_t received) {
        ++into.messages;
        if (received < sent) ++into.early;
    };
    std::thread other([&] {
        pinTo(coreB);
        while (const std::uint64_t sent = wait(there)) {
            count(sum[1], sent, orderedTicks());
            back.value.store(orderedTicks(), std::memory_order_release);
        }
    });
    std::thread one([&] {
        pinTo(coreA);
        const Time end = boottimeNow() + budget;
        while (sum[0].messages < 100'000 && (boottimeNow() < end || sum[0].messages < 20)) {
            there.value.store(orderedTicks(), std::memory_order_release);
            const std::uint64_t sent = wait(back);  // read before the tick count that it is compared with
            count(sum[0], sent, orderedTicks());
        }
        over = true;
    });
    one.join();
    other.join();
    return {sum[0].messages + sum[1].messages, sum[0].early + sum[1].early};
}

std::string_view whyNotTicks() {
    if (!countsSteadily()) return "this processor's time stamp counter is not constant and non-stop";
    const std::vector<int> cores = allowedCores();
    if (cores.size() < 2) return "";
    const Duration budget = 120'000'000 / static_cast<Duration>(cores.size() - 1);
    for (std::size_t i = 1; i < cores.size(); ++i)
        if (exchange(cores[0], cores[i], budget).early)
            return "time stamp counters differ between cores: a message was received before it was sent";
    return "";
}
#else
std::string_view whyNotTicks() {
    return "no time stamp counter is known for this kind of processor";
}
#endif

}  // namespace

ClockFacts measureClock() {
    ClockFacts facts;
    facts.reason = whyNotTicks();
    facts.best = facts.reason.empty() ? Clock::Kind::Tsc : Clock::Kind::Boottime;
    const Clock clock(facts.best);
    // The shortest of short series: anything longer was interrupted.
    constexpr int reads = 200, series = 100;
    double shortest = std::numeric_limits<double>::max(), step = std::numeric_limits<double>::max();
    Calibration calibration(facts.best);
    std::vector<std::uint64_t> seen(reads);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> lengths;
    for (int s = 0; s < series; ++s) {
        for (std::uint64_t& t : seen) t = clock.ticks();
        std::uint64_t smallest = 0;
        for (int i = 1; i < reads; ++i) {
            const std::uint64_t d = seen[i] - seen[i - 1];
            if (seen[i] > seen[i - 1] && (smallest == 0 || d < smallest)) smallest = d;
        }
        lengths.push_back({seen.back() - seen.front(), smallest});
    }
    calibration.sample();
    const double tick = calibration.nanosecondsPerTick();
    for (const auto& [length, smallest] : lengths) {
        shortest = std::min(shortest, static_cast<double>(length) * tick / (reads - 1));
        if (smallest) step = std::min(step, static_cast<double>(smallest) * tick);
    }
    facts.readNs = shortest;
    facts.stepNs = step == std::numeric_limits<double>::max() ? shortest : step;
    return facts;
}

}  // namespace corelane
