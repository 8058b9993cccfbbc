#include "app/frame_bench.h"

#include "app/main_window.h"
#include "engine/trace/statistics.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <random>

namespace corelane {
namespace {

std::shared_ptr<const Lane> syntheticLane(int index, std::size_t spans, std::mt19937_64& random, TaskIndex tasks) {
    auto lane = std::make_shared<Lane>();
    lane->index = index;
    lane->name = 'w';
    lane->name += std::to_string(index);
    Time now = 0;
    TaskIndex task = static_cast<TaskIndex>(index);
    for (std::size_t i = 0; i < spans; ++i) {
        const auto word = random();
        // Pareto-like: most take 1 to 4 µs, a few a thousand times that; one stretch in sixteen is 50 times denser.
        const double u = double(word >> 11 & 0xfffff) / 0x100000;
        Duration length = static_cast<Duration>(1000 / std::pow(1 - u, 0.6));
        if ((i >> 12) % 16 == 3) length = length / 50 + 1;
        const bool useful = word % 3 != 0;
        const auto state = useful ? State::Useful : static_cast<State>(1 + (word >> 3) % 6);
        if (useful) task = task % tasks + 1;
        lane->spans.push_back(
            {now, now + length, useful ? task : 0, static_cast<std::uint16_t>(useful ? 1 : 2), state, 0});
        lane->segments.append(now, now + length, static_cast<std::uint8_t>(state));
        now += length;
    }
    lane->end = now;
    return lane;
}

double threadCpuMs() {
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

}  // namespace

std::shared_ptr<const Trace> syntheticTrace(std::size_t spans, int runs, int workers) {
    auto trace = std::make_shared<Trace>();
    trace->names = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"", "task", "wait"});
    trace->comparison.uuid = "00000000-0000-4000-8000-00000000f4a3";
    trace->comparison.preset = "synthetic";
    trace->comparison.machine.cores = workers;
    std::mt19937_64 random(20260131);
    for (int r = 0; r < runs; ++r) {
        auto run = std::make_shared<Run>();
        run->info.number = r + 1;
        run->info.title = "model ";
        run->info.title += std::to_string(r + 1);
        run->info.model = run->info.title;
        run->info.repetition = 1;
        run->info.workers = workers;
        run->info.graphs = {{"stencil_1d", 100'000, 16}};
        for (int c = 0; c < workers; ++c) run->info.cores.push_back(c);
        run->naming = TaskNaming(run->info.graphs);
        run->places = std::make_shared<const std::vector<std::pair<TaskIndex, Run::Place>>>();
        const std::size_t each = spans / static_cast<std::size_t>(runs * workers);
        for (int w = 0; w < workers; ++w) {
            run->workers.push_back(syntheticLane(w, each, random, run->naming.count()));
            run->end = std::max(run->end, run->workers.back()->end);
        }
        run->finished = true;
        run->result.wall = run->end;
        run->result.correct = true;
        trace->runs.push_back(run);
    }
    trace->ended = true;
    return trace;
}

QByteArray frameBench(MainWindow& window, std::shared_ptr<const Trace> trace) {
    QElapsedTimer clock;
    std::size_t spans = 0;
    for (const auto& run : trace->runs)
        for (const auto& lane : run->workers) spans += lane->spans.size();
    window.session().show(std::move(trace));
    // Balances and summaries are made beside the window's thread; frames are timed when they are done.
    for (clock.start(); !window.session().summary() || clock.elapsed() < 500;) QApplication::processEvents({}, 50);
    CompareView& view = window.compare();
    Selection& selection = view.selection();
    const TimeRange all = selection.extent();
    std::mt19937_64 random(7);
    constexpr int frames = 100;
    QJsonArray zooms;
    double slowest = 0, slowest95 = 0;
    for (double share = 1; double(all.length()) * share > 20'000; share /= 10) {
        std::vector<double> times, cpuTimes;
        for (int i = 0; i < frames; ++i) {
            // All of it: moves by a part of a pixel, so that nothing is the same either.
            const auto length = static_cast<Duration>(double(all.length()) * (share == 1 ? 0.999 : share));
            const Time from = static_cast<Time>(random() % static_cast<std::uint64_t>(all.length() - length + 1));
            selection.setRange({from, from + length});
            const double cpu = threadCpuMs();
            times.push_back(double(view.paintNow()) / 1e6);
            cpuTimes.push_back(threadCpuMs() - cpu);
        }
        std::ranges::sort(times);
        const double p95 = times[frames * 95 / 100];
        zooms.append(QJsonObject{
            {"share", share},
            {"median_ms", median(times)},
            {"p95_ms", p95},
            {"best_ms", times.front()},
            {"cpu_ms", median(cpuTimes)}});
        slowest = std::max(slowest, median(times));
        slowest95 = std::max(slowest95, p95);
    }
    const QJsonObject result{
        {"frame_ms", slowest},          {"frame_p95_ms", slowest95},      {"spans", double(spans)},
        {"width", view.plot().width()}, {"height", view.plot().height()}, {"zooms", zooms}};
    return QJsonDocument(result).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray firstLanesBench(MainWindow& window) {
    QElapsedTimer clock;
    Session& session = window.session();
    for (clock.start(); session.plan().empty() && clock.elapsed() < 10'000;) QApplication::processEvents({}, 20);
    double seconds = -1;
    QObject::connect(&window.compare().plot(), &QCustomPlot::afterReplot, &window, [&] {
        if (seconds >= 0) return;
        for (const DrawnRun& drawn : window.compare().scene().runs)
            for (const auto& lane : drawn.run->workers)
                if (lane->segments.size() > 0) seconds = double(clock.nsecsElapsed()) / 1e9;
    });
    clock.start();
    session.start();
    while (seconds < 0 && session.running() && clock.elapsed() < 20'000) QApplication::processEvents({}, 20);
    window.compare().plot().disconnect(&window);
    session.stop();
    for (clock.start(); session.running() && clock.elapsed() < 10'000;) QApplication::processEvents({}, 20);
    return QJsonDocument(QJsonObject{{"first_lanes_seconds", seconds}}).toJson(QJsonDocument::Compact) + '\n';
}

}  // namespace corelane
