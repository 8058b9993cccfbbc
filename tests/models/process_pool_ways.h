// What the tests of the process pool share: the ways there are, a run to look into, and what must not be left behind.
#pragma once

#include "engine/models/start_method.h"
#include "engine/models/transport.h"
#include "engine/record/recorder_memory.h"
#include "tests/models/model_run.h"
#include "tests/models/process_tree.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace corelane {

struct Way {
    std::string start, transport;
    std::int64_t chunk = 1;
    Given options() const { return {{"start", start}, {"transport", transport}, {"chunk", chunk}}; }
    std::string words() const { return start + " over " + transport + ", chunk " + std::to_string(chunk); }
};

inline std::vector<Way> everyWay() {
    std::vector<Way> ways;
    for (const std::string_view start : startMethodNames())
        for (const std::string_view transport : transportNames())
            ways.push_back({std::string(start), std::string(transport)});
    return ways;
}

inline const Model& pool() {
    return *findModel("process_pool");
}

inline TestWorkload stencil(
    std::int64_t steps, std::int64_t width, std::int64_t iterations = 0, std::int64_t bytes = 16) {
    return makeWorkload(
        {{{"steps", steps},
          {"width", width},
          {"kernel", std::string("compute_bound")},
          {"iterations", iterations},
          {"output_bytes", bytes}}});
}

// More than any test waits for: it ends by what the test does to it.
inline TestWorkload endless() {
    return stencil(50'000, 8, 20'000, 1024);
}

// Everything that is handed over must outlive it.
inline Execution executionOf(
    const TestWorkload& made, const Options& options, const std::vector<int>& cores, int workers, Recorder& recorder,
    const std::string& engine = CORELANE_BIN "/corelane-engine") {
    return {*made.workload, options, cores, workers, false, recorder, "task_graph", made.options, engine};
}

// A run that the test looks into while it goes on.
class Started {
  public:
    Started(
        const TestWorkload& made, const Way& way, int workers = 2,
        const std::string& engine = CORELANE_BIN "/corelane-engine")
        : Started(made, pool(), way.options(), workers, engine) {}
    Started(
        const TestWorkload& made, const Model& model, const Given& options, int workers = 2,
        const std::string& engine = CORELANE_BIN "/corelane-engine")
        : m_options(*Options::resolve(model.options, options)), m_cores(allowedCores()),
          m_recorder(*Recorder::make({.lanes = workers + 2, .recordsPerLane = 1u << 14})),
          m_execution(executionOf(made, m_options, m_cores, workers, m_recorder, engine)), m_thread([this, &model] {
              m_result = model.runGraph(m_execution);
              m_ended.store(true);
          }) {}
    ~Started() {
        m_recorder.requestStop();
        if (m_thread.joinable()) m_thread.join();
    }

    Recorder& recorder() { return m_recorder; }
    bool ended() const { return m_ended.load(); }
    Result<> wait() {
        m_thread.join();
        return m_result;
    }
    pid_t pidOf(int worker) { return lanePid(m_recorder, worker); }
    // Every worker has published so many records, or the run has ended.
    void untilRecorded(std::uint64_t records, int workers) {
        while (!ended() && !allRecorded(m_recorder, workers, records)) std::this_thread::yield();
    }

  private:
    Options m_options;
    std::vector<int> m_cores;
    Recorder m_recorder;
    Execution m_execution;
    Result<> m_result;
    std::atomic<bool> m_ended{false};
    std::thread m_thread;
};

// What a run recorded, lane by lane.
struct Named {
    std::string name;
    State state;
    TaskIndex task;
    std::uint64_t begin, end;
};
struct SeenLane {
    std::string name;
    int index;
    pid_t pid;
    std::uint64_t begin;
    std::vector<Named> spans;
};

inline std::vector<SeenLane> lanesOf(Recorder& recorder) {
    Recorder::Shared& shared = *recorder.shared();
    std::vector<SeenLane> lanes;
    for (int slot = 0; slot < shared.lanesInUse(); ++slot) {
        const LaneEntry& entry = shared.lane[slot];
        SeenLane lane{entry.name, entry.index, entry.pid, entry.begin, {}};
        RingReader reader(&shared.ring[slot], shared.records(slot), shared.recordsPerLane);
        reader.drain([&](const Record* first, std::size_t count) {
            for (const Record* record = first; record != first + count; ++record)
                if (record->kind == RecordKind::Span)
                    lane.spans.push_back(
                        {shared.name[record->name].text, record->state, record->task, record->begin, record->end});
        });
        lanes.push_back(std::move(lane));
    }
    return lanes;
}

// No process, no descriptor and nothing in /dev/shm is left behind.
class NothingLeft {
  public:
    NothingLeft() : m_descriptors(openDescriptors()) { adoptOrphans(); }
    void check() {
#ifdef __SANITIZE_ADDRESS__
        // At a process' end the leak check runs in a child of it, which nobody reaps when the process is killed
        // meanwhile. Whoever lives on keeps this waiting, until the test's time is over.
        reapEverybody();
#endif
        INFO("children: " << childrenNow());
        CHECK(noChildren());
        CHECK(openDescriptors() == m_descriptors);
        CHECK(sharedMemoryFiles().empty());
    }

  private:
    std::size_t m_descriptors;
};

inline void expectRight(
    const TestWorkload& made, const Way& way, int workers, const Expected& expected, Given more = {}) {
    Given given = way.options();
    given.merge(more);
    const Ran ran = runModel(pool(), *made.workload, made.options, {.workers = workers, .options = given});
    INFO(way.words() << ", " << workers << " workers");
    INFO((ran.result ? std::string() : ran.result.error().message));
    INFO(ran.firstFault);
    CHECK(ran.result);
    CHECK(ran.faults == 0);
    CHECK(ran.got == expected);
}

}  // namespace corelane
