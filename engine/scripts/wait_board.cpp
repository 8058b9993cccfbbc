#include "engine/scripts/wait_board.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace corelane {

WaitBoard::WaitBoard(const Script& script, std::pmr::memory_resource* memory) : m_seats(script.instances(), memory) {
    std::uint32_t foreground = 0;
    for (std::uint32_t i = 0; i < script.instances(); ++i) {
        m_names.push_back(script.instanceName(i));
        const ScriptActor& actor = script.actors()[script.instance(i).actor];
        m_seats[i].background = actor.background;
        m_seats[i].ended = actor.spawned;
        foreground += actor.background || actor.spawned ? 0 : 1;
    }
    m_foreground.store(foreground);
}

void WaitBoard::born(std::uint32_t actor) {
    m_foreground.fetch_add(1, std::memory_order_acq_rel);
    m_seats[actor].ended.store(false, std::memory_order_release);
    bump(actor);
}

void WaitBoard::waits(std::uint32_t actor, const Waitable& object, std::uint64_t ticket, std::uint64_t sinceTicks) {
    Seat& seat = m_seats[actor];
    seat.sinceTicks.store(sinceTicks, std::memory_order_relaxed);
    seat.ticket.store(ticket, std::memory_order_relaxed);
    seat.object.store(&object, std::memory_order_release);
    bump(actor);
}

void WaitBoard::goesOn(std::uint32_t actor) {
    m_seats[actor].object.store(nullptr, std::memory_order_release);
    bump(actor);
}

void WaitBoard::ended(std::uint32_t actor) {
    m_seats[actor].ended.store(true, std::memory_order_release);
    bump(actor);
    if (!m_seats[actor].background) m_foreground.fetch_sub(1, std::memory_order_acq_rel);
}

std::uint64_t WaitBoard::movements() const {
    std::uint64_t sum = 0;
    for (const Seat& seat : m_seats) sum += seat.movements.load(std::memory_order_acquire);
    return sum;
}

std::vector<WaitBoard::Look> WaitBoard::look() const {
    std::vector<Look> all;
    for (const Seat& seat : m_seats)
        all.push_back(
            {seat.movements.load(std::memory_order_acquire), seat.object.load(std::memory_order_acquire),
             seat.ticket.load(std::memory_order_acquire), seat.ended.load(std::memory_order_acquire)});
    return all;
}

// Between two equal looks every actor in them stood still, so what its object said in between is true of both.
std::optional<WaitBoard::Deadlock> WaitBoard::deadlock() const {
    if (foreground() == 0) return std::nullopt;
    const std::vector<Look> before = look();
    std::vector<Look> stuck = before;
    bool all = true, any = false;
    for (std::uint32_t actor = 0; actor < stuck.size(); ++actor) {
        Look& at = stuck[actor];
        if (at.ended) continue;
        if (at.object && !at.object->blocks(actor, at.ticket)) at.object = nullptr;
        all = all && at.object;
        any = true;
    }
    const std::vector<std::uint32_t> path = circle(stuck);
    if (path.empty() && !(all && any)) return std::nullopt;
    const std::vector<Look> after = look();
    if (!path.empty()) {
        if (std::ranges::any_of(path, [&](std::uint32_t actor) { return after[actor] != before[actor]; }))
            return std::nullopt;
        Deadlock found{
            fmt::format("deadlock: {} holds {} and", m_names[path[0]], stuck[path.back()].object->name), 0};
        for (std::size_t i = 0; i < path.size(); ++i) {
            found.sentence += fmt::format("{} waits for {}", i == 0 ? "" : ", who", stuck[path[i]].object->name);
            if (i + 1 < path.size()) found.sentence += ", held by " + m_names[path[i + 1]];
            found.sinceTicks =
                std::max(found.sinceTicks, m_seats[path[i]].sinceTicks.load(std::memory_order_relaxed));
        }
        return found;
    }
    if (after != before) return std::nullopt;
    std::vector<std::string> waits;
    std::size_t more = 0;
    std::uint64_t since = 0;
    for (std::uint32_t actor = 0; actor < stuck.size(); ++actor) {
        if (stuck[actor].ended) continue;
        since = std::max(since, m_seats[actor].sinceTicks.load(std::memory_order_relaxed));
        if (waits.size() < 4)
            waits.push_back(fmt::format("{} waits for {}", m_names[actor], stuck[actor].object->name));
        else
            ++more;
    }
    return Deadlock{
        fmt::format(
            "deadlock: no actor can go on: {}{}", fmt::join(waits, ", "),
            more ? fmt::format(", and {} more wait", more) : std::string()),
        since};
}

std::vector<std::uint32_t> WaitBoard::circle(const std::vector<Look>& stuck) {
    for (std::uint32_t start = 0; start < stuck.size(); ++start) {
        std::vector<std::uint32_t> path;
        for (std::uint32_t actor = start; actor < stuck.size() && stuck[actor].object;
             actor = stuck[actor].object->holder()) {
            const auto seen = std::ranges::find(path, actor);
            if (seen == path.end()) {
                path.push_back(actor);
                continue;
            }
            path.erase(path.begin(), seen);  // what only leads into the circle
            return path;
        }
    }
    return {};
}

}  // namespace corelane
