// Runs beside each other: aligned, ordered, folded, hidden, compared with a baseline, by keys and mouse.
#include "app/engine_words.h"
#include "app/figure_table.h"
#include "app/plots/lag_strip.h"
#include "app/span_walk.h"
#include "tests/app/shown_window.h"

#include <QDockWidget>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

namespace corelane::test {

class ArrangeTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>(QSize(1600, 1000));
        m_window->showSample();
        m_window->plot().setFocus();
        m_task = run(1).run->naming.index({0, 14, 8});
    }
    void cleanup() { m_window.reset(); }

    void aTaskBeginsAtOnePlaceInAllRuns() {
        m_window->selection().setTask(m_task);
        m_window->key(Qt::Key_T);
        for (std::size_t i = 0; i < 3; ++i) QCOMPARE(run(i).onAxis(placeOf(*run(i).run, m_task)->begin), Time(0));
        // The picture has it there, too: what lies under the axis' 0 is the task.
        const int x = static_cast<int>(scene().xOf(0)) + 2;
        for (int i = 0; i < 3; ++i) {
            const auto place = placeOf(*run(static_cast<std::size_t>(i)).run, m_task);
            const auto row = scene().layout.row(LaneKind::Worker, i, place->lane);
            QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, QPoint(x, scene().rectOf(*row).center().y()));
            QCOMPARE(m_window->selection().task(), m_task);
        }
        QVERIFY(m_window->selection().extent().from < 0);
        m_window->key(Qt::Key_T);  // again: back to the starts
        for (std::size_t i = 0; i < 3; ++i) QCOMPARE(run(i).onAxis(run(i).begin()), Time(0));
    }

    void aStepIsAlignedAtItsFirstTask() {
        m_window->selection().setTask(m_task);
        m_window->key(Qt::Key_T, Qt::ShiftModifier);
        for (std::size_t i = 0; i < 3; ++i) {
            Time first = INT64_MAX;
            for (std::uint32_t point = 0; point < 16; ++point)
                first = std::min(first, placeOf(*run(i).run, run(i).run->naming.index({0, 14, point}))->begin);
            QCOMPARE(run(i).onAxis(first), Time(0));
        }
    }

    void equallyLongRunsEndAtOnePlace() {
        m_window->key(Qt::Key_Percent, Qt::ShiftModifier);
        QVERIFY(scene().whole > 0);
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(std::abs(run(i).onAxis(run(i).begin() + run(i).wall()) - scene().whole) <= 1);
        m_window->selection().showAll();
        const int end = static_cast<int>(scene().xOf(scene().whole));
        QVERIFY(end > scene().left() + scene().plotWidth() / 2 && end <= scene().right());
        m_window->key(Qt::Key_Percent, Qt::ShiftModifier);
        QCOMPARE(scene().whole, Duration(0));
    }

    void aRunIsHiddenFoldedAndMovedByKeys() {
        const std::string second = run(1).key;
        clickHead(1);
        QCOMPARE(m_window->selection().run(), second);
        m_window->key(Qt::Key_X);
        QVERIFY(run(1).collapsed);
        QVERIFY(!scene().layout.row(LaneKind::Worker, 1, 0));
        m_window->key(Qt::Key_X);
        QVERIFY(scene().layout.row(LaneKind::Worker, 1, 0).has_value());
        m_window->key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(run(0).key, second);
        m_window->key(Qt::Key_H);
        QCOMPARE(scene().runs.size(), std::size_t(2));
        QVERIFY(std::ranges::none_of(scene().runs, [&](const DrawnRun& d) { return d.key == second; }));
        clickHead(0);
        m_window->key(Qt::Key_H);
        m_window->key(Qt::Key_H);  // the last one stays
        QCOMPARE(scene().runs.size(), std::size_t(1));
        QCOMPARE(m_window->message(), QString("There is only one run."));
        m_window->key(Qt::Key_H, Qt::ShiftModifier);
        QCOMPARE(scene().runs.size(), std::size_t(3));
    }

    void aHeadIsDraggedToAnotherPlace() {
        const std::string first = run(0).key;
        const QPoint from = headOf(0);
        const RunBand& last = scene().layout.runs()[2];
        m_window->drag(from, {from.x(), scene().yOf(last.bottom) - 4}, Qt::LeftButton);
        QCOMPARE(run(2).key, first);
        QVERIFY(!scene().dropAt);
    }

    void theTriangleFoldsAndOpens() {
        const RunBand& band = scene().layout.runs()[1];
        const QPoint triangle(9, scene().yOf(band.headerY) + 14);
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, triangle);
        QVERIFY(run(1).collapsed);
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, triangle);
        QVERIFY(!run(1).collapsed);
    }

    void aBaselineShowsWhereTheOthersFallBehind() {
        clickHead(1);
        m_window->key(Qt::Key_B);
        QCOMPARE(scene().baseline, 1);
        QVERIFY(QTest::qWaitFor([this] { return scene().lags[0] != nullptr && scene().lags[2] != nullptr; }));
        QVERIFY(!scene().lags[1]);
        // At its end serial is as far behind as it ends later.
        const Duration later = run(0).wall() - run(1).wall();
        const auto mean =
            scene().lags[0]->mean(run(0).begin() + run(0).wall() - 1000, run(0).begin() + run(0).wall());
        QVERIFY(mean && std::abs(*mean - double(later)) < 0.05 * double(later));
        const RunBand& band = scene().layout.runs()[0];
        m_window->selection().showAll();
        const QPoint at(
            static_cast<int>(scene().xOf(run(0).wall())) - 3, scene().yOf((band.stripY + band.lanesY) / 2));
        const QStringList tip = lagTip(scene(), at);
        QCOMPARE(tip.size(), qsizetype(2));
        QVERIFY2(tip[1].contains("later than they did under threads"), qPrintable(tip[1]));
        m_window->key(Qt::Key_B);
        QCOMPARE(scene().baseline, -1);
    }

    void theDifferencesNameTheSlowerTasksAndGoThere() {
        clickHead(1);
        m_window->key(Qt::Key_B);
        m_window->key(Qt::Key_8, Qt::ControlModifier);
        QDockWidget* dock = (*m_window)->dock("differences");
        QVERIFY(dock->isVisible());
        FigureTable* tasks = tableCalled("Tasks");
        QVERIFY(QTest::qWaitFor([&] { return !tasks->table().rows.empty(); }));
        // By hand: the worst task of all runs.
        Duration worst = 0;
        QString name;
        for (const std::size_t i : {std::size_t(0), std::size_t(2)})
            for (TaskIndex t = 1; t <= run(i).run->naming.count(); ++t) {
                const auto here = placeOf(*run(i).run, t), there = placeOf(*run(1).run, t);
                if (!here || !there || here->took() - there->took() <= worst) continue;
                worst = here->took() - there->took();
                name = QString::fromStdString(run(i).run->naming.name(t));
            }
        QCOMPARE(tasks->table().rows[0][0].text, name);
        emit tasks->rowActivated(0);
        QVERIFY(m_window->selection().span().has_value());
        QCOMPARE(QString::fromStdString(run(0).run->naming.name(m_window->selection().task())), name);
    }

    void theDifferencesOfLanesAreThoseOfTheirStates() {
        clickHead(1);
        m_window->key(Qt::Key_B);
        m_window->key(Qt::Key_8, Qt::ControlModifier);
        (*m_window)->dock("differences")->findChild<QTabWidget*>()->setCurrentIndex(1);
        FigureTable* lanes = tableCalled("What each lane");
        // Serial has one lane, the pool its workers and the manager's.
        const std::size_t all = run(0).run->workers.size() + run(2).run->workers.size();
        QTRY_COMPARE(lanes->table().rows.size(), all);
        enum { Name, Under, Busy, MoreBusy, Waiting, MoreWaiting };
        const auto timeOf = [this](std::size_t i, std::size_t lane) {
            const DrawnRun& drawn = run(i);
            const TimeRange range = m_window->selection().range();
            return laneTime(
                drawn.run->workers[lane]->segments.totals(drawn.atAxis(range.from), drawn.atAxis(range.to)));
        };
        const auto matches = matchingLanes(*run(2).run, *run(1).run);
        int held = 0;
        for (const auto& row : lanes->table().rows) {
            if (row[Under].text != runTitle(run(2).title)) continue;
            for (std::size_t i = 0; i < matches.size(); ++i) {
                if (row[Name].text != QString::fromStdString(run(2).run->workers[i]->name) || !matches[i]) continue;
                const LaneTime now = timeOf(2, i), before = timeOf(1, *matches[i]);
                QCOMPARE(row[Busy].order.value(), double(now.busy));
                QCOMPARE(row[Waiting].order.value(), double(now.waiting));
                QCOMPARE(row[MoreBusy].order.value(), double(now.busy - before.busy));
                QCOMPARE(row[MoreWaiting].order.value(), double(now.waiting - before.waiting));
                ++held;
            }
        }
        QVERIFY(held >= 4);
        lanes->sortBy(Waiting);
        const auto waiting = [](const std::vector<Cell>& row) { return *row[Waiting].order; };
        QVERIFY(std::ranges::is_sorted(lanes->table().rows, {}, waiting));
        // A click leads there, whatever the order.
        const auto& last = lanes->table().rows.back();
        QTest::mouseClick(
            lanes->viewport(), Qt::LeftButton, {},
            lanes->visualRect(lanes->model()->index(lanes->model()->rowCount() - 1, 0)).center());
        QVERIFY(m_window->selection().span().has_value());
        const SpanPlace place = *m_window->selection().span();
        const DrawnRun* drawn = m_window->view().runOf(place);
        QVERIFY(drawn && runTitle(drawn->title) == last[Under].text);
        QCOMPARE(QString::fromStdString(laneOf(*drawn->run, place)->name), last[Name].text);
    }

    void aTableIsCopiedAsCsv() {
        const auto cell = [](const QString& text) {
            Cell made;
            made.text = text;
            return made;
        };
        FigureTable table;
        Table figures;
        figures.columns = {{"name, or \"title\""}, {"ms"}};
        figures.rows = {{cell("a\nb"), cell("1.5")}, {cell("plain"), cell("2")}};
        table.setSortable();
        table.show(figures);
        QCOMPARE(table.copyCsv(), QString("\"name, or \"\"title\"\"\",ms\r\n\"a\nb\",1.5\r\nplain,2\r\n"));
        table.sortBy(1);  // the arrow on the head is no part of its words
        QVERIFY(table.copyCsv().contains(",ms\r\n"));
    }

    void lanesAreSortedByWaiting() {
        (*m_window)->commands().find("lanes_waiting")->trigger();
        std::vector<Duration> waits;
        for (const LaneRow& row : scene().layout.rows()) {
            if (row.kind != LaneKind::Worker || row.run != 1) continue;
            const Lane& lane = *scene().lane(row);
            const auto totals = lane.segments.totals(lane.segments.begin(), lane.segments.end());
            Duration sum = 0;
            for (const State s : {State::Lock, State::Queue, State::Io, State::Runnable, State::Idle})
                sum += totals[static_cast<std::size_t>(s)];
            waits.push_back(sum);
        }
        QCOMPARE(waits.size(), std::size_t(4));
        QVERIFY(std::ranges::is_sorted(waits, std::greater()));
        QVERIFY(waits.front() > waits.back());
    }

  private:
    const Scene& scene() { return m_window->view().scene(); }
    const DrawnRun& run(std::size_t i) { return scene().runs[i]; }
    FigureTable* tableCalled(const QString& start) {
        for (FigureTable* table : (*m_window)->dock("differences")->findChildren<FigureTable*>())
            if (table->accessibleName().startsWith(start)) return table;
        return nullptr;
    }
    QPoint headOf(std::size_t i) { return {300, scene().yOf(scene().layout.runs()[i].headerY) + 14}; }
    void clickHead(std::size_t i) { QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, headOf(i)); }

    std::unique_ptr<ShownWindow> m_window;
    TaskIndex m_task = 0;
};

}  // namespace corelane::test

int arrangeTest(const QStringList& words) {
    corelane::test::ArrangeTest test;
    return QTest::qExec(&test, words);
}

#include "arrange_test.moc"
