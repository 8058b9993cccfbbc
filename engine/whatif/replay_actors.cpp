// A script's run: what each actor did, one thing after the other, and which hand-over ended each of its waits. Waits
// are made anew: they end when the one who gave comes to the same point, and what that took to arrive later.
#include "engine/trace/balance.h"
#include "engine/whatif/competition.h"
#include "engine/whatif/replay.h"

#include <queue>

#include <algorithm>
#include <deque>
#include <functional>
#include <set>

namespace corelane {

namespace {

constexpr std::uint32_t noEdge = ~0u;

struct Piece {
    enum class Kind : std::uint8_t { Compute, Pass, Give, Wait } kind;  // Pass: time goes by, on no core
    std::uint16_t name = 0;
    bool named = false;   // a span's own time, not what lies between two
    bool held = false;    // while it held a lock somebody waited for
    Duration length = 0;  // Wait: from the hand-over to the moment it ran again
    std::uint32_t edge = noEdge;
};

bool computes(State state) {
    return state == State::Useful || state == State::Overhead || state == State::Startup;
}

// What a lane did at each moment: spans nest, and the innermost one counts.
struct Stretch {
    Time begin = 0, end = 0;
    std::uint16_t name = 0;
    State state = State::Overhead;
};

std::vector<Stretch> innermost(const Lane& lane, Time runEnd) {
    std::vector<Stretch> all;
    std::vector<Stretch> open;  // from the outermost in
    Time at = 0;
    const auto upTo = [&](Time until) {
        if (!open.empty() && until > at) all.push_back({at, until, open.back().name, open.back().state});
        at = std::max(at, until);
    };
    const auto close = [&](Time until) {
        while (!open.empty() && open.back().end <= until) {
            upTo(open.back().end);
            open.pop_back();
        }
    };
    for (std::size_t i = 0; i < lane.spans.size(); ++i) {
        const Span& span = lane.spans[i];
        close(span.begin);
        upTo(span.begin);
        open.push_back({span.begin, span.end > 0 ? span.end : runEnd, span.name, span.state});
    }
    close(runEnd);
    return all;
}

class ActorReplay final : public Replay {
  public:
    explicit ActorReplay(const Run& run) : m_extent(extent(run)) {
        const bool inTasks = !run.tasks.empty();
        const auto& lanes = inTasks ? run.tasks : run.workers;
        const std::uint32_t bit = inTasks ? inTaskLanes : 0;
        const int cores = std::max<int>(1, static_cast<int>(run.info.cores.size()));
        m_facts.coresGiven = cores;
        m_facts.cores = inTasks ? std::min(cores, static_cast<int>(run.workers.size())) : cores;
        m_facts.lanes = static_cast<int>(lanes.size());
        m_facts.measured = m_extent.end - m_extent.begin;
        m_crowded = m_facts.lanes > m_facts.cores;
        m_inTasks = inTasks;
        if (m_crowded) m_competition = Competition(lanes, m_facts.cores);
        for (std::uint32_t i = 0; i < run.edges.size(); ++i) {
            const Edge& edge = m_edges.emplace_back(run.edges[i]);
            if (edge.toTask != 0 || (edge.toLane & inTaskLanes) != bit || (edge.fromLane & inTaskLanes) != bit)
                continue;
            if ((edge.toLane & ~bit) >= lanes.size() || (edge.fromLane & ~bit) >= lanes.size()) continue;
            m_incoming[edge.toLane & ~bit].push_back(i);
            m_outgoing[edge.fromLane & ~bit].push_back(i);
        }
        Time last = m_extent.begin;
        for (const auto& lane : lanes)
            if (!lane->spans.empty())
                m_firstWork = std::min(m_firstWork, std::max(lane->spans[0].begin, m_extent.begin));
        m_facts.before = m_firstWork - m_extent.begin;
        if (inTasks) findTurns(lanes);
        for (std::uint32_t i = 0; i < lanes.size(); ++i) {
            read(i, *lanes[i]);
            if (!lanes[i]->spans.empty()) last = std::max(last, endOf(lanes[i]->spans[lanes[i]->spans.size() - 1]));
        }
        m_facts.after = m_extent.end - last;
        findHeldNames();
    }

    std::optional<Duration> wall(const Change&) const override;
    bool sharesAnew() const override { return false; }
    std::optional<Duration> longestChain() const override { return std::nullopt; }

  private:
    Time endOf(const Span& span) const { return span.end > 0 ? span.end : m_extent.end; }

    // Without the time for which it was ready and another lane of the run had its core: the replay makes that anew.
    // Whoever else had the core was no part of the run, and will have it again.
    Duration onCore(const Lane& lane, Time begin, Time end) const {
        if (end <= begin) return 0;
        return end - begin - (m_crowded ? m_competition.within(lane.segments, begin, end) : 0);
    }

    void findTurns(std::span<const std::shared_ptr<const Lane>>);
    void read(std::uint32_t number, const Lane& lane);
    void findHeldNames();
    Duration lengthOf(const Piece&, const Change&) const;

    const Extent m_extent;
    bool m_crowded = false;  // more lanes than cores, or than workers to run them
    bool m_inTasks = false;  // lanes are run by workers, and keep theirs until they are suspended
    Competition m_competition;
    Time m_firstWork = m_extent.end;
    std::map<std::uint32_t, std::vector<std::uint32_t>> m_incoming, m_outgoing;  // edges by lane
    std::map<std::uint32_t, std::vector<std::uint32_t>> m_turns;  // those that findTurns() made, to a lane
    std::vector<Edge> m_edges;                                    // the run's, and turns
    std::vector<std::vector<Piece>> m_lanes;
};

// A lane that is between two spans though it waits for nothing waits for its worker, which does something else. The
// lane whose work ended just then is the one it waited for: as if that had handed over.
void ActorReplay::findTurns(std::span<const std::shared_ptr<const Lane>> lanes) {
    constexpr Duration switching = 20'000;  // what a worker takes to go on with another
    std::vector<std::pair<Time, std::uint32_t>> ends;
    std::vector<std::vector<Stretch>> all;
    for (std::uint32_t i = 0; i < lanes.size(); ++i) {
        all.push_back(innermost(*lanes[i], m_extent.end));
        for (const Stretch& stretch : all.back())
            if (computes(stretch.state)) ends.emplace_back(stretch.end, i);
    }
    std::ranges::sort(ends);
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane)
        for (std::size_t i = 1; i < all[lane].size(); ++i) {
            const Time begin = all[lane][i - 1].end, end = all[lane][i].begin;
            if (end - begin < switching) continue;
            auto last = std::ranges::upper_bound(ends, std::pair(end, ~0u));
            while (last != ends.begin() && (last - 1)->second == lane) --last;
            if (last == ends.begin() || end - (last - 1)->first > switching || (last - 1)->first <= begin) continue;
            Edge turn;
            turn.fromLane = (last - 1)->second;
            turn.toLane = lane;
            turn.fromTime = (last - 1)->first;
            turn.toTime = end;
            const auto number = static_cast<std::uint32_t>(m_edges.size());
            m_edges.push_back(turn);
            m_outgoing[turn.fromLane].push_back(number);
            m_turns[lane].push_back(number);
        }
}

void ActorReplay::read(std::uint32_t number, const Lane& lane) {
    std::vector<Piece>& pieces = m_lanes.emplace_back();
    auto outgoing = m_outgoing[number];
    std::ranges::sort(outgoing, {}, [&](std::uint32_t e) { return m_edges[e].fromTime; });
    const auto& incoming = m_incoming[number];
    const auto& turns = m_turns[number];
    std::size_t given = 0, got = 0, turn = 0;
    // The intervals for which it had held what it gave.
    std::vector<std::pair<Time, Time>> holds;
    for (const std::uint32_t e : outgoing)
        if (m_edges[e].held > 0) holds.emplace_back(m_edges[e].fromTime - m_edges[e].held, m_edges[e].fromTime);
    std::size_t hold = 0;

    const auto give = [&](Time until) {
        for (; given < outgoing.size() && m_edges[outgoing[given]].fromTime <= until; ++given)
            pieces.push_back({Piece::Kind::Give, 0, false, false, 0, outgoing[given]});
    };
    const auto isHeld = [&](Time begin, Time end) {
        while (hold < holds.size() && holds[hold].second <= begin) ++hold;
        return hold < holds.size() && holds[hold].first <= begin + (end - begin) / 2;
    };
    // A stretch on a core, cut where something was handed over.
    const auto compute = [&](Time begin, Time end, std::uint16_t name, bool named) {
        while (begin < end) {
            const bool cut = given < outgoing.size() && m_edges[outgoing[given]].fromTime < end;
            const Time until = cut ? std::max(begin, m_edges[outgoing[given]].fromTime) : end;
            if (until > begin) {
                const Duration length = onCore(lane, begin, until);
                pieces.push_back({Piece::Kind::Compute, name, named, isHeld(begin, until), length, noEdge});
            }
            begin = until;
            if (cut) give(until);
        }
    };

    const std::vector<Stretch> spans = innermost(lane, m_extent.end);
    if (spans.empty()) return;
    const bool idleBetween = lane.kind == LaneKind::Task;
    Time at = idleBetween ? spans[0].begin : std::max(lane.begin, m_extent.begin);
    if (!incoming.empty() && m_edges[incoming[0]].toTime <= spans[0].begin + 1000) {
        const Edge& edge = m_edges[incoming[got++]];  // it was spawned
        pieces.push_back(
            {Piece::Kind::Wait, 0, false, false, std::max<Duration>(0, at - edge.fromTime), incoming[0]});
    } else {
        // Lanes that workers run are there from the first on; that one comes later is a worker's doing.
        const Duration from = (idleBetween ? std::min(at, m_firstWork) : at) - m_extent.begin;
        if (from > 0) pieces.push_back({Piece::Kind::Pass, 0, false, false, from, noEdge});
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const Stretch& span = spans[i];
        const Time end = span.end;
        if (turn < turns.size() && m_edges[turns[turn]].toTime == span.begin) {
            const Edge& edge = m_edges[turns[turn]];
            give(edge.fromTime);  // what it gave before it waited for its worker
            pieces.push_back({Piece::Kind::Wait, 0, false, false, edge.toTime - edge.fromTime, turns[turn++]});
        } else if (span.begin > at) {
            compute(at, span.begin, 0, false);
        }
        give(span.begin);
        at = std::max(at, span.begin);
        if (computes(span.state)) {
            compute(at, end, span.name, true);
            if (span.state == State::Useful) m_facts.byName[span.name] += onCore(lane, at, end);
        } else if (span.state == State::Lock || span.state == State::Queue || span.state == State::Idle) {
            while (got < incoming.size() && m_edges[incoming[got]].toTime < end) ++got;
            // It may have been ready for a while before it ran: then that is a span of its own, and the edge ends
            // there.
            const bool ready = i + 1 < spans.size() && spans[i + 1].state == State::Runnable;
            const Time latest = ready ? spans[i + 1].end : end;
            if (got < incoming.size() && m_edges[incoming[got]].toTime <= latest + 1000) {
                const Edge& edge = m_edges[incoming[got]];
                const bool wasReady = ready && edge.toTime > end + 1000;
                const Time ran = wasReady ? latest : end, from = std::clamp(edge.fromTime, at, ran);
                const Duration arrival = onCore(lane, from, ran);
                pieces.push_back({Piece::Kind::Wait, span.name, true, false, arrival, incoming[got]});
                ++m_facts.handOvers;
                m_facts.handOverTime += arrival;
                ++got;
                if (wasReady) {
                    at = latest;
                    ++i;
                }
            } else {
                pieces.push_back({Piece::Kind::Pass, span.name, true, false, end - at, noEdge});
            }
        } else if (const Duration rest = span.state == State::Runnable ? onCore(lane, at, end) : end - at; rest > 0) {
            pieces.push_back({Piece::Kind::Pass, span.name, true, false, rest, noEdge});
        }
        at = std::max(at, end);
    }
    give(m_extent.end);
    for (const Piece& piece : pieces)
        if (piece.kind == Piece::Kind::Compute) m_facts.work += piece.length;
}

// A release is only seen where somebody waited. What is computed within a good part of the holds that were seen is
// taken to be computed under the lock always.
void ActorReplay::findHeldNames() {
    std::map<std::uint16_t, std::pair<Duration, Duration>> all;  // within holds, altogether
    for (const auto& lane : m_lanes)
        for (const Piece& piece : lane)
            if (piece.kind == Piece::Kind::Compute && piece.named) {
                all[piece.name].second += piece.length;
                if (piece.held) all[piece.name].first += piece.length;
            }
    std::set<std::uint16_t> names;
    for (const auto& [name, time] : all)
        if (m_facts.byName.contains(name) && time.first * 10 >= time.second && time.first > 0) names.insert(name);
    for (auto& lane : m_lanes)
        for (Piece& piece : lane) {
            if (piece.kind != Piece::Kind::Compute || !piece.named) continue;
            piece.held = names.contains(piece.name);
            if (piece.held) m_facts.held += piece.length;
        }
    m_facts.heldNames.assign(names.begin(), names.end());
}

Duration ActorReplay::lengthOf(const Piece& piece, const Change& change) const {
    double length = static_cast<double>(piece.length);
    if (piece.kind == Piece::Kind::Compute && piece.held) length *= change.hold;
    if (piece.kind == Piece::Kind::Compute && piece.named && change.faster == piece.name) length /= change.speed;
    if (piece.kind == Piece::Kind::Wait) length *= change.communication;
    return static_cast<Duration>(length);
}

std::optional<Duration> ActorReplay::wall(const Change& change) const {
    int free = change.cores > 0 ? change.cores : m_facts.cores;
    std::vector<std::size_t> next(m_lanes.size());
    std::vector<bool> hasCore(m_lanes.size());
    std::vector<Duration> since(m_lanes.size());  // when it got its core
    std::vector<Duration> given(m_edges.size(), -1);
    std::map<std::uint32_t, std::uint32_t> parked;  // edge, lane that waits for it
    std::deque<std::uint32_t> line;                 // lanes that want a core
    using Event = std::pair<Duration, std::uint32_t>;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events;
    for (std::uint32_t lane = 0; lane < m_lanes.size(); ++lane) events.emplace(0, lane);
    Duration now = 0;
    std::size_t finished = 0;

    const auto letGo = [&](std::uint32_t lane) {
        if (hasCore[lane]) ++free;
        hasCore[lane] = false;
    };
    // Goes on with a lane until time must pass.
    const auto advance = [&](std::uint32_t lane) {
        auto& at = next[lane];
        for (; at < m_lanes[lane].size(); ++at) {
            const Piece& piece = m_lanes[lane][at];
            switch (piece.kind) {
            case Piece::Kind::Give:
                given[piece.edge] = now;
                if (const auto waiter = parked.find(piece.edge); waiter != parked.end()) {
                    const Piece& wait = m_lanes[waiter->second][next[waiter->second]];
                    ++next[waiter->second];
                    events.emplace(now + lengthOf(wait, change), waiter->second);
                    parked.erase(waiter);
                }
                break;
            case Piece::Kind::Wait:
                if (given[piece.edge] < 0) {
                    letGo(lane);
                    parked.emplace(piece.edge, lane);
                    return;
                }
                break;  // it was given before it was asked for: no wait, and nobody to wake
            case Piece::Kind::Pass:
                letGo(lane);
                ++at;
                events.emplace(now + lengthOf(piece, change), lane);
                return;
            case Piece::Kind::Compute:
                if (!hasCore[lane]) {
                    if (free == 0) {
                        // Who was woken goes before who used up a slice, as Linux has it.
                        if (at > 0 && m_lanes[lane][at - 1].kind == Piece::Kind::Wait)
                            line.push_front(lane);
                        else
                            line.push_back(lane);
                        return;
                    }
                    --free;
                    hasCore[lane] = true;
                    since[lane] = now;
                }
                ++at;
                events.emplace(now + lengthOf(piece, change), lane);
                return;
            }
        }
        letGo(lane);
        ++finished;
    };
    while (!events.empty()) {
        const auto [time, lane] = events.top();
        events.pop();
        now = time;
        // A thread whose slice is used up goes to the end of the line; Linux gives some milliseconds.
        constexpr Duration slice = 3'000'000;
        if (hasCore[lane] && !line.empty() && !m_inTasks && now - since[lane] >= slice) letGo(lane);
        if (free > 0 && !line.empty()) {
            const std::uint32_t first = line.front();
            line.pop_front();
            advance(first);
        }
        advance(lane);
        while (free > 0 && !line.empty()) {
            const std::uint32_t first = line.front();
            line.pop_front();
            advance(first);
        }
    }
    if (finished != m_lanes.size()) return std::nullopt;
    return now + m_facts.after;
}

}  // namespace

Result<std::unique_ptr<const Replay>> replayOfActors(const Run& run) {
    auto replay = std::make_unique<const ActorReplay>(run);
    if (replay->facts().work <= 0) return fail(Error::Kind::Invalid, "Nothing was computed in the run.");
    return replay;
}

}  // namespace corelane
