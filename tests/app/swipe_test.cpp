// Two runs in one place with a divider: by mouse and by keys, either way round, until Esc.
#include "app/swipe/swipe_view.h"
#include "tests/app/shown_window.h"

#include <QComboBox>
#include <QTest>

namespace corelane::test {

class SwipeTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>(QSize(1400, 900));
        m_window->showSample();
        m_window->plot().setFocus();
        m_window->selection().setRun(m_window->session().drawn()[2].key);
        m_window->key(Qt::Key_V);
        QTRY_VERIFY(swipe().isVisible());
    }
    void cleanup() { m_window.reset(); }

    void eachSideOfTheDividerIsThePictureOfItsRun() {
        const QImage whole = swipe().grab().toImage();
        const QImage first = swipe().picture(0).toImage(), second = swipe().picture(1).toImage();
        const int middle = swipe().handle().center().x();
        int differing = 0;
        for (int y = 60; y < 200; y += 3) {
            for (int x = 100; x < swipe().width() - 80; x += 7) {
                if (std::abs(x - middle) < 8) continue;
                const QImage& own = x < middle ? first : second;
                QCOMPARE(whole.pixel(x, y), own.pixel(x, y));
                differing += first.pixel(x, y) != second.pixel(x, y);
            }
        }
        QVERIFY2(differing > 100, "the two runs look alike, so that nothing was seen");
        QVERIFY(swipe().accessibleDescription().contains("left of the divider"));
    }

    void theDividerIsPulledAndMovedByKeys() {
        const QPoint at = swipe().handle().center();
        const double before = swipe().place();
        QTest::mousePress(&swipe(), Qt::LeftButton, {}, at);
        QMouseEvent move(
            QEvent::MouseMove, at + QPoint(200, 0), swipe().mapToGlobal(at + QPoint(200, 0)), Qt::NoButton,
            Qt::LeftButton, {});
        QApplication::sendEvent(&swipe(), &move);
        QTest::mouseRelease(&swipe(), Qt::LeftButton, {}, at + QPoint(200, 0));
        QVERIFY(swipe().place() > before + 0.1);
        QCOMPARE(swipe().handle().center().x(), at.x() + 200);
        const double pulled = swipe().place();
        m_window->key(Qt::Key_Left);
        QVERIFY(swipe().place() < pulled);
        for (int i = 0; i < 20; ++i) m_window->key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(swipe().place(), 1.0);
    }

    void itIsTurnedAndThenUpAndDownMoveIt() {
        m_window->key(Qt::Key_V, Qt::ShiftModifier);
        QCOMPARE(swipe().divider(), Qt::Horizontal);
        const double before = swipe().place();
        m_window->key(Qt::Key_Down);
        QVERIFY(swipe().place() > before);
        QVERIFY(swipe().accessibleDescription().contains("above the divider"));
    }

    void zoomAndTheLegendAreFollowed() {
        const QImage before = swipe().picture(0).toImage();
        m_window->key(Qt::Key_W);
        QVERIFY(swipe().picture(0).toImage() != before);
        const QImage zoomed = swipe().picture(0).toImage();
        m_window->selection().toggleState(State::Lock);
        QVERIFY(swipe().picture(0).toImage() != zoomed);
        m_window->selection().toggleState(State::Lock);
        QWheelEvent wheel(
            QPointF(400, 200), swipe().mapToGlobal(QPoint(400, 200)), {}, QPoint(0, 120), Qt::NoButton, {},
            Qt::NoScrollPhase, false);
        const TimeRange range = m_window->selection().range();
        QApplication::sendEvent(&swipe(), &wheel);
        QVERIFY(m_window->selection().range().length() < range.length());
    }

    void anotherRunIsChosen() {
        auto* second = swipe().findChild<QComboBox*>("swipeSecond");
        QCOMPARE(second->count(), 3);
        QCOMPARE(second->currentIndex(), 2);
        const QImage before = swipe().picture(1).toImage();
        second->setFocus();
        QTest::keyClick(second, Qt::Key_Up);
        QVERIFY(swipe().picture(1).toImage() != before);
    }

    void escLeavesAndTheKeysGoOnInTheTimelines() {
        const std::string run = m_window->selection().run();
        m_window->key(Qt::Key_Escape);
        QVERIFY(!swipe().isVisible());
        QVERIFY(m_window->plot().hasFocus());
        QCOMPARE(m_window->selection().run(), run);
    }

    void aRunThatIsHiddenEndsIt() {
        Arrangement how = m_window->session().arrangement();
        how.hidden.push_back(m_window->session().drawn()[2].key);
        m_window->session().arrange(how);
        QVERIFY(!swipe().isVisible());
    }

  private:
    SwipeView& swipe() { return m_window->view().swipeView(); }
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int swipeTest(const QStringList& words) {
    corelane::test::SwipeTest test;
    return QTest::qExec(&test, words);
}

#include "swipe_test.moc"
