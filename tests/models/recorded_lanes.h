// What a run recorded, lane by lane, and what it must not leave behind.
#pragma once

#include "engine/record/recorder_memory.h"
#include "tests/models/process_tree.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace corelane {

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

}  // namespace corelane
