#include "workloads/actor_program.h"

#include "workloads/random.h"

namespace corelane {

std::uint64_t takenValue(std::uint64_t item) {
    return mixBits(~item);
}

ActorProgram::ActorProgram(const Script& script, std::uint32_t instance)
    : m_script(script), m_instance(script.instance(instance)) {
    const ScriptActor& actor = script.actors()[m_instance.actor];
    m_frames.push_back({&actor.steps, nullptr});
    m_contexts.push_back(
        {sipHash({static_cast<std::int64_t>(script.seed()), m_instance.actor, m_instance.number}),
         !actor.background});
    m_delay = draw(actor.delay);
}

const Step* ActorProgram::next() {
    static const Step pause;  // a Yield
    constexpr int longest = 64;
    for (int moves = 0; !m_frames.empty(); ++moves) {
        if (moves == longest) return &pause;
        Frame& frame = m_frames.back();
        if (frame.at == frame.steps->size()) {
            const Step* owner = frame.owner;
            if (owner && owner->kind == StepKind::Loop && (owner->count == 0 || frame.left > 0)) {
                --frame.left;
                frame.at = 0;
                continue;
            }
            if (owner && owner->kind != StepKind::Loop) m_contexts.pop_back();
            m_frames.pop_back();
            if (owner && owner->kind == StepKind::Serve && owner->count == 1) ++m_frames.back().at;
            continue;
        }
        const Step& step = current();
        switch (step.kind) {
        case StepKind::Loop:
            ++frame.at;
            m_frames.push_back({&step.body, &step, step.count - 1});
            break;
        case StepKind::Branch: {
            ++frame.at;
            const bool taken = uniformNumber() < step.amount.first;
            m_frames.push_back({taken ? &step.body : &step.otherwise, nullptr});
            break;
        }
        case StepKind::Each:
        case StepKind::Serve:
        case StepKind::TryLock:
            return &step;
        default:
            ++frame.at;
            return give(step);
        }
    }
    return nullptr;
}

void ActorProgram::took(std::uint64_t value) {
    const Step& step = current();
    const bool part = counted();
    m_contexts.push_back({mixBits(value), part, 0, 0, 0, value});
    m_frames.push_back({&step.body, &step});
}

void ActorProgram::closed() {
    ++m_frames.back().at;
}

void ActorProgram::locked() {
    const Step& step = current();
    ++m_frames.back().at;
    count(step);
}

void ActorProgram::missed() {
    const Step& step = current();
    // How often chance makes an actor try again is no part of the result, nor of what it draws afterwards.
    Context& context = m_contexts.back();
    m_contexts.push_back({mixBits(context.key + ++context.misses), false});
    m_frames.push_back({&step.otherwise, &step});
}

const Step* ActorProgram::give(const Step& step) {
    Context& context = m_contexts.back();
    m_task = 0;
    if (isWork(step.kind) && m_contexts.size() == 1 && context.counted) {
        const auto& shapes = m_script.naming().graphs();  // none yet while the script is looked through
        if (m_instance.actor < shapes.size() && m_work < shapes[m_instance.actor].steps)
            m_task = m_script.naming().index({m_instance.actor, m_work, m_instance.number});
        ++m_work;
    }
    m_value = step.kind == StepKind::Reply ? context.item : mixBits(context.key ^ mixBits(context.ordinal + 1));
    m_amount = draw(step.amount);
    count(step);
    return &step;
}

void ActorProgram::count(const Step& step) {
    Context& context = m_contexts.back();
    ++context.ordinal;
    if (!context.counted) return;
    if (isWork(step.kind)) ++m_tasks;
    m_digest += mixBits(context.key + mixBits(context.ordinal << 8 | static_cast<std::uint64_t>(step.kind)));
}

double ActorProgram::draw(const Amount& amount) {
    if (amount.constant()) return amount.first;
    const double u = uniformNumber();  // in this order everywhere
    return amount.draw(u, uniformNumber());
}

double ActorProgram::uniformNumber() {
    Context& context = m_contexts.back();
    const std::uint64_t bits = mixBits(context.key ^ mixBits(~++context.draws));
    return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace corelane
