// What if, in its view: the engine's own answers for the run that is selected; and how many workers computed.
#include "app/figure_table.h"
#include "app/plots/parallelism_curves.h"
#include "engine/trace/run_numbers.h"
#include "engine/whatif/what_if.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QTest>

#include <algorithm>
#include <numeric>

namespace corelane::test {

class WhatIfTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        m_window->key(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(table() && table()->isVisible());
        QTRY_VERIFY(!table()->table().rows.empty());
    }
    void cleanup() { m_window.reset(); }

    void theRowsAreTheEnginesAnswersForTheSelectedRun() {
        for (const DrawnRun& run : m_window->session().drawn()) {
            m_window->selection().setRun(run.key);
            const WhatIf told = whatIf(*m_window->session().trace(), *run.run);
            QTRY_VERIFY(!label()->text().startsWith("Replaying"));
            QCOMPARE(table()->table().rows.size(), told.predictions.size());
            if (!told.refused.empty()) QCOMPARE(label()->text(), QString::fromStdString(told.refused));
            for (std::size_t i = 0; i < told.predictions.size(); ++i) {
                const auto& row = table()->table().rows[i];
                const Prediction& prediction = told.predictions[i];
                QCOMPARE(row[1].order.has_value(), prediction.wall.has_value());
                if (prediction.wall) {
                    QCOMPARE(*row[1].order, double(*prediction.wall));
                    QCOMPARE(row[3].text, QString::fromStdString(prediction.assumes));
                } else {
                    QCOMPARE(row[3].text, QString::fromStdString(prediction.sentence));
                }
            }
            QCOMPARE(runs()->currentData().toString().toStdString(), run.key);
        }
    }

    void aRunIsChosenInTheViewToo() {
        runs()->setFocus();
        QTest::keyClick(runs(), Qt::Key_Home);
        QTest::keyClick(runs(), Qt::Key_Down);
        QCOMPARE(m_window->selection().run(), m_window->session().drawn()[1].key);
    }

    void columnsSortAndARowStillSaysItsOwnSentence() {
        auto* head = table()->horizontalHeader();
        const int x = head->sectionViewportPosition(1) + 12;
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, QPoint(x, head->height() / 2));
        const auto figures = [this] {
            std::vector<double> all;
            for (const auto& row : table()->table().rows)
                if (row[1].order) all.push_back(*row[1].order);
            return all;
        };
        QVERIFY(figures().size() > 1);
        QVERIFY(std::ranges::is_sorted(figures()));
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, QPoint(x, head->height() / 2));
        QVERIFY(std::ranges::is_sorted(figures(), std::greater()));
        const QString assumes = table()->table().rows[0][3].text;
        QTest::mouseClick(
            table()->viewport(), Qt::LeftButton, {}, table()->visualRect(table()->model()->index(0, 0)).center());
        QVERIFY2(label()->text().contains(assumes), qPrintable(label()->text()));
    }

    void theTableIsCopied() {
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        const QString copied = QApplication::clipboard()->text();
        QCOMPARE(copied.count('\n'), qsizetype(table()->table().rows.size()) + 1);
        QVERIFY(copied.contains("change, %"));
    }

    void parallelismIsTheEnginesAndFollowsTheRange() {
        m_window->key(Qt::Key_9, Qt::ControlModifier);
        auto* curves = (*m_window)->dock("statistics")->findChild<ParallelismCurves*>();
        QTRY_VERIFY(!curves->curves().empty());
        const auto& drawn = m_window->session().drawn();
        QCOMPARE(curves->curves().size(), drawn.size());
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            const auto& curve = curves->curves()[i];
            QCOMPARE(
                curve.computing, parallelismOver(
                                     *drawn[i].run, curve.from + drawn[i].begin(), curve.to + drawn[i].begin(),
                                     curve.computing.size()));
            const double mean = numbersOf(*drawn[i].run)->parallelism.mean;
            if (curve.from <= 0 && curve.to >= curve.wall)
                QVERIFY2(std::abs(curve.mean() - mean) < 0.01, qPrintable(QString::number(curve.mean())));
        }
        const Duration before = curves->curves()[0].to - curves->curves()[0].from;
        m_window->selection().zoom(0.25, m_window->selection().range().to / 2);
        QTRY_VERIFY(curves->curves()[0].to - curves->curves()[0].from < before);
        QVERIFY(curves->accessibleDescription().contains("on average"));
        QTRY_VERIFY(curves->textAt(QPoint(curves->width() / 2, 20)).contains("workers computed"));
    }

  private:
    QDockWidget* dock() { return (*m_window)->dock("what_if"); }
    FigureTable* table() { return dock()->findChild<FigureTable*>(); }
    QLabel* label() { return dock()->findChild<QLabel*>("whatIfSentence"); }
    QComboBox* runs() { return dock()->findChild<QComboBox*>("whatIfRun"); }

    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int what_ifTest(const QStringList& words) {
    corelane::test::WhatIfTest test;
    return QTest::qExec(&test, words);
}

#include "what_if_test.moc"
