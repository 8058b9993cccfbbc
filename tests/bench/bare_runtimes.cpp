// oneTBB and OpenMP, written directly.
#include "tests/bench/bare_counters.h"
#include "tests/bench/bare_models.h"
#include "tests/bench/cores.h"

#include <omp.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/flow_graph.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>
#include <oneapi/tbb/task_scheduler_observer.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

namespace corelane {
namespace {

struct alignas(64) Sum {
    std::uint64_t value = 0;
};

std::uint64_t total(const std::vector<Sum>& sums) {
    std::uint64_t all = 0;
    for (const Sum& sum : sums) all += sum.value;
    return all;
}

// Calls bind(its number) on every thread that enters an arena.
class Binder : public tbb::task_scheduler_observer {
  public:
    Binder(tbb::task_arena& arena, const std::function<void(int)>& bind)
        : task_scheduler_observer(arena), m_bind(bind) {
        observe(true);
    }
    ~Binder() override { observe(false); }
    void on_scheduler_entry(bool) override { m_bind(tbb::this_task_arena::current_thread_index()); }

  private:
    const std::function<void(int)>& m_bind;
};

// Calls work() in an arena of bound threads, which end with it.
void inArena(int threads, const std::function<void(int)>& bind, const std::function<void()>& work) {
    std::thread([&] {
        tbb::task_scheduler_handle scheduler{tbb::attach{}};
        {
            const tbb::global_control limit(
                tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
            tbb::task_arena arena(threads);
            arena.initialize();
            const Binder binder(arena, bind);
            arena.execute(work);
        }
        tbb::finalize(scheduler, std::nothrow);
    }).join();
}
void inArena(const BareStencil& stencil, const std::function<void()>& work) {
    inArena(
        stencil.threads(), [&](int thread) { stencil.bind(thread); }, work);
}

std::size_t arenaThread() {
    return static_cast<std::size_t>(tbb::this_task_arena::current_thread_index());
}
std::size_t teamThread() {
    return static_cast<std::size_t>(omp_get_thread_num());
}

class TbbTasks {
  public:
    explicit TbbTasks(const BareStencil& stencil)
        : m_stencil(stencil), m_counters(stencil, 0), m_sums(static_cast<std::size_t>(stencil.threads())) {}

    std::uint64_t run() {
        inArena(m_stencil, [this] {
            for (std::uint32_t point = 0; point < m_stencil.width(); ++point) spawn(point);
            m_group->wait();
        });
        return total(m_sums);
    }

  private:
    void spawn(std::uint32_t task) {
        m_group->run([this, task] { runFrom(task); });
    }
    void runFrom(std::uint32_t task) {
        std::uint64_t& sum = m_sums[arenaThread()].value;
        for (bool more = true; more;) {
            sum += m_stencil.run(task / m_stencil.width(), task % m_stencil.width());
            more = false;
            m_counters.finish(task, [&](std::uint32_t ready) {
                if (more) spawn(task);
                task = ready;
                more = true;
            });
        }
    }

    const BareStencil& m_stencil;
    BareCounters m_counters;
    std::vector<Sum> m_sums;
    std::unique_ptr<tbb::task_group> m_group = std::make_unique<tbb::task_group>();
};

class OpenmpTasks {
  public:
    explicit OpenmpTasks(const BareStencil& stencil)
        : m_stencil(stencil), m_counters(stencil, 0), m_sums(static_cast<std::size_t>(stencil.threads())) {}

    std::uint64_t run() {
        std::thread([this] {
#pragma omp parallel num_threads(m_stencil.threads())
            {
                m_stencil.bind(omp_get_thread_num());
#pragma omp barrier
#pragma omp single nowait
                for (std::uint32_t point = 0; point < m_stencil.width(); ++point) spawn(point);
            }
        }).join();
        return total(m_sums);
    }

  private:
    void spawn(std::uint32_t task) {
#pragma omp task default(none) firstprivate(task)
        runFrom(task);
    }
    void runFrom(std::uint32_t task) {
        std::uint64_t& sum = m_sums[teamThread()].value;
        for (bool more = true; more;) {
            sum += m_stencil.run(task / m_stencil.width(), task % m_stencil.width());
            more = false;
            m_counters.finish(task, [&](std::uint32_t ready) {
                if (more) spawn(task);
                task = ready;
                more = true;
            });
        }
    }

    const BareStencil& m_stencil;
    BareCounters m_counters;
    std::vector<Sum> m_sums;
};

}  // namespace

std::uint64_t bareTbbTasks(const BareStencil& stencil) {
    return TbbTasks(stencil).run();
}

std::uint64_t bareTbbFlowGraph(const BareStencil& stencil) {
    std::vector<Sum> sums(static_cast<std::size_t>(stencil.threads()));
    inArena(stencil, [&] {
        using Node = tbb::flow::continue_node<tbb::flow::continue_msg>;
        tbb::flow::graph graph;
        std::vector<std::unique_ptr<Node>> nodes;
        for (std::uint32_t task = 0; task < stencil.tasks(); ++task) {
            const std::uint32_t step = task / stencil.width(), point = task % stencil.width();
            nodes.push_back(
                std::make_unique<Node>(graph, [&stencil, &sums, step, point](const tbb::flow::continue_msg&) {
                    sums[arenaThread()].value += stencil.run(step, point);
                }));
            for (std::uint32_t from = stencil.firstInput(point); step > 0 && from <= stencil.lastInput(point); ++from)
                tbb::flow::make_edge(*nodes[(step - 1) * stencil.width() + from], *nodes.back());
        }
        for (std::uint32_t point = 0; point < stencil.width(); ++point) nodes[point]->try_put({});
        graph.wait_for_all();
    });
    return total(sums);
}

std::uint64_t bareTbbParallelFor(const Workload& workload, std::span<const int> cores, double& seconds) {
    constexpr std::size_t line = 64;
    const std::uint32_t width = workload.graphs()[0].width();
    const std::size_t bytes = workload.outputBytes(0), stride = (bytes + line - 1) / line * line;
    const std::shared_ptr<std::byte> outputs(
        static_cast<std::byte*>(std::aligned_alloc(line, stride * width)), [](std::byte* p) { std::free(p); });
    std::memset(outputs.get(), 0xff, stride * width);
    std::vector<Sum> sums(cores.size());
    const auto bind = [&](int thread) { pinTo(cores[static_cast<std::size_t>(thread) % cores.size()]); };
    const auto start = std::chrono::steady_clock::now();
    inArena(static_cast<int>(cores.size()), bind, [&] {
        using Range = tbb::blocked_range<std::uint32_t>;
        tbb::parallel_for(Range(0, width), [&](const Range& range) {
            std::uint64_t& sum = sums[arenaThread()].value;
            for (std::uint32_t point = range.begin(); point != range.end(); ++point)
                sum += workload.run({0, 0, point}, {}, {outputs.get() + stride * point, bytes}, {});
        });
    });
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return total(sums);
}

std::uint64_t bareOpenmpTasks(const BareStencil& stencil) {
    return OpenmpTasks(stencil).run();
}

}  // namespace corelane
