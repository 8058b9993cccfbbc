#include "app/plots/hover_tip.h"

#include "app/figures.h"
#include "app/handover_text.h"
#include "app/state_words.h"
#include "app/task_facts.h"

#include <QCoreApplication>

namespace corelane {
namespace {

struct Tip {
    Q_DECLARE_TR_FUNCTIONS(HoverTip)
};

QString text(const std::string& s) {
    return QString::fromStdString(s);
}

// A sentence with a lane and a length, and the core where it is known.
QString withCore(
    const QString& sentence, const QString& sentenceOfCore, const Lane& lane, const QString& length,
    const std::optional<int>& core) {
    return core ? sentenceOfCore.arg(text(lane.name), length).arg(*core) : sentence.arg(text(lane.name), length);
}

QStringList taskTip(const Run& run, TaskIndex task, const Lane& lane) {
    const auto facts = taskFacts(run, task);
    QStringList lines{text(run.naming.name(task))};
    if (!facts) return lines;
    lines << withCore(
        Tip::tr("It took %2 on %1."), Tip::tr("It took %2 on %1, core %3."), lane, duration(double(facts->took())),
        facts->core);
    if (facts->waited > 0)
        lines << Tip::tr("%1 had waited %2 before it.").arg(text(lane.name), duration(double(facts->waited)));
    return lines;
}

QStringList workerTip(const Scene& scene, const DrawnRun& drawn, const Hover& hover, const Lane& lane) {
    const Run& run = *drawn.run;
    const Time time = drawn.atAxis(hover.time);
    const std::size_t at = lane.segments.find(time);
    if (at >= lane.segments.size()) return {};
    const SegmentIndex::Segment segment = lane.segments.segment(at);
    if (segment.begin > time) return {};
    const auto state = static_cast<State>(segment.category);
    const auto span = spanAt(lane, time);
    const QString length = duration(double(segment.end - segment.begin));
    const bool worker = lane.kind == LaneKind::Worker;
    const auto number = static_cast<std::uint32_t>(hover.lane) | (worker ? 0 : inTaskLanes);
    if (hover.task != 0 && state != State::Runnable) {
        const auto facts = taskFacts(run, hover.task);
        return taskTip(run, hover.task, facts ? *run.workers[facts->worker] : lane);
    }
    QStringList lines{
        stateWord(state) + (span && lane.spans[*span].state == state
                                ? ": " + text(scene.trace->name(lane.spans[*span].name))
                                : QString())};
    // A wait that somebody ended says by whom, also while it already could go on and no core was free.
    const auto ended = span ? endedWait(run, number, *span) : std::nullopt;
    if (ended && state != State::Runnable) return lines << handoverSentences(*scene.trace, run, *ended);
    switch (state) {
    case State::Runnable:
        lines << (worker ? Tip::tr("%1 was ready for %2, but no core was free.")
                         : Tip::tr("%1 was ready for %2, but no worker had come to it yet."))
                     .arg(text(lane.name), length);
        if (hover.task != 0) lines << Tip::tr("It was in the middle of %1.").arg(text(run.naming.name(hover.task)));
        if (ended) lines << handoverSentences(*scene.trace, run, *ended);
        break;
    case State::Lock:
        lines << Tip::tr("%1 was blocked on a lock or barrier for %2.").arg(text(lane.name), length);
        break;
    case State::Queue:
        lines << Tip::tr("%1 waited %2 for an item.").arg(text(lane.name), length);
        break;
    case State::Io:
        lines << Tip::tr("%1 was blocked in a read or write for %2.").arg(text(lane.name), length);
        break;
    case State::Idle:
        lines << (worker ? Tip::tr("%1 had nothing to do for %2.") : Tip::tr("%1 was suspended, or slept, for %2."))
                     .arg(text(lane.name), length);
        break;
    case State::Startup:
        lines << Tip::tr("%1 was being created for %2.").arg(text(lane.name), length);
        break;
    case State::Overhead:
        lines << withCore(
            Tip::tr("%1 spent %2 on the runtime, scheduling or copying."),
            Tip::tr("%1 spent %2 on the runtime, scheduling or copying, core %3."), lane, length,
            worker ? coreAt(run, number, time) : std::nullopt);
        break;
    case State::Useful:
        lines << withCore(
            Tip::tr("%1 did the workload's own work for %2."),
            Tip::tr("%1 did the workload's own work for %2, core %3."), lane, length,
            worker ? coreAt(run, number, time) : std::nullopt);
        break;
    }
    return lines;
}

QStringList coreTip(const DrawnRun& drawn, const Hover& hover, const Lane& lane) {
    const Time time = drawn.atAxis(hover.time);
    const std::size_t at = lane.segments.find(time);
    if (at >= lane.segments.size()) return {};
    const SegmentIndex::Segment segment = lane.segments.segment(at);
    if (segment.begin > time) return {};
    const QString length = duration(double(segment.end - segment.begin));
    if (segment.category == coreSpare)
        return {text(lane.name), Tip::tr("No thread of this run was on it for %1.").arg(length)};
    const auto span = spanAt(lane, time);
    if (!span || lane.spans[*span].task == 0 || lane.spans[*span].task > drawn.run->workers.size())
        return {text(lane.name), Tip::tr("It ran another thread of this run for %1.").arg(length)};
    const QString who = text(drawn.run->workers[lane.spans[*span].task - 1]->name);
    return {text(lane.name), Tip::tr("It ran %1 for %2.").arg(who, length)};
}

QStringList counterTip(const DrawnRun& drawn, const Hover& hover, const Lane& lane) {
    const Time time = drawn.atAxis(hover.time);
    const std::size_t after = lane.points.partitionPoint([time](const CounterPoint& p) { return p.time <= time; });
    if (after == 0) return {};
    const CounterPoint& point = lane.points[after - 1];
    QStringList lines{text(lane.name)};
    const QString value = QString::number(point.value) + (lane.unit.empty() ? "" : ' ' + text(lane.unit));
    if (after < lane.points.size())
        lines << Tip::tr("It was %1 for %2.").arg(value, duration(double(lane.points[after].time - point.time)));
    else
        lines << Tip::tr("It was %1 from here to the end.").arg(value);
    return lines;
}

}  // namespace

Hover hoverAt(const Scene& scene, QPoint at) {
    Hover hover;
    if (scene.runs.empty() || at.y() < scene.top()) return hover;
    hover.run = scene.layout.runAt(scene.contentY(at.y()));
    hover.time = scene.timeAt(at.x());
    if (at.x() < scene.left() || at.x() >= scene.right()) return hover;
    const auto row = scene.layout.rowAt(scene.contentY(at.y()));
    if (!row) return hover;
    hover.kind = row->kind;
    hover.lane = row->lane;
    hover.onLane = true;
    if (row->kind != LaneKind::Worker && row->kind != LaneKind::Task) return hover;
    const Lane& lane = *scene.lane(*row);
    const Time time = scene.runs[static_cast<std::size_t>(row->run)].atAxis(hover.time);
    if (const auto span = spanAt(lane, time)) {
        // The innermost span with a task: a wait inside a task belongs to it.
        for (std::size_t i = *span + 1; i-- > 0;) {
            const Span& s = lane.spans[i];
            if (s.end > time && s.task != 0) {
                hover.task = s.task;
                break;
            }
            if (s.depth == 0) break;
        }
    }
    return hover;
}

QStringList arrowTip(const Scene& scene, const ArrowHit& hit) {
    const Run& run = *scene.runs[static_cast<std::size_t>(hit.run)].run;
    const auto wait = waitEndedBy(run, hit.edge);
    if (!wait) return {};
    const QStringList sentences = handoverSentences(*scene.trace, run, *wait);
    return QStringList{Tip::tr("Hand-over: %1").arg(text(scene.trace->name(wait->name)))} << sentences;
}

QStringList hoverTip(const Scene& scene, const Hover& hover) {
    if (!hover.onLane || hover.run < 0 || hover.run >= static_cast<int>(scene.runs.size())) return {};
    const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(hover.run)];
    const auto row = scene.layout.row(hover.kind, hover.run, hover.lane);
    if (!row) return {};
    const Lane& lane = *scene.lane(*row);
    switch (hover.kind) {
    case LaneKind::Worker:
    case LaneKind::Task:
        return workerTip(scene, drawn, hover, lane);
    case LaneKind::Core:
        return coreTip(drawn, hover, lane);
    case LaneKind::Counter:
        return counterTip(drawn, hover, lane);
    }
    return {};
}

}  // namespace corelane
