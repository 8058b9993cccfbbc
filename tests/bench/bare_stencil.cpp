#include "tests/bench/bare_models.h"
#include "tests/bench/cores.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace corelane {

BareStencil::BareStencil(const Workload& workload, std::span<const int> cores)
    : m_workload(workload), m_cores(cores.begin(), cores.end()), m_steps(workload.graphs()[0].steps()),
      m_width(workload.graphs()[0].width()), m_bytes(workload.outputBytes(0)),
      m_stride((m_bytes + line - 1) / line * line) {
    const std::size_t all = m_stride * tasks();
    m_outputs.reset(static_cast<std::byte*>(std::aligned_alloc(line, all)), [](std::byte* p) { std::free(p); });
    std::memset(m_outputs.get(), 0xff, all);
}

std::uint64_t BareStencil::run(std::uint32_t step, std::uint32_t point) const {
    Bytes given[3];
    std::size_t count = 0;
    for (std::uint32_t from = firstInput(point); step > 0 && from <= lastInput(point); ++from) {
        given[count] = {output(step - 1, from), m_bytes};
        if (!stampedBy({0, step - 1, from}, given[count++])) {
            std::fprintf(stderr, "a bare model ran a task before its inputs\n");
            std::abort();
        }
    }
    return m_workload.run({0, step, point}, {given, count}, {output(step, point), m_bytes}, {});
}

void BareStencil::bind(int thread) const {
    pinTo(m_cores[static_cast<std::size_t>(thread) % m_cores.size()]);
}

std::uint64_t BareStencil::onThreads(const std::function<std::uint64_t(int)>& work) const {
    std::atomic<std::uint64_t> sum{0};
    std::vector<std::thread> all;
    for (int thread = 0; thread < threads(); ++thread)
        all.emplace_back([&, thread] {
            bind(thread);
            sum += work(thread);
        });
    for (std::thread& thread : all) thread.join();
    return sum;
}

}  // namespace corelane
