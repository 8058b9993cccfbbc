// The findings' dock: what the summary holds, the costliest first, and a click that goes there.
#include "app/figure_table.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QDockWidget>
#include <QLabel>
#include <QTest>

#include <algorithm>

namespace corelane::test {

class FindingsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->session().show(sampleTrace({.steps = 6, .task = 20'000}));  // starting workers takes longer
        QTRY_VERIFY(m_window->session().summary() != nullptr);
        m_window->key(Qt::Key_7, Qt::ControlModifier);
        QTRY_VERIFY(table() && table()->isVisible());
    }
    void cleanup() { m_window.reset(); }

    void listsWhatTheSummaryHoldsTheCostliestFirst() {
        const auto& found = m_window->session().summary()->findings;
        QVERIFY(!found.empty());  // the pool starts slowly
        const Table& shown = table()->table();
        QCOMPARE(shown.rows.size(), found.size());
        for (std::size_t i = 1; i < shown.rows.size(); ++i)
            QVERIFY(shown.rows[i - 1][2].text.toDouble() > 0 && !shown.rows[i][3].text.isEmpty());
        const auto costliest = std::max_element(
            found.begin(), found.end(), [](const auto& a, const auto& b) { return a.finding.cost < b.finding.cost; });
        QCOMPARE(shown.rows[0][3].text, QString::fromStdString(costliest->finding.sentence));
    }

    void aClickSaysWhatItIsAndGoesThere() {
        const QModelIndex last = table()->model()->index(table()->model()->rowCount() - 1, 0);
        const QString sentence = table()->table().rows.back()[3].text;
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(last).center());
        QTRY_VERIFY(m_window->selection().measured().has_value());
        const TimeRange place = *m_window->selection().measured();
        const auto& found = m_window->session().summary()->findings;
        QVERIFY(std::any_of(found.begin(), found.end(), [&](const ModelFinding& entry) {
            return QString::fromStdString(entry.finding.sentence) == sentence &&
                   place.from == entry.finding.at - extent(*entry.run).begin;
        }));
        QVERIFY(m_window->selection().range().from <= place.from);
        QVERIFY(m_window->selection().canGoBack());
        const auto labels = dock()->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](QLabel* l) { return l->text() == sentence; }));
    }

    void anotherComparisonTakesThemAway() {
        auto trace = std::make_shared<Trace>();
        m_window->session().show(trace);
        QTRY_COMPARE(table()->table().rows.size(), std::size_t(0));
    }

  private:
    QDockWidget* dock() { return m_window->view().window()->findChild<QDockWidget*>("findings"); }
    FigureTable* table() { return dock() ? dock()->findChild<FigureTable*>() : nullptr; }

    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int findingsTest(const QStringList& words) {
    corelane::test::FindingsTest test;
    return QTest::qExec(&test, words);
}

#include "findings_test.moc"
