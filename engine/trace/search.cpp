#include "engine/trace/search.h"

#include "engine/trace/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>

namespace corelane {
namespace {

constexpr std::size_t spansBetweenLooks = 65536;

constexpr std::uint8_t bit(State state) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(state));
}
constexpr std::uint8_t waits = bit(State::Lock) | bit(State::Queue) | bit(State::Io) | bit(State::Runnable);

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool has(std::string_view text, std::string_view lowered) {
    return lower(text).find(lowered) != std::string::npos;
}

// "w3", or "w*" for all that begin so.
bool isCalled(std::string_view name, std::string_view lowered) {
    const std::string text = lower(name);
    if (lowered.ends_with('*')) return text.starts_with(lowered.substr(0, lowered.size() - 1));
    return text == lowered;
}

// "14.8": a task's step and point.
std::optional<std::pair<std::uint32_t, std::uint32_t>> stepAndPoint(std::string_view text) {
    std::uint32_t step = 0, point = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, step);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.') return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, point);
    if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
    return std::pair{step, point};
}

// One word, made ready for one run: what of it a span can be compared with at a few nanoseconds.
struct Matcher {
    struct Tasks {
        TaskIndex first = 0, last = 0;
    };
    std::string text;  // lower case
    std::uint8_t states = 0;
    std::vector<std::uint8_t> names;  // by number: fits
    std::vector<Tasks> tasks;
    bool any = false;  // something in this run may fit

    bool fits(const Span& span, State state) const {
        if (states & bit(state)) return true;
        if (span.name < names.size() && names[span.name]) return true;
        for (const Tasks& t : tasks)
            if (span.task >= t.first && span.task <= t.last) return true;
        return false;
    }
};

Matcher matcherOf(const Query::Word& word, const Trace& trace, const Run& run) {
    Matcher m;
    m.text = lower(word.text);
    if (word.spelling == Spelling::Plain) {
        if (const auto state = stateFromName(m.text)) m.states = bit(*state);
        if (m.text == "wait" || m.text == "waits") m.states = waits;
        if (m.states != 0) {  // a state's word is not looked for in names: io is in condition
            m.any = true;
            return m;
        }
    }
    m.names.resize(trace.names->size());
    for (std::size_t i = 0; i < m.names.size(); ++i) {
        m.names[i] = !(*trace.names)[i].empty() && has((*trace.names)[i], m.text);
        m.any |= m.names[i] != 0;
    }
    const std::size_t space = m.text.rfind(' ');
    const std::string graphName = space == std::string::npos ? std::string() : m.text.substr(0, space);
    const auto place = stepAndPoint(space == std::string::npos ? m.text : m.text.substr(space + 1));
    const auto& graphs = run.naming.graphs();
    for (std::uint32_t g = 0; g < graphs.size(); ++g) {
        if (graphs[g].steps == 0 || graphs[g].width == 0) continue;
        if (place && (graphName.empty() || lower(graphs[g].name) == graphName)) {
            if (place->first >= graphs[g].steps || place->second >= graphs[g].width) continue;
            const TaskIndex task = run.naming.index({g, place->first, place->second});
            m.tasks.push_back({task, task});
        } else if (has(graphs[g].name, m.text)) {
            m.tasks.push_back(
                {run.naming.index({g, 0, 0}), run.naming.index({g, graphs[g].steps - 1, graphs[g].width - 1})});
        }
    }
    m.any |= !m.tasks.empty();
    return m;
}

class Search {
  public:
    Search(const Trace& trace, const Query& query, std::size_t most, const std::function<bool(const Found&)>& look)
        : m_trace(trace), m_query(query), m_most(most), m_look(look) {
        for (const std::string& lane : query.lanes) m_lanes.push_back(lower(lane));
    }

    Found over(std::span<const std::shared_ptr<const Run>> runs) {
        bool anyRun = false;
        std::vector<bool> known(m_query.words.size());
        for (const auto& run : runs) {
            if (!asked(*run)) continue;
            anyRun = true;
            if (!in(*run, known)) break;
        }
        keepLongest();
        if (m_found.count == 0) m_found.whyNone = whyNone(anyRun, known);
        std::ranges::stable_sort(m_found.places, [this](const SpanPlace& a, const SpanPlace& b) {
            return std::tuple(m_order.at(a.run), a.kind, a.lane, a.begin) <
                   std::tuple(m_order.at(b.run), b.kind, b.lane, b.begin);
        });
        return std::move(m_found);
    }

  private:
    bool asked(const Run& run) const {
        if (m_query.runs.empty()) return true;
        return std::ranges::any_of(m_query.runs, [&run](const std::string& name) {
            if (name.starts_with('#')) return name.substr(1) == std::to_string(run.info.number);
            return has(run.info.title, lower(name)) || has(run.info.model, lower(name));
        });
    }

    // False: stop.
    bool in(const Run& run, std::vector<bool>& known) {
        m_order.emplace(run.info.number, m_order.size());
        m_matchers.clear();
        for (const Query::Word& word : m_query.words) m_matchers.push_back(matcherOf(word, m_trace, run));
        for (std::size_t i = 0; i < m_matchers.size(); ++i) known[i] = known[i] || m_matchers[i].any;
        m_run = &run;
        m_start = extent(run).begin;
        for (const auto* lanes : {&run.cores, &run.workers, &run.tasks})
            for (std::size_t i = 0; i < lanes->size(); ++i) {
                const Lane& lane = *(*lanes)[i];
                for (std::size_t w = 0; w < m_matchers.size(); ++w)
                    known[w] = known[w] || isCalled(lane.name, m_matchers[w].text);
                if (m_lanes.empty() && lane.kind == LaneKind::Core) continue;
                if (!m_lanes.empty() &&
                    std::ranges::none_of(m_lanes, [&lane](const auto& l) { return isCalled(lane.name, l); }))
                    continue;
                m_anyLane = true;
                m_place = {run.info.number, lane.kind, State::Idle, 0, static_cast<int>(i), 0, 0, 0, 0};
                if (!through(lane)) return false;
            }
        return true;
    }

    bool through(const Lane& lane) {
        // What still has to be asked of each span of this lane.
        std::vector<const Matcher*> left;
        std::uint8_t states = 0;
        for (const Matcher& m : m_matchers)
            if (!isCalled(lane.name, m.text)) {
                left.push_back(&m);
                states |= m.states;
            }
        const auto fits = [&left](const Span& span, State state) {
            return std::ranges::all_of(left, [&](const Matcher* m) { return m->fits(span, state); });
        };
        const bool core = lane.kind == LaneKind::Core;
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            if (++m_sinceLook >= spansBetweenLooks && !lookNow()) return false;
            Span span = lane.spans[i];
            if (span.end == 0) span.end = std::max(m_run->end, span.begin);
            if (!within(span.begin, span.end)) continue;
            if (core) span.task = 0;  // there it is a worker's number
            if (fits(span, span.state)) keep(i, span, span.begin, span.end, span.state);
        }
        // Ready and not run, as the kernel told: no span of the program's own, but laid over one.
        if (core || !(states & bit(State::Runnable))) return true;
        std::size_t at = 0;
        for (std::size_t i = 0; i < lane.segments.size(); ++i) {
            if (++m_sinceLook >= spansBetweenLooks && !lookNow()) return false;
            const SegmentIndex::Segment segment = lane.segments.segment(i);
            if (segment.category != static_cast<std::uint8_t>(State::Runnable)) continue;
            if (!within(segment.begin, segment.end)) continue;
            while (at + 1 < lane.spans.size() && lane.spans[at + 1].begin <= segment.begin) ++at;
            if (lane.spans.empty() || lane.spans[at].state == State::Runnable) continue;
            if (fits(lane.spans[at], State::Runnable))
                keep(at, lane.spans[at], segment.begin, segment.end, State::Runnable);
        }
        return true;
    }

    bool within(Time begin, Time end) const {
        const Duration took = end - begin;
        if (took < m_query.shortest || took > m_query.longest) return false;
        return begin - m_start >= m_query.after && begin - m_start < m_query.before;
    }

    void keep(std::size_t index, const Span& span, Time begin, Time end, State state) {
        ++m_found.count;
        if (end - begin < m_floor) return;  // it counts, and would be dropped
        m_place.span = index;
        m_place.begin = begin;
        m_place.end = end;
        m_place.state = state;
        m_place.name = span.name;
        m_place.task = span.task;
        m_found.places.push_back(m_place);
        if (m_found.places.size() >= 2 * m_most) keepLongest();
    }

    void keepLongest() {
        if (m_found.places.size() <= m_most) return;
        const auto end = m_found.places.begin() + static_cast<std::ptrdiff_t>(m_most);
        std::ranges::nth_element(m_found.places, end, std::greater(), &SpanPlace::took);
        m_floor = end->took();
        m_found.places.erase(end, m_found.places.end());
    }

    bool lookNow() {
        m_sinceLook = 0;
        return m_look(m_found);
    }

    std::string whyNone(bool anyRun, const std::vector<bool>& known) const {
        if (!anyRun) return fmt::format("No run shown is called \"{}\".", fmt::join(m_query.runs, "\" or \""));
        if (!m_anyLane && !m_query.lanes.empty())
            return fmt::format("No lane is called \"{}\".", fmt::join(m_query.lanes, "\" or \""));
        for (std::size_t i = 0; i < known.size(); ++i)
            if (!known[i])
                return fmt::format("No name, task, state or lane has \"{}\" in it.", m_query.words[i].text);
        return {};
    }

    const Trace& m_trace;
    const Query& m_query;
    std::size_t m_most;
    const std::function<bool(const Found&)>& m_look;
    std::vector<std::string> m_lanes;
    std::map<int, std::size_t> m_order;  // a run's number: its place among the runs
    std::vector<Matcher> m_matchers;
    const Run* m_run = nullptr;
    Time m_start = 0;
    SpanPlace m_place;
    Found m_found;
    Duration m_floor = 0;  // of the longest that are kept, once they are too many
    std::size_t m_sinceLook = 0;
    bool m_anyLane = false;
};

}  // namespace

Found search(
    const Trace& trace, std::span<const std::shared_ptr<const Run>> runs, const Query& query, std::size_t most,
    const std::function<bool(const Found&)>& look) {
    return Search(trace, query, most, look).over(runs);
}

}  // namespace corelane
