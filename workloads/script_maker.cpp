// Looks through what a script's text says, before any run: what cannot go well is refused, with actor and step.
#include "workloads/actor_needs.h"
#include "workloads/held_locks.h"
#include "workloads/script.h"
#include "workloads/serial_order.h"

#include <algorithm>
#include <map>
#include <set>

namespace corelane {
namespace {

bool contains(const std::vector<Step>& steps, const auto& wanted) {
    return std::ranges::any_of(steps, [&](const Step& step) {
        return wanted(step) || contains(step.body, wanted) || contains(step.otherwise, wanted);
    });
}

}  // namespace

// Looks a script through and fills in what follows from its text.
class Script::Maker {
  public:
    explicit Maker(Script& script) : m_script(script), m_totals(script.m_totals) {
        m_totals.puts.resize(objects().size());
        m_totals.gets.resize(objects().size());
        m_totals.workSteps.resize(actors().size());
        script.m_producers.resize(objects().size());
        script.m_takers.resize(objects().size());
    }

    // What can be read off the text, actor by actor.
    Result<> countActors() {
        if (actors().empty()) return fail(Error::Kind::Invalid, "/actors: a script needs at least one actor");
        std::uint64_t instances = 0, first = 0;
        for (std::uint32_t a = 0; a < actors().size(); ++a) {
            const ScriptActor& actor = actors()[a];
            m_script.m_first.push_back(static_cast<std::uint32_t>(first));
            // How many a spawned actor has is not known yet: numbers are kept free for the most there can be.
            first += actor.spawned ? maximumActors : actor.count;
            instances += actor.spawned ? 0 : actor.count;
            if (actor.count == 0 || instances > maximumActors || first > noActor)
                return fail(
                    Error::Kind::Invalid, "/actors/" + actor.name + "/count: the script would have " +
                                              std::to_string(instances) + " actors; 1 to " +
                                              std::to_string(maximumActors) + " are possible");
            TRY(findProducer(a));
            TRY(checkSizes(a, actor.steps));
            TRY(checkSpawns(a, actor.steps, false));
            if (actor.spawned && actor.background)
                return fault(a, "", "is a background actor and spawned; it can be one of them");
            findUncertainCounters(actor.steps, actor.background);
            const auto forever = [](const Step& s) { return s.kind == StepKind::Loop && s.count == 0; };
            if (!actor.background && contains(actor.steps, forever))
                return fault(
                    a, "",
                    "has a loop that never ends; give it a number of rounds, or make the actor a background one");
        }
        if (std::ranges::all_of(actors(), [](const ScriptActor& actor) { return actor.background; }))
            return fail(
                Error::Kind::Invalid, "/actors: all are background actors, so that there is nothing to wait for; "
                                      "make one of them an ordinary one");
        if (std::ranges::all_of(actors(), [](const ScriptActor& a) { return a.background || a.spawned; }))
            return fail(
                Error::Kind::Invalid,
                "/actors: none begins with the run but background ones; let one that is not spawned begin");
        return {};
    }

    // Every step of every actor, in an order without concurrency. Values taken are no matter here.
    Result<> goThrough() {
        SerialOrder order(m_script);
        while (const Step* step = order.next()) {
            const std::uint32_t actor = m_script.instance(order.instance()).actor;
            if (++m_totals.steps > maximumSteps)
                return fault(
                    actor, step->place,
                    "has made its part of " + std::to_string(maximumSteps) +
                        " steps, which is the most of a script; let loops have fewer rounds");
            TRY(look(order.instance(), *step));
            if (order.tooMany())
                return fault(
                    actor, step->place,
                    "spawns " + actors()[step->actor].name + " once more, and the script has " +
                        std::to_string(maximumActors) + " actors already; spawn fewer");
        }
        if (const auto starved = order.starved()) return explain(*starved);
        for (const auto& [instance, locks] : m_held)
            if (const auto what = locks.atEnd(); !what.empty())
                return fault(m_script.instance(instance).actor, "", what);
        for (std::uint32_t o = 0; o < objects().size(); ++o) m_totals.gets[o] = order.taken(o);
        m_totals.tasks = order.tasks();
        order.workSteps(m_totals.workSteps);
        TRY(checkCalls());
        TRY(goThroughBackground());
        return countSpawned(order);
    }

    // From now on instances are numbered without gaps.
    void number() {
        std::uint32_t instances = 0;
        for (std::uint32_t a = 0; a < actors().size(); ++a) {
            m_script.m_first[a] = instances;
            instances += actors()[a].count;
        }
        m_script.m_instances = instances;
    }

    // What some actors wait for must be done by others often enough.
    Result<> checkMeetings() const {
        for (const auto& [barrier, who] : m_meeting) {
            const ScriptObject& object = objects()[barrier];
            const std::uint64_t arrivals = m_arrivals.at(barrier);
            if (who.size() < object.capacity || arrivals % object.capacity != 0)
                return fail(
                    Error::Kind::Invalid,
                    "/objects/" + object.name + ": a barrier of " + std::to_string(object.capacity) + " at which " +
                        std::to_string(who.size()) + " actors arrive " + std::to_string(arrivals) +
                        " times in all, so that some would wait for ever; make these numbers fit");
        }
        for (const auto& [actor, step] : m_waits) {
            const ScriptObject& object = objects()[step->object];
            const auto found = m_sets.find(step->object);
            const std::uint64_t sets = found == m_sets.end() ? 0 : found->second;
            const std::uint64_t needed = object.kind == ObjectKind::Latch ? object.capacity : 1;
            if (sets < needed)
                return fault(
                    actor, step->place,
                    "waits for " + object.name + ", which is set " + std::to_string(sets) +
                        " times and opens after " + std::to_string(needed) + "; set it more often");
        }
        return checkCounts();
    }

    // Memory and files are made before an actor's first step: they must fit, all together.
    Result<> checkNeeds() const {
        std::uint64_t memory = 0, file = 0, files = 0;
        for (std::uint32_t a = 0; a < actors().size(); ++a) {
            const ScriptActor& actor = actors()[a];
            const ActorNeeds needs = needsOf(actor);
            memory += actor.count * needs.memoryBytes();
            file += actor.count * needs.fileBytes;
            files += needs.file ? actor.count : 0;
            const auto tooMuch = [&](std::string_view what, std::uint64_t all) {
                return fault(
                    a, "",
                    "makes it " + std::to_string((all + (1 << 20) - 1) >> 20) + " MiB of " + std::string(what) +
                        " for the whole script, and " + std::to_string(maximumOwnBytes >> 20) +
                        " MiB is the most; let it have less, or have fewer of it");
            };
            if (memory > maximumOwnBytes) return tooMuch("memory", memory);
            if (file > maximumOwnBytes) return tooMuch("files", file);
            if (files > maximumFiles)
                return fault(
                    a, "",
                    "makes it " + std::to_string(files) + " actors with a file, and " + std::to_string(maximumFiles) +
                        " is the most; have fewer of it");
        }
        return {};
    }

    Result<> nameTasks() {
        std::vector<GraphShape> shapes;
        std::uint64_t tasks = 0;
        for (std::uint32_t a = 0; a < actors().size(); ++a) {
            shapes.push_back({actors()[a].name, std::max(1u, m_totals.workSteps[a]), actors()[a].count});
            tasks += std::uint64_t{shapes.back().steps} * shapes.back().width;
        }
        if (tasks >= std::uint64_t{1} << 31)
            return fail(
                Error::Kind::Invalid,
                "/actors: all actors together have more than 2147483647 steps of work; let loops have fewer rounds");
        m_script.m_naming = TaskNaming(std::move(shapes));
        return {};
    }

  private:
    const std::vector<ScriptObject>& objects() const { return m_script.objects(); }
    const std::vector<ScriptActor>& actors() const { return m_script.actors(); }
    tl::unexpected<Error> fault(std::uint32_t actor, const std::string& place, const std::string& what) const {
        const std::string& name = actors()[actor].name;
        return fail(Error::Kind::Invalid, "/actors/" + name + place + ": " + name + " " + what);
    }

    Result<> findProducer(std::uint32_t a) {
        const ScriptActor& actor = actors()[a];
        auto& puts = m_script.m_puts.emplace_back(objects().size());
        auto& takes = m_script.m_takes.emplace_back(objects().size());
        for (std::uint32_t o = 0; o < objects().size(); ++o) {
            puts[o] = contains(actor.steps, [&](const Step& s) {
                return (s.kind == StepKind::Put || s.kind == StepKind::Call) && s.object == o;
            });
            takes[o] = contains(actor.steps, [&](const Step& s) {
                return (s.kind == StepKind::Get || s.kind == StepKind::Each) && s.object == o;
            });
            if (takes[o] && !actor.spawned) m_script.m_takers[o] += actor.count;
            if (!puts[o]) continue;
            if (contains(actor.steps, [&](const Step& s) { return s.kind == StepKind::Serve && s.object == o; }))
                return fault(a, "", "calls itself, and would wait for its own reply; let another actor serve that");
            if (actor.background)
                return fault(
                    a, "",
                    "is a background actor and " +
                        std::string(objects()[o].kind == ObjectKind::Service ? "calls " : "puts into ") +
                        objects()[o].name +
                        "; what that gives would be no part of the result: let another actor do it");
            if (!actor.spawned) m_script.m_producers[o] += actor.count;
        }
        return {};
    }

    tl::unexpected<Error> explain(const SerialOrder::Starved& starved) const {
        const Step& step = *starved.step;
        const std::uint32_t actor = m_script.instance(starved.instance).actor;
        if (step.kind != StepKind::Serve)
            return fault(
                actor, step.place,
                "takes more from " + objects()[step.object].name + " than is put into it; put more, or take less");
        if (step.count == 1) return fault(actor, step.place, "serves more calls than are made to it; serve fewer");
        return fault(
            actor, step.place,
            "serves until all who call it have ended, and they wait for it to end; let services not call each other "
            "in a circle");
    }

    // Calls to services that are part of the result; of others only the run can tell.
    Result<> checkCalls() const {
        for (std::uint32_t a = 0; a < actors().size(); ++a)
            for (std::uint32_t o = 0; o < objects().size(); ++o) {
                const auto serves = [&](const Step& s) { return s.kind == StepKind::Serve && s.object == o; };
                if (actors()[a].background || objects()[o].kind != ObjectKind::Service ||
                    m_totals.puts[o] <= m_totals.gets[o] || !contains(actors()[a].steps, serves))
                    continue;
                return fault(
                    a, "",
                    "serves " + std::to_string(m_totals.gets[o]) + " of " + std::to_string(m_totals.puts[o]) +
                        " calls, and who makes the others would wait for ever; serve all");
            }
        return {};
    }

    Result<> countSpawned(const SerialOrder& order) {
        for (std::uint32_t a = 0; a < actors().size(); ++a) {
            ScriptActor& actor = m_script.m_text.actors[a];
            if (!actor.spawned) continue;
            actor.count = order.spawned(a);
            if (actor.count == 0)
                return fault(
                    a, "", "is a spawned actor that nobody spawns; add a step spawn, or let it begin with the run");
            for (std::uint32_t o = 0; o < objects().size(); ++o) {
                if (m_script.m_puts[a][o]) m_script.m_producers[o] += actor.count;
                if (m_script.m_takes[a][o]) m_script.m_takers[o] += actor.count;
            }
        }
        return {};
    }

    Result<> checkSpawns(std::uint32_t a, const std::vector<Step>& steps, bool byChance) const {
        const ScriptActor& actor = actors()[a];
        for (const Step& step : steps) {
            if (step.kind == StepKind::Spawn || step.kind == StepKind::Join) {
                const ScriptActor& other = actors()[step.actor];
                if (!other.spawned)
                    return fault(
                        a, step.place,
                        std::string(step.kind == StepKind::Spawn ? "spawns " : "joins ") + other.name +
                            ", which begins with the run; make it a spawned one");
                if (actor.background)
                    return fault(
                        a, step.place, "is a background actor, which spawns nobody; let another actor do it");
                if (byChance && step.kind == StepKind::Spawn)
                    return fault(
                        a, step.place,
                        "spawns " + other.name +
                            " whenever it does not get a lock, so that chance says how many "
                            "there are; spawn it elsewhere");
                const auto spawnsIt = [&](const Step& s) {
                    return s.kind == StepKind::Spawn && s.actor == step.actor;
                };
                if (!contains(actor.steps, spawnsIt))
                    return fault(
                        a, step.place,
                        "joins " + other.name + ", which it never spawns; spawn it, or remove the step");
            }
            TRY(checkSpawns(a, step.body, byChance));
            TRY(checkSpawns(a, step.otherwise, byChance || step.kind == StepKind::TryLock));
        }
        return {};
    }

    Result<> checkSizes(std::uint32_t a, const std::vector<Step>& steps) const {
        for (const Step& step : steps) {
            if (step.kind == StepKind::Memory &&
                (step.bytes == 0 || step.stride == 0 || step.stride % 8 != 0 || step.size % 8 != 0 ||
                 step.size < step.stride || step.size > maximumOwnBytes))
                return fault(
                    a, step.place,
                    "goes over memory of " + std::to_string(step.size) + " bytes by steps of " +
                        std::to_string(step.stride) + "; both must be multiples of 8, the size from one step to " +
                        std::to_string(maximumOwnBytes) + " bytes");
            TRY(checkSizes(a, step.body));
            TRY(checkSizes(a, step.otherwise));
        }
        return {};
    }

    // What an actor waits for must be added by others, or by itself before.
    Result<> checkCounts() const {
        for (const Until& until : m_untils) {
            if (m_uncertain.contains(until.step->counter)) continue;
            const auto total = [&](const auto& adds, auto key) {
                const auto found = adds.find(key);
                return found == adds.end() ? std::uint64_t{0} : found->second;
            };
            const std::uint32_t counter = until.step->counter;
            const std::uint64_t own = total(m_ownAdds, std::pair(until.instance, counter));
            const std::uint64_t most = total(m_adds, counter) - own + until.ownBefore;
            if (most < until.step->atLeast)
                return fault(
                    m_script.instance(until.instance).actor, until.step->place,
                    "waits until " + objects()[counter].name + " is at least " + std::to_string(until.step->atLeast) +
                        ", and without it no more than " + std::to_string(most) +
                        " is added; add more, or wait for less");
        }
        return {};
    }

    // Counters to which chance, or an actor that goes on for ever, adds.
    void findUncertainCounters(const std::vector<Step>& steps, bool uncertain) {
        for (const Step& step : steps) {
            if (uncertain && step.kind == StepKind::Add) m_uncertain.insert(step.object);
            findUncertainCounters(
                step.body, uncertain || step.kind == StepKind::Each || step.kind == StepKind::Serve);
            findUncertainCounters(step.otherwise, uncertain || step.kind == StepKind::TryLock);
        }
    }

    Result<> look(std::uint32_t instance, const Step& step) {
        const std::uint32_t actor = m_script.instance(instance).actor;
        if (const auto what = m_held.try_emplace(instance, objects()).first->second.apply(step); !what.empty())
            return fault(actor, step.place, what);
        if (step.kind == StepKind::Put || step.kind == StepKind::Call) ++m_totals.puts[step.object];
        if (step.kind == StepKind::Set) ++m_sets[step.object];
        if (step.kind == StepKind::Wait && step.mutex == noObject) m_waits.insert({actor, &step});
        if (step.kind == StepKind::Add) {
            m_adds[step.object] += step.count;
            m_ownAdds[{instance, step.object}] += step.count;
        }
        if (step.kind == StepKind::Wait && step.counter != noObject)
            if (m_cameTo.insert({instance, &step}).second) {  // later rounds have more behind them
                const auto own = m_ownAdds.find({instance, step.counter});
                m_untils.push_back({instance, &step, own == m_ownAdds.end() ? 0 : own->second});
            }
        if (step.kind == StepKind::Barrier) {
            m_meeting[step.object].insert(instance);
            ++m_arrivals[step.object];
        }
        return {};
    }

    // They may go on for ever: the first steps of each show whether it handles its locks well.
    Result<> goThroughBackground() const {
        constexpr int enough = 10'000;
        for (std::uint32_t a = 0; a < actors().size(); ++a) {
            if (!actors()[a].background) continue;
            ActorProgram program(m_script, m_script.m_first[a]);
            HeldLocks held(objects());
            for (int i = 0; i < enough; ++i) {
                const Step* step = program.next();
                if (!step) {
                    if (const auto what = held.atEnd(); !what.empty()) return fault(a, "", what);
                    break;
                }
                if (const auto what = held.apply(*step); !what.empty()) return fault(a, step->place, what);
                if (step->kind == StepKind::TryLock) program.locked();
                if (step->kind == StepKind::Each || step->kind == StepKind::Serve)
                    i % 2 == 0 ? program.took(0) : program.closed();
            }
        }
        return {};
    }

    Script& m_script;
    ScriptTotals& m_totals;
    std::map<std::uint32_t, HeldLocks> m_held;                                   // by instance
    std::map<std::uint32_t, std::set<std::uint32_t>> m_meeting;                  // barrier: who comes
    std::map<std::uint32_t, std::uint64_t> m_arrivals, m_sets, m_adds;           // by object
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> m_ownAdds;  // by instance and counter
    std::set<std::uint32_t> m_uncertain;
    struct Until {
        std::uint32_t instance;
        const Step* step;
        std::uint64_t ownBefore;
    };
    std::vector<Until> m_untils;
    std::set<std::pair<std::uint32_t, const Step*>> m_cameTo;
    std::set<std::pair<std::uint32_t, const Step*>> m_waits;  // who, for an event or a latch
};

Result<Script> Script::make(ScriptText text) {
    Script script;
    script.m_text = std::move(text);
    Maker maker(script);
    TRY(maker.countActors());
    TRY(maker.goThrough());
    TRY(maker.checkMeetings());
    maker.number();
    TRY(maker.checkNeeds());
    TRY(maker.nameTasks());
    return script;
}

}  // namespace corelane
