#include "workloads/task_graph.h"

namespace corelane {
namespace {

template <class Visit>
void forEachTask(const TaskGraph& graph, Visit visit) {
    for (std::uint32_t step = 0; step < graph.steps(); ++step) {
        const std::uint32_t first = graph.offset(step), last = first + graph.widthAt(step);
        for (std::uint32_t point = first; point < last; ++point) visit(step, point);
    }
}

std::string nodeName(std::uint32_t step, std::uint32_t point) {
    std::string name = "\"";
    name += std::to_string(step);
    name += '.';
    name += std::to_string(point);
    name += '"';
    return name;
}

}  // namespace

std::string graphText(const TaskGraph& graph) {
    std::string text;
    Points points;
    forEachTask(graph, [&](std::uint32_t step, std::uint32_t point) {
        text += std::to_string(step) + ' ' + std::to_string(point) + ':';
        graph.inputs(step, point, points);
        const char* separator = "";
        for (const std::uint32_t input : points) {
            text += separator;
            text += std::to_string(input);
            separator = ",";
        }
        text += '\n';
    });
    return text;
}

std::string graphDot(const TaskGraph& graph) {
    std::string text = "digraph " + std::string(patternName(graph.parameters().pattern)) + " {\n    rankdir=TB;\n";
    for (std::uint32_t step = 0; step < graph.steps(); ++step) {
        text += "    { rank=same;";
        const std::uint32_t first = graph.offset(step), last = first + graph.widthAt(step);
        for (std::uint32_t point = first; point < last; ++point)
            text.append(" ").append(nodeName(step, point)).append(";");
        text += " }\n";
    }
    Points points;
    forEachTask(graph, [&](std::uint32_t step, std::uint32_t point) {
        graph.inputs(step, point, points);
        for (const std::uint32_t input : points)
            text.append("    ")
                .append(nodeName(step - 1, input))
                .append(" -> ")
                .append(nodeName(step, point))
                .append(";\n");
    });
    return text + "}\n";
}

}  // namespace corelane
