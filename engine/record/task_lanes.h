// Writes the lanes of what moves between workers, such as coroutines. Their spans come from the rings of several
// workers, so that a later batch may hold an earlier span: each is held back until the next batch has been seen.
// Not thread-safe.
#pragma once

#include "engine/record/lane_stream.h"
#include "engine/trace/writer.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

class TaskLanes {
  public:
    using Name = std::function<std::string(std::uint32_t lane)>;
    TaskLanes(Writer& writer, int run, Name name) : m_writer(writer), m_run(run), m_name(std::move(name)) {}

    void add(std::vector<TaskLaneEvent>& events);  // takes them out
    // All that are known to be in order: those of batches before this one, at last all.
    void write(bool last, const std::function<std::string_view(std::uint16_t)>& nameText);
    std::uint64_t edges() const { return m_edges; }  // hand-overs that ended a wait

  private:
    struct LaneInUse {
        Writer::LaneId id = 0;
        bool written = false;
        Time last = 0;
        std::vector<TaskLaneEvent> held;
        std::size_t settled = 0;  // of those held: from batches before
    };
    void write(LaneInUse&, const TaskLaneEvent&, std::string_view name);

    Writer& m_writer;
    int m_run;
    Name m_name;
    std::map<std::uint32_t, LaneInUse> m_lanes;
    std::vector<std::uint64_t> m_given;
    std::uint64_t m_edges = 0;
};

}  // namespace corelane
