// How long the selected run would have taken with one thing changed: a row a question, with what the answer assumes.
#include "app/engine_words.h"
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/run_what_if.h"
#include "app/views/view.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace corelane {
namespace {

const QString dash(QChar(0x2013));

QString text(std::string_view s) {
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

class WhatIfView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(WhatIfView)

  public:
    WhatIfView(ViewContext context, QWidget* parent)
        : QWidget(parent), m_session(context.session), m_whatIf(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(10, 4, 10, 8);
        column->setSpacing(6);
        auto* row = new QHBoxLayout;
        row->setContentsMargins(6, 0, 6, 0);
        m_run = new QComboBox(this);
        m_run->setObjectName("whatIfRun");
        m_run->setAccessibleName(tr("The run that is asked about"));
        m_run->setToolTip(tr("The run that is asked about; clicking its head in the timelines chooses it too."));
        m_run->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        row->addWidget(m_run);
        m_sentence = new QLabel(this);
        m_sentence->setObjectName("whatIfSentence");
        m_sentence->setWordWrap(true);
        m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        row->addWidget(m_sentence, 1);
        column->addLayout(row);
        m_table = new FigureTable(this);
        m_table->setRowHeight(18);
        m_table->setSortable();
        m_table->setAccessibleName(tr("What if: a row a question, with the time it predicts"));
        setFocusProxy(m_table);
        column->addWidget(m_table, 1);
        connect(&m_whatIf, &RunWhatIf::changed, this, [this] { refresh(); });
        connect(m_table, &FigureTable::rowActivated, this, [this](int i) { say(i); });
        connect(m_run, &QComboBox::activated, this, [this](int i) {
            m_session.selection().setRun(m_run->itemData(i).toString().toStdString());
        });
        refresh();
    }

  protected:
    void showEvent(QShowEvent* event) override {
        QWidget::showEvent(event);
        m_whatIf.setWanted(true);
    }
    void hideEvent(QHideEvent* event) override {
        QWidget::hideEvent(event);
        m_whatIf.setWanted(false);
    }

  private:
    void refresh() {
        const DrawnRun* run = m_whatIf.run();
        showRuns(run);
        const WhatIf* known = m_whatIf.answers();
        m_table->show(known ? table(*known) : Table());
        m_sentence->setText(
            m_session.running() ? tr("It can be asked when all repetitions have run.")
            : !run              ? tr("Run the comparison with F5, or open one with Ctrl+O.")
            : !known            ? tr("Replaying the run…")
            : !known->refused.empty()
                ? QString::fromStdString(known->refused)
                : tr("It took %1; replayed without a change: %2. A click on a row says all of it.")
                      .arg(duration(double(known->measured)), duration(double(known->replayed.value_or(0)))));
    }

    void showRuns(const DrawnRun* chosen) {
        const QSignalBlocker quiet(m_run);
        m_run->clear();
        for (const DrawnRun& run : m_session.drawn()) {
            m_run->addItem(runTitle(run.title), QString::fromStdString(run.key));
            if (&run == chosen) m_run->setCurrentIndex(m_run->count() - 1);
        }
        m_run->setVisible(chosen != nullptr);
    }

    Table table(const WhatIf& known) const {
        const TimeUnit unit = timeUnitFor(double(known.measured));
        Table table;
        table.columns = {
            {tr("what if"), Qt::AlignLeft, false, 130},
            {tr("would take, %1").arg(unit.text())},
            {tr("change, %")},
            {tr("what that assumes"), Qt::AlignLeft, true, 120, false, true}};
        for (const Prediction& prediction : known.predictions) {
            std::vector<Cell> row(4);
            row[0].text = catalogueText(text(prediction.question->title));
            row[0].strong = true;
            row[0].tip = text(prediction.question->summary) + '.';
            if (prediction.wall) {
                const double wall = double(*prediction.wall), change = 100 * (wall / double(known.measured) - 1);
                row[1].text = inUnit(wall, unit, 2);
                row[1].order = wall;
                row[2].text = number(change, 1);
                row[2].order = change;
                constexpr double much = -5;
                row[2].tone = change < much ? Cell::Tone::Good : Cell::Tone::Normal;
                row[3].text = QString::fromStdString(prediction.assumes);
                row[1].tip = row[2].tip = QString::fromStdString(prediction.sentence);
            } else {
                row[1].text = row[2].text = dash;
                row[3].text = QString::fromStdString(prediction.sentence);
                for (const std::size_t c : {1, 2, 3}) row[c].tone = Cell::Tone::Third;
            }
            for (Cell& cell : row)
                if (cell.tip.isEmpty()) cell.tip = row[3].text;
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    void say(int i) {
        const WhatIf* known = m_whatIf.answers();
        if (!known || i < 0 || i >= static_cast<int>(known->predictions.size())) return;
        const Prediction& prediction = known->predictions[static_cast<std::size_t>(i)];
        QString sentence = QString::fromStdString(prediction.sentence);
        if (prediction.wall) sentence += ' ' + tr("Assumes: %1").arg(QString::fromStdString(prediction.assumes));
        m_sentence->setText(sentence);
    }

    Session& m_session;
    RunWhatIf m_whatIf;
    QComboBox* m_run;
    QLabel* m_sentence;
    FigureTable* m_table;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new WhatIfView(context, parent);
}

}  // namespace

namespace views {
extern const View what_if;
const View what_if = {"what_if",      QT_TRANSLATE_NOOP("View", "What if"), "Ctrl+1", Side::Bottom, 188, create,
                      Shown::OnDemand};
}  // namespace views

}  // namespace corelane
