// The run under way, now: how many workers compute, are ready or wait, tasks a second, and the depth of its queues;
// beside the means of the runs that have ended.
#include "app/engine_words.h"
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace corelane {
namespace {

constexpr Duration recent = 250'000'000;  // what counts as now

// Workers in each state, on the average of a stretch of time, and tasks that ended in it.
struct Pulse {
    double computing = 0, ready = 0, waiting = 0, idle = 0;
    double tasksPerSecond = 0;
    bool estimated = false;  // of more tasks than are counted one by one
};

// Cost: O(lanes x log spans), and at most so many spans a lane looked at.
Pulse pulseOf(const Run& run, Time from, Time to) {
    constexpr std::size_t counted = 4096;
    Pulse pulse;
    if (to <= from) return pulse;
    const auto share = [&](Duration d) { return double(d) / double(to - from); };
    double tasks = 0;
    for (const auto& lane : run.workers) {
        const auto totals = lane->segments.totals(from, to);
        const auto of = [&](State s) { return share(totals[static_cast<std::size_t>(s)]); };
        pulse.computing += of(State::Useful) + of(State::Overhead) + of(State::Startup);
        pulse.ready += of(State::Runnable);
        pulse.waiting += of(State::Lock) + of(State::Queue) + of(State::Io);
        pulse.idle += of(State::Idle);
        const auto before = [&](Time t) {
            return lane->spans.partitionPoint([t](const Span& s) { return s.begin < t; });
        };
        const std::size_t first = before(from), last = before(to), looked = std::min(counted, last - first);
        std::size_t found = 0;
        for (std::size_t i = last - looked; i < last; ++i)
            found += lane->spans[i].task != 0 && lane->spans[i].end != 0 && lane->spans[i].state == State::Useful;
        pulse.estimated |= looked < last - first;
        if (looked > 0) tasks += double(found) * double(last - first) / double(looked);
    }
    pulse.tasksPerSecond = tasks / (double(to - from) / 1e9);
    return pulse;
}

class LiveView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(LiveView)

  public:
    LiveView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(16, 4, 16, 8);
        column->setSpacing(6);
        m_words = new QLabel(this);
        m_words->setWordWrap(true);
        m_words->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(m_words);
        m_table = new FigureTable(this);
        m_table->setRowHeight(20);
        m_table->setAccessibleName(tr("What the workers of each run do now"));
        column->addWidget(m_table, 1);
        setFocusProxy(m_table);
        connect(&m_session, &Session::traceChanged, this, [this] { refresh(); });
        connect(&m_session, &Session::runningChanged, this, [this] { refresh(); });
    }

  protected:
    void showEvent(QShowEvent* event) override {
        QWidget::showEvent(event);
        refresh();
    }

  private:
    void refresh() {
        if (!isVisible()) return;
        const auto& drawn = m_session.drawn();
        m_words->setText(
            drawn.empty() ? tr("Nothing runs. F5 runs the chosen preset, and its workers are counted here meanwhile.")
            : m_session.running()
                ? tr("Workers, on the average of the last %1 of the run under way; of the others over their whole.")
                      .arg(withUnit(double(recent), timeUnitFor(double(recent)), 0))
                : tr("Workers, on the average of each run. While one is under way it is followed here."));
        Table table;
        table.columns = {
            {tr("workers"), Qt::AlignLeft, true, 80, false, true},
            {tr("computing"), Qt::AlignRight, false, 96},
            {tr("ready")},
            {tr("waiting")},
            {tr("idle"), Qt::AlignRight, false, 0, true},
            {tr("tasks a second")},
            {tr("queue"), Qt::AlignRight, false, 0, true}};
        for (const DrawnRun& run : drawn) table.rows.push_back(row(run));
        m_table->show(std::move(table));
    }

    static std::vector<Cell> row(const DrawnRun& drawn) {
        const Run& run = *drawn.run;
        const bool now = !run.finished;
        const Time end = drawn.begin() + drawn.wall();
        const Time from = now ? std::max(drawn.begin(), end - recent) : drawn.begin();
        const Pulse pulse = pulseOf(run, from, end);
        std::vector<Cell> cells(7);
        cells[0].text = runTitle(drawn.title);
        cells[0].strong = now;
        const double workers = std::max<double>(1, double(run.workers.size()));
        const std::array<std::pair<double, State>, 4> parts = {
            {{pulse.computing, State::Useful},
             {pulse.ready, State::Runnable},
             {pulse.waiting, State::Lock},
             {pulse.idle, State::Idle}}};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            cells[i + 1].text = number(parts[i].first, 1);
            cells[i + 1].tip = tr("%1 of %2 workers").arg(number(parts[i].first, 2)).arg(run.workers.size());
        }
        cells[1].bar = pulse.computing / workers;
        cells[1].barState = State::Useful;
        cells[5].text = (pulse.estimated ? "≈ " : "") + number(pulse.tasksPerSecond, 0);
        QStringList depths, names;
        for (const auto& counter : run.counters) {
            if (counter->points.empty()) continue;
            depths << QString::number(counter->points.back().value);
            names << QString::fromStdString(counter->name) + ": " + depths.back();
        }
        cells[6].text = depths.isEmpty() || !now ? QString(QChar(0x2013)) : depths.join(", ");
        cells[6].tip = names.join('\n');
        if (!now)
            for (Cell& cell : cells) cell.tone = Cell::Tone::Second;
        return cells;
    }

    Session& m_session;
    QLabel* m_words;
    FigureTable* m_table;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new LiveView(context, parent);
}

}  // namespace

namespace views {
extern const View live;
const View live = {"live", QT_TRANSLATE_NOOP("View", "Live"), "Ctrl+0", Side::Right, 420, create, Shown::OnDemand};
}  // namespace views

}  // namespace corelane
