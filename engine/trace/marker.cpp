#include "engine/trace/marker.h"

#include <algorithm>
#include <limits>

namespace corelane {

namespace {

// ---- building -----------------------------------------------------------------------------------

class Builder {
  public:
    Builder& add(std::string_view name, bool v) { return put(name, v); }
    Builder& add(std::string_view name, std::uint64_t v) { return put(name, v); }
    Builder& add(std::string_view name, std::int64_t v) { return put(name, v); }
    Builder& add(std::string_view name, int v) { return put(name, static_cast<std::int64_t>(v)); }
    Builder& add(std::string_view name, double v) { return put(name, v); }
    Builder& add(std::string_view name, const std::string& v) { return put(name, v); }
    Builder& add(std::string_view name, std::string_view v) { return put(name, std::string(v)); }
    template <class T>
    Builder& addIf(std::string_view name, const std::optional<T>& v) {
        return v ? add(name, *v) : *this;
    }
    Builder& dict(std::string_view name, Annotations inner) {
        return nest(name, Annotation::Nesting::Dict, std::move(inner));
    }
    Builder& array(std::string_view name, Annotations inner) {
        return nest(name, Annotation::Nesting::Array, std::move(inner));
    }
    Annotations take() { return std::move(m_all); }

  private:
    template <class T>
    Builder& put(std::string_view name, T value) {
        m_all.push_back({std::string(name), std::move(value), Annotation::Nesting::None, {}});
        return *this;
    }
    Builder& nest(std::string_view name, Annotation::Nesting nesting, Annotations inner) {
        if (!inner.empty()) m_all.push_back({std::string(name), {}, nesting, std::move(inner)});
        return *this;
    }
    Annotations m_all;
};

// ---- looking up ---------------------------------------------------------------------------------

class Lookup {
  public:
    explicit Lookup(const Annotations& all) : m_all(all) {}

    void get(std::string_view name, bool& to) const { copy<bool>(name, to); }
    void get(std::string_view name, double& to) const { copy<double>(name, to); }
    void get(std::string_view name, std::string& to) const { copy<std::string>(name, to); }
    void get(std::string_view name, std::uint64_t& to) const { copy<std::uint64_t>(name, to); }
    void get(std::string_view name, std::int64_t& to) const { copy<std::int64_t>(name, to); }
    void get(std::string_view name, int& to) const {
        std::int64_t wide = to;
        get(name, wide);
        to = static_cast<int>(
            std::clamp<std::int64_t>(wide, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
    }
    void get(std::string_view name, std::uint32_t& to) const {
        std::uint64_t wide = to;
        get(name, wide);
        to = static_cast<std::uint32_t>(std::min<std::uint64_t>(wide, std::numeric_limits<std::uint32_t>::max()));
    }
    template <class T>
    void get(std::string_view name, std::optional<T>& to) const {
        if (const Annotation* found = find(name))
            if (const T* value = std::get_if<T>(&found->value)) to = *value;
    }
    const Annotations& inner(std::string_view name) const {
        static const Annotations none;
        const Annotation* found = find(name);
        return found ? found->inner : none;
    }

  private:
    const Annotation* find(std::string_view name) const {
        for (const Annotation& a : m_all)
            if (a.name == name) return &a;
        return nullptr;
    }
    template <class T>
    void copy(std::string_view name, T& to) const {
        if (const Annotation* found = find(name))
            if (const T* value = std::get_if<T>(&found->value)) to = *value;
    }
    const Annotations& m_all;
};

Annotations annotationsOf(const Machine& m) {
    return Builder()
        .add("host", m.host)
        .add("cpu", m.cpu)
        .add("kernel", m.kernel)
        .add("system", m.system)
        .add("cores", m.cores)
        .add("clock", m.clock)
        .add("clock_step_ns", m.clockStepNs)
        .add("clock_read_ns", m.clockReadNs)
        .add("recording_level", m.recordingLevel)
        .add("recording_detail", m.recordingDetail)
        .take();
}

Machine machineFrom(const Annotations& all) {
    const Lookup from(all);
    Machine m;
    from.get("host", m.host);
    from.get("cpu", m.cpu);
    from.get("kernel", m.kernel);
    from.get("system", m.system);
    from.get("cores", m.cores);
    from.get("clock", m.clock);
    from.get("clock_step_ns", m.clockStepNs);
    from.get("clock_read_ns", m.clockReadNs);
    from.get("recording_level", m.recordingLevel);
    from.get("recording_detail", m.recordingDetail);
    return m;
}

}  // namespace

// ---- what is said -------------------------------------------------------------------------------

Annotations annotationsOf(const Comparison& c) {
    Builder all;
    all.add("uuid", c.uuid)
        .add("started", c.started)
        .add("preset", c.preset)
        .add("title", c.title)
        .add("question", c.question)
        .add("seed", c.seed)
        .dict("machine", annotationsOf(c.machine))
        .add("preset_json", c.presetJson);
    if (!c.earlierJson.empty()) all.add("earlier_json", c.earlierJson);
    return all.take();
}

Comparison comparisonFrom(const Annotations& all) {
    const Lookup from(all);
    Comparison c;
    from.get("uuid", c.uuid);
    from.get("started", c.started);
    from.get("preset", c.preset);
    from.get("title", c.title);
    from.get("question", c.question);
    from.get("seed", c.seed);
    from.get("preset_json", c.presetJson);
    from.get("earlier_json", c.earlierJson);
    c.machine = machineFrom(from.inner("machine"));
    return c;
}

Annotations annotationsOf(const RunInfo& r) {
    Builder options, cores, graphs;
    for (const auto& [name, value] : r.options.values())
        std::visit([&, key = std::string_view(name)](const auto& v) { options.add(key, v); }, value);
    for (const int core : r.cores) cores.add("", core);
    for (const GraphShape& g : r.graphs)
        graphs.dict(
            "", Builder()
                    .add("name", g.name)
                    .add("steps", std::uint64_t(g.steps))
                    .add("width", std::uint64_t(g.width))
                    .take());
    return Builder()
        .add("number", r.number)
        .add("model", r.model)
        .add("title", r.title)
        .dict("options", options.take())
        .add("repetition", r.repetition)
        .add("warmup", r.warmup)
        .add("recorded", r.recorded)
        .add("level", r.level)
        .add("pinned", r.pinned)
        .array("cores", cores.take())
        .add("workers", r.workers)
        .array("graphs", graphs.take())
        .take();
}

RunInfo runInfoFrom(const Annotations& all) {
    const Lookup from(all);
    RunInfo r;
    from.get("number", r.number);
    from.get("model", r.model);
    from.get("title", r.title);
    from.get("repetition", r.repetition);
    from.get("warmup", r.warmup);
    from.get("recorded", r.recorded);
    from.get("level", r.level);
    from.get("pinned", r.pinned);
    from.get("workers", r.workers);
    for (const Annotation& a : from.inner("options")) {
        if (const auto* b = std::get_if<bool>(&a.value)) r.options.set(a.name, *b);
        if (const auto* i = std::get_if<std::int64_t>(&a.value)) r.options.set(a.name, *i);
        if (const auto* d = std::get_if<double>(&a.value)) r.options.set(a.name, *d);
        if (const auto* s = std::get_if<std::string>(&a.value)) r.options.set(a.name, *s);
    }
    for (const Annotation& a : from.inner("cores"))
        if (const auto* core = std::get_if<std::int64_t>(&a.value)) r.cores.push_back(static_cast<int>(*core));
    for (const Annotation& a : from.inner("graphs")) {
        const Lookup graph(a.inner);
        GraphShape shape;
        graph.get("name", shape.name);
        graph.get("steps", shape.steps);
        graph.get("width", shape.width);
        r.graphs.push_back(std::move(shape));
    }
    return r;
}

namespace {

Annotations annotationsOf(const InjectedFault& f) {
    return Builder()
        .add("kind", f.kind)
        .add("worker", f.worker)
        .add("promise", f.promise)
        .addIf("at", f.at)
        .addIf("detected", f.detected)
        .add("tasks_lost", f.tasksLost)
        .addIf("ran_twice", f.ranTwice)
        .add("kept", f.kept)
        .take();
}

InjectedFault injectedFaultFrom(const Annotations& all) {
    const Lookup from(all);
    InjectedFault f;
    from.get("kind", f.kind);
    from.get("worker", f.worker);
    from.get("promise", f.promise);
    from.get("at", f.at);
    from.get("detected", f.detected);
    from.get("tasks_lost", f.tasksLost);
    from.get("ran_twice", f.ranTwice);
    from.get("kept", f.kept);
    return f;
}

}  // namespace

Annotations annotationsOf(const RunResult& r) {
    return Builder()
        .add("begin", std::int64_t(r.begin))
        .add("wall", std::int64_t(r.wall))
        .add("tasks", r.tasks)
        .add("correct", r.correct)
        .add("digest", r.digest)
        .add("spans", r.spans)
        .add("switches", r.switches)
        .add("edges", r.edges)
        .add("lost_events", r.lostEvents)
        .addIf("bytes_moved", r.bytesMoved)
        .addIf("error", r.error)
        .add("interrupted", r.interrupted)
        .dict("fault", r.injected ? annotationsOf(*r.injected) : Annotations())
        .take();
}

RunResult runResultFrom(const Annotations& all) {
    const Lookup from(all);
    RunResult r;
    from.get("begin", r.begin);
    from.get("wall", r.wall);
    from.get("tasks", r.tasks);
    from.get("correct", r.correct);
    from.get("digest", r.digest);
    from.get("spans", r.spans);
    from.get("switches", r.switches);
    from.get("edges", r.edges);
    from.get("lost_events", r.lostEvents);
    from.get("bytes_moved", r.bytesMoved);
    from.get("error", r.error);
    from.get("interrupted", r.interrupted);
    if (const Annotations& fault = from.inner("fault"); !fault.empty()) r.injected = injectedFaultFrom(fault);
    return r;
}

Annotations annotationsOf(const LaneMarker& l) {
    static constexpr std::string_view kinds[] = {"core", "worker", "task", "counter"};
    Builder builder;
    builder.add("run", l.run)
        .add("kind", kinds[static_cast<std::size_t>(l.kind)])
        .add("index", l.index)
        .add("name", l.name)
        .add("unit", l.unit)
        .add("pid", l.pid)
        .add("tid", l.tid);
    if (l.watched) builder.add("watched", true);
    return builder.take();
}

LaneMarker laneMarkerFrom(const Annotations& all) {
    const Lookup from(all);
    LaneMarker l;
    std::string kind;
    from.get("run", l.run);
    from.get("kind", kind);
    from.get("index", l.index);
    from.get("name", l.name);
    from.get("unit", l.unit);
    from.get("pid", l.pid);
    from.get("tid", l.tid);
    from.get("watched", l.watched);
    l.kind = kind == "task" ? LaneKind::Task : kind == "counter" ? LaneKind::Counter : LaneKind::Worker;
    return l;
}

Annotations annotationsOf(const Loss& l) {
    return Builder().add("worker", l.worker).add("count", l.count).add("reason", l.reason).take();
}

Annotations endAnnotations(bool interrupted) {
    return Builder().add("interrupted", interrupted).take();
}

Annotations heldAnnotations(Duration held) {
    return Builder().add("held", held).take();
}

Duration heldFrom(const Annotations& all) {
    Duration held = 0;
    Lookup(all).get("held", held);
    return std::max<Duration>(0, held);
}

bool interruptedFrom(const Annotations& all) {
    bool interrupted = false;
    Lookup(all).get("interrupted", interrupted);
    return interrupted;
}

Loss lossFrom(const Annotations& all) {
    const Lookup from(all);
    Loss l;
    from.get("worker", l.worker);
    from.get("count", l.count);
    from.get("reason", l.reason);
    return l;
}

}  // namespace corelane
