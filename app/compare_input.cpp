#include "app/compare_input.h"

#include "app/compare_view.h"
#include "app/plots/hover_tip.h"

#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr double keyZoom = 0.6, wheelZoom = 0.8, keyPan = 0.2;
constexpr int snapPixels = 6, dragPixels = 4;

}  // namespace

CompareInput::CompareInput(CompareView& view) : QObject(&view), m_view(view) {
    view.plot().installEventFilter(this);
}

bool CompareInput::eventFilter(QObject*, QEvent* event) {
    switch (event->type()) {
    case QEvent::Wheel:
        return wheel(static_cast<QWheelEvent*>(event));
    case QEvent::MouseButtonPress:
        press(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseMove:
        move(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonDblClick:
        doubleClick(static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::Leave:
        m_pointerInside = false;
        m_view.hideTip();
        return false;
    default:
        return false;
    }
}

double CompareInput::anchorX() const {
    const Scene& scene = m_view.scene();
    if (m_pointerInside) return std::clamp(m_pointer.x(), scene.left(), scene.right());
    return (scene.left() + scene.right()) / 2.0;
}

bool CompareInput::wheel(QWheelEvent* event) {
    const Scene& scene = m_view.scene();
    // A mouse's notch is 120; touchpads send fractions, and pixels.
    const QPointF notches = QPointF(event->angleDelta()) / 120.0;
    const double vertical = notches.y() != 0 ? notches.y() : 0, horizontal = notches.x();
    Selection& selection = m_view.selection();
    const bool shift = event->modifiers() & Qt::ShiftModifier, control = event->modifiers() & Qt::ControlModifier;
    const double panPixels = 90;
    if (control || (!shift && horizontal == 0 && !m_view.overflows())) {
        const double x = std::clamp(event->position().x(), double(scene.left()), double(scene.right()));
        selection.zoom(std::pow(wheelZoom, vertical), scene.timeAt(x));
    } else if (shift || std::abs(horizontal) > std::abs(vertical)) {
        const double by = std::abs(horizontal) > std::abs(vertical) ? horizontal : vertical;
        selection.pan(static_cast<Duration>(-by * panPixels * scene.nsPerPixel()));
    } else {
        m_view.scrollBy(static_cast<int>(-vertical * 57));
    }
    event->accept();
    return true;
}

// A lane's span edge near the pointer, so that measuring needs no steady hand.
Time CompareInput::snapped(QPoint at, bool free) const {
    const Scene& scene = m_view.scene();
    const Time exact = scene.timeAt(at.x());
    const Hover hover = hoverAt(scene, at);
    if (free || !hover.onLane || hover.kind == LaneKind::Counter) return exact;
    const auto row = scene.layout.row(hover.kind, hover.run, hover.lane);
    if (!row) return exact;
    const Lane& lane = *scene.lane(*row);
    const Time begin = scene.runs[static_cast<std::size_t>(hover.run)].begin();
    const auto reach = static_cast<Duration>(snapPixels * scene.nsPerPixel());
    Time best = exact;
    Duration nearest = reach + 1;
    const auto offer = [&](Time edge) {
        const Duration distance = std::abs(edge - exact);
        if (distance < nearest) {
            nearest = distance;
            best = edge;
        }
    };
    const std::size_t first =
        lane.spans.partitionPoint([&](const Span& s) { return s.begin < begin + exact - reach; });
    const std::size_t from = first > 8 ? first - 8 : 0, to = std::min(lane.spans.size(), first + 64);
    for (std::size_t i = from; i < to; ++i) {
        offer(lane.spans[i].begin - begin);
        offer(lane.spans[i].end - begin);
    }
    return best;
}

void CompareInput::press(QMouseEvent* event) {
    m_view.plot().setFocus(Qt::MouseFocusReason);
    m_pressed = m_last = event->position().toPoint();
    if (event->button() == Qt::LeftButton) {
        m_drag = Drag::Maybe;
        m_measureFrom = snapped(m_pressed, event->modifiers() & Qt::AltModifier);
    } else if (event->button() == Qt::MiddleButton || event->button() == Qt::RightButton) {
        m_drag = Drag::Pan;
        m_view.plot().setCursor(Qt::ClosedHandCursor);
    }
}

void CompareInput::move(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    m_pointer = at;
    m_pointerInside = true;
    Selection& selection = m_view.selection();
    const Scene& scene = m_view.scene();
    if (m_drag == Drag::Maybe && std::abs(at.x() - m_pressed.x()) >= dragPixels) m_drag = Drag::Measure;
    if (m_drag == Drag::Pan) {
        selection.pan(static_cast<Duration>((m_last.x() - at.x()) * scene.nsPerPixel()));
        m_view.scrollBy(m_last.y() - at.y());
        m_last = at;
        return;
    }
    if (m_drag == Drag::Measure) {
        const Time to = snapped(at, event->modifiers() & Qt::AltModifier);
        selection.setMeasured(TimeRange{std::min(m_measureFrom, to), std::max(m_measureFrom, to)});
    }
    m_view.showTip(at);
}

void CompareInput::release(QMouseEvent* event) {
    const Drag was = std::exchange(m_drag, Drag::None);
    m_view.plot().unsetCursor();
    if (was == Drag::Maybe && event->button() == Qt::LeftButton) click(event->position().toPoint());
}

void CompareInput::click(QPoint at) {
    const Hover hover = hoverAt(m_view.scene(), at);
    m_view.selection().setMeasured(std::nullopt);
    if (hover.run >= 0) m_run = hover.run;
    m_view.selection().setTask(hover.task);
}

void CompareInput::doubleClick(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_drag = Drag::None;
    const Hover hover = hoverAt(m_view.scene(), event->position().toPoint());
    if (hover.task != 0)
        m_view.frameTask(hover.task, hover.run);
    else
        m_view.selection().showAll();
}

int CompareInput::currentRun() const {
    const int runs = static_cast<int>(m_view.scene().runs.size());
    return runs == 0 ? -1 : std::clamp(m_run, 0, runs - 1);
}

void CompareInput::stepSpan(int direction) {
    const Scene& scene = m_view.scene();
    const int run = currentRun();
    if (run < 0) return;
    Selection& selection = m_view.selection();
    const Run& current = *scene.runs[static_cast<std::size_t>(run)].run;
    const auto facts = taskFacts(current, selection.task());
    const std::uint32_t worker = facts ? facts->worker : 0;
    if (worker >= current.workers.size()) return;
    const Lane& lane = *current.workers[worker];
    auto i = facts ? static_cast<std::ptrdiff_t>(facts->span) + direction : 0;
    for (; i >= 0 && i < static_cast<std::ptrdiff_t>(lane.spans.size()); i += direction) {
        const TaskIndex task = lane.spans[static_cast<std::size_t>(i)].task;
        if (task == 0) continue;
        selection.setTask(task);
        m_view.bringIntoView(task, run);
        return;
    }
}

void CompareInput::followEdge(int direction) {
    const Scene& scene = m_view.scene();
    const int run = currentRun();
    if (run < 0) return;
    const Run& current = *scene.runs[static_cast<std::size_t>(run)].run;
    Selection& selection = m_view.selection();
    const auto facts = taskFacts(current, selection.task());
    if (!facts) return;
    TaskIndex next = 0;
    if (direction > 0) {
        const auto edges = edgesOutOf(current, *facts, selection.task());
        if (!edges.empty()) next = std::ranges::min_element(edges, {}, &Edge::toTime)->toTask;
    } else {
        // The input that came last is the one it waited for.
        const auto edges = edgesInto(current, *facts, selection.task());
        if (!edges.empty()) next = std::ranges::max_element(edges, {}, &Edge::fromTime)->fromTask;
    }
    if (next == 0) return;
    selection.setTask(next);
    m_view.bringIntoView(next, run);
}

void CompareInput::zoomIn() {
    m_view.selection().zoom(keyZoom, m_view.scene().timeAt(anchorX()));
}

void CompareInput::zoomOut() {
    m_view.selection().zoom(1 / keyZoom, m_view.scene().timeAt(anchorX()));
}

void CompareInput::pan(int direction) {
    m_view.selection().pan(static_cast<Duration>(direction * keyPan * double(m_view.scene().range.length())));
}

void CompareInput::scroll(int pixels) {
    m_view.scrollBy(pixels);
}

void CompareInput::scrollPage(int direction) {
    m_view.scrollBy(direction * m_view.scene().height / 2);
}

void CompareInput::frameSelected() {
    const Selection& selection = m_view.selection();
    if (selection.task() != 0)
        m_view.frameTask(selection.task(), currentRun());
    else if (selection.hover().task != 0)
        m_view.frameTask(selection.hover().task, selection.hover().run);
}

std::vector<std::pair<QString, QString>> mouseHelp() {
    return {
        {CompareInput::tr("wheel"), CompareInput::tr("Scroll, or zoom when all runs fit")},
        {CompareInput::tr("Ctrl+wheel"), CompareInput::tr("Zoom at the pointer")},
        {CompareInput::tr("Shift+wheel"), CompareInput::tr("Move along time")},
        {CompareInput::tr("left drag"), CompareInput::tr("Measure; edges snap")},
        {CompareInput::tr("Alt+left drag"), CompareInput::tr("Measure without snapping")},
        {CompareInput::tr("middle or right drag"), CompareInput::tr("Move along time and scroll")},
        {CompareInput::tr("click"), CompareInput::tr("Select a task, in every run")},
        {CompareInput::tr("double click"), CompareInput::tr("Zoom to the task, or show all")}};
}

}  // namespace corelane
