// Keys and mouse at random, for CORELANE_RANDOM_SECONDS (5 unless it is set; `./dev asan` takes a minute): whatever
// happens, the window is still there, paints, and its state is sound. CORELANE_RANDOM_SEED repeats a sequence.
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include <random>

namespace corelane::test {

class RandomInputTest : public QObject {
    Q_OBJECT

  private slots:
    void theWindowStandsIt() {
        const int seconds = qEnvironmentVariableIntValue("CORELANE_RANDOM_SECONDS");
        const int seed = qEnvironmentVariableIntValue("CORELANE_RANDOM_SEED");
        m_random.seed(static_cast<unsigned>(seed == 0 ? 20261127 : seed));
        ShownWindow window;
        m_window = &*window;
        window.session().askCatalogue();
        QTRY_VERIFY(window.session().catalogueKnown());
        window.session().show(sampleTrace());
        m_clock.start();
        m_milliseconds = 1000 * (seconds > 0 ? seconds : 5);
        later();
        while (!over()) {
            QApplication::processEvents(QEventLoop::AllEvents, 20);
            if (!window->isVisible()) window->show();  // Ctrl+Q: the test goes on
        }
        QVERIFY(!QApplication::activeModalWidget());
        m_done = true;
        if (window.session().running()) window.session().stop();
        window.session().sweeps().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!window.session().running() && !window.session().sweeps().running(), 20000);
        QVERIFY(m_acted > 100);
        const TimeRange range = window.selection().range(), all = window.selection().extent();
        QVERIFY(range.length() > 0 && range.from >= all.from);
        QVERIFY(window.session().drawn().empty() || !window.view().scene().runs.empty());
        QVERIFY(!window->grab().isNull());
        // And it still does what it is told.
        window.session().show(sampleTrace());
        QCOMPARE(window.session().drawn().size(), std::size_t(3));
        m_window = nullptr;
    }

  private:
    int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(m_random); }

    // What would write files where the test does not belong, or wait for a desktop that is not there.
    static bool leave(QWidget* top) {
        const bool files = qobject_cast<QFileDialog*>(top) != nullptr;
        if (files) static_cast<QDialog*>(top)->reject();
        return files;
    }

    bool over() const { return m_clock.elapsed() > m_milliseconds; }

    // Dialogs and menus run loops of their own: the next act is asked for before this one, so that it reaches into
    // them.
    void later() {
        QTimer::singleShot(0, this, [this] { act(); });
    }

    void act() {
        if (m_done) return;
        later();
        QWidget* top = QApplication::activePopupWidget();
        if (!top) top = QApplication::activeModalWidget();
        if (!top) top = m_window;
        // When time is over every loop that was opened ends, from the innermost one on.
        if (over()) {
            if (auto* dialog = qobject_cast<QDialog*>(top))
                dialog->reject();
            else if (top != m_window)
                top->close();
            return;
        }
        if (leave(top)) return;
        if (top != m_window && ++m_inOther > 60) {  // not for ever in one dialog
            m_inOther = 0;
            top->close();
            return;
        }
        ++m_acted;
        switch (below(5)) {
        case 0:
        case 1:
            return key(top);
        case 2:
            return wheel(top);
        default:
            return mouse(top);
        }
    }

    void key(QWidget* top) {
        static const std::vector<int> keys = [] {
            std::vector<int> all;
            for (int k = Qt::Key_Space; k <= Qt::Key_QuoteLeft; ++k) all.push_back(k);  // signs, digits, letters
            for (const int k :
                 {Qt::Key_Escape, Qt::Key_Return, Qt::Key_Tab, Qt::Key_Backtab, Qt::Key_Delete, Qt::Key_Backspace,
                  Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp,
                  Qt::Key_PageDown, Qt::Key_F1, Qt::Key_F5})
                for (int n = 0; n < 4; ++n) all.push_back(k);
            return all;
        }();
        static constexpr Qt::KeyboardModifiers held[] = {{},
                                                         {},
                                                         {},
                                                         Qt::ShiftModifier,
                                                         Qt::ControlModifier,
                                                         Qt::ControlModifier | Qt::ShiftModifier,
                                                         Qt::AltModifier};
        QWidget* target = top->focusWidget() ? top->focusWidget() : top;
        const int k = keys[static_cast<std::size_t>(below(static_cast<int>(keys.size())))];
        QTest::keyClick(target, static_cast<Qt::Key>(k), held[below(static_cast<int>(std::size(held)))]);
    }

    QWidget* widgetAt(QWidget* top, QPoint& at) {
        at = {below(std::max(1, top->width())), below(std::max(1, top->height()))};
        QWidget* child = top->childAt(at);
        if (!child) return top;
        at = child->mapFrom(top, at);
        return child;
    }

    void mouse(QWidget* top) {
        QPoint at;
        QWidget* target = widgetAt(top, at);
        const Qt::MouseButton button = below(6) == 0 ? Qt::RightButton : Qt::LeftButton;
        switch (below(4)) {
        case 0:
            return QTest::mouseMove(target, at);
        case 1: {
            const QPointer<QWidget> there = target;  // a press may take its widget away
            const QPoint to(below(std::max(1, target->width())), below(std::max(1, target->height())));
            QTest::mousePress(target, button, {}, at);
            if (there) QTest::mouseMove(there, to);
            if (there) QTest::mouseRelease(there, button, {}, to);
            return;
        }
        case 2:
            return QTest::mouseDClick(target, button, {}, at);
        default:
            return QTest::mouseClick(target, button, {}, at);
        }
    }

    void wheel(QWidget* top) {
        QPoint at;
        QWidget* target = widgetAt(top, at);
        static constexpr Qt::KeyboardModifiers held[] = {{}, Qt::ControlModifier, Qt::ShiftModifier};
        QWheelEvent event(
            at, target->mapToGlobal(at), {}, QPoint(0, 120 * (below(9) - 4)), Qt::NoButton, held[below(3)],
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(target, &event);
    }

    MainWindow* m_window = nullptr;
    std::mt19937 m_random;
    QElapsedTimer m_clock;
    qint64 m_milliseconds = 0;
    bool m_done = false;
    int m_acted = 0, m_inOther = 0;
};

}  // namespace corelane::test

int random_inputTest(const QStringList& words) {
    // What is typed must not end in a file somewhere.
    QDir::setCurrent(QDir::tempPath());
    corelane::test::RandomInputTest test;
    return QTest::qExec(&test, words);
}

#include "random_input_test.moc"
