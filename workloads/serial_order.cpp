#include "workloads/serial_order.h"

#include <algorithm>
#include <utility>

namespace corelane {
namespace {

bool takes(StepKind kind) {
    return kind == StepKind::Get || kind == StepKind::Each || kind == StepKind::Serve;
}

}  // namespace

SerialOrder::SerialOrder(const Script& script)
    : m_script(script), m_items(script.objects().size()), m_taken(script.objects().size()),
      m_producers(script.objects().size()), m_closed(script.objects().size()), m_late(script.objects().size()),
      m_spawned(script.actors().size()) {
    for (std::uint32_t a = 0; a < script.actors().size(); ++a) {
        const ScriptActor& actor = script.actors()[a];
        for (std::uint32_t object = 0; object < m_late.size(); ++object)
            if (actor.spawned && script.puts(a, object)) m_late[object] = true;
        if (actor.background || actor.spawned) continue;
        for (std::uint32_t i = 0; i < actor.count; ++i) add(script.firstInstance(a) + i, 0);
    }
}

void SerialOrder::add(std::uint32_t instance, std::size_t parent) {
    m_programs.emplace_back(m_script, instance);
    m_instances.push_back(instance);
    m_waiting.push_back(nullptr);
    m_ended.push_back(false);
    m_parents.push_back(parent);
    const std::uint32_t actor = m_script.instance(instance).actor;
    for (std::uint32_t object = 0; object < m_producers.size(); ++object)
        if (m_script.puts(actor, object)) ++m_producers[object];
}

void SerialOrder::spawn(const Step& step) {
    if (step.count > maximumActors - m_spawned[step.actor] || m_programs.size() + step.count > maximumActors) {
        m_tooMany = true;
        return;
    }
    m_children[{m_now, step.actor}] += static_cast<std::uint32_t>(step.count);
    for (std::uint64_t i = 0; i < step.count; ++i)
        add(m_script.firstInstance(step.actor) + m_spawned[step.actor]++, m_now);
}

// An item, when there is one, or the end of the queue.
bool SerialOrder::answer(const Step& step) {
    if (step.kind == StepKind::Join) {
        const auto children = m_children.find({m_now, step.actor});
        return children == m_children.end() || children->second == 0;
    }
    auto& items = m_items[step.object];
    if (items.empty()) {
        if (step.kind == StepKind::Get || !closed(step.object)) return false;
        if (step.kind == StepKind::Serve && step.count == 1) return false;
        program().closed();
        return true;
    }
    const std::uint64_t value = items.front();
    items.pop_front();
    ++m_taken[step.object];
    if (m_script.drained(step.object)) program().add(takenValue(value));
    if (step.kind != StepKind::Get) program().took(value);
    return true;
}

bool SerialOrder::turn() {
    if (++m_now < m_programs.size()) return true;
    m_now = 0;
    return std::exchange(m_moved, false) || closeLate();
}

bool SerialOrder::closeLate() {
    bool any = false;
    for (const Step* step : m_waiting) {
        if (!step || (step->kind != StepKind::Each && step->kind != StepKind::Serve) ||
            m_producers[step->object] != 0 || m_closed[step->object])
            continue;
        m_closed[step->object] = any = true;
    }
    return any;
}

void SerialOrder::end() {
    m_ended[m_now] = m_moved = true;
    const std::uint32_t actor = m_script.instance(instance()).actor;
    if (m_script.actors()[actor].spawned) --m_children[{m_parents[m_now], actor}];
    for (std::uint32_t object = 0; object < m_producers.size(); ++object)
        if (m_script.puts(actor, object) && m_producers[object] > 0) --m_producers[object];
}

const Step* SerialOrder::next() {
    if (m_programs.empty()) return nullptr;
    for (;;) {
        if (m_ended[m_now]) {
            if (!turn()) return nullptr;
            continue;
        }
        const Step* step = m_waiting[m_now] ? m_waiting[m_now] : program().next();
        m_waiting[m_now] = nullptr;
        if (!step) {
            end();
            continue;
        }
        if (takes(step->kind) || step->kind == StepKind::Join) {
            if (answer(*step)) {
                m_moved = true;
                continue;
            }
            m_waiting[m_now] = step;
            if (!turn()) return nullptr;
            continue;
        }
        m_moved = true;
        if (step->kind == StepKind::Close) m_closed[step->object] = true;
        if (step->kind == StepKind::Spawn) spawn(*step);
        if (step->kind == StepKind::Put || step->kind == StepKind::Call)
            m_items[step->object].push_back(program().itemValue());
        if (step->kind == StepKind::TryLock) program().locked();
        return step;
    }
}

std::optional<SerialOrder::Starved> SerialOrder::starved() const {
    std::optional<Starved> first;  // who joins waits for another's fault
    for (std::size_t i = 0; i < m_programs.size(); ++i)
        if (m_waiting[i] && (!first || first->step->kind == StepKind::Join)) first = {m_instances[i], m_waiting[i]};
    return first;
}

void SerialOrder::workSteps(std::span<std::uint32_t> most) const {
    for (std::size_t i = 0; i < m_programs.size(); ++i) {
        std::uint32_t& of = most[m_script.instance(m_instances[i]).actor];
        of = std::max(of, m_programs[i].workSteps());
    }
}

std::uint64_t SerialOrder::tasks() const {
    std::uint64_t sum = 0;
    for (const ActorProgram& program : m_programs) sum += program.tasks();
    return sum;
}

std::uint64_t SerialOrder::digest() const {
    std::uint64_t sum = 0;
    for (const ActorProgram& program : m_programs) sum += program.digest();
    return sum;
}

}  // namespace corelane
