#include "engine/run/sweep_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <random>

namespace corelane {

namespace {

std::string countWork(const Preset& preset, double& work) {
    KernelWork sum;
    for (TaskIndex task = 1; preset.workload && task <= preset.workload->taskCount(); ++task) {
        const KernelWork one = preset.workload->workOf(*preset.workload->naming().task(task));
        sum.flop += one.flop;
        sum.bytes += one.bytes;
        sum.iterations += one.iterations;
    }
    work = static_cast<double>(sum.flop != 0 ? sum.flop : sum.bytes != 0 ? sum.bytes : sum.iterations);
    return sum.flop != 0 ? "FLOP" : sum.bytes != 0 ? "bytes" : sum.iterations != 0 ? "iterations" : "";
}

std::vector<SweepEntry> entriesOf(const Preset& preset) {
    std::vector<SweepEntry> entries;
    for (const PresetModel& model : preset.models) {
        std::string label(model.model->name);
        if (!model.variant.empty()) label += " (" + model.variant + ")";
        entries.push_back({label, std::string(model.model->name), model.options, model.workers});
    }
    return entries;
}

// One point while the sweep runs. Its steps refer to what stands beside them, so that it stays where it is.
struct Point {
    Preset preset;
    RunnerSettings settings;
    std::optional<Writer> writer;
    std::optional<ComparisonSteps> steps;
    std::optional<Error> sinkError;
    std::string problem;
    bool active() const { return problem.empty() && !steps->done(); }
};

class SweepRun {
  public:
    SweepRun(
        const SweepPlan& plan, const Machine& machine, const RunnerSettings& settings, const PointRecordings& files)
        : m_plan(plan), m_machine(machine), m_settings(settings), m_files(files), m_seed(std::random_device{}()),
          m_random(m_seed) {}

    Result<Sweep> run() {
        for (std::size_t i = 0; i < m_plan.points.size(); ++i) TRY(add(i));
        std::vector<std::size_t> order(m_points.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (bool first = true; anyActive(); first = false) {
            std::shuffle(order.begin(), order.end(), m_random);
            for (const std::size_t i : order) {
                Point& point = *m_points[i];
                if (stopped()) break;
                m_now = i;
                if (first) TRY(take(point, point.steps->begin()));
                if (point.active()) TRY(take(point, point.steps->runBlock()));
            }
        }
        return gather();
    }

  private:
    bool stopped() const { return m_settings.stop && m_settings.stop->requested(); }
    bool anyActive() const {
        return !stopped() && std::ranges::any_of(m_points, [](const auto& p) { return p->active(); });
    }
    std::string valueText(std::size_t i) const { return axisValueText(m_plan.points[i].value, m_plan.axis.unit); }

    Result<> add(std::size_t i) {
        Point& point = *m_points.emplace_back(std::make_unique<Point>());
        point.preset = TRY(parsePreset(m_plan.points[i].json, m_plan.axis.name + "=" + valueText(i)));
        point.settings = m_settings;
        if (m_settings.progress) point.settings.progress = [this](const Progress& now) { report(now); };
        point.writer.emplace(
            [this, i, &point](std::string_view bytes) -> Result<> {
                Result<> written = m_files.write(i, bytes);
                if (!written) point.sinkError = written.error();
                return written;
            },
            Writer::Packing::Compressed);
        point.steps.emplace(point.preset, m_machine, *point.writer, point.settings);
        return {};
    }

    // Whether the sweep goes on: only a recording that cannot be written ends it.
    Result<> take(Point& point, const Result<>& step) {
        if (point.sinkError) return tl::unexpected(*point.sinkError);
        if (!step) point.problem = step.error().message;
        return {};
    }

    // Of all points together; what is not known of one yet is taken to be like the others.
    void report(Progress now) const {
        now.point = fmt::format("{} {}", m_plan.axis.name, valueText(m_now));
        now.done = now.total = 0;
        double known = 0;
        int knownRuns = 0, unknownRuns = 0;
        for (const auto& point : m_points) {
            const int left = point->problem.empty() ? point->steps->runsLeft() : 0;
            now.done += point->steps->runsDone();
            now.total += point->steps->runsDone() + left;
            const double seconds = point->steps->secondsLeft();
            if (seconds < 0) {
                unknownRuns += left != 0 ? left : static_cast<int>(point->preset.models.size());
                continue;
            }
            known += seconds;
            knownRuns += left;
        }
        now.secondsLeft = knownRuns > 0 ? known / knownRuns * (knownRuns + unknownRuns) : -1;
        m_settings.progress(now);
    }

    Result<Sweep> gather() {
        Sweep sweep;
        const Preset& first = m_points.front()->preset;
        sweep.preset = first.name;
        sweep.title = first.title;
        sweep.started = m_started;
        sweep.machine = m_machine.cpu;
        sweep.cores = m_machine.cores;
        sweep.seed = m_seed;
        sweep.axis = m_plan.axis;
        sweep.interrupted = stopped();
        for (std::size_t i = 0; i < m_points.size(); ++i) {
            Point& point = *m_points[i];
            const bool ran = point.steps->runsDone() > 0;
            if (ran)
                if (const auto ended = point.steps->end(); !ended) return tl::unexpected(ended.error());
            SweepPoint& result = sweep.points.emplace_back();
            result.value = m_plan.points[i].value;
            if (ran) result.file = m_files.name(i);
            result.problem = point.problem;
            const std::string unit = countWork(point.preset, result.work);
            if (!unit.empty()) sweep.workUnit = unit;
            const auto trace = ran ? TRY(m_files.read(i)) : nullptr;
            result.models = samplesOf(trace.get(), entriesOf(point.preset));
        }
        return sweep;
    }

    const SweepPlan& m_plan;
    const Machine& m_machine;
    const RunnerSettings& m_settings;
    const PointRecordings& m_files;
    const std::string m_started = utcNow();
    std::uint64_t m_seed;
    std::mt19937_64 m_random;
    std::vector<std::unique_ptr<Point>> m_points;
    std::size_t m_now = 0;
};

}  // namespace

Result<Sweep> runSweep(
    const SweepPlan& plan, const Machine& machine, const RunnerSettings& settings, const PointRecordings& files) {
    CORELANE_ASSERT(!plan.points.empty());
    return SweepRun(plan, machine, settings, files).run();
}

}  // namespace corelane
