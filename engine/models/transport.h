// How tasks and their outputs travel between the engine and its worker processes. One more transport is one file that
// defines a TransportKind, and its name in transports.cpp; a model with a transport of its own names it in its Model.
#pragma once

#include "engine/models/lane_laps.h"
#include "engine/models/model.h"
#include "engine/models/run_task.h"
#include "engine/models/start_method.h"
#include "engine/trace/result.h"
#include "workloads/workload.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <poll.h>
#include <span>
#include <string_view>
#include <vector>

namespace corelane {

// The engine's side, used by one thread that never blocks in it. Made before the run begins: buffers exist
// afterwards, their pages are touched. Everything it opens is close-on-exec.
class ParentEnd {
  public:
    virtual ~ParentEnd() = default;
    // What worker `worker` needs, in the order in which openWorkerEnd() gets it.
    virtual std::vector<int> descriptors(int worker) const = 0;
    // The worker holds its descriptors now; whatever only it should hold is closed here.
    virtual void started(int worker) = 0;

    // What advance() waits for.
    virtual void watch(std::vector<pollfd>& into) const = 0;
    // Takes what came and hands out what can be; records its time in `laps`. `polled`: what watch() gave, after
    // poll(), or nothing. Error: an answer that makes no sense. A worker that is gone is no error here: whoever
    // watches the processes reports it better.
    virtual Result<> advance(std::span<const pollfd> polled, LaneLaps& laps) = 0;

    // What it waits for now, when it is not the workers.
    struct Waiting {
        State state;
        NameId name;
    };
    virtual std::optional<Waiting> waiting() const { return std::nullopt; }

    virtual bool finished() const = 0;  // every task is done, or nothing is under way after stop()
    virtual void stop() = 0;            // hands out no further tasks
    virtual void release() = 0;         // tells idle workers to leave; after finished(), or after an error
    virtual std::uint64_t tasksDone(int worker) const = 0;

    // The worker has ended before its time, and `others` are left. True: they do what it had begun, and the run goes
    // on. Error: it ended because something else did, which the sentence names.
    virtual Result<bool> lost(const WorkerExit&, int /*others*/) { return false; }
};

// What a worker is to do next. The spans stay valid until finish().
struct Assignment {
    Task task;
    std::span<const Bytes> inputs;
    MutableBytes output;
};

// The worker's side. Records its waits, sends and receives in the worker's lane.
class WorkerEnd {
  public:
    virtual ~WorkerEnd() = default;
    virtual bool next(Assignment&) = 0;  // blocks; false: leave
    // The output of the last assignment, which the runner ran, is complete; the laps stand at that moment.
    virtual void finish(TaskRunner&) = 0;
    // Instead: nobody is to learn of it. Where the fault "drop" can be asked for.
    virtual void drop() {}
};

// `laps` stands at the moment from which on the transport accounts for the worker's time.
using OpenWorkerEnd =
    Result<std::unique_ptr<WorkerEnd>> (*)(Execution&, int worker, std::span<const int> descriptors, LaneLaps& laps);

struct TransportKind {
    std::string_view name;
    Result<std::unique_ptr<ParentEnd>> (*openParentEnd)(Execution&);
    OpenWorkerEnd openWorkerEnd;  // null: workers are a program of their own, which has it
    // What the process does that serves the workers, see ServerProcess, which the parent's end starts; null: there is
    // none. `control` is its socket. Gives the exit status.
    int (*serve)(Execution&, int control, std::span<const int> descriptors) = nullptr;
};

std::span<const std::string_view> transportNames();         // the process pool's
const TransportKind* findTransport(std::string_view name);  // those, or a model's own

}  // namespace corelane
