// The figures of a range: of what they are, that they follow what one looks at, and the spans behind them.
#include "app/figure_table.h"
#include "app/place_table.h"
#include "app/span_walk.h"
#include "tests/app/shown_window.h"

#include <QDockWidget>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace corelane::test {

class StatisticsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>(QSize(1600, 1000));
        m_window->showSample();
        m_window->plot().setFocus();
        m_window->key(Qt::Key_Home);
        m_window->key(Qt::Key_9, Qt::ControlModifier);
        QVERIFY(dock("statistics")->isVisible());
        QTRY_COMPARE(rows(tasks()), 3);
    }
    void cleanup() { m_window.reset(); }

    void theyAreThoseOfTheTasksByHand() {
        const std::vector<Duration> took = tookOf(1, -1, INT64_MAX);
        const auto& row = tasks()->table().rows[1];
        QCOMPARE(row[0].text, QString("threads"));
        QCOMPARE(row[1].text, QString::number(took.size()));
        QCOMPARE(row[2].text, QString::number(double(took[(took.size() + 1) / 2 - 1]) / 1e3, 'f', 1));
        QCOMPARE(row[6].text, QString::number(double(took.back()) / 1e3, 'f', 1));
    }

    void theyFollowTheMeasuredRangeBesideTheWhole() {
        const TimeRange range{2'000'000, 5'000'000};
        m_window->selection().setMeasured(range);
        QTRY_COMPARE(rows(tasks()), 6);  // each run, and its whole below it
        const auto& row = tasks()->table().rows[2];
        QCOMPARE(row[1].text, QString::number(tookOf(1, range.from, range.to).size()));
        QCOMPARE(tasks()->table().rows[3][1].text, QString::number(tookOf(1, -1, INT64_MAX).size()));
    }

    void frozenTheyStay() {
        freeze()->click();
        const QString before = tasks()->table().rows[1][1].text;
        m_window->selection().leapTo({1'000'000, 2'000'000});
        QTest::qWait(300);  // longer than they take to follow
        QCOMPARE(tasks()->table().rows[1][1].text, before);
        freeze()->click();
        QTRY_COMPARE(rows(tasks()), 6);
    }

    void aNumberLeadsToTheSpansBehindIt() {
        const std::vector<Duration> took = tookOf(2, -1, INT64_MAX);
        const auto rank = static_cast<std::size_t>(std::ceil(0.99 * double(took.size())));
        const Duration p99 = took[rank - 1];
        const auto expected = std::ranges::count_if(took, [&](Duration d) { return d >= p99; });
        emit tasks()->clicked(tasks()->model()->index(2, 4));
        QVERIFY(dock("search")->isVisible());
        auto* found = dock("search")->findChild<PlaceTable*>();
        QTRY_COMPARE(found->rows().places().size(), static_cast<std::size_t>(expected));
        for (const SpanPlace& place : found->rows().places()) QVERIFY(place.took() >= p99 && place.task != 0);
    }

    void aWaitLeadsToTheLongestOne() {
        FigureTable* waits = tableNamed("What was waited for");
        QTRY_VERIFY(rows(waits) > 0);
        QVERIFY(waits->table().rows[0][0].swatch.has_value());
        emit waits->clicked(waits->model()->index(0, 2));
        const auto& span = m_window->selection().span();
        QVERIFY(span && span->state == *waits->table().rows[0][0].swatch);
        // The longest of its name in its run.
        const Scene& scene = m_window->view().scene();
        for (const DrawnRun& drawn : scene.runs)
            if (drawn.run->info.number == span->run)
                for (const auto& lane : drawn.run->workers)
                    for (std::size_t i = 0; i < lane->spans.size(); ++i)
                        if (lane->spans[i].state == span->state && lane->spans[i].name == span->name)
                            QVERIFY(lane->spans[i].end - lane->spans[i].begin <= span->took());
    }

  private:
    QDockWidget* dock(const char* id) { return (*m_window)->dock(id); }
    FigureTable* tableNamed(const QString& name) {
        for (FigureTable* table : dock("statistics")->findChildren<FigureTable*>())
            if (table->accessibleName() == name) return table;
        return nullptr;
    }
    FigureTable* tasks() { return tableNamed("How long the tasks took"); }
    QToolButton* freeze() { return dock("statistics")->findChild<QToolButton*>("freeze"); }
    static int rows(FigureTable* table) { return static_cast<int>(table->table().rows.size()); }
    // Sorted: of the tasks of a drawn run that end within (from, to], since its begin.
    std::vector<Duration> tookOf(std::size_t i, Time from, Time to) {
        const DrawnRun& drawn = m_window->view().scene().runs[i];
        std::vector<Duration> took;
        for (TaskIndex task = 1; task <= drawn.run->naming.count(); ++task)
            if (const auto place = placeOf(*drawn.run, task))
                if (place->end - drawn.begin() > from && place->end - drawn.begin() <= to)
                    took.push_back(place->took());
        std::ranges::sort(took);
        return took;
    }

    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int statisticsTest(const QStringList& words) {
    corelane::test::StatisticsTest test;
    return QTest::qExec(&test, words);
}

#include "statistics_test.moc"
