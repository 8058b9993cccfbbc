// The compare view and what follows it, with a comparison made in memory and a real mouse and keyboard.
#include "app/figure_table.h"
#include "app/legend.h"
#include "app/plots/hover_tip.h"
#include "app/task_facts.h"
#include "tests/app/shown_window.h"

#include <QAbstractButton>
#include <QLabel>
#include <QTest>

#include <algorithm>

namespace corelane::test {

class CompareTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        m_window->plot().setFocus();
        QCOMPARE(m_window->view().scene().runs.size(), std::size_t(3));
        m_task = m_window->view().scene().runs[1].run->naming.index({0, 14, 8});
    }
    void cleanup() { m_window.reset(); }

    void runsStandInThePresetsOrderAndStartTogether() {
        const Scene& scene = m_window->view().scene();
        QCOMPARE(scene.runs[0].title, std::string("serial"));
        QCOMPARE(scene.runs[1].title, std::string("threads"));
        QCOMPARE(scene.runs[2].title, std::string("process pool"));
        for (const DrawnRun& drawn : scene.runs) QCOMPARE(drawn.begin(), extent(*drawn.run).begin);
        QCOMPARE(m_window->selection().range().from, Time(0));
    }

    void hoverLightsTheSameTaskInEveryRun() {
        const QPoint place = m_window->placeOf(1, m_task);
        const auto inkAt = [&](int run) {
            // The outline's upper edge, just inside the lane.
            const QPoint at = m_window->placeOf(run, m_task);
            const QImage picture = m_window->plot().grab().toImage();
            int dark = 0;
            for (int x = at.x() - 8; x <= at.x() + 8; ++x)
                for (int y = at.y() - 10; y <= at.y() + 10; ++y)
                    if (picture.rect().contains(x, y) && picture.pixelColor(x, y).lightness() < 40) ++dark;
            return dark;
        };
        m_window->hover(QPoint(place.x(), 5));
        const int before = inkAt(2);
        m_window->hover(place);
        QCOMPARE(m_window->selection().hover().task, m_task);
        QCOMPARE(m_window->selection().hover().run, 1);
        QVERIFY(inkAt(2) > before + 20);
        QVERIFY(inkAt(1) > 20);
    }

    void theToolTipIsAFullSentence() {
        const Scene& scene = m_window->view().scene();
        for (int run = 0; run < 3; ++run) {
            const QStringList tip = hoverTip(scene, hoverAt(scene, m_window->placeOf(run, m_task)));
            QVERIFY(tip.size() >= 2);
            QCOMPARE(tip[0], QString("stencil_1d 14.8"));
            QVERIFY2(tip[1].startsWith("It took ") && tip[1].endsWith('.'), qPrintable(tip[1]));
        }
        // Waits, cores and counters have theirs too.
        for (const LaneRow& row : scene.layout.rows())
            for (int x = scene.left(); x < scene.right(); x += 7) {
                const QStringList tip = hoverTip(scene, hoverAt(scene, {x, scene.rectOf(row).center().y()}));
                for (qsizetype i = 1; i < tip.size(); ++i) QVERIFY2(tip[i].endsWith('.'), qPrintable(tip[i]));
            }
    }

    void aClickShowsTheTasksTimesInEveryRunAndItsInputs() {
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, m_window->placeOf(1, m_task));
        QCOMPARE(m_window->selection().task(), m_task);
        QDockWidget* dock = (*m_window)->dock("task");
        const auto* table = dock->findChild<FigureTable*>();
        QCOMPARE(table->table().rows.size(), std::size_t(3));
        for (std::size_t run = 0; run < 3; ++run) {
            const DrawnRun& drawn = m_window->view().scene().runs[run];
            const auto facts = taskFacts(*drawn.run, m_task);
            QCOMPARE(
                table->table().rows[run][1].text,
                QString::number(double(facts->begin - drawn.begin()) / 1e6, 'f', 2));
        }
        const auto labels = dock->findChildren<QLabel*>();
        QVERIFY(
            std::ranges::any_of(labels, [](const QLabel* l) { return l->text().contains("13.7, 13.8 and 13.9"); }));
        m_window->key(Qt::Key_Escape);
        QCOMPARE(m_window->selection().task(), TaskIndex(0));
    }

    void keysZoomAtThePointerAndPan() {
        Selection& selection = m_window->selection();
        const QPoint place = m_window->placeOf(1, m_task);
        const TimeRange all = selection.range();
        m_window->hover(place);
        const Time under = m_window->view().scene().timeAt(place.x());
        m_window->key(Qt::Key_W);
        QVERIFY(selection.range().length() < all.length());
        const Duration pixel = static_cast<Duration>(m_window->view().scene().nsPerPixel()) + 1;
        const Time now = m_window->view().scene().timeAt(place.x());
        QVERIFY2(
            std::abs(now - under) <= pixel,
            qPrintable(QString("%1 ns off, a pixel is %2").arg(now - under).arg(pixel)));
        const TimeRange near = selection.range();
        m_window->key(Qt::Key_D);
        QVERIFY(selection.range().from > near.from);
        QCOMPARE(selection.range().length(), near.length());
        m_window->key(Qt::Key_A);
        QCOMPARE(selection.range().from, near.from);
        m_window->key(Qt::Key_Right);
        m_window->key(Qt::Key_Left);
        QCOMPARE(selection.range().from, near.from);
        m_window->key(Qt::Key_S);
        QVERIFY(selection.range().length() > near.length());
        m_window->key(Qt::Key_Home);
        QCOMPARE(selection.range(), selection.extent());
    }

    void undoGoesBackAGestureAtATime() {
        Selection& selection = m_window->selection();
        const TimeRange first = selection.range();
        m_window->key(Qt::Key_W);
        m_window->key(Qt::Key_W);  // the same gesture
        const TimeRange second = selection.range();
        m_window->key(Qt::Key_Home);  // a leap is a step of its own
        m_window->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(selection.range(), second);
        m_window->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(selection.range(), first);
        m_window->key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(selection.range(), second);
        QTest::mouseDClick(&m_window->plot(), Qt::LeftButton, {}, m_window->placeOf(1, m_task));  // so is this one
        QVERIFY(selection.range() != second);
        m_window->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(selection.range(), second);
    }

    void controlWheelZoomsAndShiftWheelPans() {
        Selection& selection = m_window->selection();
        const TimeRange all = selection.range();
        const QPoint at = m_window->placeOf(1, m_task);
        m_window->wheel(at, 3, Qt::ControlModifier);
        QVERIFY(selection.range().length() < all.length());
        const TimeRange near = selection.range();
        m_window->wheel(at, -1, Qt::ShiftModifier);
        QVERIFY(selection.range().from > near.from);
        QCOMPARE(selection.range().length(), near.length());
    }

    void aDragMeasuresAndSnapsToSpansAndZZoomsThere() {
        Selection& selection = m_window->selection();
        const Scene& scene = m_window->view().scene();
        const auto facts = taskFacts(*scene.runs[1].run, m_task);
        const Time begin = scene.runs[1].begin(), from = facts->begin - begin, to = facts->end - begin;
        selection.setRange({from - 500'000, to + 500'000});
        QApplication::processEvents();
        const int y = m_window->placeOf(1, m_task).y();
        const QPoint start(static_cast<int>(scene.xOf(from)) + 2, y), end(static_cast<int>(scene.xOf(to)) - 2, y);
        m_window->drag(start, end, Qt::LeftButton);
        QVERIFY(selection.measured());
        QCOMPARE(selection.measured()->from, from);
        QCOMPARE(selection.measured()->to, to);
        m_window->drag(start, end, Qt::LeftButton, Qt::AltModifier);
        QVERIFY(selection.measured()->from != from);  // exactly where the hand was
        m_window->key(Qt::Key_Z);
        QCOMPARE(selection.range(), *selection.measured());
        m_window->key(Qt::Key_Escape);
        QVERIFY(!selection.measured());
    }

    void aRightDragMovesTheView() {
        Selection& selection = m_window->selection();
        m_window->wheel(m_window->placeOf(1, m_task), 5, Qt::ControlModifier);
        const TimeRange before = selection.range();
        const QPoint at = m_window->placeOf(1, m_task);
        m_window->drag(at, at - QPoint(80, 0), Qt::RightButton);
        const double moved = double(selection.range().from - before.from) / m_window->view().scene().nsPerPixel();
        QVERIFY(std::abs(moved - 80) < 2);
        QVERIFY(!selection.measured());
    }

    void aDoubleClickFramesTheTask() {
        const QPoint at = m_window->placeOf(1, m_task);
        QTest::mouseDClick(&m_window->plot(), Qt::LeftButton, {}, at);
        const DrawnRun& drawn = m_window->view().scene().runs[1];
        const auto facts = taskFacts(*drawn.run, m_task);
        const TimeRange range = m_window->selection().range();
        QVERIFY(range.from < facts->begin - drawn.begin() && range.to > facts->end - drawn.begin());
        QVERIFY(range.length() <= facts->took() * 8);
    }

    void keysWalkAlongTheLaneAndAlongHandOvers() {
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, m_window->placeOf(1, m_task));
        const Run& run = *m_window->view().scene().runs[1].run;
        const auto before = taskFacts(run, m_task);
        m_window->key(Qt::Key_Period);
        const auto next = taskFacts(run, m_window->selection().task());
        QCOMPARE(next->worker, before->worker);
        QVERIFY(next->begin >= before->end);
        m_window->key(Qt::Key_Comma);
        QCOMPARE(m_window->selection().task(), m_task);
        m_window->key(Qt::Key_BracketLeft);
        QCOMPARE(run.naming.task(m_window->selection().task())->step, 13u);
        m_window->key(Qt::Key_BracketRight);
        QCOMPARE(run.naming.task(m_window->selection().task())->step, 14u);
    }

    void balanceAndResultsFollowTheVisibleRange() {
        const auto* balances = (*m_window)->dock("balance")->findChild<FigureTable*>();
        const auto* results = (*m_window)->dock("results")->findChild<FigureTable*>();
        constexpr std::size_t poolColumn = 4, poolRow = 2, usefulColumn = 5;
        QTRY_VERIFY(results->table().rows[poolRow][usefulColumn].text.toDouble() > 20);
        const QString wholeBalance = balances->table().rows.front()[poolColumn].text;
        m_window->selection().setRange({0, 2'000'000});  // the pool is still starting there
        QTRY_VERIFY(balances->table().rows.front()[poolColumn].text != wholeBalance);
        QTRY_COMPARE(results->table().rows[poolRow][usefulColumn].text, QString("0.0"));
        // 4 cores x 2 ms, whatever they did.
        QTRY_COMPARE(balances->table().rows.back()[poolColumn].text, QString("8.00"));
    }

    void theLegendShowsOneStateAlone() {
        QAbstractButton* lock = nullptr;
        for (auto* button : m_window->view().findChild<Legend*>()->findChildren<QAbstractButton*>())
            if (button->text() == "lock") lock = button;
        QVERIFY(lock);
        const QPoint at = m_window->placeOf(0, m_task);
        const QColor before = m_window->plot().grab().toImage().pixelColor(at);
        QTest::mouseClick(lock, Qt::LeftButton);
        QTRY_VERIFY(m_window->plot().grab().toImage().pixelColor(at).lightness() > before.lightness() + 40);
        QTest::mouseClick(lock, Qt::LeftButton);
        QTRY_COMPARE(m_window->plot().grab().toImage().pixelColor(at), before);
    }

    void lanesAreInTheirStatesColoursLightAndDark() {
        const QPoint at = m_window->placeOf(0, m_task) + QPoint(0, 7);
        QCOMPARE(m_window->plot().grab().toImage().pixelColor(at), lightLook().of(State::Useful));
        (*m_window)->setTheme(ThemeChoice::Dark);
        QTRY_COMPARE(m_window->plot().grab().toImage().pixelColor(at), darkLook().of(State::Useful));
        QCOMPARE((*m_window)->grab().toImage().pixelColor(2, 2), darkLook().panel);
        (*m_window)->setTheme(ThemeChoice::Light);
        QTRY_COMPARE(m_window->plot().grab().toImage().pixelColor(at), lightLook().of(State::Useful));
    }

    void everythingIsReachedByTheKeyboard() {
        // Every dock by its own keys, and everything that takes input by Tab.
        for (const auto& [id, key] :
             {std::pair{"gallery", Qt::Key_K}, {"results", Qt::Key_2}, {"balance", Qt::Key_3}, {"task", Qt::Key_4}}) {
            m_window->key(key, Qt::ControlModifier);
            QWidget* at = (*m_window)->focusWidget();
            QVERIFY2(
                (*m_window)->dock(id)->isAncestorOf(at),
                qPrintable(
                    QString("%1: the focus is in %2 %3").arg(id, at->metaObject()->className(), at->objectName())));
        }
        for (QWidget* widget : (*m_window)->findChildren<QWidget*>()) {
            const bool input = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractSpinBox*>(widget);
            if (!input || !widget->isVisible() || !widget->isEnabled()) continue;
            QVERIFY2(
                widget->focusPolicy() & Qt::TabFocus || widget->focusPolicy() == Qt::NoFocus,
                qPrintable(widget->accessibleName()));
        }
    }

    void tablesAreCopiedAsText() {
        auto* results = (*m_window)->dock("results")->findChild<FigureTable*>();
        const QStringList lines = results->copyText().trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].contains("median, ms"));
        QCOMPARE(lines[1].split('\t').size(), lines[0].split('\t').size());
    }

  private:
    std::unique_ptr<ShownWindow> m_window;
    TaskIndex m_task = 0;
};

}  // namespace corelane::test

int compareTest(const QStringList& words) {
    corelane::test::CompareTest test;
    return QTest::qExec(&test, words);
}

#include "compare_test.moc"
