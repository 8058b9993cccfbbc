#include "engine/run/rtapp.h"

#include "engine/run/preset.h"
#include "engine/run/rtapp_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace corelane {
namespace {

using Node = RtAppNode;

// An event is known by the beginning of its key, so that a key can be used again: the first of these that fits.
constexpr std::array<std::string_view, 20> events = {
    "lock",    "unlock", "wait",   "signal", "broad", "sync",  "sleep",   "runtime", "run",      "timer",
    "suspend", "resume", "memrun", "mem",    "iorun", "yield", "barrier", "fork",    "sem_post", "sem_wait"};

std::string_view eventOf(std::string_view key) {
    const auto found = std::ranges::find_if(events, [&](std::string_view e) { return key.starts_with(e); });
    return found == events.end() ? std::string_view() : *found;
}

// Why a key that is no event is left out; nothing: it is no key of rt-app's.
std::optional<std::string_view> whyLeftOut(std::string_view key) {
    static constexpr std::pair<std::string_view, std::string_view> all[] = {
        {"policy", "scheduling policies are not mapped"},
        {"dl-runtime", "deadline scheduling is not mapped"},
        {"dl-period", "deadline scheduling is not mapped"},
        {"dl-deadline", "deadline scheduling is not mapped"},
        {"util_min", "utilisation clamps are not mapped"},
        {"util_max", "utilisation clamps are not mapped"},
        {"taskgroup", "task groups are not mapped"},
        {"nodes_membind", "memory policies are not mapped"},
        {"numa_membind", "memory policies are not mapped"},
        {"cpus", "cores are mapped for whole tasks only"},
        {"priority", "priorities are mapped for whole tasks only"},
        {"delay", "delays are mapped for whole tasks only"},
        {"calibration", "work is in units of about a microsecond here"},
        {"default_policy", "scheduling policies are not mapped"},
        {"pi_enabled", "priority inheritance is not mapped"},
        {"lock_pages", "memory is not locked here"},
        {"logdir", "a run is recorded in one file"},
        {"log_basename", "a run is recorded in one file"},
        {"log_size", "a run is recorded in one file"},
        {"ftrace", "a run is recorded in one file"},
        {"gnuplot", "a run is recorded in one file"},
        {"io_device", "writing goes to a scratch file"},
        {"cumulative_slack", "lateness is on a counter"}};
    const auto* const found = std::ranges::find(all, key, &std::pair<std::string_view, std::string_view>::first);
    if (found == std::end(all)) return std::nullopt;
    return found->second;
}

struct Task {
    const Node* node;
    std::int64_t instances = 1, rounds = -1;  // rounds < 0: for ever
    int loopLine = 0;
    bool forks = false, meets = false, waits = false, background = false;  // meets: at a barrier
    Json steps = Json::array();
    double busyUs = 0, timerUs = 0;  // of a round, as far as the text tells
    double roundUs() const { return std::max(busyUs, timerUs); }
};

class Importer {
  public:
    Importer(const Node& root, std::string_view source) : m_root(root), m_source(source) {}

    Result<RtAppImport> import() {
        const Node* const tasks = m_root.find("tasks");
        if (m_root.kind != Node::Kind::Object || !tasks || tasks->kind != Node::Kind::Object)
            return fail(
                Error::Kind::Invalid,
                fmt::format("{}: is no rt-app file: it has no \"tasks\", an object of one or more tasks", m_source));
        readGlobal();
        for (const Node& task : tasks->members) readTask(task, *tasks);
        countBarriers();
        setEndless();
        Json actors = Json::object();
        for (const auto& name : m_order) writeActors(name, m_tasks.at(name), actors);
        if (actors.empty())
            return fail(
                Error::Kind::Invalid,
                fmt::format("{}: nothing is left of it to run: no task has an event that could be mapped", m_source));
        Json preset = presetOf(std::move(actors));
        if (const auto checked = parsePreset(preset.dump(), m_source); !checked)
            return fail(
                Error::Kind::Invalid,
                "what became of the file cannot go well: " + checked.error().message + " (rt-app does not look)");
        std::ranges::stable_sort(m_remarks, {}, &std::pair<int, std::string>::first);
        RtAppImport result{std::move(preset), {}};
        for (auto& [line, text] : m_remarks) result.remarks.push_back(std::move(text));
        return result;
    }

  private:
    void remark(int line, std::string_view key, std::string_view what) {
        m_remarks.emplace_back(line, fmt::format("{}:{}: \"{}\": {}", m_source, line, shortened(key, 60), what));
    }
    void leftOut(const Node& node) {
        const auto why = whyLeftOut(node.key);
        remark(
            node.line, node.key, why ? fmt::format("{}; left out", *why) : "is nothing that rt-app knows; left out");
    }
    void wrong(const Node& node, std::string_view wanted) {
        const std::string is = node.kind == Node::Kind::Scalar ? describe(node.scalar)
                               : node.kind == Node::Kind::List ? "a list"
                                                               : "an object";
        remark(node.line, node.key, fmt::format("must be {}, and is {}; left out", wanted, is));
    }

    static std::optional<double> number(const Node* node) {
        if (!node || !node->scalar.is_number()) return std::nullopt;
        return node->scalar.get<double>();
    }
    static std::optional<std::int64_t> whole(const Node* node) {
        const auto value = number(node);
        if (!value) return std::nullopt;
        return static_cast<std::int64_t>(std::clamp(*value, -1e9, 1e9));
    }
    static std::optional<std::string> text(const Node* node) {
        if (!node || !node->scalar.is_string()) return std::nullopt;
        return node->scalar.get<std::string>();
    }
    // Microseconds as a step takes them.
    std::optional<double> micros(const Node& node, const Node* value) {
        const auto us = number(value);
        if (us && *us >= 0 && *us <= 1e9) return us;
        wrong(node, "microseconds, 0 to 1000000000");
        return std::nullopt;
    }
    std::optional<std::int64_t> bytes(const Node& node, const Node* value) {
        const auto count = number(value);
        if (count && *count >= 1 && *count <= 268'435'456) return static_cast<std::int64_t>(*count);
        wrong(node, "bytes, 1 to 268435456");
        return std::nullopt;
    }
    static Json micros(double us) { return us == std::floor(us) ? Json(static_cast<std::int64_t>(us)) : Json(us); }

    // The object's name: kinds do not share names here, so a name that is taken gets its kind behind it.
    std::string object(const std::string& name, const std::string& kind, const Json& declared) {
        const auto [found, fresh] = m_objectNames.try_emplace({kind, name}, name);
        if (!fresh) return found->second;
        if (m_objects.contains(name)) found->second = name + " " + kind;
        m_objects[found->second] = declared;
        return found->second;
    }
    std::string mutexOf(const std::string& name) { return object(name, "mutex", "mutex"); }
    std::string conditionOf(const std::string& name) { return object(name, "condition", "condition"); }

    void readGlobal() {
        for (const Node& member : m_root.members) {
            if (member.key == "tasks" || member.key == "global") continue;
            if (member.key == "resources")
                remark(member.line, member.key, "objects are made from what the tasks name; left out");
            else
                leftOut(member);
        }
        const Node* const global = m_root.find("global");
        if (!global) return;
        for (const Node& member : global->members) {
            if (member.key == "duration") {
                if (const auto seconds = number(&member))
                    m_durationUs = *seconds * 1e6;
                else
                    wrong(member, "a number of seconds");
            } else if (member.key == "mem_buffer_size") {
                if (const auto size = bytes(member, &member)) m_memorySize = std::max<std::int64_t>(8, *size / 8 * 8);
            } else if (const bool usual = member.key == "default_policy" && member.scalar == "SCHED_OTHER"; !usual) {
                if (member.scalar != false && member.scalar != "disable") leftOut(member);
            }
        }
    }

    void readTask(const Node& node, const Node& tasks) {
        if (node.kind != Node::Kind::Object) return wrong(node, "a task, an object");
        if (tasks.find(node.key) != &node)
            return remark(node.line, node.key, "stands there again further down, and the last one counts; left out");
        Task task;
        task.node = &node;
        task.loopLine = node.line;
        if (const auto count = whole(node.find("instance"))) task.instances = *count;
        const Node* const phases = node.find("phases");
        for (const Node& member : node.members) {
            if (node.find(member.key) != &member) {
                remark(member.line, member.key, "stands there again further down, and the last one counts; left out");
                continue;
            }
            if (member.key == "loop") {
                task.loopLine = member.line;
                if (const auto loop = whole(&member))
                    task.rounds = *loop;
                else
                    wrong(member, "a number of rounds, or -1");
            } else if (member.key == "phases") {
                readPhases(member, node.key, task);
            } else if (isTaskKey(member)) {
                continue;
            } else if (!phases && !eventOf(member.key).empty()) {
                readEvent(member, node.key, task, task.steps, 1);
            } else if (phases && !eventOf(member.key).empty()) {
                remark(member.line, member.key, "stands beside \"phases\", where rt-app does not look; left out");
            } else {
                leftOut(member);
            }
        }
        m_order.push_back(node.key);
        m_tasks.emplace(node.key, std::move(task));
    }

    // What writeActors() looks at, or what is as it is here anyway.
    static bool isTaskKey(const Node& member) {
        return member.key == "instance" || member.key == "delay" || member.key == "cpus" ||
               member.key == "priority" || (member.key == "policy" && member.scalar == "SCHED_OTHER");
    }

    void readPhases(const Node& phases, const std::string& name, Task& task) {
        if (phases.kind != Node::Kind::Object) return wrong(phases, "an object of phases");
        for (const Node& phase : phases.members) {
            if (phase.kind != Node::Kind::Object) {
                wrong(phase, "a phase, an object");
                continue;
            }
            std::int64_t rounds = 1;
            if (const Node* const loop = phase.find("loop"); loop && whole(loop)) {
                rounds = *whole(loop);
                if (rounds < 0) {
                    rounds = 1;
                    remark(loop->line, loop->key, "a phase that never ends would hide those after it; done once");
                }
            }
            Json steps = Json::array();
            for (const Node& member : phase.members) {
                if (member.key == "loop" || (member.key == "policy" && member.scalar == "SCHED_OTHER")) continue;
                if (phase.find(member.key) != &member)
                    remark(
                        member.line, member.key,
                        "stands there again further down, and the last one counts; left out");
                else if (eventOf(member.key).empty())
                    leftOut(member);
                else
                    readEvent(member, name, task, steps, static_cast<double>(rounds));
            }
            if (rounds == 0 || steps.empty()) continue;
            if (rounds == 1)
                for (Json& step : steps) task.steps.push_back(std::move(step));
            else
                task.steps.push_back({{"loop", rounds}, {"steps", std::move(steps)}});
        }
    }

    void readEvent(const Node& node, const std::string& name, Task& task, Json& steps, double rounds) {
        const std::string_view event = eventOf(node.key);
        if (event == "run" || event == "runtime" || event == "sleep") {
            const auto us = micros(node, &node);
            if (!us) return;
            task.busyUs += *us * rounds;
            steps.push_back({{event == "runtime" ? "busy" : std::string(event), micros(*us)}});
        } else if (event == "timer") {
            readTimer(node, task, steps, rounds);
        } else if (event == "mem" || event == "iorun") {
            const auto count = bytes(node, &node);
            if (count && event == "mem")
                steps.push_back({{"memory", "write"}, {"bytes", *count}, {"size", m_memorySize}, {"stride", 8}});
            else if (count)
                steps.push_back({{"file_write", *count}});
        } else if (event == "memrun") {
            readMemory(node, steps);
        } else if (event == "yield") {
            steps.push_back({{"yield", true}});
        } else if (event == "wait" || event == "sync") {
            const auto condition = text(node.find("ref")), mutex = text(node.find("mutex"));
            if (!condition || !mutex) return wrong(node, "an object with \"ref\" and \"mutex\"");
            const std::string held = mutexOf(*mutex), awaited = conditionOf(*condition);
            task.waits = true;
            if (event == "sync") steps.push_back({{"lock", held}});
            if (event == "sync") steps.push_back({{"notify_one", awaited}});
            steps.push_back({{"wait", awaited}, {"mutex", held}});
            if (event == "sync") steps.push_back({{"unlock", held}});
        } else if (event == "suspend") {
            task.waits = true;
            const auto [lock, wakeUp] = suspension(name);
            for (const Json& step :
                 {Json{{"lock", lock}}, Json{{"wait", wakeUp}, {"mutex", lock}}, Json{{"unlock", lock}}})
                steps.push_back(step);
        } else {
            readNamed(event, node, task, steps);
        }
    }

    // Those whose value is a name.
    void readNamed(std::string_view event, const Node& node, Task& task, Json& steps) {
        const auto name = node.kind == Node::Kind::Object ? text(node.find("ref")) : text(&node);
        if (!name || name->empty()) return wrong(node, "a name");
        if (event == "lock" || event == "unlock") {
            steps.push_back({{std::string(event), mutexOf(*name)}});
        } else if (event == "signal" || event == "broad") {
            steps.push_back({{event == "signal" ? "notify_one" : "notify_all", conditionOf(*name)}});
        } else if (event == "resume") {
            const auto [lock, wakeUp] = suspension(*name);
            for (const Json& step : {Json{{"lock", lock}}, Json{{"notify_all", wakeUp}}, Json{{"unlock", lock}}})
                steps.push_back(step);
        } else if (event == "sem_post" || event == "sem_wait") {
            const std::string semaphore = object(*name, "semaphore", {{"kind", "semaphore"}, {"empty", true}});
            task.waits = task.waits || event == "sem_wait";
            steps.push_back({{event == "sem_post" ? "release" : "acquire", semaphore}});
        } else if (event == "barrier") {
            task.meets = true;
            const std::string barrier = object(*name, "barrier", {{"kind", "barrier"}, {"capacity", 0}});
            m_meetings[barrier] += std::max<std::int64_t>(1, task.instances);
            steps.push_back({{"barrier", barrier}});
        } else {
            task.forks = true;
            m_forked.insert(*name);
            if (!m_root.find("tasks")->find(*name)) return wrong(node, "a task of this file");
            steps.push_back({{"spawn", *name}});  // its actor's name is known when all tasks are
        }
    }

    void readTimer(const Node& node, Task& task, Json& steps, double rounds) {
        const auto us = micros(node, node.find("period"));
        if (!us) return;
        const auto mode = text(node.find("mode")).value_or("relative");
        task.timerUs += *us * rounds;
        const auto ref = text(node.find("ref")).value_or("");
        if (const auto [found, fresh] = m_timers.try_emplace(task.node, ref); !fresh && found->second != ref)
            remark(node.line, node.key, "is the task's second timer, and an actor has one; both share its grid");
        steps.push_back({{"timer", micros(*us)}, {"mode", mode == "absolute" ? "absolute" : "relative"}});
    }

    void readMemory(const Node& node, Json& steps) {
        const auto type = text(node.find("type")).value_or("read");
        if (type != "read" && type != "write" && type != "chase") return wrong(node, "of type read, write or chase");
        const auto size = number(node.find("size")).value_or(static_cast<double>(m_memorySize));
        const auto stride = number(node.find("stride")).value_or(64);
        if (size < 8 || size > 268'435'456 || stride < 8 || stride > size)
            return wrong(node, "of a size of 8 to 268435456 bytes, and a stride of 8 up to that size");
        const auto rounded = [](double value) { return static_cast<std::int64_t>(value) / 8 * 8; };
        const std::int64_t places = rounded(size) / rounded(stride);
        const auto count = std::clamp(number(node.find("count")).value_or(static_cast<double>(places)), 1.0, 1e9);
        if (type != "chase" && text(node.find("pattern")) == "random")
            remark(node.line, node.key, "is read or written in order, not at random; only a chase goes everywhere");
        if (node.find("ref")) remark(node.line, node.key, "memory is not shared between tasks; each has its own");
        steps.push_back(
            {{"memory", type},
             {"bytes", static_cast<std::int64_t>(count) * rounded(stride)},
             {"size", rounded(size)},
             {"stride", rounded(stride)}});
    }

    // rt-app's suspend has no memory: it is a wait that a resume ends.
    std::pair<std::string, std::string> suspension(const std::string& task) {
        return {mutexOf(task + " resumes"), conditionOf(task + " resumed")};
    }

    // As many meet as the file has references, times the instances that make them.
    void countBarriers() {
        for (const auto& [name, count] : m_meetings) m_objects[name]["capacity"] = std::max<std::int64_t>(1, count);
    }

    bool left(const std::string& name, const Task& task) const {
        return !task.steps.empty() && task.rounds != 0 && (task.instances > 0 || m_forked.contains(name));
    }

    // Who waits for others as long as there are any is a background actor, if somebody else ends.
    void setEndless() {
        const auto serves = [](const Task& task) {
            return task.rounds < 0 && task.waits && !task.meets && !task.forks && task.instances > 0;
        };
        const bool somebodyEnds = std::ranges::any_of(m_tasks, [&](const auto& entry) {
            return left(entry.first, entry.second) && entry.second.instances > 0 && !serves(entry.second);
        });
        for (auto& [name, task] : m_tasks) {
            if (task.rounds >= 0 || !left(name, task)) continue;
            if (somebodyEnds && serves(task) && !m_forked.contains(name)) {
                task.background = true;
                remark(
                    task.loopLine, task.loopLine == task.node->line ? name : "loop",
                    "goes on for ever and waits for others: it ends when they have, as a background actor");
            } else {
                setRounds(name, task);
            }
        }
    }

    // A task that goes on for ever ends with the file's duration, in rounds.
    void setRounds(const std::string& name, const Task& task) {
        double round = task.roundUs();
        // Those who meet, or wait for others, make the same number of rounds: that of the slowest.
        if (task.meets || task.waits)
            for (const auto& [other, its] : m_tasks)
                if (its.rounds < 0 || its.meets || its.waits) round = std::max(round, its.roundUs());
        constexpr double usual = 100, most = 100'000;
        const bool known = m_durationUs > 0 && round > 0;
        const double rounds = known ? std::clamp(std::floor(m_durationUs / round), 1.0, most) : usual;
        m_rounds[name] = static_cast<std::int64_t>(rounds);
        remark(
            task.loopLine, task.loopLine == task.node->line ? name : "loop",
            known ? fmt::format(
                        "goes on for ever; {} rounds of about {} us are taken, which the duration of {} s comes to",
                        rounds, round, m_durationUs / 1e6)
                  : fmt::format(
                        "goes on for ever, and {} is not known; {} rounds are taken",
                        m_durationUs > 0 ? "how long a round takes" : "the duration", usual));
    }

    void writeActors(const std::string& name, Task& task, Json& actors) {
        if (task.steps.empty()) return remark(task.node->line, name, "does nothing that could be mapped; left out");
        const bool forked = m_forked.contains(name);
        if (task.instances <= 0 && !forked)
            return remark(task.node->line, name, "has no instances, and nobody forks it; left out");
        for (Json& step : task.steps) nameForked(step);
        Json actor = Json::object();
        if (const Node* const delay = task.node->find("delay"))
            if (const auto us = micros(*delay, delay)) actor["delay"] = micros(*us);
        if (const Node* const cpus = task.node->find("cpus")) writeCores(*cpus, actor);
        if (const Node* const priority = task.node->find("priority")) writePriority(*priority, task, actor);
        if (task.rounds == 0) return remark(task.loopLine, "loop", "is none; the task is left out");
        if (task.background) actor["background"] = true;
        const Json rounds =
            task.background ? Json("forever") : Json(task.rounds < 0 ? m_rounds.at(name) : task.rounds);
        actor["steps"] = rounds == 1 ? task.steps : Json::array({{{"loop", rounds}, {"steps", task.steps}}});
        if (forked) {
            Json spawned = {{"spawned", true}};
            spawned.update(actor);
            actors[forkedName(name)] = std::move(spawned);
        }
        if (task.instances <= 0) return;
        Json running = Json::object();
        if (task.instances > 1) running["count"] = task.instances;
        running.update(actor);
        actors[name] = std::move(running);
    }

    std::string forkedName(const std::string& name) const {
        return m_tasks.at(name).instances > 0 ? name + " forked" : name;
    }
    void nameForked(Json& step) const {
        if (step.contains("spawn")) step["spawn"] = forkedName(step["spawn"].get<std::string>());
        if (step.contains("steps"))
            for (Json& within : step["steps"]) nameForked(within);
    }

    void writeCores(const Node& cpus, Json& actor) {
        Json cores = Json::array();
        for (const Node& core : cpus.members) {
            if (!core.scalar.is_number_integer() || core.scalar < 0 || core.scalar > 4095)
                return wrong(cpus, "a list of cores, 0 to 4095");
            cores.push_back(core.scalar);
        }
        if (cpus.kind != Node::Kind::List) return wrong(cpus, "a list of cores, 0 to 4095");
        actor["cores"] = std::move(cores);
    }

    void writePriority(const Node& priority, const Task& task, Json& actor) {
        const auto policy = text(task.node->find("policy")).value_or("SCHED_OTHER");
        if (policy != "SCHED_OTHER" && policy != "SCHED_BATCH")
            return remark(
                priority.line, priority.key, "is of another scheduling policy, which is not mapped; left out");
        const auto nice = number(&priority);
        if (!nice || *nice < -20 || *nice > 19) return wrong(priority, "a nice value, -20 to 19");
        if (*nice != 0) actor["priority"] = static_cast<int>(*nice);
    }

    Json presetOf(Json actors) const {
        const std::string name = std::filesystem::path(m_source).stem().string();
        Json workload = {{"kind", "script"}};
        if (!m_objects.empty()) workload["objects"] = m_objects;
        workload["actors"] = std::move(actors);
        return {
            {"name", name.empty() ? "imported" : name},
            {"title", fmt::format("{}, from rt-app", name)},
            {"question", "What do its tasks wait for?"},
            {"workload", std::move(workload)},
            {"models", {"threads"}},
            {"pin", false},
            {"repetitions", 3}};
    }

    const Node& m_root;
    std::string m_source;
    double m_durationUs = -1;
    std::int64_t m_memorySize = 4 << 20;
    std::vector<std::string> m_order;
    std::map<std::string, Task> m_tasks;
    std::map<std::string, std::int64_t> m_rounds;    // of those that go on for ever
    std::map<std::string, std::int64_t> m_meetings;  // by barrier: who comes
    std::map<const Node*, std::string> m_timers;     // by task: the first one's name
    std::set<std::string> m_forked;
    std::map<std::pair<std::string, std::string>, std::string> m_objectNames;  // by kind and rt-app's name
    Json m_objects = Json::object();
    std::vector<std::pair<int, std::string>> m_remarks;  // by line
};

}  // namespace

Result<RtAppImport> importRtApp(std::string_view text, std::string_view source) {
    const Node root = TRY(readRtAppText(text, source));
    return Importer(root, source).import();
}

bool looksLikeRtApp(std::string_view text) {
    const auto root = readRtAppText(text, "");
    if (!root || root->kind != Node::Kind::Object) return false;
    const Node* const tasks = root->find("tasks");
    return tasks && tasks->kind == Node::Kind::Object && !root->find("workload");
}

}  // namespace corelane
