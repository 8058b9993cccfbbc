// What was found in the drawn runs: a row a finding, the costliest first; one click shows where.
#include "app/engine_sentences.h"
#include "app/engine_words.h"
#include "app/figure_table.h"
#include "app/figures.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

class FindingsView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(FindingsView)

  public:
    FindingsView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(10, 0, 10, 8);
        column->setSpacing(8);
        m_table = new FigureTable(this);
        m_table->setRowHeight(18);
        m_table->setAccessibleName(tr("Findings, the costliest first"));
        setFocusProxy(m_table);
        column->addWidget(m_table, 1);
        m_sentence = new QLabel(this);
        m_sentence->setWordWrap(true);
        m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(m_sentence);
        connect(&m_session, &Session::summaryChanged, this, [this] { refresh(); });
        connect(&m_session, &Session::runningChanged, this, [this] { refresh(); });
        connect(m_table, &FigureTable::rowActivated, this, [this](int row) { show(row); });
        connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { show(index.row()); });
        refresh();
    }

  private:
    void refresh() {
        const auto& summary = m_session.summary();
        m_found.clear();
        if (summary && !m_session.running())
            for (const ModelFinding& entry : summary->findings) m_found.push_back(&entry);
        m_kept = summary;
        std::stable_sort(m_found.begin(), m_found.end(), [](const ModelFinding* a, const ModelFinding* b) {
            return a->finding.cost > b->finding.cost;
        });
        m_table->show(table());
        m_sentence->setText(explanation());
        setDockNote(this, m_found.empty() ? QString() : tr("of each model’s median run, the costliest first"));
    }

    QString explanation() const {
        if (m_session.running()) return tr("Findings come when all repetitions have run.");
        if (!m_kept) return tr("Run the comparison with F5, or open one with Ctrl+O.");
        if (m_found.empty()) return tr("Nothing was found that costs more than 2 % of a run’s core time.");
        return tr("A click shows where it is and says what to try.");
    }

    Table table() const {
        Table table;
        table.columns = {
            {tr("finding"), Qt::AlignLeft, false, 90},
            {tr("model"), Qt::AlignLeft, false, 60},
            {tr("cost, %")},
            {tr("what is there, and what to try"), Qt::AlignLeft, true, 120, false, true}};
        for (const ModelFinding* entry : m_found) {
            std::vector<Cell> row(4);
            const Finding& finding = entry->finding;
            row[0].text =
                catalogueText(QString::fromUtf8(finding.title.data(), static_cast<qsizetype>(finding.title.size())));
            row[0].strong = true;
            const ModelSummary& model = m_kept->models[entry->model];
            const std::string& title = model.title.empty() ? model.model : model.title;
            row[1].text = runTitle(model.variant.empty() ? title : title + ", " + model.variant);
            const RunSummary* run = corelane::find(*m_kept, entry->run.get());
            const double total = run ? double(run->balance.total) : 0;
            row[2].text = total > 0 ? number(100 * double(finding.cost) / total, 1) : QString(QChar(0x2013));
            row[2].tip = tr("Share of this run’s cores × wall time. Findings may explain the same time twice.");
            row[3].text = engineSentence(QString::fromStdString(finding.sentence));
            for (Cell& cell : row)
                if (cell.tip.isEmpty()) cell.tip = row[3].text;
            table.rows.push_back(row);
        }
        return table;
    }

    // Says what it is, marks its time, and goes there with a little room on both sides.
    void show(int row) {
        if (row < 0 || row >= static_cast<int>(m_found.size())) return;
        const ModelFinding& entry = *m_found[static_cast<std::size_t>(row)];
        m_sentence->setText(engineSentence(QString::fromStdString(entry.finding.sentence)));
        const auto& runs = m_session.drawn();
        const auto drawn = std::ranges::find_if(
            runs, [&](const DrawnRun& d) { return d.run->info.number == entry.run->info.number; });
        const OnAxis axis = drawn != runs.end() ? drawn->axis : OnAxis{extent(*entry.run).begin};
        const TimeRange place{axis.of(entry.finding.at), axis.of(std::max(entry.finding.end, entry.finding.at + 1))};
        const Duration room = place.length() / 8;
        m_session.selection().setMeasured(place);
        m_session.selection().leapTo({place.from - room, place.to + room});
    }

    Session& m_session;
    std::shared_ptr<const Summary> m_kept;  // m_found points into it
    std::vector<const ModelFinding*> m_found;
    FigureTable* m_table;
    QLabel* m_sentence;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new FindingsView(context, parent);
}

}  // namespace

namespace views {
extern const View findings;
const View findings = {"findings",   QT_TRANSLATE_NOOP("View", "Findings"), "Ctrl+7", Side::Bottom, 188, create,
                       Shown::Behind};
}  // namespace views

}  // namespace corelane
