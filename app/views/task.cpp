// The selected task: when it ran in every run, how long, after which wait, and who handed it what.
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/handover_text.h"
#include "app/task_facts.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TaskView)
};

// "13.7, 13.8 and 13.9"; long lists end in "and 12 more".
QString namesOf(const TaskNaming& naming, const std::vector<Edge>& edges, TaskIndex Edge::*end) {
    std::vector<TaskIndex> tasks;
    for (const Edge& edge : edges) tasks.push_back(edge.*end);
    std::ranges::sort(tasks);
    tasks.erase(std::unique(tasks.begin(), tasks.end()), tasks.end());
    QStringList names;
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < std::min(most, tasks.size()); ++i)
        names << QString::fromStdString(naming.shortName(tasks[i]));
    const QString comma = Words::tr(", ", "between the parts of a list");
    if (tasks.size() > most) return Words::tr("%1 and %2 more").arg(names.join(comma)).arg(tasks.size() - most);
    if (names.size() < 2) return names.join(QString());
    const QString last = names.takeLast();
    return Words::tr("%1 and %2").arg(names.join(comma), last);
}

class TaskView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(TaskView)

  public:
    TaskView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(16, 0, 16, 8);
        column->setSpacing(6);
        m_table = new FigureTable(this);
        m_table->setAccessibleName(tr("The selected task in every run"));
        m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        column->addWidget(m_table);
        m_text = new QLabel(this);
        m_text->setWordWrap(true);
        m_text->setForegroundRole(QPalette::PlaceholderText);
        m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(m_text);
        column->addStretch(1);
        connect(&m_session.selection(), &Selection::taskChanged, this, [this] { refresh(); });
        connect(&m_session, &Session::traceChanged, this, [this] { refresh(); });
        refresh();
    }

  private:
    void refresh() {
        const TaskIndex task = m_session.selection().task();
        const auto& drawn = m_session.drawn();
        m_table->setVisible(task != 0 && !drawn.empty());
        setFocusProxy(task != 0 && !drawn.empty() ? static_cast<QWidget*>(m_table) : m_text);
        if (task == 0 || drawn.empty()) {
            m_text->setText(
                tr("Click a task in a lane: its inputs, its hand-overs and its times in every run stand here. "
                   "Then . and , walk along the lane, ] and [ along the hand-overs, and L shows the longest wait."));
            setDockNote(this, {});
            return;
        }
        const TaskNaming& naming = drawn.front().run->naming;
        if (const auto identity = naming.task(task))
            setDockNote(
                this, tr("%1, step %2, point %3")
                          .arg(QString::fromStdString(naming.name(task)).section(' ', 0, -2))
                          .arg(identity->step)
                          .arg(identity->point));
        std::vector<std::optional<TaskFacts>> facts;
        double latest = 0, longest = 0;
        for (const DrawnRun& run : drawn) {
            facts.push_back(taskFacts(*run.run, task));
            if (!facts.back()) continue;
            latest = std::max(latest, double(facts.back()->begin - run.begin()));
            longest = std::max({longest, double(facts.back()->took()), double(facts.back()->waited)});
        }
        const TimeUnit startUnit = timeUnitFor(latest), tookUnit = timeUnitFor(longest);
        Table table;
        table.columns = {
            {tr("in each run"), Qt::AlignLeft, true, 80},
            {tr("start, %1").arg(startUnit.text())},
            {tr("took, %1").arg(tookUnit.text())},
            {tr("wait, %1").arg(tookUnit.text())},
            {tr("on")}};
        const QString dash(QChar(0x2013));
        QStringList sentences;
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            std::vector<Cell> row(5);
            row[0].text = QString::fromStdString(drawn[i].title);
            row[0].strong = true;
            for (std::size_t c = 1; c < 5; ++c) {
                row[c].text = dash;
                row[c].tone = Cell::Tone::Third;
            }
            if (facts[i]) {
                const Lane& lane = *drawn[i].run->workers[facts[i]->worker];
                const auto fill = [&](std::size_t c, const QString& value) {
                    row[c].text = value;
                    row[c].tone = Cell::Tone::Normal;
                };
                fill(1, inUnit(double(facts[i]->begin - drawn[i].begin()), startUnit, 2));
                fill(2, inUnit(double(facts[i]->took()), tookUnit, tookUnit.ns >= 1e6 ? 3 : 1));
                if (facts[i]->waited > 0)
                    fill(3, inUnit(double(facts[i]->waited), tookUnit, tookUnit.ns >= 1e6 ? 3 : 1));
                fill(4, QString::fromStdString(lane.name));
                if (facts[i]->core) row[4].tip = tr("on core %1").arg(*facts[i]->core);
                if (sentences.isEmpty()) {
                    const QString inputs =
                        namesOf(naming, edgesInto(*drawn[i].run, *facts[i], task), &Edge::fromTask);
                    const QString outputs =
                        namesOf(naming, edgesOutOf(*drawn[i].run, *facts[i], task), &Edge::toTask);
                    if (!inputs.isEmpty()) sentences << tr("Its inputs came from %1.").arg(inputs);
                    if (!outputs.isEmpty()) sentences << tr("Its output went to %1.").arg(outputs);
                    const auto waits = endedWaitsBefore(*drawn[i].run, *facts[i]);
                    if (!waits.empty())
                        sentences << tr("Before it, under %1:").arg(QString::fromStdString(drawn[i].title));
                    for (const EndedWait& wait : waits)
                        sentences << handoverSentences(*m_session.trace(), *drawn[i].run, wait);
                }
            }
            table.rows.push_back(row);
        }
        m_table->show(std::move(table));
        m_table->setFixedHeight(m_table->contentHeight());
        m_text->setText(
            sentences.isEmpty() ? tr("No hand-over of it is recorded: it needs no input, and nothing needs it.")
                                : sentences.join(' '));
    }

    Session& m_session;
    FigureTable* m_table;
    QLabel* m_text;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new TaskView(context, parent);
}

}  // namespace

namespace views {
extern const View task;
const View task = {"task", QT_TRANSLATE_NOOP("View", "Task"), "Ctrl+4", Side::Right, 360, create};
}  // namespace views

}  // namespace corelane
