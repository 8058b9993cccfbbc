#include "tests/app/sample_trace.h"

#include <algorithm>
#include <random>

namespace corelane::test {
namespace {

enum class Kind { Serial, Threads, Pool };

// Grows one lane, filling its spans and segments as the reader would.
class LanePen {
  public:
    LanePen(int index, std::string name, LaneKind kind, Time begin) : m_lane(std::make_shared<Lane>()) {
        m_lane->index = index;
        m_lane->name = std::move(name);
        m_lane->kind = kind;
        m_lane->begin = m_now = begin;
    }
    Time now() const { return m_now; }
    void add(State state, Time until, std::uint16_t name, TaskIndex task = 0) {
        if (until <= m_now) return;
        m_lane->spans.push_back({m_now, until, task, name, state, 0});
        m_lane->segments.append(m_now, until, static_cast<std::uint8_t>(state));
        m_now = until;
    }
    void ran(Time from, Time until, std::uint8_t category, TaskIndex worker) {
        if (from > m_now) m_lane->segments.append(m_now, from, coreSpare);
        m_lane->spans.push_back({from, until, worker, 0, State::Useful, 0});
        m_lane->segments.append(from, until, category);
        m_now = until;
    }
    std::shared_ptr<const Lane> close(Time end) {
        m_lane->end = end;
        return m_lane;
    }
    const Lane& lane() const { return *m_lane; }

  private:
    std::shared_ptr<Lane> m_lane;
    Time m_now;
};

std::shared_ptr<const Run> makeRun(Kind kind, int number, int repetition, Time begin, const SampleShape& shape) {
    std::mt19937 random(static_cast<unsigned>(number));
    const auto vary = [&](Duration d) { return d + static_cast<Duration>(random() % 21) * d / 100 - d / 10; };
    auto run = std::make_shared<Run>();
    run->info.number = number;
    run->info.model = kind == Kind::Serial ? "serial" : kind == Kind::Threads ? "threads" : "process_pool";
    run->info.title = kind == Kind::Serial ? "serial" : kind == Kind::Threads ? "threads" : "process pool";
    run->info.repetition = repetition;
    run->info.warmup = repetition == 0;
    const int workers = kind == Kind::Serial ? 1 : shape.workers;
    run->info.workers = workers;
    run->info.level = 1;
    for (int c = 0; c < shape.workers; ++c) run->info.cores.push_back(c);
    run->info.graphs = {{"stencil_1d", shape.steps, shape.width}};
    run->naming = TaskNaming(run->info.graphs);
    run->begin = begin;

    std::vector<LanePen> lanes;
    for (int w = 0; w < workers; ++w)
        lanes.emplace_back(w, (kind == Kind::Pool ? "p" : "w") + std::to_string(w), LaneKind::Worker, begin);
    auto places = std::make_shared<std::vector<std::pair<TaskIndex, Run::Place>>>();
    std::vector<Edge> edges;
    std::vector<std::pair<std::uint32_t, Time>> ends(run->naming.count() + 1);
    for (int w = 0; w < workers; ++w) {
        if (kind == Kind::Threads)
            lanes[static_cast<std::size_t>(w)].add(State::Startup, begin + 60'000 + w * 20'000, 2);
        if (kind == Kind::Pool)
            lanes[static_cast<std::size_t>(w)].add(State::Startup, begin + 2'500'000 + w * 600'000, 2);
    }
    Time barrier = begin;
    for (std::uint32_t step = 0; step < shape.steps; ++step) {
        for (int w = 0; w < workers; ++w) {
            LanePen& pen = lanes[static_cast<std::size_t>(w)];
            if (kind == Kind::Threads && pen.now() < barrier) {
                pen.add(State::Lock, barrier, 3);
                if (step % 5 == 4) pen.add(State::Runnable, pen.now() + 70'000, 4);
            }
            if (kind == Kind::Pool && step > 0) {
                pen.add(State::Queue, std::max(pen.now() + 150'000, barrier + w * 170'000), 5);
                pen.add(State::Io, pen.now() + 40'000, 6);
            }
            for (std::uint32_t point = 0; point < shape.width; ++point) {
                if (static_cast<int>(point * static_cast<std::uint32_t>(workers) / shape.width) != w) continue;
                const TaskIndex task = run->naming.index({0, step, point});
                if (kind == Kind::Pool) pen.add(State::Overhead, pen.now() + 12'000, 7);
                const Time start = pen.now();
                const auto worker = static_cast<std::uint32_t>(w);
                places->push_back({task, {worker, pen.lane().spans.size()}});
                pen.add(State::Useful, start + vary(shape.task), 1, task);
                ends[task] = {worker, pen.now()};
                for (std::uint32_t d = 0; step > 0 && d < 3; ++d) {
                    if (point + d < 1 || point + d - 1 >= shape.width) continue;
                    const TaskIndex input = run->naming.index({0, step - 1, point + d - 1});
                    edges.push_back({ends[input].first, worker, ends[input].second, start, input, task});
                }
            }
        }
        barrier = 0;
        for (const LanePen& pen : lanes) barrier = std::max(barrier, pen.now());
    }
    run->end = barrier;
    for (int w = 0; w < workers; ++w) {
        LanePen& pen = lanes[static_cast<std::size_t>(w)];
        if (pen.now() < run->end) pen.add(State::Idle, run->end, 8);
        run->workers.push_back(pen.close(run->end));
    }
    for (int c = 0; c < shape.workers; ++c) {
        LanePen pen(c, "core " + std::to_string(c), LaneKind::Core, begin);
        if (c < workers) {
            const Lane& worker = *run->workers[static_cast<std::size_t>(c)];
            for (std::size_t i = 0; i < worker.segments.size(); ++i) {
                const auto segment = worker.segments.segment(i);
                const auto state = static_cast<State>(segment.category);
                if (state == State::Useful || state == State::Overhead || state == State::Startup)
                    pen.ran(
                        segment.begin, segment.end, static_cast<std::uint8_t>(c % 5), static_cast<TaskIndex>(c + 1));
            }
        } else {
            pen.ran(begin, begin + 1000, coreOther, 0);
        }
        run->cores.push_back(pen.close(run->end));
    }
    auto counter = std::make_shared<Lane>();
    counter->kind = LaneKind::Counter;
    counter->name = "ready tasks";
    counter->unit = "tasks";
    for (std::uint32_t step = 0; step < shape.steps; ++step) {
        const Time t = begin + (run->end - begin) * step / shape.steps;
        counter->points.push_back({t, shape.width});
        counter->points.push_back({t + (run->end - begin) / shape.steps / 2, 2});
    }
    if (kind == Kind::Pool) run->counters.push_back(counter);
    std::ranges::sort(*places, {}, [](const auto& p) { return p.first; });
    std::ranges::sort(edges, {}, &Edge::toTime);
    for (const Edge& edge : edges) run->edges.push_back(edge);
    run->places = places;
    run->finished = true;
    run->result.begin = begin;
    run->result.wall = run->end - begin;
    run->result.tasks = run->naming.count();
    run->result.correct = true;
    run->result.digest = "0123456789abcdef";
    return run;
}

}  // namespace

std::shared_ptr<const Trace> sampleTrace(const SampleShape& shape) {
    auto trace = std::make_shared<Trace>();
    trace->names = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{
        "", "task", "start", "barrier", "preempted", "wait for tasks", "read", "serialise", "nothing to do"});
    Comparison& comparison = trace->comparison;
    comparison.uuid = "00000000-0000-4000-8000-000000000001";
    comparison.preset = "sample";
    comparison.title = "Stencil with a barrier";
    comparison.question = "What does waiting for all cost?";
    comparison.presetJson = R"({"name": "sample", "title": "Stencil with a barrier",
        "question": "What does waiting for all cost?", "group": "Does it scale?",
        "workload": {"kind": "task_graph", "graphs": [{"pattern": "stencil_1d", "steps": 32, "width": 16}]},
        "models": [{"model": "serial", "options": {}}, {"model": "threads", "options": {}},
                   {"model": "process_pool", "options": {}}],
        "cores": 0, "repetitions": 7, "warmup": 1})";
    comparison.machine.host = "lab-04";
    comparison.machine.cores = shape.workers;
    comparison.machine.system = "Debian GNU/Linux 12 (bookworm)";
    comparison.machine.clock = "boottime";
    comparison.machine.clockReadNs = 38;
    comparison.machine.recordingLevel = 1;
    Time now = 1'000'000'000;
    int number = 0;
    for (int repetition = 1; repetition <= shape.repetitions; ++repetition)
        for (const Kind kind : {Kind::Pool, Kind::Serial, Kind::Threads}) {
            trace->runs.push_back(makeRun(kind, ++number, repetition, now, shape));
            now = trace->runs.back()->end + 5'000'000;
        }
    trace->ended = true;
    return trace;
}

std::shared_ptr<const Trace> scriptTrace() {
    auto trace = std::make_shared<Trace>();
    trace->names = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"", "eat", "L", "Q"});
    trace->comparison.uuid = "00000000-0000-4000-8000-000000000002";
    trace->comparison.preset = "two";
    trace->comparison.title = "Two and a lock";
    trace->comparison.presetJson = R"({"name": "two", "title": "Two and a lock",
        "workload": {"kind": "script", "objects": {"L": "mutex", "Q": "queue"},
                     "actors": {"Ann": {"steps": []}, "Bob": {"steps": []}}},
        "models": [{"model": "threads", "options": {}}], "repetitions": 1, "warmup": 0})";
    auto run = std::make_shared<Run>();
    run->info.number = 1;
    run->info.model = run->info.title = "threads";
    run->info.repetition = 1;
    run->info.workers = 2;
    run->info.graphs = {{"Ann", 1, 1}, {"Bob", 2, 1}};
    run->naming = TaskNaming(run->info.graphs);
    const Time begin = run->begin = 1'000'000'000, released = begin + 900'000, given = begin + 1'600'000;
    const TaskIndex ann = run->naming.index({0, 0, 0}), bobFirst = run->naming.index({1, 0, 0}),
                    bobSecond = run->naming.index({1, 1, 0});
    LanePen a(0, "Ann", LaneKind::Worker, begin), b(1, "Bob", LaneKind::Worker, begin);
    a.add(State::Useful, released, 1, ann);
    a.add(State::Overhead, given + 20'000 - 500'000, 0);
    a.add(State::Queue, given + 20'000, 3);
    a.add(State::Overhead, begin + 2'000'000, 0);
    b.add(State::Useful, released + 41'000 - 800'000, 1, bobFirst);
    b.add(State::Lock, released + 41'000, 2);
    b.add(State::Useful, given, 1, bobSecond);
    b.add(State::Overhead, begin + 2'000'000, 0);
    run->end = begin + 2'000'000;
    run->workers = {a.close(run->end), b.close(run->end)};
    run->edges.push_back({0, 1, released, released + 41'000, 0, 0, 900'000});
    run->edges.push_back({1, 0, given, given + 20'000, 0, 0, 0});
    run->places = std::make_shared<std::vector<std::pair<TaskIndex, Run::Place>>>(
        std::vector<std::pair<TaskIndex, Run::Place>>{{ann, {0, 0}}, {bobFirst, {1, 0}}, {bobSecond, {1, 2}}});
    run->finished = true;
    run->result.begin = begin;
    run->result.wall = run->end - begin;
    run->result.tasks = 3;
    run->result.correct = true;
    run->result.digest = "0123456789abcdef";
    trace->runs.push_back(run);
    trace->ended = true;
    return trace;
}

}  // namespace corelane::test
