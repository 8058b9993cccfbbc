// Writes a trace: Perfetto TracePackets, see FORMAT.md. Not thread-safe: one thread writes. Times within a lane must
// not decrease, and begin/end must nest. Bytes leave through the sink in whole packets only, so a crash leaves a file
// that is readable up to the last packet.
#pragma once

#include "engine/trace/comparison.h"
#include "engine/trace/result.h"
#include "engine/trace/state.h"
#include "engine/trace/trace.h"

#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace corelane {

// One context switch on a core: from `time` on the thread `nextTid` ran (0: nobody of this run).
struct Switch {
    Time time = 0;
    std::int32_t nextTid = 0;
    bool previousRunnable = false;  // the thread that left was preempted, not blocked
};

struct LaneInfo {
    LaneKind kind = LaneKind::Worker;  // Worker, Task or Counter; core lanes come from switches()
    int index = 0;
    std::string name;
    std::int32_t pid = 0, tid = 0;
    std::string unit;      // Counter only
    bool watched = false;  // Worker: see Lane::watched
};

class Writer {
  public:
    using Sink = std::function<Result<>(std::string_view bytes)>;
    enum class Packing {
        Plain,       // live: every flush() is readable at once
        Compressed,  // zlib in compressed_packets, about a third of the size
    };
    using LaneId = std::uint32_t;  // valid until the run's end

    Writer(Sink sink, Packing packing);
    ~Writer();  // does not flush

    void comparison(const Comparison&);  // first of all
    void threadName(std::int32_t pid, std::int32_t tid, std::string_view name);
    void processName(std::int32_t pid, std::string_view name);

    void beginRun(const RunInfo&, Time);
    // Times before the run's begin are taken for it. A lane that is never ended ends with its last event.
    LaneId lane(const LaneInfo&, Time begin);
    // `name` is interned with its state: few different names. flowsIn/flowsOut: ids of edges that end here at the
    // begin, or start here at the end; see edgeId().
    void begin(
        LaneId, Time, State, std::string_view name, TaskIndex task = 0, std::span<const std::uint64_t> flowsIn = {});
    // Ignored when nothing is open. `waitedFor`: the id of the edge that ended the span, which was a wait.
    void end(LaneId, Time, std::span<const std::uint64_t> flowsOut = {}, std::uint64_t waitedFor = 0);
    // An instant at which something is handed over to others, each by an edge of its own; `held`: for how long it was
    // held before, 0: not known. `what`: few different names.
    void give(LaneId, Time, std::string_view what, std::span<const std::uint64_t> flowsOut, Duration held);
    void endLane(LaneId, Time);  // ends the spans that are open, too
    void counter(LaneId, Time, std::int64_t value);
    // In time order; each call continues the last for that core. Write a stretch of time's switches before the spans
    // of that stretch: the reader lays them over each other as it reads.
    void switches(int core, std::span<const Switch>);
    void loss(const Loss&);  // Loss::worker is the LaneInfo::index of a worker, or -1
    void endRun(const RunResult&, Time);
    // Writes the end marker; interrupted: not all runs were made. `time`: only of a writer that wrote nothing else,
    // for a file that others began.
    void endComparison(bool interrupted = false, Time time = 0);

    // Hands everything written so far to the sink. Errors of the sink are kept and returned here, once broken always
    // broken. Without it the writer hands over whenever 256 KiB have gathered.
    Result<> flush();
    std::uint64_t bytesWritten() const;  // handed to the sink

  private:
    struct State_;
    std::unique_ptr<State_> m_state;
};

// The id that ties the two ends of an edge: unique in a file. `ordinal`: which input of the consumer, below 4096.
// run below 2^20.
std::uint64_t edgeId(int run, TaskIndex consumer, std::uint32_t ordinal);
// The same for a hand-over between two lanes of a script's run, which has no edges between tasks.
std::uint64_t handoverId(int run, std::uint32_t handover);

}  // namespace corelane
