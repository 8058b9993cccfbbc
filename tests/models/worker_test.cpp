#include "engine/models/worker.h"
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <latch>
#include <mutex>
#include <sched.h>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace corelane;

namespace {

std::vector<int> coresOfThread() {
    cpu_set_t set;
    CPU_ZERO(&set);
    static_cast<void>(::sched_getaffinity(0, sizeof set, &set));
    std::vector<int> cores;
    for (int core = 0; core < CPU_SETSIZE; ++core)
        if (CPU_ISSET(static_cast<std::size_t>(core), &set)) cores.push_back(core);
    return cores;
}

// Notes where the workers may run.
class Located : public WatchedWorkload {
  public:
    using WatchedWorkload::WatchedWorkload;
    std::uint64_t run(
        Task task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const override {
        {
            const std::lock_guard lock(m_mutex);
            m_seen.insert(coresOfThread());
        }
        return WatchedWorkload::run(task, inputs, output, scratch);
    }
    std::set<std::vector<int>> seen() const { return m_seen; }

  private:
    mutable std::mutex m_mutex;
    mutable std::set<std::vector<int>> m_seen;
};

int threadsOfProcess() {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task")) count += entry.exists();
    return count;
}

}  // namespace

TEST_CASE("pinned workers each have one core of the set; the caller keeps its own") {
    const std::vector<int> before = coresOfThread();
    const auto made = makeWorkload({{{"steps", std::int64_t{20}}, {"width", std::int64_t{8}}}});
    for (const Model* model : modelsOfThisProcess()) {
        INFO(model->name);
        const Located pinned(*made.workload), free(*made.workload);
        CHECK(runModel(*model, pinned, made.options, {.workers = 4, .pin = true}).result);
        for (const auto& cores : pinned.seen()) CHECK(cores.size() == 1);
        CHECK(runModel(*model, free, made.options, {.workers = 4, .pin = false, .cores = {before.back()}}).result);
        for (const auto& cores : free.seen()) CHECK(cores == std::vector<int>{before.back()});
        CHECK(coresOfThread() == before);
    }
}

TEST_CASE("no model leaves a thread behind") {
    const auto made = makeWorkload({{{"steps", std::int64_t{20}}, {"width", std::int64_t{8}}}});
    // Counted beside a living thread: with the first one the thread sanitizer makes one of its own, which stays.
    std::latch counted(1);
    std::thread first([&] { counted.wait(); });
    const int before = threadsOfProcess() - 1;
    counted.count_down();
    first.join();
    for (const Model* model : modelsOfThisProcess())
        for (int run = 0; run < 3; ++run) {
            INFO(model->name);
            CHECK(runModel(*model, *made.workload, made.options, {.workers = 6}).result);
            // The system counts a thread a moment longer than join() waits for it.
            const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
            while (threadsOfProcess() != before && std::chrono::steady_clock::now() < deadline)
                std::this_thread::yield();
            CHECK(threadsOfProcess() == before);
        }
}

TEST_CASE("a refused thread is an error, and the threads there are return") {
    // In a child, whose address space is then too small for so many stacks.
    const auto made = makeWorkload({{{"steps", std::int64_t{50}}, {"width", std::int64_t{64}}}});
    for (const char* const name : {"threads", "thread_pool", "async_futures", "coroutines"}) {
        INFO(name);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            const Options options = *Options::resolve(findModel(name)->options, {});
            auto recorder = Recorder::make({.lanes = 64, .recordsPerLane = 256});
            if (!recorder) ::_exit(3);
            const std::vector<int> cores = coresOfThread();
            Execution execution{*made.workload, options, cores, 64, false, *recorder, "task_graph", made.options, ""};
            std::ifstream statm("/proc/self/statm");
            rlim_t pages = 0;
            statm >> pages;
            const rlim_t space = pages * 4096 + (100u << 20);
            const rlimit limit{space, space};
            ::setrlimit(RLIMIT_AS, &limit);
            ::alarm(20);
            const auto result = findModel(name)->runGraph(execution);
            ::_exit(result ? 2 : result.error().message.find("the system refused thread ") == 0 ? 0 : 1);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
}
