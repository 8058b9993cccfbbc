// Runs put together by hand: who computes and waits when, and who ends whose wait.
#pragma once

#include "tests/support/text_trace.h"

#include <string>
#include <utility>
#include <vector>

namespace corelane::test {

// A run of a script or a graph on two cores at level 0. Times are microseconds since its begin.
class StagedRun {
  public:
    explicit StagedRun(int workers, std::string presetJson = "{}");

    // A span within another one comes after it.
    void span(int worker, int from, int to, State, const std::string& name, TaskIndex task = 0);
    void useful(int worker, int from, int to) { span(worker, from, to, State::Useful, "work"); }
    // Ended by `giver`, at `to`, who had held it for `held`.
    void wait(int worker, int from, int to, State, const std::string& object, int giver, int held);
    // One giver ends the waits of several at once; it gave at `given`, they ran again at `to`.
    void waits(
        const std::vector<int>& workers, int from, int to, State, const std::string& object, int giver, int given,
        int held);

    // What one task needs of another: an edge from the end of its span to the begin of the other's.
    void input(TaskIndex from, TaskIndex to);

    std::shared_ptr<const Trace> trace(int wall, std::uint64_t tasks = 0) const;

  private:
    struct Piece {
        int from, to;
        State state;
        std::string name;
        TaskIndex task = 0;
        std::uint64_t waitedFor = 0;
        std::vector<std::uint64_t> gives;  // an instant instead of a span when there are any
        int held = 0;
    };
    using Input = std::pair<TaskIndex, TaskIndex>;
    std::vector<std::uint64_t> edgesOf(const Piece&, TaskIndex Input::*end) const;

    std::vector<std::vector<Piece>> m_lanes;
    std::string m_presetJson;
    std::vector<Input> m_inputs;
    std::uint32_t m_edges = 0;
};

}  // namespace corelane::test
