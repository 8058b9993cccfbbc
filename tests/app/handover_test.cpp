// Waits and the hand-overs that ended them, as the tool tip and the task's dock tell of them.
#include "app/plots/arrows.h"
#include "app/plots/hover_tip.h"
#include "app/task_facts.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QLabel>
#include <QTest>

#include <algorithm>

namespace corelane::test {

class HandoverTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->session().show(scriptTrace());
        QTRY_VERIFY(m_window->session().summary() != nullptr);
        QCOMPARE(scene().runs.size(), std::size_t(1));
    }
    void cleanup() { m_window.reset(); }

    void aWaitSaysForWhatHowLongAndWhoEndedIt() {
        const QStringList tip = hoverTip(scene(), hoverAt(scene(), pointAt(1, 500'000)));
        QCOMPARE(
            tip, QStringList(
                     {"lock: L", "Bob waited 800.0 µs for L.", "Ann ended the wait; it had held L for 900.0 µs.",
                      "Bob ran again 41.0 µs later."}));
    }

    void whatWasNotHeldIsNotSaid() {
        const QStringList tip = hoverTip(scene(), hoverAt(scene(), pointAt(0, 1'300'000)));
        QCOMPARE(
            tip,
            QStringList(
                {"queue: Q", "Ann waited 500.0 µs for Q.", "Bob ended the wait.", "Ann ran again 20.0 µs later."}));
    }

    void aWaitThatNobodyIsKnownToHaveEndedKeepsItsSentence() {
        auto trace = std::make_shared<Trace>(*scriptTrace());
        auto run = std::make_shared<Run>(*trace->runs.front());
        run->edges = {};
        trace->runs = {run};
        m_window->session().show(trace);
        const QStringList tip = hoverTip(scene(), hoverAt(scene(), pointAt(1, 500'000)));
        QCOMPARE(tip, QStringList({"lock: L", "Bob was blocked on a lock or barrier for 800.0 µs."}));
    }

    void anArrowUnderThePointerTellsOfItsHandOver() {
        // Close enough that the arrow is more than a point.
        m_window->selection().setRange({850'000, 1'000'000});
        QApplication::processEvents();
        const auto arrows = arrowsOf(scene(), 0, 0);
        QCOMPARE(arrows.size(), std::size_t(1));
        const QPoint middle = arrows[0].path.pointAtPercent(0.5).toPoint();
        const auto hit = arrowAt(scene(), 0, middle);
        QVERIFY(hit);
        QCOMPARE(hit->edge.fromLane, 0u);
        QCOMPARE(hit->edge.toLane, 1u);
        const QStringList tip = arrowTip(scene(), *hit);
        QCOMPARE(tip[0], QString("Hand-over: L"));
        QCOMPARE(tip[2], QString("Ann ended the wait; it had held L for 900.0 µs."));
        QVERIFY(!arrowAt(scene(), 0, middle + QPoint(0, -60)));
        // Thicker while the pointer is over it.
        const auto inkAround = [&] {
            const QImage picture = m_window->plot().grab().toImage();
            int dark = 0;
            for (int x = middle.x() - 6; x <= middle.x() + 6; ++x)
                for (int y = middle.y() - 6; y <= middle.y() + 6; ++y)
                    if (picture.rect().contains(x, y) && picture.pixelColor(x, y).lightness() < 60) ++dark;
            return dark;
        };
        m_window->hover(middle + QPoint(60, 0));
        const int before = inkAround();
        m_window->hover(middle);
        QVERIFY(inkAround() > before);
    }

    void theTaskAfterAWaitTellsOfItInItsDock() {
        const TaskIndex task = scene().runs[0].run->naming.index({1, 1, 0});
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, m_window->placeOf(0, task));
        QCOMPARE(m_window->selection().task(), task);
        const auto labels = (*m_window)->dock("task")->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* l) {
            return l->text() ==
                   "Before it, under threads: Bob waited 800.0 µs for L. Ann ended the wait; it had held L "
                   "for 900.0 µs. Bob ran again 41.0 µs later.";
        }));
    }

    void aMomentBetweenAWaitAndItsTaskDoesNotHideTheWait() {
        const auto trace = std::make_shared<Trace>(*scriptTrace());
        auto run = std::make_shared<Run>(*trace->runs.front());
        const Lane& bob = *run->workers[1];
        auto lane = std::make_shared<Lane>(bob);
        lane->segments = SegmentIndex();
        for (std::size_t i = 0; i < bob.segments.size(); ++i) {
            const auto segment = bob.segments.segment(i);
            const bool wait = segment.category == static_cast<std::uint8_t>(State::Lock);
            const Time end = segment.end - (wait ? 500 : 0);
            lane->segments.append(segment.begin, end, segment.category);
            if (wait) lane->segments.append(end, segment.end, static_cast<std::uint8_t>(State::Overhead));
        }
        run->workers[1] = lane;
        const auto facts = taskFacts(*run, run->naming.index({1, 1, 0}));
        QVERIFY(facts);
        QCOMPARE(facts->waited, Duration(800'000));
    }

    void edgesBetweenTasksEndNoWait() {
        m_window->showSample();
        const Run& run = *scene().runs[1].run;
        for (std::size_t i = 0; i < run.edges.size(); ++i) QVERIFY(!waitEndedBy(run, run.edges[i]));
    }

  private:
    const Scene& scene() { return m_window->view().scene(); }
    QPoint pointAt(int worker, Time time) {
        const auto row = scene().layout.row(LaneKind::Worker, 0, worker);
        return {static_cast<int>(scene().xOf(time)), scene().rectOf(*row).center().y()};
    }
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int handoverTest(const QStringList& words) {
    corelane::test::HandoverTest test;
    return QTest::qExec(&test, words);
}

#include "handover_test.moc"
