// Writes one run's lanes, switches, counters and edges: from the records of its rings and of the kernel to the
// writer. Not thread-safe. Either everything at once after the run, or a batch now and then while it runs.
#pragma once

#include "engine/record/clock.h"
#include "engine/record/core_notes.h"
#include "engine/record/core_timeline.h"
#include "engine/record/edge_flows.h"
#include "engine/record/lane_stream.h"
#include "engine/record/recorder_memory.h"
#include "engine/record/switches.h"
#include "engine/record/task_lanes.h"
#include "engine/trace/writer.h"

#include <limits>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace corelane {

class Encoder {
  public:
    // All must live as long as the encoder. level 1: the kernel's records tell who ran; 0: the workers' own notes do.
    // `opened`: when recording began, in BOOTTIME.
    // `taskLaneName`: what a task lane is called.
    Encoder(
        Recorder::Shared&, const Calibration&, const EdgeSource&, Writer&, int run, int level, Time opened,
        TaskLanes::Name taskLaneName);

    // Copies what the rings hold; rings less than the part `fill` full are left alone. Gives the largest part of a
    // ring (0 ... 1) that was filled since the last call.
    double drain(double fill);
    // Tasks that run twice are counted: of so many that there are. Before the first encode().
    void countRanTwice(std::uint64_t tasks) { m_ran.resize(tasks + 1); }
    KernelRecords& kernel() { return m_kernel; }  // append to it, after drain() and before encode()

    // Writes everything drained so far: what is later than the run's end is left out of the cores.
    void encode(bool last);

    struct Counts {
        std::uint64_t spans = 0, switches = 0, edges = 0, dropped = 0;
        std::uint64_t ranTwice = 0;  // tasks whose work was begun and ended more than once
    };
    // After encode(true).
    const Counts& counts() const { return m_counts; }
    struct Life {
        std::int32_t tid = 0;
        Time begin = 0, end = 0;
        Duration notedWait = 0;  // on a run queue, as the worker itself noted
    };
    std::vector<Life> lives() const;  // of every lane

  private:
    struct LaneInUse {
        LaneEntry& entry;
        RingReader ring;
        LaneStream stream;
        Writer::LaneId id = 0;
        std::uint64_t published = 0;  // records, at the last look
        bool written = false;
        Time end = std::numeric_limits<Time>::max();  // known when finished
        std::vector<TaskIndex> openTask = {};         // of every open span; 0: none, or it is not the task's own work
    };
    void findLanes();
    void writeLanes();
    void learnStandIns();
    void writeNames();
    void writeKernelSwitches(Time begin, Time end);
    void writeNotedSwitches(Time end, bool last);
    void writeEvents();
    void writeTaskLanes(bool last);
    void write(LaneInUse&, const LaneEvent&);
    void noteRan(TaskIndex);
    void writeCounter(const LaneEvent&);
    void finishLanes(Time end);
    void writeLosses(Time end);
    std::string_view nameText(std::uint16_t) const;

    Recorder::Shared& m_shared;
    const Calibration& m_calibration;
    Writer& m_writer;
    int m_level;
    Time m_opened, m_begin = 0;
    int m_run;
    EdgeFlows m_flows;
    std::vector<std::uint64_t> m_given;               // ids of the edges of one hand-over
    std::vector<std::unique_ptr<LaneInUse>> m_lanes;  // in the order they were found
    std::vector<bool> m_found;                        // by slot
    KernelRecords m_kernel;
    ThreadNames m_names;
    std::map<int, CoreTimeline> m_cores;
    std::unordered_set<std::int32_t> m_seenByKernel;            // threads
    std::unordered_map<std::int32_t, std::int32_t> m_standIns;  // threads, and the worker's that each stands for
    std::set<int> m_coresWritten;
    CoreNotes m_notes;
    TaskLanes m_taskLanes;
    std::map<std::uint16_t, std::pair<Writer::LaneId, Time>> m_counters;
    std::set<std::int32_t> m_processes;
    enum class Ran : std::uint8_t { Never, Once, Again };
    std::vector<Ran> m_ran;  // by task; empty: nobody wants to know
    Counts m_counts;
};

}  // namespace corelane
