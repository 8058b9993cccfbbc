// What a touchpad and fingers on a screen do over the timelines: zoom by a pinch, pixels instead of notches,
// coasting.
#include "app/compare_input.h"
#include "tests/app/shown_window.h"

#include <QApplication>
#include <QNativeGestureEvent>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace corelane::test {

class TouchpadTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        m_window->plot().setFocus();
        m_clock = 1000;
    }
    void cleanup() { m_window.reset(); }

    void aPinchZoomsAboutThePointer() {
        const QPoint at = middle() - QPoint(100, 0);
        const Time under = scene().timeAt(at.x());
        const Duration before = range().length();
        for (int i = 0; i < 10; ++i) pinch(at, 0.05);
        const double closer = double(before) / double(range().length());
        QVERIFY2(std::abs(closer - std::pow(1.05, 10)) < 0.01, qPrintable(QString::number(closer)));
        QVERIFY(std::abs(scene().timeAt(at.x()) - under) <= Duration(2 * scene().nsPerPixel()));
        for (int i = 0; i < 10; ++i) pinch(at, 1 / 1.05 - 1);
        QVERIFY(std::abs(range().length() - before) < before / 1000);
        pinch(at, -5);  // no device means that
        QVERIFY(range().length() > 0);
    }

    void fingersOnAScreenZoomToo() {
        std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        const Duration before = range().length();
        const QPoint at = middle();
        QTest::touchEvent(&m_window->plot(), screen.get())
            .press(0, at - QPoint(40, 0), &m_window->plot())
            .press(1, at + QPoint(40, 0), &m_window->plot());
        for (int apart = 50; apart <= 120; apart += 10)
            QTest::touchEvent(&m_window->plot(), screen.get())
                .move(0, at - QPoint(apart, 0), &m_window->plot())
                .move(1, at + QPoint(apart, 0), &m_window->plot());
        QTest::touchEvent(&m_window->plot(), screen.get())
            .release(0, at - QPoint(120, 0), &m_window->plot())
            .release(1, at + QPoint(120, 0), &m_window->plot());
        QVERIFY2(range().length() < before / 2, qPrintable(QString::number(range().length())));
        QVERIFY(!m_window->selection().measured());
    }

    void fingersMoveThePictureByTheirPixels() {
        zoomIn();
        const Time from = range().from;
        const double pixel = scene().nsPerPixel();
        swipe({-20, 1}, 5);
        QVERIFY(std::abs(double(range().from - from) - 100 * pixel) <= 10 * pixel);
        QVERIFY(!coasts());  // the fingers are still there
    }

    void thePictureCoastsAndComesToRest() {
        zoomIn();
        swipe({-20, 0}, 8);
        const Time released = range().from;
        const double pixel = scene().nsPerPixel();
        lift(10);
        QVERIFY(coasts());
        QTRY_VERIFY_WITH_TIMEOUT(!coasts(), 5000);
        // 2 pixels a millisecond that fall to 1/e in 325 ms.
        const double went = double(range().from - released) / pixel;
        QVERIFY2(went > 560 && went < 720, qPrintable(QString::number(went)));
        // Nothing moves, and nothing is done any more.
        QSignalSpy moves(&m_window->selection(), &Selection::rangeChanged);
        QTest::qWait(100);
        QCOMPARE(moves.size(), qsizetype(0));
    }

    void fingersThatRestBeforeTheyLeaveLetNothingCoast() {
        zoomIn();
        swipe({-20, 0}, 8);
        lift(200);
        QVERIFY(!coasts());
    }

    void aPressAKeyOrTheFingersHoldWhatCoasts() {
        zoomIn();
        const auto begin = [this] {
            swipe({-20, 0}, 8);
            lift(10);
            return coasts();
        };
        QVERIFY(begin());
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, middle());
        QVERIFY(!coasts());
        QVERIFY(begin());
        m_window->key(Qt::Key_Home);
        QVERIFY(!coasts());
        QCOMPARE(range(), m_window->selection().extent());
        zoomIn();
        QVERIFY(begin());
        wheel({0, 0}, Qt::ScrollBegin);
        QVERIFY(!coasts());
        QVERIFY(begin());
        m_window->wheel(middle(), 1, Qt::ControlModifier);
        QVERIFY(!coasts());
    }

    void atTheEndOfTimeNothingCoasts() {
        zoomIn();
        m_window->selection().pan(-m_window->selection().extent().length());
        swipe({20, 0}, 8);
        lift(10);
        QTRY_VERIFY_WITH_TIMEOUT(!coasts(), 200);
    }

    void aSwipeKeepsItsWay() {
        (*m_window)->resize(1100, 600);
        QTRY_VERIFY(m_window->view().overflows());
        zoomIn();
        const TimeRange before = range();
        for (int i = 0; i < 10; ++i) wheel({i % 2 == 0 ? 9.0 : -9.0, -12}, Qt::ScrollUpdate);
        QCOMPARE(range(), before);
        QVERIFY(scene().scroll > 0);
        lift(500);
        const int scrolled = scene().scroll;
        for (int i = 0; i < 10; ++i) wheel({-12, i % 2 == 0 ? 9.0 : -9.0}, Qt::ScrollUpdate);
        QCOMPARE(scene().scroll, scrolled);
        QVERIFY(range().from > before.from);
    }

  private:
    void zoomIn() {
        m_window->selection().showAll();
        m_window->selection().zoom(0.1, scene().timeAt(middle().x()));
    }
    void pinch(QPoint at, double by) {
        QNativeGestureEvent event(
            Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, at, at,
            m_window->plot().mapToGlobal(at), by, {});
        QApplication::sendEvent(&m_window->plot(), &event);
    }
    void wheel(QPointF pixels, Qt::ScrollPhase phase) {
        QWheelEvent event(
            middle(), m_window->plot().mapToGlobal(middle()), pixels.toPoint(), pixels.toPoint() * 2, Qt::NoButton,
            {}, phase, false);
        event.setTimestamp(m_clock += 10);
        QApplication::sendEvent(&m_window->plot(), &event);
    }
    // Ten milliseconds from one event to the next.
    void swipe(QPointF pixels, int events) {
        wheel({0, 0}, Qt::ScrollBegin);
        for (int i = 0; i < events; ++i) wheel(pixels, Qt::ScrollUpdate);
    }
    void lift(quint64 afterMs) {
        m_clock += afterMs - 10;
        wheel({0, 0}, Qt::ScrollEnd);
    }
    bool coasts() { return m_window->view().input().coasts(); }
    TimeRange range() { return m_window->selection().range(); }
    const Scene& scene() { return m_window->view().scene(); }
    QPoint middle() { return {(scene().left() + scene().right()) / 2, scene().top() + 60}; }

    std::unique_ptr<ShownWindow> m_window;
    quint64 m_clock = 0;
};

}  // namespace corelane::test

int touchpadTest(const QStringList& words) {
    corelane::test::TouchpadTest test;
    return QTest::qExec(&test, words);
}

#include "touchpad_test.moc"
