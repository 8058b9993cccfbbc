// Task graphs as workloads: a pattern, a kernel and the size of the outputs, for each graph.
#include "workloads/kernels.h"
#include "workloads/random.h"
#include "workloads/workload.h"

#include <algorithm>
#include <array>
#include <string>

namespace corelane {
namespace {

constexpr std::int64_t largest = (std::int64_t{1} << 31) - 1;
constexpr std::int64_t mebibyte = 1 << 20;

constexpr std::array<std::string_view, 11> patternChoices = {
    "trivial",    "no_comm", "stencil_1d", "stencil_1d_periodic", "dom", "tree", "fft",
    "all_to_all", "nearest", "spread",     "random_nearest"};
constexpr std::array<std::string_view, 5> kernelChoices = {
    "empty", "busy_wait", "compute_bound", "memory_bound", "load_imbalance"};

using enum Option::Type;
constexpr Option options[] = {
    {"pattern", Choice, std::string_view("stencil_1d"), "which tasks of the step before each task needs",
     patternChoices},
    {"steps", Int, std::int64_t{4}, "number of steps, one after the other", {}, 1, largest},
    {"width", Int, std::int64_t{4}, "tasks of the widest step", {}, 1, largest},
    {"radix", Int, std::int64_t{3}, "inputs of a task, for nearest, spread and random_nearest", {}, 0, 1024},
    {"period", Int, std::int64_t{3}, "steps until the inputs repeat, for spread and random_nearest", {}, 1, 1024},
    {"fraction", Real, 0.25, "chance of each possible input, for random_nearest", {}, 0, 1},
    {"kernel", Choice, std::string_view("empty"), "what every task computes", kernelChoices},
    {"iterations", Int, std::int64_t{0}, "how often a task repeats its kernel", {}, 0, 1e12},
    {"imbalance",
     Real,
     0.0,
     "spread of the iterations under load_imbalance: 1 is from half to one and a half",
     {},
     0,
     2},
    {"scratch_bytes",
     Int,
     std::int64_t{0},
     "memory that memory_bound works on, of each worker, in bytes",
     {},
     0,
     static_cast<double>(256 * mebibyte)},
    {"samples", Int, std::int64_t{16}, "parts of the scratch memory, one an iteration of memory_bound", {}, 1, 65536},
    {"output_bytes",
     Int,
     std::int64_t{16},
     "size of every task's output in bytes, a multiple of 16",
     {},
     16,
     static_cast<double>(mebibyte)},
};

// The position of a resolved choice among its words.
std::size_t choiceOf(const Options& given, std::string_view option, std::span<const std::string_view> words) {
    return static_cast<std::size_t>(std::find(words.begin(), words.end(), given.text(option)) - words.begin());
}

GraphParameters graphParameters(const Options& given, std::uint32_t number) {
    const auto number32 = [&](std::string_view option) { return static_cast<std::uint32_t>(given.integer(option)); };
    GraphParameters p;
    p.pattern = static_cast<Pattern>(choiceOf(given, "pattern", patternChoices));
    p.steps = number32("steps");
    p.width = number32("width");
    p.radix = number32("radix");
    p.period = number32("period");
    p.fraction = given.real("fraction");
    p.number = number;
    return p;
}

KernelParameters kernelParameters(const Options& given, std::uint32_t number) {
    KernelParameters p;
    p.kernel = static_cast<Kernel>(choiceOf(given, "kernel", kernelChoices));
    p.iterations = static_cast<std::uint64_t>(given.integer("iterations"));
    p.imbalance = given.real("imbalance");
    p.samples = static_cast<std::uint64_t>(given.integer("samples"));
    p.scratchBytes = static_cast<std::size_t>(given.integer("scratch_bytes"));
    p.graph = number;
    return p;
}

class TaskGraphWorkload : public Workload {
  public:
    TaskGraphWorkload(
        std::vector<TaskGraph> graphs, std::vector<KernelParameters> kernels, std::vector<std::size_t> outputBytes,
        std::vector<GraphShape> shapes)
        : m_graphs(std::move(graphs)), m_kernels(std::move(kernels)), m_outputBytes(std::move(outputBytes)) {
        m_naming = TaskNaming(std::move(shapes));
        for (const KernelParameters& kernel : m_kernels)
            if (kernel.kernel == Kernel::MemoryBound) m_scratchBytes = std::max(m_scratchBytes, kernel.scratchBytes);
    }
    std::span<const TaskGraph> graphs() const override { return m_graphs; }
    std::size_t outputBytes(std::uint32_t graph) const override { return m_outputBytes[graph]; }
    std::size_t scratchBytes() const override { return m_scratchBytes; }
    KernelWork workOf(Task task) const override { return kernelWork(m_kernels[task.graph], task.step, task.point); }
    std::uint64_t run(Task task, std::span<const Bytes>, MutableBytes output, MutableBytes scratch) const override {
        const std::uint64_t computed = runKernel(m_kernels[task.graph], task.step, task.point, scratch);
        stamp(task, output);
        return mixBits(computed + mixBits(m_naming.index(task)));
    }

  private:
    std::vector<TaskGraph> m_graphs;
    std::vector<KernelParameters> m_kernels;
    std::vector<std::size_t> m_outputBytes;
    std::size_t m_scratchBytes = 0;
};

// "stencil_1d", and for a second graph of the same pattern "stencil_1d 2".
std::string graphName(const std::vector<GraphShape>& before, const Options& given) {
    const std::string& pattern = given.text("pattern");
    const auto same = [&](const GraphShape& shape) {
        return shape.name == pattern || shape.name.starts_with(pattern + ' ');
    };
    const auto count = std::count_if(before.begin(), before.end(), same);
    return count == 0 ? pattern : pattern + ' ' + std::to_string(count + 1);
}

Result<std::unique_ptr<Workload>> make(std::span<const Options> given) {
    const auto invalid = [&](std::size_t graph, const std::string& message) {
        const std::string place = given.size() > 1 ? "graph " + std::to_string(graph + 1) + ": " : "";
        return fail(Error::Kind::Invalid, place + message);
    };
    if (given.empty()) return fail(Error::Kind::Invalid, "a workload needs at least one graph: add one to graphs");
    std::vector<TaskGraph> graphs;
    std::vector<KernelParameters> kernels;
    std::vector<std::size_t> outputBytes;
    std::vector<GraphShape> shapes;
    std::uint64_t tasks = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto number = static_cast<std::uint32_t>(i);
        auto graph = TaskGraph::make(graphParameters(given[i], number));
        if (!graph) return invalid(i, graph.error().message);
        tasks += std::uint64_t{graph->steps()} * graph->width();
        if (tasks > static_cast<std::uint64_t>(largest))
            return invalid(
                i, "all graphs together have " + std::to_string(tasks) +
                       " tasks, at most 2147483647 are possible: lower steps or width");
        const std::int64_t bytes = given[i].integer("output_bytes");
        if (bytes % 16 != 0)
            return invalid(
                i, "output_bytes must be a multiple of 16, got " + std::to_string(bytes) + ": use " +
                       std::to_string((bytes + 15) / 16 * 16));
        const KernelParameters kernel = kernelParameters(given[i], number);
        if (kernel.kernel == Kernel::MemoryBound && kernel.scratchBytes < 2 * kernel.samples)
            return invalid(
                i, "memory_bound needs scratch_bytes of at least twice its samples, " +
                       std::to_string(2 * kernel.samples) + ", got " + std::to_string(kernel.scratchBytes) +
                       ": raise scratch_bytes or lower samples");
        shapes.push_back({graphName(shapes, given[i]), graph->steps(), graph->width()});
        graphs.push_back(*std::move(graph));
        kernels.push_back(kernel);
        outputBytes.push_back(static_cast<std::size_t>(bytes));
    }
    return std::make_unique<TaskGraphWorkload>(
        std::move(graphs), std::move(kernels), std::move(outputBytes), std::move(shapes));
}

}  // namespace

namespace workloads {
extern const WorkloadKind task_graph_workload;
const WorkloadKind task_graph_workload = {
    "task_graph", "Task graph", "Tasks in steps; each needs outputs of the step before, in one of eleven patterns",
    options, make};
}  // namespace workloads

}  // namespace corelane
