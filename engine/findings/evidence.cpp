#include "engine/findings/evidence.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>

namespace corelane {

namespace {

using Json = nlohmann::json;

constexpr bool isWaiting(State state) {
    return state == State::Lock || state == State::Queue;
}

// Whether these steps, or steps within them, do `step` to `object`: {"put": "Q"} or {"put": {"object": "Q"}} alike.
bool stepsDo(const Json& steps, std::string_view step, const std::string& object) {
    if (steps.is_array())
        return std::any_of(steps.begin(), steps.end(), [&](const Json& s) { return stepsDo(s, step, object); });
    if (!steps.is_object()) return false;
    for (const auto& [key, value] : steps.items()) {
        if (key == step &&
            (value == object || (value.is_object() && value.dump().find('"' + object + '"') != std::string::npos)))
            return true;
        if (value.is_array() && stepsDo(value, step, object)) return true;
    }
    return false;
}

}  // namespace

Evidence::Evidence(const Trace& trace, const Run& examined, Duration least)
    : run(examined), leastUseful(least), m_trace(trace) {
    balance = corelane::balance(run);
    extent = corelane::extent(run);
    wall = extent.end - extent.begin;
    cores = std::max<int>(1, static_cast<int>(run.info.cores.size()));
    for (std::uint32_t i = 0; i < run.tasks.size(); ++i) m_actors.push_back(i | inTaskLanes);
    const bool workersAct = m_actors.empty();
    for (std::uint32_t i = 0; i < run.workers.size(); ++i) {
        if (workersAct) m_actors.push_back(i);
        readLane(i, *run.workers[i], workersAct);
    }
    for (std::uint32_t i = 0; i < run.tasks.size(); ++i) readLane(i | inTaskLanes, *run.tasks[i], true);
    matchEdges();

    const Json preset = Json::parse(trace.comparison.presetJson, nullptr, false);
    const auto workload = preset.is_object() ? preset.find("workload") : preset.end();
    if (!preset.is_object() || workload == preset.end() || !workload->is_object()) return;
    if (const auto objects = workload->find("objects"); objects != workload->end() && objects->is_object()) {
        for (const auto& [object, kind] : objects->items()) {
            const Json& word = kind.is_object() ? kind.value("kind", Json()) : kind;
            if (word.is_string()) m_kinds[object] = word.get<std::string>();
        }
    }
    if (const auto actors = workload->find("actors"); actors != workload->end() && actors->is_object())
        for (const auto& [actor, facts] : actors->items())
            if (facts.is_object()) m_actorTexts[actor] = facts.dump();
}

void Evidence::readLane(std::uint32_t number, const Lane& lane, bool actor) {
    Work work;
    work.lane = number;
    Wait* last = nullptr;
    const std::size_t count = lane.spans.size();
    // A lane has few names and a run many spans.
    std::array<Duration, 256> sums{};
    for (std::size_t i = 0; i < count; ++i) {
        const Span& span = lane.spans[i];
        const Time end = span.end > 0 ? span.end : extent.end;
        const Duration duration = end - span.begin;
        if (span.state == State::Useful) {
            if (actor) {
                if (work.spans++ == 0) work.firstBegin = span.begin;
                work.total += duration;
                work.lastEnd = std::max(work.lastEnd, end);
                if (duration > work.longest.end - work.longest.begin) {
                    work.longest = span;
                    work.longest.end = end;
                }
                last = nullptr;
            }
            continue;
        }
        if (!(number & inTaskLanes)) {
            if (span.name < sums.size())
                sums[span.name] += duration;
            else
                m_spans[span.name] += duration;
        }
        m_waited[static_cast<std::size_t>(span.state)] += duration;
        if (!actor || !isWaiting(span.state)) continue;
        if (last) last->again = true;
        auto& waits = m_waits[span.name];
        waits.push_back({span.begin, end, number, span.name, span.state});
        last = &waits.back();
    }
    for (std::size_t name = 0; name < sums.size(); ++name)
        if (sums[name] > 0) m_spans[static_cast<std::uint16_t>(name)] += sums[name];
    if (actor && work.spans > 0) m_work.push_back(work);
}

void Evidence::matchEdges() {
    // A wait ends at its edge, or, where its lane was ready for a while before it ran, by less than that before.
    std::unordered_map<std::uint32_t, std::vector<Wait*>> byLane;
    for (auto& [name, waits] : m_waits)
        for (Wait& wait : waits) byLane[wait.lane].push_back(&wait);
    for (auto& [lane, waits] : byLane)
        std::sort(waits.begin(), waits.end(), [](const Wait* a, const Wait* b) { return a->end < b->end; });
    for (std::size_t i = 0; i < run.edges.size(); ++i) {
        const Edge& edge = run.edges[i];
        if (edge.toTask != 0) continue;
        const auto lane = byLane.find(edge.toLane);
        if (lane == byLane.end()) continue;
        const auto after =
            std::upper_bound(lane->second.begin(), lane->second.end(), edge.toTime, [](Time time, const Wait* wait) {
                return time < wait->end;
            });
        if (after == lane->second.begin()) continue;
        Wait& wait = **(after - 1);
        constexpr Duration asOne = 2000;  // what the recorder takes for the same moment
        if (wait.end != edge.toTime && wait.end + asOne < edge.fromTime) continue;
        wait.giver = edge.fromLane;
        wait.given = edge.fromTime;
        wait.held = edge.held;
    }
    for (auto& [name, waits] : m_waits)
        std::sort(waits.begin(), waits.end(), [](const Wait& a, const Wait& b) { return a.end < b.end; });
}

Duration Evidence::costOf(State state, Duration waited) const {
    const Duration all = m_waited[static_cast<std::size_t>(state)];
    if (all <= 0) return 0;
    return static_cast<Duration>(
        static_cast<double>(balance.of(state)) * static_cast<double>(waited) / static_cast<double>(all));
}

Duration Evidence::spansNamed(std::initializer_list<std::string_view> names) const {
    Duration sum = 0;
    for (const auto& [number, duration] : m_spans) {
        const std::string own = name(number);
        if (std::find(names.begin(), names.end(), own) != names.end()) sum += duration;
    }
    return sum;
}

std::string Evidence::taskOrName(const Span& span) const {
    const std::string task = run.naming.name(span.task);
    return task.empty() ? name(span.name) : task;
}

std::string Evidence::since(Time time) const {
    return durationText(time - extent.begin);
}

std::string Evidence::kindOf(std::uint16_t object) const {
    const auto found = m_kinds.find(name(object));
    return found == m_kinds.end() ? std::string() : found->second;
}

bool Evidence::mentions(std::string_view word) const {
    const std::string key = fmt::format("\"{}\":", word);
    return std::any_of(m_actorTexts.begin(), m_actorTexts.end(), [&](const auto& actor) {
        return actor.second.find(key) != std::string::npos;
    });
}

const std::string* Evidence::actorText(std::uint32_t lane) const {
    // Actors of which there are several are numbered: "producer 1".
    const std::string own = laneName(lane);
    auto text = m_actorTexts.find(own);
    if (text == m_actorTexts.end()) text = m_actorTexts.find(own.substr(0, own.find_last_of(' ')));
    return text == m_actorTexts.end() ? nullptr : &text->second;
}

bool Evidence::uses(std::uint32_t lane, std::uint16_t object) const {
    const std::string* text = actorText(lane);
    return text && text->find(Json(name(object)).dump(-1, ' ', false, Json::error_handler_t::replace)) != text->npos;
}

bool Evidence::doesTo(std::uint32_t lane, std::string_view step, std::uint16_t object) const {
    const std::string* text = actorText(lane);
    return text && stepsDo(Json::parse(*text, nullptr, false), step, name(object));
}

std::string durationText(Duration ns) {
    const auto text = [](double value, const char* unit) {
        return fmt::format("{:.{}f} {}", value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0, unit);
    };
    const auto value = static_cast<double>(ns);
    if (ns < 1000) return fmt::format("{} ns", ns);
    if (ns < 1'000'000) return text(value / 1e3, "µs");
    if (ns < 1'000'000'000) return text(value / 1e6, "ms");
    return text(value / 1e9, "s");
}

std::string shareText(double share) {
    return fmt::format("{:.0f} %", share * 100);
}

}  // namespace corelane
