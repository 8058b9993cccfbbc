#include "app/compare_view.h"

#include "app/compare_input.h"
#include "app/engine_words.h"
#include "app/figures.h"
#include "app/legend.h"
#include "app/plots/hover_tip.h"
#include "app/plots/lag_strip.h"
#include "app/plots/timeline_plot.h"
#include "app/span_walk.h"
#include "app/start_page.h"
#include "app/swipe/swipe_view.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace corelane {

CompareView::CompareView(Session& session, RangeBalance& shares, Differences& differences, QWidget* parent)
    : QWidget(parent), m_session(session), m_shares(shares), m_differences(differences), m_paths(session),
      m_ticker(new TimeTicker) {
    setAccessibleName(tr("Compare"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(CompareMetrics::margin, 0, CompareMetrics::margin, 0);
    head->setSpacing(9);
    auto* title = new QLabel(tr("Compare"), this);
    title->setFont(interfaceFont(13, QFont::DemiBold));
    title->setStyleSheet("font-size: 13px; font-weight: 600;");
    title->setFixedHeight(36);
    head->addWidget(title);
    head->addWidget(new Legend(selection(), this));
    m_arrange = new QToolButton(this);
    m_arrange->setText(tr("Arrange") + QString(" ▾"));
    m_arrange->setStyleSheet("QToolButton::menu-indicator { image: none; }");
    m_arrange->setToolTip(tr("Aligns, orders, hides and compares the runs."));
    m_arrange->setPopupMode(QToolButton::InstantPopup);
    m_arrange->setAutoRaise(true);
    m_arrange->setMinimumWidth(0);
    m_arrange->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_arrange->setMaximumWidth(m_arrange->sizeHint().width());
    head->addWidget(m_arrange, 100);  // before the note, which has its tool tip
    head->addStretch(1);
    m_note = new QLabel(this);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setFont(interfaceFont(11));
    m_note->setStyleSheet("font-size: 11px;");
    m_note->setMinimumWidth(0);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_note, 1);
    column->addLayout(head);

    m_pages = new QStackedLayout;
    column->addLayout(m_pages, 1);
    m_start = new StartPage(session, this);
    connect(m_start, &StartPage::tourWanted, this, &CompareView::tourWanted);
    m_pages->addWidget(m_start);

    auto* runs = new QWidget(this);
    auto* stack = new QVBoxLayout(runs);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    m_minimap = new Minimap(m_scene, selection(), runs);
    stack->addWidget(m_minimap);
    auto* body = new QHBoxLayout;
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    m_plot = new QCustomPlot(runs);
    m_plot->setMinimumSize(320, 120);
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setMouseTracking(true);
    m_plot->setAccessibleName(tr("Timelines of all runs"));
    prepareTimelines(*m_plot, m_ticker);
    m_lanes = new RunsPlottable(m_plot->xAxis2, m_plot->yAxis, m_scene, shares);
    body->addWidget(m_plot, 1);
    m_scroll = new QScrollBar(Qt::Vertical, runs);
    m_scroll->setSingleStep(19);
    body->addWidget(m_scroll);
    stack->addLayout(body, 1);
    m_pages->addWidget(runs);
    m_overlay = new Overlay(m_scene, selection(), m_plot);
    m_swipe = new SwipeView(m_scene, selection(), shares, m_plot);
    connect(m_swipe, &SwipeView::left, this, &CompareView::focusContent);
    m_plot->installEventFilter(this);
    m_input = new CompareInput(*this);

    connect(&session, &Session::traceChanged, this, &CompareView::rebuild);
    connect(&session, &Session::catalogueChanged, this, &CompareView::rebuild);  // what models are
    connect(&selection(), &Selection::rangeChanged, this, [this] {
        m_scene.range = selection().range();
        m_swipe->refresh();
        updateNote();
        replot();
    });
    connect(&selection(), &Selection::shownStatesChanged, this, [this] {
        m_scene.shownStates = selection().shownStates();
        m_minimap->refresh();
        m_swipe->refresh();
        replot();
    });
    for (const auto signal :
         {&Selection::taskChanged, &Selection::spanChanged, &Selection::hoverChanged, &Selection::measuredChanged})
        connect(&selection(), signal, m_overlay, &Overlay::refresh);
    connect(&selection(), &Selection::spanChanged, this, [this] {
        if (selection().span()) scrollTo(*selection().span());
    });
    connect(&session, &Session::pausedChanged, this, &CompareView::updateNote);
    for (const auto signal : {&Session::runningChanged, &Session::loadingChanged})
        connect(&session, signal, this, [this] { setStartWanted(false); });
    connect(&shares, &RangeBalance::changed, this, &CompareView::replot);
    connect(&m_paths, &CriticalPaths::changed, this, &CompareView::showPaths);
    connect(&session.notes(), &Notes::changed, this, &CompareView::showNotes);
    connect(&differences, &Differences::changed, this, &CompareView::showLags);
    connect(&selection(), &Selection::runChanged, this, [this] {
        m_scene.current = selection().run();
        replot();
    });
    connect(m_scroll, &QScrollBar::valueChanged, this, [this](int value) {
        m_scene.scroll = value;
        replot();
    });
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] {
        m_overlay->refresh();
        if (m_session.running()) m_session.noteFrameCost(static_cast<qint64>(m_plot->replotTime() * 1000));
    });
    applyLook();
    rebuild();
}

CompareView::~CompareView() = default;

void CompareView::showPaths() {
    m_scene.paths.clear();
    if (m_paths.shown())
        for (const DrawnRun& drawn : m_scene.runs) m_scene.paths.push_back(m_paths.of(drawn.run.get()));
    if (m_overlay) m_overlay->refresh();
}

void CompareView::setArrangeMenu(QMenu* menu) {
    m_arrange->setMenu(menu);
}

// Notes on a time mean the time since the runs' starts, which is a place on the axis only while starts are aligned.
void CompareView::showNotes() {
    m_scene.notes.clear();
    for (Note note : m_session.notes().all()) {
        const DrawnRun* drawn = note.span ? runOf(*note.span) : nullptr;
        if (drawn) {
            const TimeRange place = drawn->onAxis(*note.span);
            note.from = place.from;
            note.to = place.to;
        } else if (!m_session.arrangement().plainAxis()) {
            continue;
        }
        m_scene.notes.push_back(note);
    }
    std::ranges::stable_sort(m_scene.notes, {}, &Note::from);
    m_overlay->refresh();
}

void CompareView::showLags() {
    const DrawnRun* baseline = m_session.baseline();
    m_scene.baseline = baseline ? static_cast<int>(baseline - m_session.drawn().data()) : -1;
    m_scene.lags.clear();
    for (const DrawnRun& drawn : m_scene.runs) {
        const RunDifference* difference = m_differences.of(drawn.run.get());
        m_scene.lags.push_back(
            baseline && difference && difference->base == baseline->run ? difference->lag : nullptr);
    }
    replot();
}

std::vector<int> CompareView::workersOf(const DrawnRun& drawn) {
    const Arrangement::Lanes by = m_session.arrangement().lanes;
    if (std::exchange(m_lanesBy, by) != by) m_workers.clear();
    // While a run goes on its lanes stay where they are.
    if (!drawn.run->finished) return laneOrder(*drawn.run, Arrangement::Lanes::Number);
    const auto [known, unknown] = m_workers.try_emplace(drawn.run.get());
    if (unknown) known->second = laneOrder(*drawn.run, by);
    return known->second;
}

void CompareView::rebuild() {
    m_scene.trace = m_session.trace();
    m_scene.runs = m_session.drawn();
    m_scene.recording = m_session.running();
    m_scene.range = selection().range();
    m_scene.current = selection().run();
    const bool percent = m_session.arrangement().sameLength && !m_scene.recording;
    m_scene.whole = 0;
    for (const DrawnRun& drawn : m_scene.runs)
        if (percent) m_scene.whole = std::max(m_scene.whole, drawn.wall());
    m_ticker->setWhole(m_scene.whole);
    std::erase_if(m_workers, [this](const auto& entry) {
        return std::ranges::none_of(m_scene.runs, [&](const DrawnRun& d) { return d.run.get() == entry.first; });
    });
    showPaths();
    m_scene.descriptions.clear();
    for (const DrawnRun& drawn : m_scene.runs) {
        const ModelEntry* model = m_session.catalogue().model(QString::fromStdString(drawn.run->info.model));
        // The first clause says what it is; the rest is in the chip's tool tip.
        static const QRegularExpression clauseEnd("[,:;，：；]");
        m_scene.descriptions.push_back(model ? catalogueText(model->summary).section(clauseEnd, 0, 0) : QString());
    }
    turnPage();
    showNotes();
    showLags();
    m_minimap->refresh();
    layOut();
    updateNote();
}

void CompareView::turnPage() {
    const int page = m_scene.runs.empty() || m_startWanted ? 0 : 1;
    if (page == m_pages->currentIndex()) return;
    const bool here = isAncestorOf(window()->focusWidget());
    m_pages->setCurrentIndex(page);
    if (here) focusContent();  // keys keep working where they did
}

void CompareView::setStartWanted(bool wanted) {
    m_startWanted = wanted && !m_scene.runs.empty();
    turnPage();
}

void CompareView::layOut() {
    m_scene.width = m_plot->width();
    m_scene.height = m_plot->height();
    std::vector<RunShape> shapes;
    for (const DrawnRun& drawn : m_scene.runs) {
        RunShape shape = shapeOf(drawn, drawn.collapsed ? std::vector<int>() : workersOf(drawn));
        shape.strip = m_scene.baseline >= 0;
        shapes.push_back(std::move(shape));
    }
    const int room = m_scene.height - m_scene.top() - CompareMetrics::footer;
    const bool growing = m_scene.recording && m_session.plan().entries().size() > 2;
    m_scene.layout = CompareLayout(shapes, room, growing);
    m_scroll->setPageStep(std::max(1, room));
    m_scroll->setRange(0, std::max(0, m_scene.layout.height() - room));
    m_scroll->setVisible(m_scroll->maximum() > 0);
    m_scene.scroll = m_scroll->value();
    m_ticker->setPixels(m_scene.plotWidth());
    m_overlay->setGeometry(m_plot->rect());
    m_overlay->raise();
    m_swipe->setGeometry(m_plot->rect());
    m_swipe->raise();
    m_swipe->refresh();
    replot();
}

void CompareView::swipe() {
    const auto& runs = m_scene.runs;
    if (runs.size() < 2) return;
    // The run that was clicked last over the baseline, or over the one above it.
    const auto found = std::ranges::find(runs, selection().run(), &DrawnRun::key);
    const std::size_t current = found == runs.end() ? 1 : static_cast<std::size_t>(found - runs.begin());
    const auto base = static_cast<std::size_t>(std::max(m_scene.baseline, 0));
    const std::size_t other = m_scene.baseline >= 0 && base != current ? base : current > 0 ? current - 1 : 1;
    m_swipe->begin(runs[other].key, runs[current].key);
}

void CompareView::replot() {
    if (m_scene.runs.empty()) return;
    m_plot->xAxis2->setRange(double(m_scene.range.from), double(m_scene.range.to));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

qint64 CompareView::paintNow() {
    QElapsedTimer clock;
    clock.start();
    m_plot->xAxis2->setRange(double(m_scene.range.from), double(m_scene.range.to));
    m_plot->replot(QCustomPlot::rpImmediateRefresh);
    return clock.nsecsElapsed();
}

namespace {

QString alignmentText(const Session& session) {
    const Arrangement& how = session.arrangement();
    const TaskNaming& naming = session.drawn().front().run->naming;
    const auto task = naming.task(how.anchor);
    QString at = CompareView::tr("starts aligned");
    if (how.align == Arrangement::Align::Task)
        at = CompareView::tr("aligned at %1").arg(QString::fromStdString(naming.name(how.anchor)));
    else if (how.align == Arrangement::Align::Step && task)
        at = CompareView::tr("aligned at step %1").arg(task->step);
    return how.sameLength && !session.running() ? CompareView::tr("%1, drawn equally long").arg(at) : at;
}

}  // namespace

void CompareView::updateNote() {
    if (m_scene.runs.empty()) {
        m_note->clear();
        return;
    }
    int repetitions = 0;
    for (const DrawnRun& drawn : m_scene.runs)
        if (drawn.summary) repetitions = std::max(repetitions, drawn.summary->repetitions);
    const QString what = m_session.paused()  ? tr("paused, P goes on")
                         : m_scene.recording ? tr("last run of each model")
                         : repetitions > 1   ? tr("median of %1 repetitions").arg(repetitions)
                                             : tr("one run of each model");
    const double step = double(m_scene.range.length()) / 100;
    const double largest = std::max(std::abs(double(m_scene.range.from)), std::abs(double(m_scene.range.to)));
    const auto text = [&](Time t) { return axisText(double(t), step, largest, m_scene.whole); };
    const QString range = tr("%1 to %2").arg(text(m_scene.range.from), text(m_scene.range.to));
    const QString alignment = alignmentText(m_session);
    const QString whole = tr("%1, %2, %3").arg(what, alignment, range);
    const QFontMetrics metrics(interfaceFont(11));
    QString fitting;
    for (const QString& candidate : {range, tr("%1, %2").arg(alignment, range), whole})
        if (metrics.horizontalAdvance(candidate) <= m_note->width() - 4) fitting = candidate;
    m_note->setText(fitting);
    m_note->setToolTip(whole);
}

void CompareView::applyLook() {
    applyTimelineLook(*m_plot, lookOf(palette()));
    if (m_minimap) m_minimap->refresh();
    replot();
}

void CompareView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_plot) applyLook();
    QWidget::changeEvent(event);
}

void CompareView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int roomForWords = 640;
    m_arrange->setText((width() >= roomForWords ? tr("Arrange") + ' ' : QString()) + "▾");
    layOut();
    QMetaObject::invokeMethod(this, &CompareView::updateNote, Qt::QueuedConnection);  // once the label has its width
}

void CompareView::focusContent() {
    if (m_pages->currentIndex() == 0)
        m_start->setFocus();
    else
        m_plot->setFocus();
}

bool CompareView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show) layOut();
    return QWidget::eventFilter(watched, event);
}

void CompareView::scrollTo(int y) {
    m_scroll->setValue(y);
}

void CompareView::tell(const QString& note) {
    m_session.tell(Message::Kind::Note, note);
}

void CompareView::showTip(QPoint at) {
    const Hover hover = hoverAt(m_scene, at);
    const auto arrow = arrowAt(m_scene, selection().task(), at);
    QStringList tip = arrow ? arrowTip(m_scene, *arrow) : QStringList();
    if (tip.isEmpty()) tip = hoverTip(m_scene, hover);
    if (tip.isEmpty()) tip = lagTip(m_scene, at);
    m_overlay->showHover(at, std::move(tip), arrow);
    selection().setHover(hover);
}

void CompareView::showDrop(std::optional<int> before) {
    m_scene.dropAt = before;
    m_overlay->refresh();
}

void CompareView::hideTip() {
    m_overlay->hideHover();
    selection().setHover({});
}

const DrawnRun* CompareView::runOf(const SpanPlace& place) const {
    const auto found =
        std::ranges::find_if(m_scene.runs, [&](const DrawnRun& d) { return d.run->info.number == place.run; });
    return found == m_scene.runs.end() || !laneOf(*found->run, place) ? nullptr : &*found;
}

void CompareView::bringIntoView(const SpanPlace& place) {
    const DrawnRun* drawn = runOf(place);
    if (!drawn) return;
    const Time from = drawn->onAxis(place.begin), to = drawn->onAxis(place.end);
    const TimeRange range = selection().range();
    if (from < range.from || to > range.to) {
        const Time middle = from + (to - from) / 2;
        selection().setRange({middle - range.length() / 2, middle - range.length() / 2 + range.length()});
    }
    scrollTo(place);
}

void CompareView::scrollTo(const SpanPlace& place) {
    const DrawnRun* drawn = runOf(place);
    if (!drawn) return;
    const auto row = m_scene.layout.row(place.kind, static_cast<int>(drawn - m_scene.runs.data()), place.lane);
    if (!row) return;
    if (row->y < m_scene.scroll)
        scrollTo(row->y - CompareMetrics::header);
    else if (row->y + row->height > m_scene.scroll + m_scroll->pageStep())
        scrollTo(row->y + row->height - m_scroll->pageStep());
}

void CompareView::frame(const SpanPlace& place) {
    if (const DrawnRun* drawn = runOf(place)) selection().frame(place, drawn->onAxis(place));
}

}  // namespace corelane
