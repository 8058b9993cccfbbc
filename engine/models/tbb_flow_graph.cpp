// A flow graph of oneTBB's: a node a task, an edge where a task needs another. The library counts the inputs and runs
// what is complete; making the graph and taking it apart belongs to the run.
#include "engine/models/tbb_crew.h"
#include "engine/record/sanitizer_order.h"

#include <fmt/format.h>
#include <oneapi/tbb/flow_graph.h>

#include <memory>
#include <vector>

namespace corelane {
namespace {

// Some 400 bytes a node and 32 an edge.
constexpr std::uint64_t maximumNodes = 1'000'000, maximumEdges = 8'000'000;

// Where every task needs every task, a node between two steps gathers the one and starts the other: edges then count
// width and not width squared.
bool gathers(const TaskGraph& graph) {
    return graph.parameters().pattern == Pattern::AllToAll;
}

std::uint64_t edgesOf(const Workload& workload) {
    std::uint64_t edges = 0;
    for (const TaskGraph& graph : workload.graphs())
        edges += gathers(graph) ? 2 * graph.taskCount() : graph.dependenceCount();
    return edges;
}

Result<> checkSize(const Workload& workload) {
    const std::uint64_t tasks = workload.taskCount(), edges = edgesOf(workload);
    if (tasks <= maximumNodes && edges <= maximumEdges) return {};
    return fail(
        Error::Kind::Invalid,
        fmt::format(
            "tbb_flow_graph makes a node for each task and an edge for each input, at most {} and {}, and this "
            "workload has {} and {}: lower steps, width or radix",
            maximumNodes, maximumEdges, tasks, edges));
}

class Flow {
  public:
    Flow(const TbbCrew& crew, const Outputs& outputs)
        : m_crew(crew), m_outputs(outputs), m_workload(crew.execution().workload),
          m_nodes(std::size_t{m_workload.naming().count()} + 1),
          m_gathered(static_cast<std::size_t>(crew.execution().workers)) {
        for (std::uint32_t graph = 0; graph < m_workload.graphs().size(); ++graph) add(graph);
    }

    void run() {
        for (Node* const node : m_starts) node->try_put({});
        m_graph.wait_for_all();
        orderedAfter(this);
    }

  private:
    using Message = tbb::flow::continue_msg;
    using Node = tbb::flow::continue_node<Message>;

    void add(std::uint32_t number) {
        const TaskGraph& graph = m_workload.graphs()[number];
        const bool all = gathers(graph);
        Points inputs;
        for (std::uint32_t step = 0; step < graph.steps() && !m_crew.execution().recorder.stopRequested(); ++step) {
            if (all) addGatherer();
            for (std::uint32_t i = 0; i < graph.widthAt(step); ++i) {
                const Task task{number, step, graph.offset(step) + i};
                Node& node = addTask(task);
                graph.inputs(task.step, task.point, inputs);
                if (inputs.empty()) m_starts.push_back(&node);
                if (all) {
                    if (step > 0) tbb::flow::make_edge(*m_gatherers[m_gatherers.size() - 2], node);
                    tbb::flow::make_edge(node, *m_gatherers.back());
                } else {
                    for (const std::uint32_t point : inputs)
                        tbb::flow::make_edge(*nodeOf({number, step - 1, point}), node);
                }
            }
        }
    }
    std::unique_ptr<Node>& nodeOf(Task task) { return m_nodes[m_workload.naming().index(task)]; }
    Node& addTask(Task task) {
        auto& node = nodeOf(task);
        node = std::make_unique<Node>(m_graph, [this, task](const Message&) CORELANE_HANDED_OVER { run(task); });
        return *node;
    }
    void addGatherer() {
        m_gatherers.push_back(
            std::make_unique<Node>(m_graph, [this](const Message&) CORELANE_HANDED_OVER { gather(); }));
    }

    void run(Task task) {
        if (task.step > 0) orderedAfter(tokenOf(task.graph, task.step - 1));
        Worker& worker = m_crew.worker();
        bool& gathered = m_gathered[static_cast<std::size_t>(worker.index())].last;
        // What the library does between two tasks takes less than a gap, except after a gatherer.
        worker.runAfterGap(task, State::Idle, m_crew.idleName(), [&] { return !gathered; });
        gathered = false;
        if (worker.stopped()) m_graph.cancel();
        orderedBefore(tokenOf(task.graph, task.step));
        orderedBefore(this);
    }
    void gather() {
        m_gathered[static_cast<std::size_t>(m_crew.worker().index())].last = true;
        orderedBefore(this);
    }

    // An address for every step.
    const void* tokenOf(std::uint32_t graph, std::uint32_t step) const {
        return m_outputs.output({graph, step, 0}).data();
    }

    // Of each worker: the last node it ran was a gatherer, whose many successors it then woke.
    struct alignas(64) Gathered {
        bool last = false;
    };
    const TbbCrew& m_crew;
    const Outputs& m_outputs;
    const Workload& m_workload;
    tbb::flow::graph m_graph;
    std::vector<std::unique_ptr<Node>> m_nodes, m_gatherers;  // m_nodes by task index
    std::vector<Node*> m_starts;
    std::vector<Gathered> m_gathered;
};

Result<> runGraph(Execution& execution) {
    TRY(Outputs::checkMemory(execution.workload, execution.workers));
    TRY(checkSize(execution.workload));
    const Outputs outputs = TRY(Outputs::make(execution.workload, execution.workers));
    const NameId makeName = execution.recorder.name("make the flow graph"),
                 endName = execution.recorder.name("take the flow graph apart");
    return runInArena(execution, outputs, [&](const TbbCrew& crew) {
        Worker& worker = crew.worker();
        {
            Flow flow(crew, outputs);
            worker.waited(State::Overhead, makeName);
            crew.beginNow();
            flow.run();
            worker.waited(State::Idle, crew.idleName());
        }
        worker.waited(State::Overhead, endName);
    });
}

}  // namespace

namespace model {
extern const Model tbb_flow_graph;
const Model tbb_flow_graph = {
    .name = "tbb_flow_graph",
    .title = "oneTBB flow graph",
    .summary = "A flow graph of oneTBB's with a node for each task and an edge for each input; up to a million tasks",
    .family = "thread",
    .options = {},
    .runGraph = runGraph};
}  // namespace model

}  // namespace corelane
