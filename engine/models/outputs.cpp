#include "engine/models/outputs.h"

#include "engine/record/free_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <sys/mman.h>

namespace corelane {
namespace {

constexpr std::size_t cacheLine = 64;
constexpr std::size_t pageBytes = 4096;

std::size_t strideOf(std::size_t outputBytes) {
    return (outputBytes + cacheLine - 1) / cacheLine * cacheLine;
}

std::string inWords(std::uint64_t bytes) {
    constexpr double gibibyte = 1024.0 * 1024 * 1024;
    const double size = static_cast<double>(bytes);
    return size < gibibyte / 10 ? fmt::format("{:.1f} MiB", size * 1024 / gibibyte)
                                : fmt::format("{:.1f} GiB", size / gibibyte);
}

}  // namespace

std::uint64_t Outputs::bytesNeeded(const Workload& workload) {
    std::uint64_t total = 0;
    for (std::uint32_t i = 0; i < workload.graphs().size(); ++i) {
        const TaskGraph& graph = workload.graphs()[i];
        total += std::uint64_t{graph.steps()} * graph.width() * strideOf(workload.outputBytes(i));
    }
    return total;
}

Result<> Outputs::checkMemory(const Workload& workload, int workers, std::uint64_t copiedBytes) {
    const std::uint64_t needed = bytesNeeded(workload) + copiedBytes;
    const std::uint64_t scratch = std::uint64_t{workload.scratchBytes()} * static_cast<std::uint64_t>(workers);
    const auto free = freeMemory();
    if (free && needed + scratch > *free / 2)
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "the tasks' outputs and scratch memory would need {}, more than half of the {} that are free: lower "
                "steps, width, output_bytes or scratch_bytes",
                inWords(needed + scratch), inWords(*free)));
    return {};
}

Outputs Outputs::over(const Workload& workload, std::shared_ptr<std::byte> memory) {
    Outputs outputs;
    outputs.m_workload = &workload;
    outputs.m_memory = std::move(memory);
    std::size_t end = 0;
    for (std::uint32_t i = 0; i < workload.graphs().size(); ++i) {
        const TaskGraph& graph = workload.graphs()[i];
        const std::size_t bytes = workload.outputBytes(i);
        outputs.m_graphs.push_back({end, bytes, strideOf(bytes), graph.width()});
        end += std::size_t{graph.steps()} * graph.width() * strideOf(bytes);
    }
    return outputs;
}

Result<Outputs> Outputs::make(const Workload& workload, int workers) {
    TRY(checkMemory(workload, workers));
    const std::size_t end = bytesNeeded(workload);
    void* const memory = ::mmap(nullptr, end, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return fail(
            Error::Kind::Failed, fmt::format(
                                     "the system refused {} for the tasks' outputs ({}): lower steps, width or "
                                     "output_bytes",
                                     inWords(end), std::strerror(errno)));
    ::madvise(memory, end, MADV_HUGEPAGE);  // advice: it may be refused
    auto* const bytes = static_cast<std::byte*>(memory);
    // Touched, and with stamps that no task has: an output that was never written is seen by whoever reads it.
    for (std::size_t at = 0; at < end; at += pageBytes) std::memset(bytes + at, 0xff, std::min(pageBytes, end - at));
    return over(workload, std::shared_ptr<std::byte>(bytes, [end](std::byte* p) { ::munmap(p, end); }));
}

std::span<const Bytes> Outputs::inputs(Task task, Points& points, std::vector<Bytes>& into) const {
    m_workload->graphs()[task.graph].inputs(task.step, task.point, points);
    const Layout& graph = m_graphs[task.graph];
    into.resize(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        into[i] = {m_memory.get() + graph.offset(task.step - 1, points[i]), graph.bytes};
    return into;
}

}  // namespace corelane
