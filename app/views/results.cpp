// What the comparison says: the verdict, one row a model, and whether what the preset expects holds.
#include "app/engine_sentences.h"
#include "app/engine_words.h"
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/theme.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

QString measuredText(const Expectation& e) {
    if (!e.measured) return QObject::tr("not measured");
    if (e.unit == "share") return percent(*e.measured, 1);
    if (e.unit == "ns") return duration(*e.measured);
    if (e.unit == "x") return factor(*e.measured);
    const QString unit = QString::fromStdString(e.unit);
    return number(*e.measured, *e.measured == static_cast<double>(static_cast<long long>(*e.measured)) ? 0 : 2) +
           (unit.isEmpty() ? QString() : ' ' + unit);
}

class ResultsView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(ResultsView)

  public:
    ResultsView(ViewContext context, QWidget* parent)
        : QWidget(parent), m_session(context.session), m_shares(context.shares) {
        // All of it scrolls: where the view is low, nothing is squeezed over something else.
        auto* outer = new QVBoxLayout(this);
        outer->setContentsMargins(0, 0, 0, 0);
        auto* area = new QScrollArea(this);
        area->setWidgetResizable(true);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        outer->addWidget(area);
        auto* all = new QWidget(area);
        area->setWidget(all);
        auto* column = new QVBoxLayout(all);
        column->setContentsMargins(16, 4, 6, 8);
        column->setSpacing(8);
        m_verdict = label();
        m_verdict->setMargin(10);
        column->addWidget(m_verdict);
        m_table = new FigureTable(this);
        m_table->setAccessibleName(tr("Results, a row a model"));
        m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusProxy(m_table);
        column->addWidget(m_table);
        m_expectTitle = label();
        column->addWidget(m_expectTitle);
        m_expectations = new QVBoxLayout;
        m_expectations->setContentsMargins(0, 0, 0, 0);
        m_expectations->setSpacing(10);
        m_expectations->addStretch(1);
        column->addLayout(m_expectations, 1);
        connect(&m_session, &Session::summaryChanged, this, [this] { refresh(); });
        connect(&m_session, &Session::runningChanged, this, [this] { refresh(); });
        connect(&m_shares, &RangeBalance::changed, this, [this] { showTable(); });
        refresh();
    }

  protected:
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::PaletteChange) refresh();
        QWidget::changeEvent(event);
    }

  private:
    QLabel* label() {
        auto* l = new QLabel(this);
        l->setWordWrap(true);
        l->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        return l;
    }

    void refresh() {
        const Look& look = lookOf(palette());
        const auto& summary = m_session.summary();
        QString verdict = summary ? engineSentence(QString::fromStdString(summary->verdict)) : QString();
        if (m_session.running()) verdict = tr("The verdict comes when all repetitions have run.");
        if (!summary && !m_session.running()) verdict = tr("Run the comparison with F5, or open one with Ctrl+O.");
        m_verdict->setText(verdict);
        m_verdict->setVisible(!verdict.isEmpty());
        m_verdict->setStyleSheet(QString("background: %1; color: %2; border-radius: 4px; font-weight: 600;")
                                     .arg(look.accentSoft.name(), look.text.name()));
        showTable();
        showExpectations(look);
        int counted = 0;
        bool intervals = false;
        if (summary)
            for (const ModelSummary& model : summary->models) {
                counted = std::max(counted, model.repetitions);
                intervals |= model.ci95Ns.has_value();
            }
        setDockNote(
            this, counted == 0 ? QString()
                  : intervals  ? tr("medians of %1 repetitions, 95 % intervals").arg(counted)
                               : plural(counted, tr("medians of %1 repetition"), tr("medians of %1 repetitions")));
    }

    void showTable() {
        m_table->setVisible(!m_session.drawn().empty());
        m_table->show(resultsTable());
        m_table->setFixedHeight(m_table->contentHeight());
    }

    // A row a drawn run; what a model's repetitions gave stands beside what the visible range of the drawn run holds.
    Table resultsTable() const {
        const auto& drawn = m_session.drawn();
        double longest = 0;
        for (const DrawnRun& run : drawn) longest = std::max(longest, run.summary ? run.summary->medianNs : 0.0);
        const TimeUnit unit = timeUnitFor(longest);
        Table table;
        table.columns = {
            {tr("rank"), Qt::AlignLeft, false, 0, true},
            {tr("model"), Qt::AlignLeft, true, 80, false, true},
            {tr("median, %1").arg(unit.text())},
            {QString("±"), Qt::AlignRight, false, 0, true},
            {tr("faster, ×")},
            {tr("useful, %")}};
        for (const DrawnRun& run : drawn) table.rows.push_back(resultsRow(run, unit));
        return table;
    }

    std::vector<Cell> resultsRow(const DrawnRun& run, TimeUnit unit) const {
        enum Column { Rank, Name, Median, Half, Faster, Useful };
        std::vector<Cell> row(6);
        row[Name].text = runTitle(run.title);
        row[Name].tip = row[Name].text;
        for (const std::size_t c : {Rank, Median, Half, Faster, Useful}) {
            row[c].text = QChar(0x2013);
            row[c].tone = Cell::Tone::Third;
        }
        const auto fill = [&](std::size_t c, const QString& value) {
            row[c].text = value;
            row[c].tone = Cell::Tone::Normal;
        };
        if (const RunShares* shares = m_shares.of(run.run.get()); shares && shares->inView.total > 0) {
            fill(Useful, number(100 * double(shares->inView.of(State::Useful)) / double(shares->inView.total), 1));
            row[Useful].tip = tr("Share of core time in the visible range that %1 spent on the workload's own work.")
                                  .arg(row[Name].text);
        }
        if (!run.summary) return row;
        const ModelSummary& model = *run.summary;
        if (model.repetitions > 0) fill(Median, inUnit(model.medianNs, unit, 2));
        if (model.ci95Ns) {
            fill(Half, inUnit((model.ci95Ns->second - model.ci95Ns->first) / 2, unit, 2));
            row[Half].tone = Cell::Tone::Second;
            row[Half].tip = row[Median].tip =
                tr("With 95 % confidence the median lies between %1 and %2 %3.")
                    .arg(inUnit(model.ci95Ns->first, unit, 2), inUnit(model.ci95Ns->second, unit, 2), unit.text());
        }
        if (model.speedup) fill(Faster, number(*model.speedup, 2));
        if (model.efficiency)
            row[Faster].tip = tr("%1 of what the cores could give at best.").arg(percent(*model.efficiency, 0));
        if (model.rank && !m_session.running()) {
            fill(Rank, QString::number(*model.rank));
            row[Rank].tip = tr("Models that do not differ with 95 % confidence share a rank.");
            row[Name].strong = model.rank == 1;
            if (model.rank == 1) row[Faster].tone = Cell::Tone::Good;
        }
        if (model.correct && model.repetitions == 0 && model.fault && model.fault->ended > 0) {
            row[Rank].text = tr("as promised");
            row[Rank].tip = row[Name].tip = QString::fromStdString(model.problem);
        } else if (!model.correct || !model.problem.empty()) {
            row[Name].tone = Cell::Tone::Bad;
            row[Rank].text = model.correct ? tr("failed") : tr("wrong");
            row[Rank].tone = Cell::Tone::Bad;
            row[Rank].tip = row[Name].tip = QString::fromStdString(model.problem);
        }
        return row;
    }

    void showExpectations(const Look& look) {
        while (m_expectations->count() > 1) {
            QLayoutItem* item = m_expectations->takeAt(0);
            delete item->widget();
            delete item;
        }
        const auto& summary = m_session.summary();
        const bool any = summary && !summary->expectations.empty() && !m_session.running();
        m_expectTitle->setVisible(any);
        if (!any) return;
        const auto holding =
            std::ranges::count_if(summary->expectations, [](const auto& e) { return e.holds == true; });
        m_expectTitle->setText(
            !summary->complete
                ? tr("What was expected (not judged: the comparison is not complete)")
                : tr("What was expected: %1 of %2 hold").arg(holding).arg(summary->expectations.size()));
        m_expectTitle->setStyleSheet("font-size: 13px; font-weight: 600; margin-top: 8px;");
        for (const Expectation& e : summary->expectations) {
            auto* l = label();
            const QString mark = !e.holds ? "?" : *e.holds ? "✓" : "✗";
            const QColor colour = !e.holds ? look.thirdText : *e.holds ? look.good : look.warn;
            l->setText(QString("<table cellspacing=0 cellpadding=0><tr><td width=18><b style='color:%1'>%2</b></td>"
                               "<td>%3<br><span style='color:%4'>%5</span></td></tr></table>")
                           .arg(
                               colour.name(), mark, catalogueText(QString::fromStdString(e.expect)).toHtmlEscaped(),
                               look.thirdText.name(),
                               (e.holds ? tr("measured %1").arg(measuredText(e)) : measuredText(e)).toHtmlEscaped()));
            m_expectations->insertWidget(m_expectations->count() - 1, l);
        }
    }

    Session& m_session;
    const RangeBalance& m_shares;
    QLabel *m_verdict, *m_expectTitle;
    FigureTable* m_table;
    QVBoxLayout* m_expectations;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new ResultsView(context, parent);
}

}  // namespace

namespace views {
extern const View results;
const View results = {"results", QT_TRANSLATE_NOOP("View", "Results"), "Ctrl+2", Side::Right, 360, create};
}  // namespace views

}  // namespace corelane
