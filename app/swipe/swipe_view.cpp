#include "app/swipe/swipe_view.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/selection.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr int barHeight = 40, reach = 6;
constexpr double keyStep = 0.02, farStep = 0.1;

}  // namespace

SwipeView::SwipeView(const Scene& all, Selection& selection, const RangeBalance& shares, QWidget* parent)
    : QWidget(parent), m_all(all), m_gesture(*this, [] { return true; }),
      m_selection(selection), m_runs{RunPicture(this, shares), RunPicture(this, shares)}, m_bar(makeBar()) {
    setObjectName("swipe");
    setAccessibleName(tr("Two runs in one place: the arrow keys move the divider, Esc leaves"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&m_gesture, &ScrollGesture::zoomed, this, [this](double factor, QPointF at) {
        const Scene& scene = m_runs[0].scene();
        m_selection.zoom(factor, scene.timeAt(std::clamp(at.x(), double(scene.left()), double(scene.right()))));
    });
    connect(&m_gesture, &ScrollGesture::moved, this, [this](QPointF pixels) {
        m_selection.pan(static_cast<Duration>(-pixels.x() * m_runs[0].scene().nsPerPixel()));
    });
    hide();
}

QWidget* SwipeView::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(CompareMetrics::margin, 4, CompareMetrics::margin, 4);
    row->setSpacing(8);
    const QString names[] = {tr("On this side"), tr("Beyond the divider")};
    for (std::size_t side = 0; side < 2; ++side) {
        auto* label = new QLabel(names[side], bar);
        m_choices[side] = new QComboBox(bar);
        m_choices[side]->setAccessibleName(names[side]);
        m_choices[side]->setObjectName(side == 0 ? "swipeFirst" : "swipeSecond");
        label->setBuddy(m_choices[side]);
        row->addWidget(label);
        row->addWidget(m_choices[side]);
        connect(m_choices[side], &QComboBox::activated, this, [this, side](int i) {
            m_keys[side] = m_choices[side]->itemData(i).toString().toStdString();
            refresh();
        });
    }
    row->addStretch(1);
    m_turn = new QToolButton(bar);
    m_turn->setText(tr("Turn the divider"));
    m_turn->setToolTip(tr("Lays the divider across the lanes, or along them."));
    connect(m_turn, &QToolButton::clicked, this, &SwipeView::turn);
    row->addWidget(m_turn);
    m_close = new QToolButton(bar);
    m_close->setObjectName("flat");
    m_close->setText("✕");
    m_close->setAccessibleName(tr("Leave"));
    m_close->setToolTip(tr("Shows all runs below each other again (Esc)."));
    connect(m_close, &QToolButton::clicked, this, &SwipeView::leave);
    row->addWidget(m_close);
    return bar;
}

void SwipeView::begin(const std::string& first, const std::string& second) {
    m_keys = {first, second};
    m_place = 0.5;
    m_scroll = 0;
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus();
    refresh();
}

void SwipeView::leave() {
    if (isHidden()) return;
    hide();
    m_pictures = {};
    emit left();
}

int SwipeView::indexOf(const std::string& key) const {
    const auto found = std::ranges::find(m_all.runs, key, &DrawnRun::key);
    return found == m_all.runs.end() ? -1 : static_cast<int>(found - m_all.runs.begin());
}

void SwipeView::fillRuns() {
    for (std::size_t side = 0; side < 2; ++side) {
        const QSignalBlocker quiet(m_choices[side]);
        m_choices[side]->clear();
        for (const DrawnRun& run : m_all.runs)
            m_choices[side]->addItem(runTitle(run.title), QString::fromStdString(run.key));
        m_choices[side]->setCurrentIndex(indexOf(m_keys[side]));
    }
}

void SwipeView::refresh() {
    if (isHidden()) return;
    if (indexOf(m_keys[0]) < 0 || indexOf(m_keys[1]) < 0) return leave();
    fillRuns();
    repaintRuns();
}

void SwipeView::repaintRuns() {
    const QSize size(width(), std::max(1, height() - barHeight));
    int tallest = 0;
    for (std::size_t side = 0; side < 2; ++side) {
        m_runs[side].setScene(m_all, static_cast<std::size_t>(indexOf(m_keys[side])), size, m_scroll);
        tallest = std::max(tallest, m_runs[side].scene().layout.height());
    }
    // One that is taller than the place scrolls, and both together.
    const int most = std::max(0, tallest - (size.height() - CompareMetrics::axis));
    if (m_scroll > most) {
        m_scroll = most;
        return repaintRuns();
    }
    for (std::size_t side = 0; side < 2; ++side) m_pictures[side] = m_runs[side].paint(devicePixelRatioF());
    const auto title = [&](std::size_t side) {
        return runTitle(m_all.runs[static_cast<std::size_t>(indexOf(m_keys[side]))].title);
    };
    setAccessibleDescription(
        m_divider == Qt::Vertical ? tr("%1 left of the divider, %2 right of it.").arg(title(0), title(1))
                                  : tr("%1 above the divider, %2 below it.").arg(title(0), title(1)));
    update();
}

QRect SwipeView::lanes() const {
    return {
        CompareMetrics::leftGutter, CompareMetrics::axis,
        std::max(1, width() - CompareMetrics::leftGutter - CompareMetrics::rightGutter),
        std::max(1, height() - barHeight - CompareMetrics::axis)};
}

QRect SwipeView::handle() const {
    const QRect area = lanes();
    if (m_divider == Qt::Vertical) {
        const int x = area.left() + static_cast<int>(std::lround(m_place * area.width()));
        return {x - reach, area.top(), 2 * reach + 1, area.height()};
    }
    const int y = area.top() + static_cast<int>(std::lround(m_place * area.height()));
    return {0, y - reach, width(), 2 * reach + 1};
}

void SwipeView::setPlace(double place) {
    m_place = std::clamp(place, 0.0, 1.0);
    update();
}

void SwipeView::turn() {
    m_divider = m_divider == Qt::Vertical ? Qt::Horizontal : Qt::Vertical;
    refresh();
    setFocus();
}

void SwipeView::paintName(QPainter& painter, std::size_t side) const {
    const Look& look = lookOf(palette());
    const int index = indexOf(m_keys[side]);
    if (index < 0) return;
    const QString name = runTitle(m_all.runs[static_cast<std::size_t>(index)].title);
    painter.setFont(interfaceFont(11, QFont::DemiBold));
    const QString text = m_divider == Qt::Horizontal ? name : side == 0 ? "‹ " + name : name + " ›";
    const int wide = static_cast<int>(QFontMetricsF(painter.font()).horizontalAdvance(text)) + 14;
    const QRect bar = handle();
    QRect box;
    if (m_divider == Qt::Vertical)
        box = QRect(
            side == 0 ? bar.center().x() - wide - 5 : bar.center().x() + 6, height() - barHeight - 26, wide, 20);
    else
        box = QRect(width() / 2 - wide / 2, side == 0 ? bar.center().y() - 25 : bar.center().y() + 6, wide, 20);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.ink);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(look.panel);
    painter.drawText(box, Qt::AlignCenter, text);
}

void SwipeView::paintEvent(QPaintEvent*) {
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), look.panel);
    if (m_pictures[0].isNull()) return;
    const QRect bar = handle();
    const QRect all(0, 0, width(), height() - barHeight);
    QRect first = all, second = all;
    if (m_divider == Qt::Vertical) {
        first.setRight(bar.center().x());
        second.setLeft(bar.center().x() + 1);
    } else {
        first.setBottom(bar.center().y());
        second.setTop(bar.center().y() + 1);
    }
    for (const auto& [area, side] : {std::pair{first, std::size_t(0)}, {second, std::size_t(1)}}) {
        painter.setClipRect(area);
        painter.drawPixmap(0, 0, m_pictures[side]);
    }
    painter.setClipping(false);
    painter.fillRect(
        m_divider == Qt::Vertical ? QRect(bar.center().x() - 1, bar.top(), 3, bar.height())
                                  : QRect(0, bar.center().y() - 1, width(), 3),
        hasFocus() ? look.accent : look.ink);
    paintName(painter, 0);
    paintName(painter, 1);
    painter.fillRect(QRect(0, height() - barHeight, width(), 1), look.line);
}

void SwipeView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_bar->setGeometry(0, height() - barHeight + 1, width(), barHeight - 1);
    refresh();
}

void SwipeView::keyPressEvent(QKeyEvent* event) {
    const bool across = m_divider == Qt::Vertical;
    const double step = event->modifiers() & Qt::ShiftModifier ? farStep : keyStep;
    if (event->key() == (across ? Qt::Key_Left : Qt::Key_Up)) return setPlace(m_place - step);
    if (event->key() == (across ? Qt::Key_Right : Qt::Key_Down)) return setPlace(m_place + step);
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        return scrollBy(event->key() == Qt::Key_Up ? -CompareMetrics::worker : CompareMetrics::worker);
    QWidget::keyPressEvent(event);
}

void SwipeView::scrollBy(int pixels) {
    m_scroll = std::max(0, m_scroll + pixels);
    repaintRuns();
}

void SwipeView::mousePressEvent(QMouseEvent* event) {
    m_last = event->pos();
    m_drag = event->button() != Qt::LeftButton ? Drag::Pan
             : handle().contains(event->pos()) ? Drag::Divider
             : lanes().contains(event->pos())  ? Drag::Pan
                                               : Drag::None;
}

void SwipeView::mouseMoveEvent(QMouseEvent* event) {
    const QRect area = lanes();
    if (m_drag == Drag::Divider)
        setPlace(
            m_divider == Qt::Vertical ? double(event->pos().x() - area.left()) / area.width()
                                      : double(event->pos().y() - area.top()) / area.height());
    else if (m_drag == Drag::Pan)
        m_selection.pan(static_cast<Duration>((m_last.x() - event->pos().x()) * m_runs[0].scene().nsPerPixel()));
    m_last = event->pos();
    setCursor(
        m_drag == Drag::Pan                ? Qt::ClosedHandCursor
        : !handle().contains(event->pos()) ? Qt::ArrowCursor
        : m_divider == Qt::Vertical        ? Qt::SplitHCursor
                                           : Qt::SplitVCursor);
}

void SwipeView::mouseReleaseEvent(QMouseEvent*) {
    m_drag = Drag::None;
}

bool SwipeView::event(QEvent* event) {
    return m_gesture.take(event) || QWidget::event(event);
}

void SwipeView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) refresh();
}

}  // namespace corelane
