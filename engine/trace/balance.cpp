#include "engine/trace/balance.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace corelane {

namespace {

// What a worker's record says of one moment: a state, or one of these.
constexpr std::uint8_t Unknown = stateCount;     // the record is missing
constexpr std::uint8_t Absent = stateCount + 1;  // the worker does not live
constexpr std::uint8_t Gap = stateCount + 2;     // it lives, before its first or after its last span
constexpr int kindCount = stateCount + 1;        // what core time is counted as: the states and Unknown
constexpr Time never = std::numeric_limits<Time>::max();

constexpr std::uint8_t of(State state) {
    return static_cast<std::uint8_t>(state);
}

struct Range {
    Time begin, end;
};

// Between which two events of a lane a lost one lies.
Range around(const Lane& lane, Time time, Time laneEnd) {
    Range range{lane.begin, laneEnd};
    const auto& spans = lane.spans;
    const std::size_t after = spans.partitionPoint([&](const Span& s) { return s.begin <= time; });
    if (after < spans.size()) range.end = std::min(range.end, spans[after].begin);
    // The spans that enclose the moment stand before it with falling depth; siblings between them ended before.
    constexpr std::size_t farthest = 4096;
    for (std::size_t i = after, steps = 0; i > 0 && steps < farthest; ++steps) {
        const Span& span = spans[--i];
        range.begin = std::max(range.begin, span.begin);
        if (span.end > time)
            range.end = std::min(range.end, span.end);
        else if (span.end > 0)
            range.begin = std::max(range.begin, span.end);
        if (span.depth == 0) break;
    }
    return range;
}

// A worker's record as pieces that follow each other without a hole.
class WorkerTrack {
  public:
    WorkerTrack(const Run& run, std::size_t worker, Time from, Time runEnd) : m_lane(run.workers[worker].get()) {
        m_lifeEnd = m_lane->end > 0 ? m_lane->end : runEnd;
        for (const Loss& loss : run.losses)
            if (loss.worker == static_cast<int>(worker) && loss.time >= m_lane->begin && loss.time < m_lifeEnd)
                m_lost.push_back(around(*m_lane, loss.time, m_lifeEnd));
        std::sort(m_lost.begin(), m_lost.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
        m_size = m_lane->segments.size();
        m_first = m_size > 0 ? m_lane->segments.begin() : 0;
        m_next = m_size > 0 ? m_lane->segments.find(from) : 0;
        moveTo(from);
    }

    std::uint8_t moment() const { return m_moment; }
    Time end() const { return m_end; }  // of the current piece; never: it lasts for good
    void advance() { moveTo(m_end); }
    bool lostAnything() const { return !m_lost.empty(); }

  private:
    void moveTo(Time time) {
        recorded(time);
        while (m_lossNext < m_lost.size() && m_lost[m_lossNext].end <= time) ++m_lossNext;
        if (m_lossNext == m_lost.size() || m_moment == Absent) return;
        const Range& lost = m_lost[m_lossNext];
        if (lost.begin <= time) {
            m_moment = Unknown;
            m_end = std::min(m_end, lost.end);
        } else {
            m_end = std::min(m_end, lost.begin);
        }
    }

    void recorded(Time time) {
        if (time < m_lane->begin) return set(Absent, m_lane->begin);
        if (m_size > 0 && time < m_first) return set(Gap, m_first);
        while (m_next < m_size) {
            const auto segment = m_lane->segments.segment(m_next);
            if (time < segment.end)
                return set(std::min<std::uint8_t>(segment.category, of(State::Startup)), segment.end);
            ++m_next;
        }
        // A lane without an end was cut: its worker was killed, or is still read.
        if (time < m_lifeEnd) return set(m_lane->end > 0 ? Gap : Unknown, m_lifeEnd);
        set(Absent, never);
    }

    void set(std::uint8_t moment, Time end) {
        m_moment = moment;
        m_end = end;
    }

    const Lane* m_lane;
    Time m_lifeEnd = 0, m_first = 0, m_end = 0;
    std::size_t m_next = 0, m_size = 0, m_lossNext = 0;
    std::vector<Range> m_lost;
    std::uint8_t m_moment = Absent;
};

// Who holds a core, as pieces that follow each other.
class CoreTrack {
  public:
    enum : std::int32_t { Nobody = -2, Other = -1 };  // else the worker's index

    CoreTrack(const Lane& lane, bool inSet, Time from, std::size_t workers)
        : m_lane(lane), m_workers(workers), m_inSet(inSet) {
        m_next = lane.spans.partitionPoint([&](const Span& s) { return !open(s) && s.end <= from; });
        moveTo(from);
    }

    std::int32_t occupant() const { return m_occupant; }
    bool inSet() const { return m_inSet; }
    Time end() const { return m_end; }
    void advance() { moveTo(m_end); }

  private:
    static bool open(const Span& span) { return span.end < span.begin; }

    void moveTo(Time time) {
        while (m_next < m_lane.spans.size()) {
            const Span& span = m_lane.spans[m_next];
            if (time < span.begin) return set(Nobody, span.begin);
            if (open(span) || time < span.end) {
                const bool worker = span.task > 0 && span.task <= m_workers;
                // The next begin ends an open span: a core runs one thread at a time.
                const Time next = m_next + 1 < m_lane.spans.size() ? m_lane.spans[m_next + 1].begin : never;
                const Time end = open(span) ? next : std::min(span.end, next);
                if (time < end) return set(worker ? static_cast<std::int32_t>(span.task) - 1 : Other, end);
            }
            ++m_next;
        }
        set(Nobody, never);
    }

    void set(std::int32_t occupant, Time end) {
        m_occupant = occupant;
        m_end = end;
    }

    const Lane& m_lane;
    std::size_t m_workers, m_next = 0;
    Time m_end = 0;
    std::int32_t m_occupant = Nobody;
    bool m_inSet;
};

// Counts of who runs and who waits at one moment, and their integral.
class Account {
  public:
    Account(std::int64_t cores, std::size_t mostClaims) : m_cores(cores), m_shared(mostClaims + 1) {}

    void running(std::uint8_t kind, std::int64_t change) {
        m_run[kind] += change;
        m_runAll += change;
    }
    void waiting(std::uint8_t kind, std::int64_t change) {
        m_wait[kind] += change;
        m_waitAll += change;
    }

    void pass(Duration time) {
        if (m_runAll > m_cores) return share(m_run, m_runAll, m_cores * time);
        for (int k = 0; k < kindCount; ++k) m_sum[k] += m_run[k] * time;
        const std::int64_t spare = m_cores - m_runAll;
        if (m_waitAll > spare) return share(m_wait, m_waitAll, spare * time);
        for (int k = 0; k < kindCount; ++k) m_sum[k] += m_wait[k] * time;
        m_sum[of(State::Idle)] += (spare - m_waitAll) * time;
    }

    // What was shared is kept as whole numerators over each denominator until here, so nothing is rounded on the way;
    // the whole nanoseconds go to the largest remainders, so nothing is lost either.
    Balance close(Duration total) {
        for (std::size_t claims = 1; claims < m_shared.size(); ++claims) {
            auto& numerators = m_shared[claims];
            const auto divisor = static_cast<std::int64_t>(claims);
            std::int64_t left = 0;
            for (int k = 0; k < kindCount; ++k) {
                m_sum[k] += numerators[k] / divisor;
                numerators[k] %= divisor;
                left += numerators[k];
            }
            for (left /= divisor; left > 0; --left) {
                const auto largest = std::max_element(numerators.begin(), numerators.end());
                ++m_sum[largest - numerators.begin()];
                *largest = 0;
            }
        }
        Balance balance;
        for (int k = 0; k < stateCount; ++k) balance.state[k] = m_sum[k];
        balance.residual = m_sum[Unknown];
        balance.total = total;
        return balance;
    }

  private:
    using Kinds = std::array<std::int64_t, kindCount>;

    void share(const Kinds& claims, std::int64_t all, std::int64_t pool) {
        auto& numerators = m_shared[static_cast<std::size_t>(all)];
        for (int k = 0; k < kindCount; ++k) numerators[k] += claims[k] * pool;
    }

    std::int64_t m_cores, m_runAll = 0, m_waitAll = 0;
    Kinds m_run{}, m_wait{}, m_sum{};
    std::vector<Kinds> m_shared;  // by the number of claims
};

// Replays a run: all tracks merged by the time of their next change.
class Replay {
  public:
    Replay(const Run& run, Time from, Time to, Time runEnd) : m_from(from), m_to(to) {
        // Without core lanes the kernel's switches are missing, whatever was promised.
        m_exact = run.info.level >= 1 && !run.cores.empty();
        const auto& set = run.info.cores;
        const std::size_t cores = set.empty() ? std::max<std::size_t>(1, run.cores.size()) : set.size();
        m_cores = static_cast<std::int64_t>(cores);
        for (std::size_t w = 0; w < run.workers.size(); ++w) m_workers.emplace_back(run, w, from, runEnd);
        m_onCores.assign(m_workers.size(), 0);
        m_elsewhere.assign(m_workers.size(), 0);
        if (!m_exact) return;
        for (const auto& lane : run.cores) {
            const bool inSet = set.empty() || std::find(set.begin(), set.end(), lane->index) != set.end();
            m_tracks.emplace_back(*lane, inSet, from, m_workers.size());
        }
    }

    Balance play() {
        Account account(m_cores, m_workers.size() + m_tracks.size());
        for (std::size_t w = 0; w < m_workers.size(); ++w) count(account, w, 1);
        for (const CoreTrack& track : m_tracks) hold(account, track, 1);
        std::vector<Next> heap;
        for (std::uint32_t i = 0; i < m_workers.size() + m_tracks.size(); ++i)
            if (end(i) < m_to) heap.push_back({end(i), i});
        std::make_heap(heap.begin(), heap.end(), later);

        Time now = m_from;
        while (!heap.empty()) {
            Next& next = heap.front();
            if (next.time > now) account.pass(next.time - now);
            now = next.time;
            advance(account, next.track);
            next.time = end(next.track);
            if (next.time >= m_to) {
                next = heap.back();
                heap.pop_back();
            }
            sink(heap);
        }
        account.pass(m_to - now);
        return account.close(m_cores * (m_to - m_from));
    }

  private:
    struct Next {
        Time time;
        std::uint32_t track;  // workers first, then cores
    };
    static bool later(const Next& a, const Next& b) { return a.time > b.time; }

    static void sink(std::vector<Next>& heap) {
        if (heap.empty()) return;
        const Next moved = heap.front();
        std::size_t hole = 0;
        for (std::size_t child = 1; child < heap.size(); child = 2 * hole + 1) {
            if (child + 1 < heap.size() && heap[child + 1].time < heap[child].time) ++child;
            if (heap[child].time >= moved.time) break;
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = moved;
    }

    Time end(std::uint32_t track) const {
        return track < m_workers.size() ? m_workers[track].end() : m_tracks[track - m_workers.size()].end();
    }

    void advance(Account& account, std::uint32_t track) {
        if (track < m_workers.size()) {
            count(account, track, -1);
            m_workers[track].advance();
            count(account, track, 1);
        } else {
            CoreTrack& core = m_tracks[track - m_workers.size()];
            hold(account, core, -1);
            core.advance();
            hold(account, core, 1);
        }
    }

    void hold(Account& account, const CoreTrack& core, int change) {
        if (core.occupant() == CoreTrack::Nobody) return;
        if (core.occupant() == CoreTrack::Other) {
            if (core.inSet()) account.running(of(State::Overhead), change);
            return;
        }
        const auto worker = static_cast<std::size_t>(core.occupant());
        count(account, worker, -1);
        (core.inSet() ? m_onCores : m_elsewhere)[worker] += change;
        count(account, worker, 1);
    }

    // Adds (1) or takes away (-1) what a worker claims at this moment.
    void count(Account& account, std::size_t worker, int change) const {
        const std::uint8_t moment = m_workers[worker].moment();
        const bool runs = moment == of(State::Useful) || moment == of(State::Overhead);
        if (m_onCores[worker] > 0) {
            const std::uint8_t kind = moment > Unknown ? of(State::Overhead) : moment;
            account.running(kind, change * m_onCores[worker]);
        } else if (m_elsewhere[worker] > 0 || moment == Absent || moment == of(State::Idle)) {
            return;
        } else if (m_exact) {
            // No core ran it: what it is said to compute is not true, so its state is not known.
            if (moment != Gap) account.waiting(runs ? Unknown : moment, change);
        } else if (runs || moment == of(State::Startup)) {
            account.running(moment, change);
        } else if (moment == Gap) {
            account.running(of(State::Overhead), change);
        } else {
            account.waiting(moment, change);
        }
    }

    Time m_from, m_to;
    bool m_exact = false;
    std::int64_t m_cores = 1;
    std::vector<WorkerTrack> m_workers;
    std::vector<CoreTrack> m_tracks;
    std::vector<int> m_onCores, m_elsewhere;  // how many cores hold the worker, within the set and outside
};

}  // namespace

Extent extent(const Run& run) {
    if (run.finished) return {run.result.begin, run.result.begin + run.result.wall};
    return {run.begin, std::max(run.begin, run.end)};
}

Balance balance(const Run& run, Time from, Time to) {
    const Extent whole = extent(run);
    from = std::max(from, whole.begin);
    to = std::min(to, whole.end);
    if (to <= from) return {};
    return Replay(run, from, to, whole.end).play();
}

Balance balance(const Run& run) {
    const Extent whole = extent(run);
    return balance(run, whole.begin, whole.end);
}

Balance workerBalance(const Run& run, std::size_t worker, Time from, Time to) {
    CORELANE_ASSERT(worker < run.workers.size());
    const Extent whole = extent(run);
    from = std::max(from, whole.begin);
    to = std::min(to, whole.end);
    if (to <= from) return {};
    Balance balance;
    balance.total = to - from;
    WorkerTrack track(run, worker, from, whole.end);
    const auto& segments = run.workers[worker]->segments;
    const bool plain = !track.lostAnything() && segments.size() > 0;
    for (Time now = from; now < to;) {
        // Within the record, whole nodes of the index are summed instead of its segments.
        if (plain && track.moment() < Unknown) {
            const Time end = std::min(to, segments.end());
            const auto totals = segments.totals(now, end);
            for (int s = 0; s < stateCount; ++s) balance.state[s] += totals[s];
            track = WorkerTrack(run, worker, end, whole.end);
            now = end;
            continue;
        }
        const Time end = std::min(to, track.end());
        const std::uint8_t moment = track.moment();
        if (moment == Unknown)
            balance.residual += end - now;
        else if (moment == Absent)
            balance.state[of(State::Idle)] += end - now;
        else
            balance.state[moment == Gap ? of(State::Overhead) : moment] += end - now;
        track.advance();
        now = end;
    }
    return balance;
}

}  // namespace corelane
