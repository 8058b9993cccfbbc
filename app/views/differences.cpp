// What sets the shown runs apart from their baseline: core time by state and lane by lane over the visible range, and
// the tasks that took longer, with what their time went to.
#include "app/differences.h"

#include "app/engine_words.h"
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/span_walk.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QTabWidget>

#include <algorithm>
#include <cstdlib>

namespace corelane {
namespace {

const QString dash(QChar(0x2013));
constexpr std::size_t mostLanes = 200;  // of all runs

QString withSign(double ns, TimeUnit unit, int decimals) {
    const QString text = inUnit(ns, unit, decimals);
    return ns > 0 && text != inUnit(0, unit, decimals) ? '+' + text : text;
}

class DifferencesView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(DifferencesView)

  public:
    DifferencesView(ViewContext context, QWidget* parent) : QWidget(parent), m_context(context) {
        m_pages = new QStackedLayout(this);
        m_why = new QLabel(this);
        m_why->setWordWrap(true);
        m_why->setMargin(16);
        m_why->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_why->setForegroundRole(QPalette::PlaceholderText);
        m_pages->addWidget(m_why);
        auto* tables = new QWidget(this);
        auto* row = new QHBoxLayout(tables);
        row->setContentsMargins(10, 0, 10, 4);
        row->setSpacing(24);
        m_states = new FigureTable(tables);
        m_states->setAccessibleName(tr("Core time by state, and how the runs differ from the baseline"));
        row->addWidget(m_states, 1);
        auto* tabs = new QTabWidget(tables);
        m_tasks = new FigureTable(tabs);
        m_tasks->setAccessibleName(tr("Tasks that took longer than in the baseline"));
        m_lanes = new FigureTable(tabs);
        m_lanes->setAccessibleName(tr("What each lane did, and how that differs from the baseline"));
        tabs->addTab(m_tasks, tr("Tasks"));
        tabs->addTab(m_lanes, tr("Lanes"));
        tabs->setDocumentMode(true);
        row->addWidget(tabs, 1);
        for (FigureTable* table : {m_states, m_tasks, m_lanes}) table->setRowHeight(18);
        for (FigureTable* table : {m_tasks, m_lanes}) table->setSortable();
        setFocusProxy(m_tasks);
        m_pages->addWidget(tables);
        connect(&context.shares, &RangeBalance::changed, this, [this] { refresh(); });
        connect(&context.differences, &Differences::changed, this, [this] { refresh(); });
        connect(&context.session, &Session::traceChanged, this, [this] { refresh(); });
        connect(m_tasks, &FigureTable::rowActivated, this, [this](int i) { showTask(i); });
        connect(m_lanes, &FigureTable::rowActivated, this, [this](int i) { showLane(i); });
        refresh();
    }

  private:
    struct Row {
        const DrawnRun* run;
        const TaskDifference* difference;
    };
    struct LaneRow {
        const DrawnRun* run;
        std::size_t lane;
        LaneTime time, base;
        bool known;  // whether the baseline has one to hold it against
    };

    void refresh() {
        const Session& session = m_context.session;
        const DrawnRun* base = session.baseline();
        m_rows.clear();
        m_laneRows.clear();
        m_pages->setCurrentIndex(base && session.drawn().size() > 1 ? 1 : 0);
        if (m_pages->currentIndex() == 0) {
            m_why->setText(
                session.drawn().size() == 1
                    ? tr("There is only one run to be seen: nothing to compare it with.")
                    : tr("Click a run and press B: it becomes the baseline, and what sets the others apart from it "
                         "stands here."));
            setDockNote(this, {});
            return;
        }
        m_states->show(states(*base));
        m_tasks->show(tasks(*base));
        m_lanes->show(lanes(*base));
        setDockNote(
            this, tr("against %1; states and lanes over the visible range, tasks of the whole run")
                      .arg(runTitle(base->title)));
    }

    Table states(const DrawnRun& base) const {
        const RunShares* own = m_context.shares.of(base.run.get());
        double largest = 1;
        if (own) largest = double(own->inView.total);
        const TimeUnit unit = timeUnitFor(largest);
        Table table;
        table.total = true;
        table.columns = {
            {tr("core time, %1").arg(unit.text()), Qt::AlignLeft, false, 84},
            {runTitle(base.title), Qt::AlignRight, true}};
        for (const DrawnRun& run : m_context.session.drawn())
            if (&run != &base) table.columns.push_back({runTitle(run.title), Qt::AlignRight, true});
        const auto add = [&](const QString& name, const std::optional<State>& state, auto of) {
            std::vector<Cell> cells(2);
            cells[0].text = name;
            cells[0].swatch = state;
            cells[0].strong = true;
            const double before = own ? double(of(own->inView)) : 0;
            cells[1].text = own ? inUnit(before, unit, 2) : dash;
            for (const DrawnRun& run : m_context.session.drawn()) {
                if (&run == &base) continue;
                const RunShares* share = m_context.shares.of(run.run.get());
                Cell cell;
                cell.text = dash;
                if (own && share) cell = differenceCell(double(of(share->inView)) - before, before, unit);
                cells.push_back(cell);
            }
            table.rows.push_back(std::move(cells));
        };
        for (const State s : allStates) add(stateWord(s), s, [s](const Balance& b) { return b.of(s); });
        add(tr("cores × wall"), std::nullopt, [](const Balance& b) { return b.total; });
        return table;
    }

    static Cell timeCell(Duration time, TimeUnit unit, int decimals) {
        Cell cell;
        cell.text = inUnit(double(time), unit, decimals);
        cell.order = double(time);
        return cell;
    }

    static Cell differenceCell(double by, double before, TimeUnit unit) {
        Cell cell;
        cell.text = by == 0 ? dash : withSign(by, unit, 2);
        cell.order = by;
        cell.tone = by == 0 ? Cell::Tone::Third : Cell::Tone::Normal;
        if (by != 0) cell.tip = tr("%1 instead of %2").arg(duration(before + by), duration(before));
        if (before > 0 && by != 0) cell.tip += " (" + QString(by > 0 ? "+" : "") + percent(by / before, 0) + ')';
        return cell;
    }

    Table tasks(const DrawnRun& base) {
        for (const DrawnRun& run : m_context.session.drawn()) {
            const RunDifference* difference = m_context.differences.of(run.run.get());
            if (!difference || difference->base != base.run) continue;
            for (const TaskDifference& task : difference->slower) m_rows.push_back({&run, &task});
        }
        std::ranges::stable_sort(m_rows, std::greater(), [](const Row& r) { return r.difference->longer(); });
        if (m_rows.size() > Differences::mostTasks) m_rows.resize(Differences::mostTasks);
        double longest = 1;
        for (const Row& row : m_rows) longest = std::max(longest, double(row.difference->run.took));
        const TimeUnit unit = timeUnitFor(longest);
        const int decimals = unit.ns >= 1e6 ? 3 : unit.ns >= 1e3 ? 1 : 0;
        Table table;
        table.columns = {
            {tr("task that took longer"), Qt::AlignLeft, true, 80, false, true},
            {tr("under"), Qt::AlignLeft, false, 60},
            {tr("took, %1").arg(unit.text())},
            {tr("baseline, %1").arg(unit.text()), Qt::AlignRight, false, 0, true},
            {tr("times")},
            {tr("because of more"), Qt::AlignLeft, false, 80}};
        for (const Row& row : m_rows) {
            const TaskDifference& d = *row.difference;
            std::vector<Cell> cells(6);
            cells[0].text = QString::fromStdString(row.run->run->naming.name(d.task));
            cells[0].strong = true;
            cells[1].text = runTitle(row.run->title);
            cells[2] = timeCell(d.run.took, unit, decimals);
            cells[3] = timeCell(d.base.took, unit, decimals);
            cells[4].text = dash;
            if (d.base.took > 0) {
                cells[4].order = double(d.run.took) / double(d.base.took);
                cells[4].text = factor(*cells[4].order);
            }
            if (const auto cause = d.cause()) {
                const auto i = static_cast<std::size_t>(*cause);
                cells[5].text = stateWord(*cause);
                cells[5].swatch = *cause;
                cells[5].tip =
                    tr("%1 of it was %2, in the baseline %3.")
                        .arg(duration(double(d.run.state[i])), stateWord(*cause), duration(double(d.base.state[i])));
            }
            table.rows.push_back(std::move(cells));
        }
        return table;
    }

    // The lanes that differ most first, whichever way round.
    Table lanes(const DrawnRun& base) {
        m_laneRows.clear();
        const RunShares* before = m_context.shares.of(base.run.get());
        for (const DrawnRun& run : m_context.session.drawn()) {
            const RunShares* now = m_context.shares.of(run.run.get());
            if (&run == &base || !before || !now) continue;
            const auto matches = matchingLanes(*run.run, *base.run);
            for (std::size_t i = 0; i < std::min(matches.size(), now->timeOfWorker.size()); ++i) {
                const bool known = matches[i] && *matches[i] < before->timeOfWorker.size();
                m_laneRows.push_back(
                    {&run, i, now->timeOfWorker[i], known ? before->timeOfWorker[*matches[i]] : LaneTime{}, known});
            }
        }
        std::ranges::stable_sort(m_laneRows, std::greater(), [](const LaneRow& r) {
            return r.known ? std::abs(r.time.busy - r.base.busy) + std::abs(r.time.waiting - r.base.waiting) : -1;
        });
        if (m_laneRows.size() > mostLanes) m_laneRows.resize(mostLanes);
        double longest = 1;
        for (const LaneRow& row : m_laneRows)
            longest = std::max({longest, double(row.time.busy), double(row.time.waiting)});
        const TimeUnit unit = timeUnitFor(longest);
        Table table;
        table.columns = {
            {tr("lane"), Qt::AlignLeft, true, 60, false, true},
            {tr("under"), Qt::AlignLeft, false, 60},
            {tr("busy, %1").arg(unit.text())},
            {tr("against baseline")},
            {tr("waiting, %1").arg(unit.text())},
            {tr("against baseline")}};
        for (const LaneRow& row : m_laneRows) {
            std::vector<Cell> cells(6);
            cells[0].text = QString::fromStdString(row.run->run->workers[row.lane]->name);
            cells[0].strong = true;
            cells[0].tip = tr("Busy is useful and overhead; waiting is lock, queue, io and runnable.");
            cells[1].text = runTitle(row.run->title);
            cells[2] = timeCell(row.time.busy, unit, 2);
            cells[4] = timeCell(row.time.waiting, unit, 2);
            if (row.known) {
                cells[3] = differenceCell(double(row.time.busy - row.base.busy), double(row.base.busy), unit);
                cells[5] =
                    differenceCell(double(row.time.waiting - row.base.waiting), double(row.base.waiting), unit);
            } else {
                for (const std::size_t c : {3u, 5u}) {
                    cells[c].text = dash;
                    cells[c].tip = tr("The baseline has no such lane.");
                }
            }
            table.rows.push_back(std::move(cells));
        }
        return table;
    }

    void showTask(int i) {
        if (i < 0 || i >= static_cast<int>(m_rows.size())) return;
        const Row row = m_rows[static_cast<std::size_t>(i)];
        const auto place = placeOf(*row.run->run, row.difference->task);
        if (!place) return;
        m_context.session.selection().setRun(row.run->key);
        m_context.session.selection().frame(*place, row.run->onAxis(*place));
    }

    // Its first span in view, or the last one before.
    void showLane(int i) {
        if (i < 0 || i >= static_cast<int>(m_laneRows.size())) return;
        const LaneRow row = m_laneRows[static_cast<std::size_t>(i)];
        Selection& selection = m_context.session.selection();
        selection.setRun(row.run->key);
        const auto& spans = row.run->run->workers[row.lane]->spans;
        if (spans.size() == 0) return;
        const Time from = row.run->atAxis(selection.range().from);
        const std::size_t first = spans.partitionPoint([from](const Span& s) { return s.begin < from; });
        const auto place =
            placeOf(*row.run->run, LaneKind::Worker, static_cast<int>(row.lane), std::min(first, spans.size() - 1));
        if (place) selection.setSpan(*place);
    }

    ViewContext m_context;
    QStackedLayout* m_pages;
    QLabel* m_why;
    FigureTable *m_states, *m_tasks, *m_lanes;
    // Of the tables of tasks and of lanes; into the session's and the differences' values.
    std::vector<Row> m_rows;
    std::vector<LaneRow> m_laneRows;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new DifferencesView(context, parent);
}

}  // namespace

namespace views {
extern const View differences;
const View differences = {
    "differences", QT_TRANSLATE_NOOP("View", "Differences"), "Ctrl+8", Side::Bottom, 188, create, Shown::OnDemand};
}  // namespace views

}  // namespace corelane
