// Runs a model in a test: makes the workload and the recorder, and gives what the recorder knows afterwards.
#pragma once

#include "engine/models/model.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace corelane {

using Given = std::map<std::string, OptionValue>;

// A task_graph workload and what it was made from.
struct TestWorkload {
    std::vector<Options> options;
    std::unique_ptr<Workload> workload;
};
TestWorkload makeWorkload(const std::vector<Given>& graphs);

// What every task's value sums up to, and how many tasks there are: by calling each in order, without any model.
struct Expected {
    std::uint64_t tasks = 0, digest = 0;
    friend bool operator==(const Expected&, const Expected&) = default;
};
Expected evaluate(const Workload&);

struct Setting {
    int workers = 2;
    bool recorded = true;
    bool pin = false;
    Given options = {};
    std::vector<int> cores = {};  // empty: all this process may use
    std::size_t recordsPerLane = 4096;
};
struct Ran {
    Result<> result;
    Expected got;
    std::uint64_t faults = 0;
    std::string firstFault;
    Duration wall = 0;
};
// `workload` may be another one than the options make, to look into a model that runs in this process.
// `look` is called with the recorder when the model has returned.
Ran runModel(
    const Model&, const Workload& workload, const std::vector<Options>& options, const Setting&,
    const std::function<void(Recorder&)>& look = {});

// Models whose tasks run in other processes rebuild the workload from its options, and are slow to start.
inline bool runsHere(const Model& model) {
    return model.family == "thread" || model.family == "coroutine";
}
std::vector<const Model*> modelsOfThisProcess();

std::vector<int> allowedCores();

// Passes everything on to another workload; tests override what they watch.
class WatchedWorkload : public Workload {
  public:
    explicit WatchedWorkload(const Workload& inner) : m_inner(inner) { m_naming = inner.naming(); }
    std::span<const TaskGraph> graphs() const override { return m_inner.graphs(); }
    std::size_t outputBytes(std::uint32_t graph) const override { return m_inner.outputBytes(graph); }
    std::size_t scratchBytes() const override { return m_inner.scratchBytes(); }
    std::uint64_t run(
        Task task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const override {
        return m_inner.run(task, inputs, output, scratch);
    }

  private:
    const Workload& m_inner;
};

}  // namespace corelane
