// A workload: what is computed, never when or where. Immutable after make(); run() is pure and may be called by any
// thread or process. A worker in another process makes its own from the same name and options.
#pragma once

#include "engine/trace/option.h"
#include "engine/trace/result.h"
#include "engine/trace/task.h"
#include "workloads/task_graph.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace corelane {

using Bytes = std::span<const std::byte>;
using MutableBytes = std::span<std::byte>;

// What counts as done, in Task Bench's way of counting; a kernel that counts neither counts its iterations.
struct KernelWork {
    std::uint64_t flop = 0;
    std::uint64_t bytes = 0;  // read and written
    std::uint64_t iterations = 0;
};

class Workload {
  public:
    virtual ~Workload() = default;

    // Several graphs are independent of each other and run concurrently.
    virtual std::span<const TaskGraph> graphs() const = 0;
    virtual std::size_t outputBytes(std::uint32_t graph) const = 0;  // of every task of that graph, 16 or more
    // The work of one task. `output` is filled with pairs (step, point) of int64; `inputs` are the outputs of the
    // tasks it needs, in ascending order of point. Returns a value that depends on the computed result and on the
    // task: the sum of all tasks' values (modulo 2^64) is the run's digest, the same under every model. `scratch` is
    // scratchBytes() of the calling worker's own memory.
    virtual std::uint64_t run(
        Task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const = 0;
    virtual std::size_t scratchBytes() const = 0;
    virtual KernelWork workOf(Task) const { return {}; }  // what its kernel does; nothing: not counted

    const TaskNaming& naming() const { return m_naming; }
    std::uint64_t taskCount() const;
    std::uint64_t edgeCount() const;

  protected:
    TaskNaming m_naming;
};

// What a kind of workload is called and takes. One more is one file and one word.
struct WorkloadKind {
    std::string_view name, title, summary;
    std::span<const Option> options;  // of one graph
    // One entry of `graphs` for every graph. Null: it is made of actors and not of graphs, see Script.
    Result<std::unique_ptr<Workload>> (*make)(std::span<const Options> graphs);
};

std::span<const WorkloadKind* const> workloadKinds();
const WorkloadKind* findWorkloadKind(std::string_view name);

// Fills `output` with pairs (step, point); checks that every pair of an input is (step, point) of the task it should
// come from.
void stamp(Task, MutableBytes output);
bool stampedBy(Task, Bytes input);

}  // namespace corelane
