// How long tasks took, how many workers computed, what was waited for and how often cores changed hands, in the
// measured or the visible range and in the whole run. A click on a number searches for the spans behind it.
#include "app/engine_words.h"
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/plots/latency_ridges.h"
#include "app/plots/parallelism_curves.h"
#include "app/range_figures.h"
#include "app/theme.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

const QString dash(QChar(0x2013));

class StatisticsView : public QScrollArea {
    Q_DECLARE_TR_FUNCTIONS(StatisticsView)

  public:
    StatisticsView(ViewContext context, QWidget* parent)
        : QScrollArea(parent), m_session(context.session), m_figures(context.session) {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        auto* content = new QWidget(this);
        auto* column = new QVBoxLayout(content);
        column->setContentsMargins(16, 4, 16, 12);
        column->setSpacing(4);
        auto* row = new QHBoxLayout;
        m_range = new QLabel(content);
        m_range->setForegroundRole(QPalette::PlaceholderText);
        m_range->setWordWrap(true);
        row->addWidget(m_range, 1);
        m_freeze = new QToolButton(content);
        m_freeze->setObjectName("freeze");
        m_freeze->setText(tr("Freeze"));
        m_freeze->setCheckable(true);
        m_freeze->setToolTip(tr("Keeps these figures while you look elsewhere; again: they follow what you see."));
        connect(m_freeze, &QToolButton::toggled, &m_figures, &RangeFigures::setFrozen);
        row->addWidget(m_freeze);
        column->addLayout(row);
        m_tasks = table(content, column, tr("How long the tasks took"));
        m_ridges = new LatencyRidges(content);
        column->addWidget(m_ridges);
        m_legend = new QLabel(
            tr("Tasks by how long they took, height by the root of their number; line: median, dotted: 99 %."),
            content);
        m_legend->setWordWrap(true);
        m_legend->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(m_legend);
        m_curves = new ParallelismCurves(content);
        column->addWidget(m_curves);
        m_curvesLegend = new QLabel(tr("Workers that computed, over time; dotted: on average."), content);
        m_curvesLegend->setWordWrap(true);
        m_curvesLegend->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(m_curvesLegend);
        m_waits = table(content, column, tr("What was waited for"));
        m_cores = table(content, column, tr("How often the cores changed hands"));
        column->addStretch(1);
        setWidget(content);
        setFocusProxy(m_tasks);
        connect(&m_figures, &RangeFigures::changed, this, [this] { refresh(); });
        connect(m_tasks, &QTableView::clicked, this, [this](const QModelIndex& i) { askTasks(i); });
        connect(m_waits, &QTableView::clicked, this, [this](const QModelIndex& i) { askWaits(i.row()); });
        connect(m_waits, &FigureTable::rowActivated, this, [this](int i) { askWaits(i); });
        refresh();
    }

  protected:
    void showEvent(QShowEvent* event) override {
        QScrollArea::showEvent(event);
        m_figures.setWanted(true);
    }
    void hideEvent(QHideEvent* event) override {
        QScrollArea::hideEvent(event);
        m_figures.setWanted(false);
    }

  private:
    struct WaitRow {
        DrawnRun run;
        Waits waits;
        Duration whole;
    };

    FigureTable* table(QWidget* content, QVBoxLayout* column, const QString& name) {
        auto* made = new FigureTable(content);
        made->setRowHeight(18);
        made->setAccessibleName(name);
        made->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        made->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        column->addWidget(made);
        column->addSpacing(8);
        return made;
    }

    void put(FigureTable* where, Table what) {
        where->setVisible(!what.rows.empty());
        where->show(std::move(what));
        where->setFixedHeight(where->contentHeight());
    }

    void refresh() {
        const auto& drawn = m_session.drawn();
        const bool whole = m_figures.wholeRuns();
        const bool known = !m_figures.all().empty() && !drawn.empty();
        m_range->setText(
            !known               ? tr("There is nothing to count yet.")
            : m_figures.frozen() ? tr("Frozen: %1 to %2. Below each run, its whole.")
                                       .arg(at(m_figures.range().from), at(m_figures.range().to))
            : whole ? tr("The whole runs. Zoom in or measure, and a part stands beside them.")
            : m_session.selection().measured() ? tr("What is measured. Below each run, its whole.")
                                               : tr("The visible range. Below each run, its whole."));
        for (QWidget* part : std::initializer_list<QWidget*>{m_ridges, m_legend, m_curves, m_curvesLegend})
            part->setVisible(known);
        put(m_tasks, tasksTable(whole));
        put(m_waits, waitsTable());
        put(m_cores, coresTable());
        std::vector<LatencyRidges::Ridge> ridges;
        std::vector<ParallelismCurves::Curve> curves;
        for (const DrawnRun& run : drawn) {
            const RunFigures* f = m_figures.of(run.run.get());
            if (!f) continue;
            ridges.push_back({runTitle(run.title), f->inRange.tasks});
            curves.push_back(
                {runTitle(run.title), f->computing, f->from - run.begin(), f->to - run.begin(), run.wall()});
        }
        m_ridges->show(std::move(ridges));
        m_curves->show(std::move(curves));
    }

    static QString at(Time t) { return duration(double(t)); }

    Table tasksTable(bool whole) {
        m_taskRows.clear();
        double longest = 0;
        for (const RunFigures& f : m_figures.all())
            longest = std::max({longest, double(f.inRange.tasks.longest), double(f.whole.tasks.longest)});
        const TimeUnit unit = timeUnitFor(longest);
        const int decimals = unit.ns >= 1e6 ? 3 : unit.ns >= 1e3 ? 1 : 0;
        Table table;
        table.columns = {
            {tr("tasks, %1").arg(unit.text()), Qt::AlignLeft, true, 70, false, true},
            {tr("number")},
            {tr("median")},
            {tr("90 %"), Qt::AlignRight, false, 0, true},
            {tr("99 %")},
            {tr("99.9 %"), Qt::AlignRight, false, 0, true},
            {tr("longest")}};
        const auto add = [&](const QString& name, const Latencies& tasks, bool quiet) {
            std::vector<Cell> row(7);
            row[0].text = name;
            row[0].strong = !quiet;
            row[1].text = QString::number(tasks.count);
            const Duration figures[] = {tasks.median, tasks.p90, tasks.p99, tasks.p999, tasks.longest};
            for (std::size_t i = 0; i < std::size(figures); ++i) {
                row[i + 2].text = tasks.count > 0 ? inUnit(double(figures[i]), unit, decimals) : dash;
                row[i + 2].tip = tr("A click searches for the spans that took at least so long.");
            }
            for (Cell& cell : row)
                if (quiet) cell.tone = Cell::Tone::Third;
            table.rows.push_back(std::move(row));
        };
        for (const DrawnRun& run : m_session.drawn()) {
            const RunFigures* f = m_figures.of(run.run.get());
            if (!f) continue;
            add(runTitle(run.title), f->inRange.tasks, false);
            m_taskRows.push_back({run, f, false});
            if (whole || !run.run->finished) continue;
            add(tr("whole run"), f->whole.tasks, true);
            m_taskRows.push_back({run, f, true});
        }
        return table;
    }

    Table waitsTable() {
        m_waitRows.clear();
        for (const DrawnRun& run : m_session.drawn()) {
            const RunFigures* f = m_figures.of(run.run.get());
            if (!f) continue;
            for (const Waits& waits : f->inRange.waits) {
                const auto same = std::ranges::find_if(
                    f->whole.waits, [&](const Waits& w) { return w.state == waits.state && w.name == waits.name; });
                m_waitRows.push_back({run, waits, same == f->whole.waits.end() ? 0 : same->total});
            }
        }
        std::ranges::stable_sort(m_waitRows, std::greater(), [](const WaitRow& row) { return row.waits.total; });
        constexpr std::size_t most = 20;
        if (m_waitRows.size() > most) m_waitRows.resize(most);
        double largest = 0;
        for (const WaitRow& row : m_waitRows)
            largest = std::max({largest, double(row.waits.total), double(row.whole)});
        const TimeUnit unit = timeUnitFor(largest);
        Table table;
        table.columns = {
            {tr("waited for, %1").arg(unit.text()), Qt::AlignLeft, true, 80, false, true},
            {tr("run"), Qt::AlignLeft, false, 50, false, true},
            {tr("in all")},
            {tr("whole run"), Qt::AlignRight, false, 0, true},
            {tr("times")},
            {tr("longest")}};
        for (const WaitRow& row : m_waitRows) {
            std::vector<Cell> cells(6);
            const QString name = QString::fromStdString(m_session.trace()->name(row.waits.name));
            cells[0].text = name.isEmpty() ? stateWord(row.waits.state) : name;
            cells[0].swatch = row.waits.state;
            cells[0].strong = true;
            cells[1].text = runTitle(row.run.title);
            cells[2].text = inUnit(double(row.waits.total), unit, 2);
            cells[3].text = row.run.run->finished ? inUnit(double(row.whole), unit, 2) : dash;
            cells[4].text = QString::number(row.waits.count);
            cells[5].text = inUnit(double(row.waits.longest.took()), unit, 3);
            for (Cell& cell : cells) cell.tip = tr("A click shows the longest of these waits, and searches for all.");
            table.rows.push_back(std::move(cells));
        }
        return table;
    }

    Table coresTable() {
        Table table;
        table.columns = {
            {tr("cores"), Qt::AlignLeft, true, 80, false, true},
            {tr("switches")},
            {tr("per ms")},
            {tr("migrations")}};
        for (const DrawnRun& run : m_session.drawn()) {
            const RunFigures* f = m_figures.of(run.run.get());
            if (!f || !f->inRange.switches) continue;
            const Time from = std::max(f->from, run.begin()), to = std::min(f->to, run.begin() + run.wall());
            std::vector<Cell> cells(4);
            cells[0].text = runTitle(run.title);
            cells[0].strong = true;
            cells[1].text = QString::number(*f->inRange.switches);
            cells[1].tip = tr("How often a core came to run another thread.");
            cells[2].text = to > from ? number(double(*f->inRange.switches) / (double(to - from) / 1e6), 1) : dash;
            cells[3].text = QString::number(*f->inRange.migrations);
            cells[3].tip = tr("How often a worker went on on another core.");
            table.rows.push_back(std::move(cells));
        }
        return table;
    }

    // "after 1000ns before 2000ns", of what is not the whole run.
    static QString within(const DrawnRun& run, const RunFigures& f, bool whole) {
        if (whole || (f.from <= run.begin() && f.to >= run.begin() + run.wall())) return {};
        return QString(" after %1ns before %2ns")
            .arg(std::max<Time>(f.from - run.begin(), 0))
            .arg(f.to - run.begin());
    }

    void askTasks(const QModelIndex& index) {
        const auto i = static_cast<std::size_t>(index.row());
        if (i >= m_taskRows.size()) return;
        const auto& [run, figures, whole] = m_taskRows[i];
        const Latencies& tasks = whole ? figures->whole.tasks : figures->inRange.tasks;
        const Duration atLeast[] = {0, 0, tasks.median, tasks.p90, tasks.p99, tasks.p999, tasks.longest};
        m_session.selection().ask(QString("useful >= %1ns in #%2%3")
                                      .arg(atLeast[std::clamp(index.column(), 0, 6)])
                                      .arg(run.run->info.number)
                                      .arg(within(run, *figures, whole)));
    }

    void askWaits(int i) {
        if (i < 0 || i >= static_cast<int>(m_waitRows.size()) || !m_session.trace()) return;
        const WaitRow row = m_waitRows[static_cast<std::size_t>(i)];
        const RunFigures* f = m_figures.of(row.run.run.get());
        const QString name = QString::fromStdString(m_session.trace()->name(row.waits.name));
        const std::string_view state = stateName(row.waits.state);
        const QString words = QString::fromUtf8(state.data(), static_cast<qsizetype>(state.size())) +
                              (name.isEmpty() || name.contains('"') ? QString() : " \"" + name + '"');
        if (f)
            m_session.selection().ask(
                QString("%1 in #%2%3")
                    .arg(words, QString::number(row.run.run->info.number), within(row.run, *f, false)));
        m_session.selection().setRun(row.run.key);
        m_session.selection().frame(row.waits.longest, row.run.onAxis(row.waits.longest));
    }

    struct TaskRow {
        DrawnRun run;
        const RunFigures* figures;
        bool whole;
    };
    Session& m_session;
    RangeFigures m_figures;
    QLabel *m_range, *m_legend, *m_curvesLegend;
    QToolButton* m_freeze;
    FigureTable *m_tasks, *m_waits, *m_cores;
    LatencyRidges* m_ridges;
    ParallelismCurves* m_curves;
    std::vector<TaskRow> m_taskRows;  // of the table; point into the session and the figures
    std::vector<WaitRow> m_waitRows;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new StatisticsView(context, parent);
}

}  // namespace

namespace views {
extern const View statistics;
const View statistics = {"statistics",   QT_TRANSLATE_NOOP("View", "Statistics"), "Ctrl+9", Side::Right, 400, create,
                         Shown::OnDemand};
}  // namespace views

}  // namespace corelane
