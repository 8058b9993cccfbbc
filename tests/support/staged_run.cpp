#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace corelane::test {

namespace {
constexpr Time begin = 1'000'000;
Time at(int microseconds) {
    return begin + Duration(microseconds) * 1000;
}
}  // namespace

StagedRun::StagedRun(int workers, std::string presetJson)
    : m_lanes(static_cast<std::size_t>(workers)), m_presetJson(std::move(presetJson)) {}

void StagedRun::span(int worker, int from, int to, State state, const std::string& name, TaskIndex task) {
    m_lanes[static_cast<std::size_t>(worker)].push_back({from, to, state, name, task, 0, {}, 0});
}

void StagedRun::wait(int worker, int from, int to, State state, const std::string& object, int giver, int held) {
    waits({worker}, from, to, state, object, giver, to, held);
}

void StagedRun::waits(
    const std::vector<int>& workers, int from, int to, State state, const std::string& object, int giver, int given,
    int held) {
    Piece give{given, given, State::Overhead, object, 0, 0, {}, held};
    for (const int worker : workers) {
        const std::uint64_t id = handoverId(1, ++m_edges);
        give.gives.push_back(id);
        m_lanes[static_cast<std::size_t>(worker)].push_back({from, to, state, object, 0, id, {}, 0});
    }
    m_lanes[static_cast<std::size_t>(giver)].push_back(give);
}

void StagedRun::input(TaskIndex from, TaskIndex to) {
    m_inputs.emplace_back(from, to);
}

// Of the inputs that have the piece's task at this end.
std::vector<std::uint64_t> StagedRun::edgesOf(const Piece& piece, TaskIndex Input::*end) const {
    std::vector<std::uint64_t> ids;
    for (std::size_t i = 0; i < m_inputs.size(); ++i)
        if (piece.task != 0 && m_inputs[i].*end == piece.task)
            ids.push_back(edgeId(1, m_inputs[i].second, static_cast<std::uint32_t>(i)));
    return ids;
}

std::shared_ptr<const Trace> StagedRun::trace(int wall, std::uint64_t tasks) const {
    Tape tape;
    Writer writer(tape.sink(), Writer::Packing::Plain);
    Comparison comparison = someComparison();
    comparison.presetJson = m_presetJson;
    writer.comparison(comparison);
    RunInfo info = someRun();
    info.workers = static_cast<int>(m_lanes.size());
    writer.beginRun(info, begin);
    for (std::size_t w = 0; w < m_lanes.size(); ++w) {
        const auto lane = writer.lane(
            {LaneKind::Worker, static_cast<int>(w), fmt::format("w{}", w), 100, 100 + static_cast<int>(w), ""},
            begin);
        std::vector<Piece> pieces = m_lanes[w];
        std::stable_sort(
            pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.from < b.from; });
        std::vector<const Piece*> open;  // from the outermost to the innermost
        const auto closeUntil = [&](int time) {
            for (; !open.empty() && open.back()->to <= time; open.pop_back())
                writer.end(lane, at(open.back()->to), edgesOf(*open.back(), &Input::first), open.back()->waitedFor);
        };
        for (const Piece& piece : pieces) {
            closeUntil(piece.from);
            if (!piece.gives.empty()) {
                writer.give(lane, at(piece.from), piece.name, piece.gives, Duration(piece.held) * 1000);
                continue;
            }
            writer.begin(lane, at(piece.from), piece.state, piece.name, piece.task, edgesOf(piece, &Input::second));
            open.push_back(&piece);
        }
        closeUntil(wall);
        writer.endLane(lane, at(wall));
    }
    RunResult result;
    result.begin = begin;
    result.wall = Duration(wall) * 1000;
    result.tasks = tasks;
    result.correct = true;
    writer.endRun(result, at(wall));
    writer.endComparison();
    REQUIRE(writer.flush());
    return read(tape.bytes);
}

}  // namespace corelane::test
