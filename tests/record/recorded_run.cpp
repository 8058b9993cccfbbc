#include "tests/record/recorded_run.h"

#include "tests/support/text_trace.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <barrier>
#include <cerrno>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <map>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>

namespace corelane::test {

void ChainOfTasks::inputs(TaskIndex task, std::vector<TaskIndex>& into) const {
    into.clear();
    if (task > 1 && task <= tasks) into.push_back(task - 1);
}

void ChainOfTasks::consumers(TaskIndex task, std::vector<TaskIndex>& into) const {
    into.clear();
    if (task >= 1 && task < tasks) into.push_back(task + 1);
}

RecordedRun recordRun(
    const RecordingSettings& settings, const std::function<void(Recorder&)>& body, const EdgeSource& edges,
    std::uint64_t expectedTasks) {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    writer.comparison(someComparison());
    auto recording = Recording::start(someRun(1, settings.level, 1'000'000), settings, edges, writer);
    REQUIRE(recording);
    recording->recorder().begin();
    body(recording->recorder());
    recording->recorder().end();
    auto result = recording->finish({}, "", expectedTasks);
    REQUIRE(result);
    writer.endComparison();
    REQUIRE(writer.flush());
    return {read(tape.bytes), *result, recording->level(), recording->runnableTimes()};
}

bool levelOneIsRefused() {
    static const LevelFacts facts = recordingLevel();
    if (facts.level >= 1) return false;
    WARN("SKIPPED: " << facts.detail);
    return true;
}

bool refusePerfEvents() {
    sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program = {std::size(filter), filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

Duration threadCpuTime() {
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<Duration>(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

namespace {

void pinTo(int nth) {
    cpu_set_t allowed, one;
    sched_getaffinity(0, sizeof allowed, &allowed);
    CPU_ZERO(&one);
    nth %= CPU_COUNT(&allowed);
    for (int core = 0; core < CPU_SETSIZE; ++core)
        if (CPU_ISSET(core, &allowed) && nth-- == 0) CPU_SET(core, &one);
    sched_setaffinity(0, sizeof one, &one);
}

}  // namespace

std::vector<Duration> computeOnThreads(
    Recorder& recorder, int threads, Duration cpuTime, Duration spanTime, Placed placed) {
    const NameId name = recorder.name("compute");
    std::barrier together(threads);
    std::vector<Duration> used(static_cast<std::size_t>(threads));
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
        all.emplace_back([&, i] {
            if (placed == Placed::Pinned) pinTo(i);
            WorkerLane lane(recorder, i, fmt::format("w{}", i));
            const Duration before = threadCpuTime();
            together.arrive_and_wait();
            for (const Duration until = threadCpuTime() + cpuTime; threadCpuTime() < until;) {
                const auto mark = lane.mark();
                for (const Duration end = threadCpuTime() + spanTime; threadCpuTime() < end;) {}
                lane.span(mark, State::Useful, name);
            }
            used[static_cast<std::size_t>(i)] = threadCpuTime() - before;
        });
    for (std::thread& t : all) t.join();
    return used;
}

std::string faultOfCoreLanes(const Run& run) {
    struct Visit {
        Time begin, end;
        int core;
    };
    std::map<TaskIndex, std::vector<Visit>> byWorker;
    for (const auto& core : run.cores) {
        Time last = 0;
        for (std::size_t i = 0; i < core->spans.size(); ++i) {
            const Span& span = core->spans[i];
            if (span.begin < last || span.end < span.begin)
                return fmt::format("core {}: [{}, {}) after {}", core->index, span.begin, span.end, last);
            last = span.end;
            if (span.task > run.workers.size()) return fmt::format("core {}: worker {}", core->index, span.task);
            if (span.task) byWorker[span.task].push_back({span.begin, span.end, core->index});
        }
        if (core->name != fmt::format("core {}", core->index)) return "a core is called " + core->name;
    }
    for (auto& [worker, visits] : byWorker) {
        std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.begin < b.begin; });
        for (std::size_t i = 1; i < visits.size(); ++i)
            if (visits[i].begin < visits[i - 1].end)
                return fmt::format(
                    "worker {} is on core {} from {} and on core {} until {}", worker - 1, visits[i].core,
                    visits[i].begin, visits[i - 1].core, visits[i - 1].end);
    }
    return "";
}

Duration timeOnCores(const Run& run, std::size_t worker) {
    const Lane& lane = *run.workers.at(worker);
    Duration sum = 0;
    for (const auto& core : run.cores)
        for (std::size_t i = 0; i < core->spans.size(); ++i) {
            const Span& span = core->spans[i];
            if (span.task != worker + 1) continue;
            sum += std::max<Duration>(std::min(span.end, lane.end) - std::max(span.begin, lane.begin), 0);
        }
    return sum;
}

}  // namespace corelane::test
