// Records one run: makes the recorder and its rings, opens the kernel's switch records where they are allowed, drains
// each few milliseconds on a thread of its own, and encodes into the writer: after the run, or at once when live.
#pragma once

#include "engine/record/recorder.h"
#include "engine/trace/writer.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace corelane {

// Who needs whose output: edges are written from it, since runTask() checks that each was satisfied.
struct EdgeSource {
    virtual ~EdgeSource() = default;
    virtual void inputs(TaskIndex, std::vector<TaskIndex>& into) const = 0;     // ascending
    virtual void consumers(TaskIndex, std::vector<TaskIndex>& into) const = 0;  // ascending
    virtual std::uint64_t edgeCount() const = 0;
};

// A script's edges are known only when it runs: every wait notes the hand-over that ended it.
class NoEdges final : public EdgeSource {
  public:
    void inputs(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    void consumers(TaskIndex, std::vector<TaskIndex>& into) const override { into.clear(); }
    std::uint64_t edgeCount() const override { return 0; }
};

// Above this many edges a run's edges are not written; the loss says so.
inline constexpr std::uint64_t maximumEdges = 1u << 18;

struct RecordingSettings {
    RecorderSettings recorder;
    bool live = false;
    int level = 0;  // 0 or 1; see recordingLevel(). 1 refused at start: 0, and a loss says so
    // At level 1, note preemptions as at level 0 too: tells how well the two agree. Costs 1 us a switch.
    bool crossCheck = false;
    // What a task lane is called, when the model notes any; else they are numbered.
    std::function<std::string(std::uint32_t taskLane)> taskLaneName = {};
    std::uint64_t countRanTwice = 0;  // the run asks for a fault: count which of so many tasks run again; 0: do not
    bool ringsHoldRun = false;        // each ring has room for all that the run may note: no need to hurry at first
};

// For how long a worker could have run and did not, as its own notes say and as the kernel's switches say.
struct RunnableTime {
    std::int32_t tid = 0;
    Duration noted = 0, switched = 0;
};

// The best level this process may use, and why not a higher one. 1: perf_event_open of own processes works.
struct LevelFacts {
    int level = 0;
    std::string detail;  // one sentence: what it sees, what it cannot, and the command that would raise it
};
LevelFacts recordingLevel();

class Recording {
  public:
    // Opens everything; nothing runs yet except the drainer. Writes the run's begin marker. level 1 must be opened
    // before the model makes its threads, since they inherit it.
    static Result<Recording> start(const RunInfo&, const RecordingSettings&, const EdgeSource&, Writer&);
    Recording(Recording&&) noexcept;
    ~Recording();

    Recorder& recorder();
    int level() const;  // the one in use
    // After the model returned: drains the rest, encodes, writes the end marker with `result` completed by what the
    // recorder knows (begin, wall, tasks, digest, spans, switches, edges, lost events, bytes moved, faults as error);
    // `expectedDigest` empty: correct as long as there were no faults and all `expectedTasks` ran. Returns the
    // completed result.
    Result<RunResult> finish(RunResult result, std::string_view expectedDigest, std::uint64_t expectedTasks);

    // After finish(), only with RecordingSettings::crossCheck: one for every worker's lane.
    const std::vector<RunnableTime>& runnableTimes() const;

  private:
    struct State;
    explicit Recording(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

}  // namespace corelane
