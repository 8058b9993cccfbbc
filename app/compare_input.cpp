#include "app/compare_input.h"

#include "app/compare_view.h"
#include "app/plots/hover_tip.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr double keyZoom = 0.6, keyPan = 0.2;
constexpr int snapPixels = 6, dragPixels = 4;

}  // namespace

CompareInput::CompareInput(CompareView& view)
    : QObject(&view), m_view(view), m_gesture(view.plot(), [&view] { return !view.overflows(); }) {
    view.plot().installEventFilter(this);
    connect(&m_gesture, &ScrollGesture::zoomed, this, &CompareInput::zoomAbout);
    connect(&m_gesture, &ScrollGesture::moved, this, &CompareInput::moveBy);
    connect(&m_longestWaits, &LongestWaits::found, &view, &CompareView::frame);
    connect(&m_longestWaits, &LongestWaits::noneLeft, &view, &CompareView::tell);
}

bool CompareInput::eventFilter(QObject*, QEvent* event) {
    if (m_gesture.take(event)) return true;
    switch (event->type()) {
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

void CompareInput::zoomAbout(double factor, QPointF at) {
    const Scene& scene = m_view.scene();
    m_drag = Drag::None;  // fingers on a screen begin as a press
    const double x = std::clamp(at.x(), double(scene.left()), double(scene.right()));
    m_view.selection().zoom(factor, scene.timeAt(x));
}

void CompareInput::moveBy(QPointF pixels) {
    const TimeRange before = m_view.selection().range();
    const int scroll = m_view.scene().scroll;
    m_drag = Drag::None;
    if (pixels.x() != 0) m_view.selection().pan(static_cast<Duration>(-pixels.x() * m_view.scene().nsPerPixel()));
    m_lanesRest -= pixels.y();
    const int whole = static_cast<int>(m_lanesRest);
    m_lanesRest -= whole;
    m_view.scrollBy(whole);
    // At an end there is nothing to coast to.
    const bool still = before == m_view.selection().range() && scroll == m_view.scene().scroll;
    if (still && std::max(std::abs(pixels.x()), std::abs(pixels.y())) >= 1) m_gesture.stop();
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
    const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(hover.run)];
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
        lane.spans.partitionPoint([&](const Span& s) { return drawn.onAxis(s.begin) < exact - reach; });
    const std::size_t from = first > 8 ? first - 8 : 0, to = std::min(lane.spans.size(), first + 64);
    for (std::size_t i = from; i < to; ++i) {
        offer(drawn.onAxis(lane.spans[i].begin));
        offer(drawn.onAxis(lane.spans[i].end));
    }
    return best;
}

void CompareInput::press(QMouseEvent* event) {
    m_view.plot().setFocus(Qt::MouseFocusReason);
    m_pressed = m_last = event->position().toPoint();
    m_head = headAt(m_pressed);
    if (event->button() == Qt::LeftButton && m_head >= 0) {
        m_drag = Drag::MaybeRun;
    } else if (event->button() == Qt::LeftButton) {
        m_drag = Drag::Maybe;
        m_measureFrom = snapped(m_pressed, event->modifiers() & Qt::AltModifier);
    } else if (event->button() == Qt::MiddleButton || event->button() == Qt::RightButton) {
        m_drag = Drag::MaybePan;
    }
}

void CompareInput::move(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    m_pointer = at;
    m_pointerInside = true;
    Selection& selection = m_view.selection();
    const Scene& scene = m_view.scene();
    if (m_drag == Drag::Maybe && std::abs(at.x() - m_pressed.x()) >= dragPixels) m_drag = Drag::Measure;
    if (m_drag == Drag::MaybePan && (at - m_pressed).manhattanLength() >= dragPixels) {
        m_drag = Drag::Pan;
        m_view.plot().setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::MaybeRun && std::abs(at.y() - m_pressed.y()) >= dragPixels) {
        m_drag = Drag::Run;
        m_view.plot().setCursor(Qt::ClosedHandCursor);
    }
    if (m_drag == Drag::Run) return moveRun(at);
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
    const QPoint at = event->position().toPoint();
    if (was == Drag::Maybe && event->button() == Qt::LeftButton) click(at);
    if (was == Drag::MaybeRun) clickHead(m_head, at);
    if (was == Drag::Run) dropRun();
    if (was == Drag::MaybePan && event->button() == Qt::RightButton) {
        if (m_head >= 0)
            clickHead(m_head, {CompareMetrics::leftGutter, at.y()});
        else
            choose(at);

        emit m_view.menuWanted(m_view.plot().mapToGlobal(at));
    }
}

// What a menu will be about; what is chosen already stays so.
void CompareInput::choose(QPoint at) {
    const auto place = placeUnder(hoverAt(m_view.scene(), at));
    if (place && place != m_view.selection().span()) click(at);
}

int CompareInput::headAt(QPoint at) const {
    const Scene& scene = m_view.scene();
    if (at.y() < scene.top()) return -1;
    const int y = scene.contentY(at.y()), run = scene.layout.runAt(y);
    return run >= 0 && y < scene.layout.runs()[static_cast<std::size_t>(run)].lanesY ? run : -1;
}

void CompareInput::clickHead(int run, QPoint at) {
    const Scene& scene = m_view.scene();
    if (run >= static_cast<int>(scene.runs.size())) return;
    const std::string key = scene.runs[static_cast<std::size_t>(run)].key;
    m_view.selection().setRun(key);
    if (at.x() > CompareMetrics::margin) return;
    Arrangement how = m_view.session().arrangement();
    if (std::erase(how.collapsed, key) == 0) how.collapsed.push_back(key);
    m_view.session().arrange(how);
}

void CompareInput::moveRun(QPoint at) {
    const Scene& scene = m_view.scene();
    const int y = scene.contentY(at.y());
    int before = 0;
    for (const RunBand& band : scene.layout.runs())
        if (y > (band.headerY + band.bottom) / 2) ++before;
    m_view.showDrop(before);
}

void CompareInput::dropRun() {
    const Scene& scene = m_view.scene();
    const auto before = scene.dropAt;
    m_view.showDrop(std::nullopt);
    if (!before || m_head < 0 || m_head >= static_cast<int>(scene.runs.size())) return;
    Arrangement how = m_view.session().arrangement();
    how.order.clear();
    for (const DrawnRun& drawn : scene.runs) how.order.push_back(drawn.key);
    const std::string key = how.order[static_cast<std::size_t>(m_head)];
    how.order.insert(how.order.begin() + *before, key);
    how.order.erase(how.order.begin() + (m_head < *before ? m_head : m_head + 1));
    m_view.selection().setRun(key);
    m_view.session().arrange(how);
}

std::optional<SpanPlace> CompareInput::placeUnder(const Hover& hover) const {
    const Scene& scene = m_view.scene();
    if (!hover.onLane || hover.kind == LaneKind::Counter) return std::nullopt;
    const auto row = scene.layout.row(hover.kind, hover.run, hover.lane);
    if (!row) return std::nullopt;
    const Lane& lane = *scene.lane(*row);
    const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(hover.run)];
    const Time time = drawn.atAxis(hover.time);
    auto span = spanAt(lane, time);
    // A wait inside a task belongs to it.
    while (span && hover.task != 0 && (lane.spans[*span].task != hover.task || lane.spans[*span].end <= time))
        span = *span == 0 ? std::nullopt : std::optional(*span - 1);
    return span ? placeOf(*drawn.run, hover.kind, hover.lane, *span) : std::nullopt;
}

void CompareInput::click(QPoint at) {
    const Hover hover = hoverAt(m_view.scene(), at);
    Selection& selection = m_view.selection();
    selection.setMeasured(std::nullopt);
    if (hover.run >= 0) selection.setRun(m_view.scene().runs[static_cast<std::size_t>(hover.run)].key);
    if (const auto place = placeUnder(hover))
        selection.setSpan(*place);
    else
        selection.setTask(0);
}

void CompareInput::doubleClick(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_drag = Drag::None;
    const auto place = placeUnder(hoverAt(m_view.scene(), event->position().toPoint()));
    if (place)
        m_view.frame(*place);
    else
        m_view.selection().showAll();
}

const DrawnRun* CompareInput::currentRun() const {
    const Scene& scene = m_view.scene();
    const auto& span = m_view.selection().span();
    if (span && m_view.runOf(*span)) return m_view.runOf(*span);
    const auto clicked = std::ranges::find(scene.runs, m_view.selection().run(), &DrawnRun::key);
    if (clicked != scene.runs.end()) return &*clicked;
    return scene.runs.empty() ? nullptr : &scene.runs.front();
}

// The selected span; of a task that is selected in all runs, the one of the current run.
std::optional<SpanPlace> CompareInput::current() const {
    const auto& span = m_view.selection().span();
    if (span && m_view.runOf(*span)) return span;
    const DrawnRun* drawn = currentRun();
    const bool has = drawn && m_view.selection().task() != 0 && drawn->work == m_view.scene().workOf(span);
    return has ? placeOf(*drawn->run, m_view.selection().task()) : std::nullopt;
}

void CompareInput::goTo(const SpanPlace& place) {
    m_view.selection().setSpan(place);
    m_view.bringIntoView(place);
}

void CompareInput::step(int direction, Which which) {
    const DrawnRun* drawn = currentRun();
    if (!drawn) return;
    const auto here = current();
    const auto next = here ? stepped(*drawn->run, *here, direction, which)
                           : placeOf(*drawn->run, LaneKind::Worker, 0, 0);  // somewhere one has to begin
    if (next) return goTo(*next);
    if (!here) return m_view.tell(tr("This run has no spans yet."));
    const QString lane = QString::fromStdString(laneOf(*drawn->run, *here)->name);
    const QString name = QString::fromStdString(m_view.scene().trace->name(here->name));
    if (which == Which::Any)
        m_view.tell(
            direction > 0 ? tr("This is the last span of %1.").arg(lane)
                          : tr("This is the first span of %1.").arg(lane));
    else
        m_view.tell(
            direction > 0 ? tr("%1 has no later span called %2.").arg(lane, name)
                          : tr("%1 has no earlier span called %2.").arg(lane, name));
}

void CompareInput::followEdge(int direction) {
    const DrawnRun* drawn = currentRun();
    const auto here = current();
    if (!drawn || !here) return;
    // The way back of a hand-over that was followed is the way one came, though others end here too.
    if (!m_followed.empty() && m_followed.back().to == *here && m_followed.back().direction == -direction) {
        const SpanPlace from = m_followed.back().from;
        m_followed.pop_back();
        return goTo(from);
    }
    const auto next = followed(*drawn->run, *here, direction);
    if (!next)
        return m_view.tell(
            !drawn->run->finished ? tr("Hand-overs are known when the run has ended.")
            : direction > 0       ? tr("Nothing is known to have taken what this span gave.")
                                  : tr("Nothing is known to have given what this span needed."));
    constexpr std::size_t longest = 1000;
    if (m_followed.size() == longest) m_followed.erase(m_followed.begin());
    m_followed.push_back({*here, *next, direction});
    goTo(*next);
}

void CompareInput::longestWait(int direction) {
    if (const DrawnRun* drawn = currentRun()) m_longestWaits.go(m_view.scene().trace, drawn->run, direction);
}

Note CompareInput::noteHere() const {
    if (const auto& measured = m_view.selection().measured()) return {measured->from, measured->to, {}, {}};
    const auto place = current();
    const DrawnRun* run = place ? m_view.runOf(*place) : nullptr;
    if (run) return {place->begin - run->begin(), place->end - run->begin(), place, {}};
    const Time time = m_view.scene().timeAt(anchorX());
    return {time, time, {}, {}};
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
    if (const auto place = current())
        m_view.frame(*place);
    else if (const auto under = placeUnder(m_view.selection().hover()))
        m_view.frame(*under);
}

std::vector<std::pair<QString, QString>> mouseHelp() {
    return {
        {CompareInput::tr("wheel"), CompareInput::tr("Scroll, or zoom when all runs fit")},
        {CompareInput::tr("Ctrl+wheel"), CompareInput::tr("Zoom at the pointer")},
        {CompareInput::tr("Shift+wheel"), CompareInput::tr("Move along time")},
        {CompareInput::tr("touchpad, screen"), CompareInput::tr("Two fingers that part zoom; sideways: along time")},
        {CompareInput::tr("left drag"), CompareInput::tr("Measure; edges snap")},
        {CompareInput::tr("Alt+left drag"), CompareInput::tr("Measure without snapping")},
        {CompareInput::tr("middle or right drag"), CompareInput::tr("Move along time and scroll")},
        {CompareInput::tr("right click"), CompareInput::tr("What can be done with the span or the run")},
        {CompareInput::tr("click on a head"), CompareInput::tr("Choose the run; on its triangle: fold it")},
        {CompareInput::tr("drag a head"), CompareInput::tr("Move the run up or down")},
        {CompareInput::tr("click"), CompareInput::tr("Select a span; its task in every run")},
        {CompareInput::tr("double click"), CompareInput::tr("Zoom to the span, or show all")}};
}

}  // namespace corelane
