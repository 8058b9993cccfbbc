// Where cores × wall time went, a column a run, over the visible range.
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/state_words.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

class BalanceView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(BalanceView)

  public:
    BalanceView(ViewContext context, QWidget* parent) : QWidget(parent), m_context(context) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(10, 0, 10, 4);
        m_table = new FigureTable(this);
        m_table->setRowHeight(18);
        m_table->setAccessibleName(tr("Balance of core time by state and run"));
        setFocusProxy(m_table);
        column->addWidget(m_table);
        connect(&context.shares, &RangeBalance::changed, this, [this] { refresh(); });
        connect(&context.session, &Session::summaryChanged, this, [this] { refresh(); });
        refresh();
    }

  private:
    void refresh() {
        const auto& drawn = m_context.session.drawn();
        std::vector<const RunShares*> shares;
        double largest = 1, smallestTotal = 0;
        for (const DrawnRun& run : drawn) {
            shares.push_back(m_context.shares.of(run.run.get()));
            if (!shares.back()) continue;
            const Balance& b = shares.back()->inView;
            for (const State s : allStates) largest = std::max(largest, double(b.of(s)));
            smallestTotal = std::max(smallestTotal, double(b.total));
        }
        const TimeUnit unit = timeUnitFor(smallestTotal);
        Table table;
        table.total = !drawn.empty();
        table.columns = {{tr("state"), Qt::AlignLeft, false, 96}, {QString(), Qt::AlignLeft, false, 0, true}};
        for (const DrawnRun& run : drawn)
            table.columns.push_back({QString::fromStdString(run.title), Qt::AlignRight, true});
        for (const State s : allStates) {
            std::vector<Cell> row(2);
            row[0].text = stateWord(s);
            row[0].swatch = s;
            row[0].strong = true;
            row[1].text = stateMeaning(s);
            row[1].tone = Cell::Tone::Third;
            for (const RunShares* share : shares) row.push_back(cell(share, s, unit, largest));
            table.rows.push_back(row);
        }
        std::vector<Cell> total(2);
        total[0].text = tr("cores × wall");
        total[0].strong = true;
        total[1].tone = Cell::Tone::Third;
        double residual = 0;
        for (const RunShares* share : shares) {
            Cell c;
            const bool any = share && share->inView.total > 0;
            c.text = any ? inUnit(double(share->inView.total), unit, 2) : QString(QChar(0x2013));
            c.second = any ? percent(1, 0) : QString(' ');
            c.strong = true;
            if (share) {
                residual = std::max(residual, double(share->inView.residual));
                c.tip = tr("Residual: %1 %2, the time in which a worker's state is not known.")
                            .arg(inUnit(double(share->inView.residual), unit, 2), unit.text());
            }
            total.push_back(c);
        }
        total[1].text =
            residual == 0 ? tr("residual 0.00 in every run") : tr("residual up to %1").arg(inUnit(residual, unit, 2));
        if (!drawn.empty()) table.rows.push_back(total);
        m_table->show(std::move(table));
        const Selection& selection = m_context.session.selection();
        const bool whole = !drawn.empty() && std::ranges::all_of(drawn, [&](const DrawnRun& d) {
            return selection.range().from <= 0 && selection.range().to >= d.wall();
        });
        setDockNote(
            this, drawn.empty()
                      ? QString()
                      : (whole ? tr("%1 of core time, whole run") : tr("%1 of core time, visible range only"))
                            .arg(unit.text()));
    }

    static Cell cell(const RunShares* share, State s, TimeUnit unit, double largest) {
        Cell c;
        if (!share || share->inView.total <= 0 || share->inView.of(s) == 0) {
            c.text = QChar(0x2013);
            c.second = ' ';
            c.tone = Cell::Tone::Third;
            return c;
        }
        const double time = double(share->inView.of(s));
        c.text = inUnit(time, unit, 2);
        c.second = percent(time / double(share->inView.total), 1);
        c.bar = time / largest;
        c.barState = s;
        return c;
    }

    ViewContext m_context;
    FigureTable* m_table;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new BalanceView(context, parent);
}

}  // namespace

namespace views {
extern const View balance;
const View balance = {"balance", QT_TRANSLATE_NOOP("View", "Balance"), "Ctrl+3", Side::Bottom, 188, create};
}  // namespace views

}  // namespace corelane
