// The engine's account of tasks that are jobs in a queue, where a job may be done twice, by a worker that died before
// it could say so and by another: which tasks are ready, which jobs are under way, and that the first result of each
// counts. It keeps all outputs. One thread.
#pragma once

#include "engine/models/counted_tasks.h"
#include "engine/models/message_frame.h"
#include "engine/models/model.h"
#include "engine/models/outputs.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace corelane {

// A job is a MessageFrame and the inputs, a result a ResultFrame and the output.
class JobBook {
  public:
    JobBook(Execution&, Outputs);

    bool anyReady() const { return m_tasks.anyReady(); }
    // Appends the job of the task that has been ready for longest; false: none is.
    bool put(std::vector<char>& messages);
    // Failed: no result that a worker of this run can have sent; `where` it came from is in the sentence.
    Result<> take(std::span<const char> result, std::string_view where);

    // 0: that is no job of this run.
    TaskIndex taskOf(std::string_view job) const;
    bool hasResult(TaskIndex task) const { return m_complete[task]; }
    std::uint64_t taken() const { return m_taken; }        // tasks that have a result
    std::uint64_t left() const { return m_tasks.left(); }  // tasks without a result
    std::size_t underWay() const { return m_underWay; }    // jobs without a result
    std::size_t bytesUnderWay() const { return m_bytesUnderWay; }
    std::uint64_t done(int worker) const { return m_done[static_cast<std::size_t>(worker)]; }
    // Adds the bytes of jobs and results since the last call to the recorder's: each goes into a queue and out again.
    void noteBytes();

  private:
    std::size_t jobBytes(Task);

    const Workload& m_workload;
    Recorder& m_recorder;
    Outputs m_outputs;
    CountedTasks m_tasks;
    std::vector<bool> m_complete;       // by task index
    std::vector<std::uint64_t> m_done;  // by worker
    std::size_t m_underWay = 0, m_bytesUnderWay = 0;
    std::uint64_t m_taken = 0, m_bytesMoved = 0;
    Points m_points;
    std::vector<Bytes> m_inputs;
};

}  // namespace corelane
