#include "engine/record/core_notes.h"

#include <algorithm>
#include <utility>

namespace corelane {

void WorkerNotes::note(Time time, std::uint16_t core, bool switched, Duration waited, bool blocked) {
    if (core == 0xffff) return;
    if (m_core != 0xffff && time > m_last) {
        if (m_core == core && !switched) {
            add(m_last, time, core, 0);
        } else if (!(switched && blocked)) {
            const Duration away = std::min(waited, time - m_last);
            if (m_core == core) {
                add(m_last, time, core, away);
            } else {
                // Where in between it went to the other core is not known: half and half.
                const Time middle = m_last + (time - m_last) / 2;
                add(m_last, middle, m_core, away / 2);
                add(middle, time, core, away - away / 2);
            }
        }
    }
    m_last = time;
    m_core = core;
}

void WorkerNotes::add(Time begin, Time end, int core, Duration away) {
    if (begin >= end) return;
    if (m_hasOpen && m_open.core == core && m_open.end == begin && !m_open.away && !away) {
        m_open.end = end;
        return;
    }
    finish();
    m_open = {begin, end, away, m_tid, core};
    m_hasOpen = true;
}

void WorkerNotes::finish() {
    if (std::exchange(m_hasOpen, false)) m_stays.push_back(m_open);
}

namespace {
constexpr auto laterBegin = [](const auto& a, const auto& b) { return a.begin > b.begin; };
}  // namespace

void CoreNotes::add(std::span<const Stay> stays) {
    for (const Stay& stay : stays) {
        auto& coming = m_cores[stay.core].coming;
        coming.push_back({stay.begin, stay.end, stay.end - stay.begin - stay.away, stay.tid, stay.away == 0});
        std::push_heap(coming.begin(), coming.end(), laterBegin);
    }
}

bool CoreNotes::before(const Claim& a, const Claim& b) {
    if (a.whole != b.whole) return a.whole;
    return a.end < b.end;
}

void CoreNotes::place(Core& core, Time until) {
    Time now = core.shownTo;
    while (now < until) {
        while (!core.coming.empty() && core.coming.front().begin <= now) {
            core.begun.push_back(core.coming.front());
            std::pop_heap(core.coming.begin(), core.coming.end(), laterBegin);
            core.coming.pop_back();
        }
        std::erase_if(core.begun, [&](const Claim& c) { return c.left <= 0 || c.end <= now; });
        const Time next = core.coming.empty() ? until : std::min(until, core.coming.front().begin);
        if (core.begun.empty()) {
            if (core.coming.empty()) return;
            now = next;
            continue;
        }
        Claim& first = *std::min_element(core.begun.begin(), core.begun.end(), before);
        const Time to = std::min({now + first.left, first.end, next});
        first.left -= to - now;
        show(core, now, to, first.tid);
        now = to;
    }
}

void CoreNotes::show(Core& core, Time from, Time to, std::int32_t tid) {
    const bool gap = from > core.shownTo;
    if (core.tenant && gap) core.switches.push_back({core.shownTo, 0, false});
    if (core.tenant != tid || gap) core.switches.push_back({from, tid, false});
    core.tenant = tid;
    core.shownTo = to;
}

std::map<int, std::vector<Switch>> CoreNotes::take(Time until) {
    std::map<int, std::vector<Switch>> switches;
    for (auto& [number, core] : m_cores) {
        place(core, until);
        if (!core.switches.empty()) switches[number] = std::exchange(core.switches, {});
    }
    return switches;
}

std::map<int, std::vector<Switch>> CoreNotes::takeLast(Time end) {
    for (auto& [number, core] : m_cores) {
        place(core, end);
        if (core.tenant) core.switches.push_back({core.shownTo, 0, false});
        core.tenant = 0;
    }
    return take(end);
}

}  // namespace corelane
