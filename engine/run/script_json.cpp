#include "engine/run/script_json.h"

#include "engine/run/json_checks.h"
#include "engine/run/preset_keys.h"
#include "engine/run/script_forms.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace corelane {
namespace {

class ScriptParser {
  public:
    explicit ScriptParser(const JsonPlace& place) : m_place(place) {}

    Result<ScriptText> parse() {
        TRY(checkKeys(m_place, presetKeys::script));
        m_text.seed = static_cast<std::uint64_t>(TRY(integerOf(m_place, "seed", 1, 0, INT64_MAX)));
        m_text.patienceMs =
            static_cast<std::uint32_t>(TRY(integerOf(m_place, "patience_ms", 10'000, 100, 3'600'000)));
        m_text.deadlocks = TRY(flagOf(m_place, "deadlocks", false));
        if (m_place.value.contains("objects")) TRY(parseObjects(m_place.key("objects")));
        if (!m_place.value.contains("actors"))
            return m_place.fault("has no \"actors\"; give an object with one or more, each with its steps");
        const JsonPlace actors = m_place.key("actors");
        TRY(checkObject(actors, "names of actors and what they do"));
        for (const auto& [name, value] : actors.value.items()) m_actors.push_back(name);
        TRY(declareServices(actors));
        for (const auto& [name, value] : actors.value.items()) TRY(parseActor(actors.key(name), name));
        return std::move(m_text);
    }

  private:
    Result<> parseObjects(const JsonPlace& place) {
        TRY(checkObject(place, "names of objects and what they are"));
        if (place.value.size() > maximumObjects)
            return place.fault(fmt::format("must be at most {} objects, got {}", maximumObjects, place.value.size()));
        for (const auto& [name, value] : place.value.items()) {
            const JsonPlace at = place.key(name);
            ScriptObject object;
            object.name = name;
            const bool word = at.value.is_string();
            if (!word) {
                TRY(checkObject(at, "its kind and capacity"));
                TRY(checkKeys(at, presetKeys::object));
                if (!at.value.contains("kind")) return at.fault("has no \"kind\"; say what it is, such as mutex");
            }
            const std::string kind = word ? at.value.get<std::string>() : TRY(textOf(at, "kind", ""));
            const auto found = std::ranges::find(objectKindNames(), kind);
            if (found == objectKindNames().end())
                return (word ? at : at.key("kind")).fault(unknownWord("kind of object", kind, objectKindNames()));
            object.kind = static_cast<ObjectKind>(found - objectKindNames().begin());
            if (!word) {
                object.capacity = static_cast<std::uint32_t>(TRY(integerOf(at, "capacity", 1, 1, 1'000'000)));
                object.recursive = TRY(flagOf(at, "recursive", false));
            }
            if (!word && TRY(flagOf(at, "empty", false))) {
                if (object.kind != ObjectKind::Semaphore)
                    return at.key("empty").fault("is for a semaphore, and this is of kind " + kind + "; remove it");
                if (at.value.contains("capacity"))
                    return at.key("empty").fault("says that there are no units at the start, and capacity how many; "
                                                 "give one of them");
                object.capacity = 0;
            }
            if (object.recursive && object.kind != ObjectKind::Mutex)
                return at.key("recursive").fault("is for a mutex, and this is of kind " + kind + "; remove it");
            m_names.push_back(name);
            m_text.objects.push_back(std::move(object));
        }
        return {};
    }

    Result<> parseActor(const JsonPlace& place, const std::string& name) {
        TRY(checkObject(place, "its steps, and how many there are"));
        TRY(checkKeys(place, presetKeys::actor));
        if (!place.value.contains("steps")) return place.fault("has no \"steps\"; give a list of what it does");
        ScriptActor actor;
        actor.name = name;
        actor.count = static_cast<std::uint32_t>(TRY(integerOf(place, "count", 1, 1, 1'000'000'000)));
        actor.spawned = TRY(flagOf(place, "spawned", false));
        if (actor.spawned && place.value.contains("count"))
            return place.key("count").fault("is for actors that begin with the run: how often this one is spawned "
                                            "says how many there are; remove it");
        actor.priority = static_cast<int>(TRY(integerOf(place, "priority", 0, -20, 19)));
        actor.background = TRY(flagOf(place, "background", false));
        if (place.value.contains("delay")) actor.delay = TRY(parseAmount(place.key("delay")));
        if (place.value.contains("cores")) {
            const JsonPlace cores = place.key("cores");
            if (!cores.value.is_array())
                return cores.fault("must be a list of positions, got " + describe(cores.value));
            for (std::size_t i = 0; i < cores.value.size(); ++i) {
                const JsonPlace core = cores.item(i);
                if (!core.value.is_number_integer() || core.value < 0 || core.value > 4095)
                    return core.fault("must be a position in the core set, 0 to 4095, got " + describe(core.value));
                actor.cores.push_back(core.value.get<int>());
            }
        }
        m_actor = static_cast<std::uint32_t>(m_text.actors.size());
        actor.steps = TRY(parseSteps(place.key("steps"), "/steps"));
        m_text.actors.push_back(std::move(actor));
        return {};
    }

    Result<std::vector<Step>> parseSteps(const JsonPlace& place, const std::string& within) {
        if (!place.value.is_array()) return place.fault("must be a list of steps, got " + describe(place.value));
        std::vector<Step> steps;
        for (std::size_t i = 0; i < place.value.size(); ++i) {
            steps.push_back(TRY(parseStep(place.item(i), fmt::format("{}/{}", within, i))));
            if (steps.back().kind == StepKind::Join) TRY(parseJoins(place.item(i).key("join"), steps));
        }
        return steps;
    }

    // One after the other is all of them: it goes on when the last has ended. `steps` ends with the first's.
    Result<> parseJoins(const JsonPlace& place, std::vector<Step>& steps) {
        for (std::size_t i = 1; place.value.is_array() && i < place.value.size(); ++i) {
            Step step = steps.back();
            step.actor = TRY(actorAt(place.item(i)));
            steps.push_back(std::move(step));
        }
        return {};
    }

    Result<Step> parseStep(const JsonPlace& place, const std::string& within) {
        TRY(checkObject(place, "a step such as {\"lock\": \"L\"}"));
        if (place.value.empty()) return place.fault("must be a step such as {\"lock\": \"L\"}, got an empty object");
        // Its word stands wherever it likes: not every writer of JSON keeps the order of keys.
        std::string word;
        for (const auto& [key, value] : place.value.items()) {
            if (std::ranges::find(stepKindNames(), key) == stepKindNames().end()) continue;
            if (!word.empty())
                return place.fault(fmt::format("is {} and {} at once; make two steps of it", word, key));
            word = key;
        }
        if (word.empty()) word = place.value.begin().key();
        const auto form =
            std::ranges::find_if(stepForms(), [&](const StepForm& f) { return stepKindName(f.kind) == word; });
        if (form == stepForms().end()) return place.key(word).fault(unknownWord("step", word, stepKindNames()));
        std::vector<std::string_view> keys = {stepKindName(form->kind)};
        keys.insert(keys.end(), form->keys.begin(), form->keys.end());
        TRY(checkKeys(place, keys));
        Step step;
        step.kind = form->kind;
        step.place = within;
        TRY(parseValue(place.key(word), *form, step));
        step.label = step.kind == StepKind::Fail ? step.label : TRY(textOf(place, "label", ""));
        for (const std::string_view key : {"n", "times"})
            if (place.value.contains(key))
                step.count = static_cast<std::uint64_t>(TRY(integerOf(place, key, 1, 1, 1'000'000'000)));
        if (place.value.contains("steps"))
            step.body = TRY(parseSteps(place.key("steps"), within + "/steps"));
        else if (step.kind == StepKind::Loop || step.kind == StepKind::Each || step.kind == StepKind::Serve)
            return place.fault("has no \"steps\"; give a list of what is repeated");
        if (place.value.contains("else")) step.otherwise = TRY(parseSteps(place.key("else"), within + "/else"));
        if (step.kind == StepKind::Wait) TRY(parseMutex(place, step));
        if (step.kind == StepKind::Serve) step = served(std::move(step));
        if (step.kind == StepKind::Timer) TRY(parseTimer(place, step));
        if (step.kind == StepKind::TryLock && place.value.contains("within"))
            step.within = std::chrono::microseconds(TRY(integerOf(place, "within", 1, 1, 1'000'000'000)));
        if (step.kind == StepKind::Generate) TRY(parseGenerate(place, step));
        if (step.kind == StepKind::Memory) TRY(parseMemory(place, step));
        if (step.kind == StepKind::FileWrite) step.sync = TRY(flagOf(place, "fsync", false));
        return step;
    }

    Result<> parseGenerate(const JsonPlace& place, Step& step) {
        step.stages = static_cast<std::uint32_t>(TRY(integerOf(place, "stages", 1, 1, maximumStages)));
        const std::string word = TRY(textOf(place, "by", std::string(generateWayNames().front())));
        const auto found = std::ranges::find(generateWayNames(), word);
        if (found == generateWayNames().end())
            return place.key("by").fault(fmt::format("must be \"generators\" or \"loop\", got \"{}\"", word));
        step.by = static_cast<GenerateWay>(found - generateWayNames().begin());
        return {};
    }

    Result<> parseValue(const JsonPlace& at, const StepForm& form, Step& step) {
        switch (form.value) {
        case StepForm::Value::Object:
            step.object = TRY(objectAt(at, form.objects));
            return {};
        case StepForm::Value::Micros:
            step.amount = TRY(parseAmount(at));
            return {};
        case StepForm::Value::Size:
            if (!at.value.is_number_integer() || at.value < 1 || at.value > maximumOwnBytes)
                return at.fault(fmt::format("must be bytes, 1 to {}, got {}", maximumOwnBytes, describe(at.value)));
            step.bytes = at.value.get<std::uint64_t>();
            return {};
        case StepForm::Value::Items:
            if (!at.value.is_number_integer() || at.value < 1 || at.value > 1'000'000'000)
                return at.fault("must be a number of values, 1 to 1000000000, got " + describe(at.value));
            step.count = at.value.get<std::uint64_t>();
            return {};
        case StepForm::Value::Access: {
            const std::string word = at.value.is_string() ? at.value.get<std::string>() : std::string();
            const auto found = std::ranges::find(memoryAccessNames(), word);
            if (found == memoryAccessNames().end())
                return at.fault("must be \"read\", \"write\" or \"chase\", got " + describe(at.value));
            step.access = static_cast<MemoryAccess>(found - memoryAccessNames().begin());
            return {};
        }
        case StepForm::Value::Calls:
            step.object = m_services[m_actor];
            [[fallthrough]];
        case StepForm::Value::Rounds:
            if (at.value == "forever") {
                step.count = 0;
                return {};
            }
            if (!at.value.is_number_integer() || at.value < 1 || at.value > 1'000'000'000)
                return at.fault(
                    "must be a number of rounds, 1 to 1000000000, or \"forever\", got " + describe(at.value));
            step.count = at.value.get<std::uint64_t>();
            return {};
        case StepForm::Value::Chance:
            if (!at.value.is_number() || at.value < 0 || at.value > 1)
                return at.fault("must be a probability, 0 to 1, got " + describe(at.value));
            step.amount.first = at.value.get<double>();
            return {};
        case StepForm::Value::Text:
            if (!at.value.is_string()) return at.fault("must be a text, got " + describe(at.value));
            step.label = at.value.get<std::string>();
            return {};
        case StepForm::Value::Actors:
            if (at.value.is_array() && at.value.empty()) return at.fault("names no actor; name one or more");
            step.actor = TRY(actorAt(at.value.is_array() ? at.item(0) : at));  // parseJoins() sees to the others
            return {};
        case StepForm::Value::Actor:
            step.actor = TRY(actorAt(at));
            return {};
        case StepForm::Value::Service: {
            const std::uint32_t actor = TRY(actorAt(at));
            if (m_services[actor] == noObject)
                return at.fault("calls " + m_actors[actor] + ", which serves nobody; give it a step serve");
            step.object = m_services[actor];
            return {};
        }
        case StepForm::Value::True:
            if (at.value != true) return at.fault("must be true, got " + describe(at.value));
            return {};
        }
        CORELANE_ASSERT(false);
    }

    Result<> parseMutex(const JsonPlace& place, Step& step) {
        const bool condition = m_text.objects[step.object].kind == ObjectKind::Condition;
        if (place.value.contains("mutex") != condition)
            return place.fault(
                condition ? "waits for a condition and has no \"mutex\"; name the one it gives up meanwhile"
                          : "has a \"mutex\", which only a condition needs; remove it");
        if (condition) step.mutex = TRY(objectAt(place.key("mutex"), {ObjectKind::Mutex}));
        if (!place.value.contains("until")) return {};
        const JsonPlace until = place.key("until");
        if (!condition) return until.fault("is for a condition; remove it");
        static constexpr std::array<std::string_view, 2> keys = {"counter", "at_least"};
        TRY(checkObject(until, "a counter and its least value, such as {\"counter\": \"n\", \"at_least\": 3}"));
        TRY(checkKeys(until, keys));
        for (const std::string_view key : keys)
            if (!until.value.contains(key))
                return until.fault(fmt::format("has no \"{}\"; give a counter and its least value", key));
        step.counter = TRY(objectAt(until.key("counter"), {ObjectKind::Counter}));
        step.atLeast = static_cast<std::uint64_t>(TRY(integerOf(until, "at_least", 1, 1, INT64_MAX)));
        return {};
    }

    static Result<> parseTimer(const JsonPlace& place, Step& step) {
        const std::string mode = TRY(textOf(place, "mode", "relative"));
        const auto found = std::ranges::find(timerModeNames(), mode);
        if (found == timerModeNames().end())
            return place.key("mode").fault("must be \"relative\" or \"absolute\", got " + describe(mode));
        step.timer = static_cast<TimerMode>(found - timerModeNames().begin());
        return {};
    }

    static Result<> parseMemory(const JsonPlace& place, Step& step) {
        constexpr std::int64_t usual = std::int64_t{4} << 20, most = maximumOwnBytes;
        step.size = static_cast<std::uint64_t>(TRY(integerOf(place, "size", usual, 8, most)));
        step.stride = static_cast<std::uint32_t>(TRY(integerOf(place, "stride", 64, 8, most)));
        const auto size = static_cast<std::int64_t>(step.size);
        step.bytes = static_cast<std::uint64_t>(TRY(integerOf(place, "bytes", size, 1, 1'000'000'000'000)));
        return {};
    }

    Result<std::uint32_t> objectAt(const JsonPlace& at, const std::vector<ObjectKind>& kinds) {
        if (!at.value.is_string()) return at.fault("must be an object's name, got " + describe(at.value));
        const auto name = at.value.get<std::string>();
        const auto found = std::ranges::find(m_text.objects, name, &ScriptObject::name);
        if (found == m_text.objects.end()) {
            const std::vector<std::string_view> known(m_names.begin(), m_names.end());
            if (known.empty())
                return at.fault(
                    "names the object " + shortened(name, 60) + ", and there are none; declare it in objects");
            return at.fault(unknownWord("object", name, known));
        }
        if (std::ranges::find(kinds, found->kind) == kinds.end()) {
            std::vector<std::string_view> words;
            for (const ObjectKind kind : kinds) words.push_back(objectKindName(kind));
            return at.fault(fmt::format(
                "{} is a {}; this step needs a {}", name, objectKindName(found->kind), fmt::join(words, " or a ")));
        }
        return static_cast<std::uint32_t>(found - m_text.objects.begin());
    }

    static bool serves(const Json& steps) {
        if (!steps.is_array()) return false;
        return std::ranges::any_of(steps, [](const Json& step) {
            if (!step.is_object()) return false;
            const auto within = [&](const char* key) { return step.contains(key) && serves(step[key]); };
            return step.contains("serve") || within("steps") || within("else");
        });
    }

    // Who serves has an object of his own name, in which the calls wait.
    Result<> declareServices(const JsonPlace& actors) {
        m_services.assign(m_actors.size(), noObject);
        for (std::size_t a = 0; a < m_actors.size(); ++a) {
            const JsonPlace actor = actors.key(m_actors[a]);
            if (!actor.value.is_object() || !actor.value.contains("steps") || !serves(actor.value["steps"])) continue;
            if (std::ranges::find(m_names, m_actors[a]) != m_names.end())
                return actor.fault("serves calls and has the name of an object; give one of them another name");
            ScriptObject object;
            object.name = m_actors[a];
            object.kind = ObjectKind::Service;
            m_services[a] = static_cast<std::uint32_t>(m_text.objects.size());
            m_text.objects.push_back(std::move(object));
        }
        if (m_text.objects.size() > maximumObjects)
            return actors.fault(fmt::format(
                "must be at most {} services and objects together, got {}", maximumObjects, m_text.objects.size()));
        return {};
    }

    // Every call ends with the reply; so many calls are a loop of one each.
    static Step served(Step serve) {
        Step reply;
        reply.kind = StepKind::Reply;
        reply.object = serve.object;
        reply.place = serve.place;
        serve.body.push_back(std::move(reply));
        if (serve.count == 0) return serve;
        Step loop;
        loop.kind = StepKind::Loop;
        loop.place = serve.place;
        loop.count = std::exchange(serve.count, 1);
        loop.body.push_back(std::move(serve));
        return loop;
    }

    Result<std::uint32_t> actorAt(const JsonPlace& at) const {
        if (!at.value.is_string()) return at.fault("must be an actor's name, got " + describe(at.value));
        const auto found = std::ranges::find(m_actors, at.value.get<std::string>());
        if (found != m_actors.end()) return static_cast<std::uint32_t>(found - m_actors.begin());
        const std::vector<std::string_view> known(m_actors.begin(), m_actors.end());
        return at.fault(unknownWord("actor", at.value.get<std::string>(), known));
    }

    // A number of microseconds, or {"uniform": [1, 5]}, {"exponential": 3}, {"lognormal": [3, 0.5]}.
    static Result<Amount> parseAmount(const JsonPlace& at) {
        constexpr double most = 1e9;
        const auto fits = [](const Json& value) { return value.is_number() && value >= 0 && value <= most; };
        if (fits(at.value)) return Amount{Amount::Kind::Constant, at.value.get<double>(), 0};
        const auto wrong = [&] {
            return at.fault(
                "must be microseconds, 0 to 1000000000, or a distribution such as {\"uniform\": [1, 5]}, "
                "{\"exponential\": 3} or {\"lognormal\": [3, 0.5]}, got " +
                describe(at.value));
        };
        if (!at.value.is_object() || at.value.size() != 1) return wrong();
        const std::string kind = at.value.begin().key();
        const Json& value = at.value.begin().value();
        if (kind == "exponential" && fits(value)) return Amount{Amount::Kind::Exponential, value.get<double>(), 0};
        if (!value.is_array() || value.size() != 2 || !fits(value[0]) || !fits(value[1])) return wrong();
        const double first = value[0].get<double>(), second = value[1].get<double>();
        if (kind == "uniform" && first <= second) return Amount{Amount::Kind::Uniform, first, second};
        if (kind == "lognormal" && second <= 10) return Amount{Amount::Kind::Lognormal, first, second};
        return wrong();
    }

    const JsonPlace& m_place;
    ScriptText m_text;
    std::vector<std::string> m_names, m_actors;
    std::vector<std::uint32_t> m_services;  // by actor: its object
    std::uint32_t m_actor = 0;              // whose steps are parsed
};

}  // namespace

Result<Script> parseScript(const JsonPlace& place) {
    auto script = Script::make(TRY(ScriptParser(place).parse()));
    if (!script)
        return fail(
            Error::Kind::Invalid, fmt::format("{}: {}{}", place.source, place.pointer, script.error().message));
    return script;
}

}  // namespace corelane
