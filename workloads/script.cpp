#include "workloads/script.h"

#include "workloads/serial_order.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 9> objectKinds = {"mutex",     "shared_mutex", "semaphore", "event",  "latch",
                                                         "condition", "barrier",      "queue",     "counter"};
constexpr std::array<std::string_view, 24> stepKinds = {
    "run",     "busy",    "sleep", "yield",      "lock",       "try_lock", "shared_lock", "unlock",
    "acquire", "release", "wait",  "notify_one", "notify_all", "set",      "clear",       "barrier",
    "put",     "get",     "close", "add",        "fail",       "loop",     "branch",      "each"};

bool contains(const std::vector<Step>& steps, const auto& wanted) {
    return std::ranges::any_of(steps, [&](const Step& step) {
        return wanted(step) || contains(step.body, wanted) || contains(step.otherwise, wanted);
    });
}

// What one actor holds while its steps are looked through.
class Held {
  public:
    explicit Held(const std::vector<ScriptObject>& objects) : m_objects(objects) {}

    // A sentence when the step cannot go well.
    std::string apply(const Step& step) {
        const auto name = [&](std::uint32_t object) { return m_objects[object].name; };
        switch (step.kind) {
        case StepKind::Lock:
        case StepKind::TryLock:
        case StepKind::SharedLock:
            if (m_held[step.object]++ > 0 && !m_objects[step.object].recursive)
                return "locks " + name(step.object) +
                       " while it holds it, which would wait for ever; unlock it first, or make it recursive";
            return {};
        case StepKind::Unlock:
            if (m_held[step.object] == 0)
                return "unlocks " + name(step.object) + ", which it does not hold; lock it first";
            --m_held[step.object];
            return {};
        case StepKind::Wait:
            if (step.mutex != noObject && m_held[step.mutex] == 0)
                return "waits for " + name(step.object) + " without holding " + name(step.mutex) + "; lock it first";
            return {};
        default:
            return {};
        }
    }
    std::string atEnd() const {
        for (const auto& [object, count] : m_held)
            if (count > 0) return "ends while it holds " + m_objects[object].name + "; unlock it before";
        return {};
    }

  private:
    const std::vector<ScriptObject>& m_objects;
    std::map<std::uint32_t, int> m_held;
};

}  // namespace

std::span<const std::string_view> objectKindNames() {
    return objectKinds;
}

std::span<const std::string_view> stepKindNames() {
    return stepKinds;
}

Script::Instance Script::instance(std::uint32_t index) const {
    const auto after = std::ranges::upper_bound(m_first, index);
    const auto actor = static_cast<std::uint32_t>(after - m_first.begin() - 1);
    return {actor, index - m_first[actor]};
}

std::string Script::instanceName(std::uint32_t index) const {
    const Instance at = instance(index);
    const ScriptActor& actor = m_text.actors[at.actor];
    return actor.count == 1 ? actor.name : actor.name + " " + std::to_string(at.number + 1);
}

Result<Script> Script::make(ScriptText text) {
    Script script;
    script.m_text = std::move(text);
    const auto& objects = script.objects();
    const auto& actors = script.actors();
    const auto fault = [&](std::uint32_t actor, const std::string& place, const std::string& what) {
        return fail(
            Error::Kind::Invalid, "/actors/" + actors[actor].name + place + ": " + actors[actor].name + " " + what);
    };
    if (actors.empty()) return fail(Error::Kind::Invalid, "/actors: a script needs at least one actor");

    ScriptTotals& totals = script.m_totals;
    totals.puts.resize(objects.size());
    totals.gets.resize(objects.size());
    totals.workSteps.resize(actors.size());
    script.m_producers.resize(objects.size());
    std::uint64_t instances = 0;
    for (std::uint32_t a = 0; a < actors.size(); ++a) {
        const ScriptActor& actor = actors[a];
        script.m_first.push_back(static_cast<std::uint32_t>(instances));
        instances += actor.count;
        if (actor.count == 0 || instances > maximumActors)
            return fail(
                Error::Kind::Invalid, "/actors/" + actor.name + "/count: the script would have " +
                                          std::to_string(instances) + " actors; 1 to " +
                                          std::to_string(maximumActors) + " are possible");
        auto& puts = script.m_puts.emplace_back(objects.size());
        for (std::uint32_t o = 0; o < objects.size(); ++o) {
            puts[o] = contains(actor.steps, [&](const Step& s) { return s.kind == StepKind::Put && s.object == o; });
            if (!puts[o]) continue;
            if (actor.background)
                return fault(
                    a, "",
                    "is a background actor and puts into " + objects[o].name +
                        "; its items would be no part of the result: let another actor do it");
            script.m_producers[o] += actor.count;
        }
        const auto forever = [](const Step& s) { return s.kind == StepKind::Loop && s.count == 0; };
        if (!actor.background && contains(actor.steps, forever))
            return fault(
                a, "", "has a loop that never ends; give it a number of rounds, or make the actor a background one");
        if (contains(actor.steps, [&](const Step& s) { return forever(s) && s.body.empty(); }))
            return fault(a, "", "has a loop for ever without a step; give it one");
    }
    script.m_instances = static_cast<std::uint32_t>(instances);
    if (std::ranges::all_of(actors, [](const ScriptActor& actor) { return actor.background; }))
        return fail(
            Error::Kind::Invalid, "/actors: all are background actors, so that there is nothing to wait for; make "
                                  "one of them an ordinary one");

    // Every step of every actor, in an order without concurrency. Values taken are no matter here.
    SerialOrder order(script);
    std::map<std::uint32_t, Held> held;
    std::map<std::uint32_t, std::set<std::uint32_t>> meeting;  // barrier: who comes
    std::map<std::uint32_t, std::uint64_t> arrivals, sets;
    std::set<std::pair<std::uint32_t, const Step*>> waits;
    while (const Step* step = order.next()) {
        if (++totals.steps > maximumSteps)
            return fault(
                script.instance(order.instance()).actor, step->place,
                "has made its part of " + std::to_string(maximumSteps) +
                    " steps, which is the most of a script; let loops have fewer rounds");
        const std::uint32_t actor = script.instance(order.instance()).actor;
        if (const auto what = held.try_emplace(order.instance(), objects).first->second.apply(*step); !what.empty())
            return fault(actor, step->place, what);
        if (step->kind == StepKind::Put) ++totals.puts[step->object];
        if (step->kind == StepKind::Set) ++sets[step->object];
        if (step->kind == StepKind::Wait && step->mutex == noObject) waits.insert({actor, step});
        if (step->kind == StepKind::Barrier) {
            meeting[step->object].insert(order.instance());
            ++arrivals[step->object];
        }
    }
    if (const auto starved = order.starved())
        return fault(
            script.instance(starved->instance).actor, starved->step->place,
            "takes more from " + objects[starved->step->object].name +
                " than is put into it; put more, or take less");
    for (const auto& [instance, locks] : held)
        if (const auto what = locks.atEnd(); !what.empty()) return fault(script.instance(instance).actor, "", what);
    for (const auto& [barrier, who] : meeting) {
        const ScriptObject& object = objects[barrier];
        if (who.size() < object.capacity || arrivals[barrier] % object.capacity != 0)
            return fail(
                Error::Kind::Invalid,
                "/objects/" + object.name + ": a barrier of " + std::to_string(object.capacity) + " at which " +
                    std::to_string(who.size()) + " actors arrive " + std::to_string(arrivals[barrier]) +
                    " times in all, so that some would wait for ever; make these numbers fit");
    }
    for (const auto& [actor, step] : waits) {
        const ScriptObject& object = objects[step->object];
        const std::uint64_t needed = object.kind == ObjectKind::Latch ? object.capacity : 1;
        if (sets[step->object] < needed)
            return fault(
                actor, step->place,
                "waits for " + object.name + ", which is set " + std::to_string(sets[step->object]) +
                    " times and opens after " + std::to_string(needed) + "; set it more often");
    }
    for (std::uint32_t o = 0; o < objects.size(); ++o) totals.gets[o] = order.taken(o);
    totals.tasks = order.tasks();
    order.workSteps(totals.workSteps);
    std::vector<GraphShape> shapes;
    std::uint64_t tasks = 0;
    for (std::uint32_t a = 0; a < actors.size(); ++a) {
        shapes.push_back({actors[a].name, std::max(1u, totals.workSteps[a]), actors[a].count});
        tasks += std::uint64_t{shapes.back().steps} * shapes.back().width;
    }
    if (tasks >= std::uint64_t{1} << 31)
        return fail(
            Error::Kind::Invalid,
            "/actors: all actors together have more than 2147483647 steps of work; let loops have fewer rounds");
    script.m_naming = TaskNaming(std::move(shapes));
    return script;
}

}  // namespace corelane
