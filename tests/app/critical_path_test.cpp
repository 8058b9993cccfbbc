// The critical path, drawn through the lanes on a key.
#include "app/plots/path_line.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QTest>

namespace corelane::test {

class CriticalPathTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        QTRY_VERIFY(m_window->session().summary() != nullptr);
    }
    void cleanup() { m_window.reset(); }

    void aKeyShowsItAndTakesItAway() {
        QVERIFY(scene().paths.empty());
        m_window->key(Qt::Key_C);
        QTRY_COMPARE(scene().paths.size(), scene().runs.size());
        QTRY_VERIFY(scene().paths[1] != nullptr);
        m_window->key(Qt::Key_C);
        QTRY_VERIFY(scene().paths.empty());
    }

    void itGoesFromTheRunsBeginToItsEndThroughItsLanes() {
        m_window->key(Qt::Key_C);
        QTRY_VERIFY(scene().paths.size() == scene().runs.size() && scene().paths[1]);
        const DrawnRun& drawn = scene().runs[1];
        const QRectF line = pathLine(scene(), 1, *scene().paths[1]).boundingRect();
        const Extent whole = extent(*drawn.run);
        QVERIFY(std::abs(line.left() - scene().xOf(0)) < 1.5);
        QVERIFY(std::abs(line.right() - scene().xOf(whole.end - whole.begin)) < 1.5);
        const auto first = scene().layout.row(LaneKind::Worker, 1, 0);
        const auto last = scene().layout.row(LaneKind::Worker, 1, static_cast<int>(drawn.run->workers.size()) - 1);
        QVERIFY(first && last);
        QVERIFY(line.top() >= scene().rectOf(*first).top() && line.bottom() <= scene().rectOf(*last).bottom() + 1);
    }

    void aLongRunsLineIsAsFineAsPixelsAre() {
        // A thousand pieces a pixel, on two lanes in turn.
        CriticalPath path;
        const Time begin = scene().runs[1].begin();
        constexpr int pieces = 1'000'000;
        const Duration wall = scene().range.length();
        for (int i = 0; i < pieces; ++i) {
            const auto at = [&](int n) { return begin + static_cast<Time>(double(wall) * n / pieces); };
            path.pieces.push_back({at(i), at(i + 1), static_cast<std::uint32_t>(i % 2), 0, State::Useful});
        }
        QVERIFY(pathLine(scene(), 1, path).elementCount() <= 4 * scene().plotWidth());
    }

  private:
    const Scene& scene() { return m_window->view().scene(); }
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int critical_pathTest(const QStringList& words) {
    corelane::test::CriticalPathTest test;
    return QTest::qExec(&test, words);
}

#include "critical_path_test.moc"
