#include "workloads/serial_order.h"

#include <algorithm>
#include <utility>

namespace corelane {

SerialOrder::SerialOrder(const Script& script)
    : m_script(script), m_items(script.objects().size()), m_taken(script.objects().size()) {
    std::uint32_t index = 0;
    for (const ScriptActor& actor : script.actors())
        for (std::uint32_t i = 0; i < actor.count; ++i, ++index) {
            if (actor.background) continue;
            m_programs.emplace_back(script, index);
            m_instances.push_back(index);
        }
    for (std::uint32_t object = 0; object < script.objects().size(); ++object)
        m_producers.push_back(script.producers(object));
    m_waiting.resize(m_programs.size());
    m_ended.resize(m_programs.size());
}

// An item, when there is one, or the end of the queue.
bool SerialOrder::answer(const Step& step) {
    auto& items = m_items[step.object];
    if (items.empty()) {
        if (step.kind != StepKind::Each || m_producers[step.object] != 0) return false;
        program().closed();
        return true;
    }
    const std::uint64_t value = items.front();
    items.pop_front();
    ++m_taken[step.object];
    if (m_script.drained(step.object)) program().add(takenValue(value));
    if (step.kind == StepKind::Each) program().took(value);
    return true;
}

bool SerialOrder::turn() {
    if (++m_now < m_programs.size()) return true;
    m_now = 0;
    return std::exchange(m_moved, false);
}

void SerialOrder::end() {
    m_ended[m_now] = m_moved = true;
    const std::uint32_t actor = m_script.instance(instance()).actor;
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
        if (step->kind == StepKind::Get || step->kind == StepKind::Each) {
            if (answer(*step)) {
                m_moved = true;
                continue;
            }
            m_waiting[m_now] = step;
            if (!turn()) return nullptr;
            continue;
        }
        m_moved = true;
        if (step->kind == StepKind::Close) m_producers[step->object] = 0;
        if (step->kind == StepKind::Put) m_items[step->object].push_back(program().itemValue());
        if (step->kind == StepKind::TryLock) program().locked();
        return step;
    }
}

std::optional<SerialOrder::Starved> SerialOrder::starved() const {
    for (std::size_t i = 0; i < m_programs.size(); ++i)
        if (m_waiting[i]) return Starved{m_instances[i], m_waiting[i]};
    return std::nullopt;
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
