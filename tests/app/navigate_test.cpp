// Ways through the timelines by the keyboard: spans of a lane, hand-overs, the longest wait, a time.
#include "app/jump_prompt.h"
#include "app/task_facts.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QLabel>
#include <QTest>

namespace corelane::test {

class NavigateTest : public QObject {
    Q_OBJECT

  private slots:
    void init() { m_window = std::make_unique<ShownWindow>(); }
    void cleanup() { m_window.reset(); }

    void stepsGoOverEverySpanOfTheLane() {
        showSample();
        const Run& threads = *run(1);
        const SpanPlace first = click(1, threads.naming.index({0, 0, 3}));  // the last task before the barrier
        m_window->key(Qt::Key_Period);
        QCOMPARE(span()->span, first.span + 1);
        QCOMPARE(span()->lane, first.lane);
        m_window->key(Qt::Key_Comma);
        QCOMPARE(*span(), first);
        for (std::size_t i = 0; i <= first.span; ++i) m_window->key(Qt::Key_Comma);
        QCOMPARE(m_window->message(), QString("This is the first span of w0."));
    }

    void theSameNameSkipsWhatIsCalledOtherwise() {
        showSample();
        // A worker that waits at the barrier of the first step.
        const Run& threads = *run(1);
        int lane = 0;
        std::size_t wait = 0;
        for (std::size_t w = 0; w < threads.workers.size() && wait == 0; ++w)
            for (std::size_t i = 0; i < threads.workers[w]->spans.size() && wait == 0; ++i)
                if (threads.workers[w]->spans[i].state == State::Lock) wait = i, lane = static_cast<int>(w);
        QVERIFY(wait > 0);
        m_window->selection().setSpan(*placeOf(threads, LaneKind::Worker, lane, wait));
        m_window->key(Qt::Key_N);
        QVERIFY(span()->span > wait + 1);
        QVERIFY(span()->state == State::Lock);
        QCOMPARE(m_window->selection().task(), TaskIndex(0));
        m_window->key(Qt::Key_N, Qt::ShiftModifier);
        QCOMPARE(span()->span, wait);
        m_window->key(Qt::Key_N, Qt::ShiftModifier);
        QVERIFY2(m_window->message().contains("no earlier span called barrier"), qPrintable(m_window->message()));
    }

    void aHandOverIsFollowedThereAndBackTheSameWay() {
        showSample();
        const SpanPlace start = click(1, run(1)->naming.index({0, 14, 8}));
        m_window->key(Qt::Key_BracketRight);
        const SpanPlace there = *span();
        QVERIFY(there.begin >= start.end);
        m_window->key(Qt::Key_BracketRight);
        m_window->key(Qt::Key_BracketLeft);
        QCOMPARE(*span(), there);
        m_window->key(Qt::Key_BracketLeft);
        QCOMPARE(*span(), start);
    }

    void aHandOverBetweenActorsIsFollowedToo() {
        m_window->session().show(scriptTrace());
        QTRY_VERIFY(m_window->session().summary() != nullptr);
        m_window->plot().setFocus();
        const Run& script = *run(0);
        const SpanPlace ann = click(0, script.naming.index({0, 0, 0}));
        // Bob's wait was ended by what Ann did.
        m_window->selection().setSpan(*placeOf(script, LaneKind::Worker, 1, 1));
        m_window->key(Qt::Key_BracketLeft);
        QCOMPARE(*span(), ann);
        m_window->selection().setSpan(*placeOf(script, LaneKind::Worker, 1, 2));
        m_window->key(Qt::Key_BracketRight);
        QCOMPARE(span()->lane, 0);
        QCOMPARE(span()->begin - script.begin, Time(1'620'000));
    }

    void aHandOverAMomentBesideItsSpansIsFollowedToo() {
        // Within a span for the whole actor: work until 50, the hand-over at 55, the wait until 60, work from 62.
        Run script = *scriptTrace()->runs.front();
        const Time begin = script.begin;
        const auto lane = [&](std::vector<Span> spans) {
            auto made = std::make_shared<Lane>();
            for (Span span : spans) {
                span.begin += begin;
                span.end += begin;
                made->spans.push_back(span);
            }
            return made;
        };
        script.workers = {
            lane({{0, 100, 0, 0, State::Overhead, 0}, {10, 50, 0, 1, State::Useful, 1}}),
            lane(
                {{0, 100, 0, 0, State::Overhead, 0},
                 {20, 60, 0, 2, State::Lock, 1},
                 {62, 90, 0, 1, State::Useful, 1}})};
        script.edges = {};
        script.edges.push_back({0, 1, begin + 55, begin + 60, 0, 0, 0});
        script.places = nullptr;
        const SpanPlace gave = *placeOf(script, LaneKind::Worker, 0, 1),
                        waited = *placeOf(script, LaneKind::Worker, 1, 1),
                        wentOn = *placeOf(script, LaneKind::Worker, 1, 2);
        QCOMPARE(*followed(script, waited, -1), gave);
        QCOMPARE(*followed(script, gave, 1), wentOn);
        QCOMPARE(*followed(script, wentOn, -1), gave);
        QVERIFY(!followed(script, wentOn, 1));
    }

    void theLongestWaitIsOneKeyAwayAndTheNextLongestToo() {
        m_window->session().show(scriptTrace());
        QTRY_VERIFY(m_window->session().summary() != nullptr);
        m_window->plot().setFocus();
        const TimeRange before = m_window->selection().range();
        m_window->key(Qt::Key_L);
        QTRY_VERIFY(span());
        QCOMPARE(span()->took(), Duration(800'000));
        QVERIFY(m_window->selection().range() != before);
        m_window->key(Qt::Key_L);
        QCOMPARE(span()->took(), Duration(500'000));
        m_window->key(Qt::Key_L);
        QCOMPARE(m_window->message(), QString("The longest 2 waits have been shown."));
        m_window->key(Qt::Key_L, Qt::ShiftModifier);
        QCOMPARE(span()->took(), Duration(800'000));
        for (int i = 0; i < 3; ++i) m_window->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_window->selection().range(), before);
    }

    void aRunInWhichNothingWaitedSaysSo() {
        showSample();
        m_window->selection().setSpan(*placeOf(*run(0), LaneKind::Worker, 0, 0));  // serial
        m_window->key(Qt::Key_L);
        QTRY_COMPARE(m_window->message(), QString("Nothing waited in this run."));
    }

    void aTimeIsJumpedTo() {
        showSample();
        m_window->selection().setRange({1'000'000, 3'000'000});
        m_window->key(Qt::Key_G, Qt::ControlModifier);
        auto* prompt = (*m_window)->findChild<JumpPrompt*>();
        QVERIFY(prompt && prompt->isVisible());
        type("5 apples\n");
        QVERIFY(sentence(prompt).contains("is no time"));
        type("900 s\n");
        QVERIFY(sentence(prompt).startsWith("The longest run ends at "));
        type("5.5ms\n");
        QCOMPARE(m_window->selection().range(), (TimeRange{4'500'000, 6'500'000}));
        QVERIFY(m_window->plot().hasFocus());
        m_window->key(Qt::Key_G, Qt::ControlModifier);
        type("3ms to 2ms\n");
        QTRY_COMPARE((*m_window)->findChildren<JumpPrompt*>().size(), 1);
        QVERIFY(sentence((*m_window)->findChild<JumpPrompt*>()).contains("later than the first"));
        type("2ms to 3ms\n");
        QCOMPARE(m_window->selection().range(), (TimeRange{2'000'000, 3'000'000}));
        m_window->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_window->selection().range(), (TimeRange{4'500'000, 6'500'000}));
    }

    void theSelectedWaitIsOutlined() {
        m_window->session().show(scriptTrace());
        QTRY_VERIFY(m_window->session().summary() != nullptr);
        QApplication::processEvents();
        const SpanPlace wait = *placeOf(*run(0), LaneKind::Worker, 1, 1);
        const Scene& scene = m_window->view().scene();
        const auto row = scene.layout.row(LaneKind::Worker, 0, 1);
        const int x = static_cast<int>(scene.xOf((wait.begin + wait.end) / 2 - scene.runs[0].begin()));
        const int y = scene.rectOf(*row).top();
        const auto edge = [&] {
            const QImage picture = m_window->plot().grab().toImage();
            const QColor accent = lightLook().accent;
            int close = 0;
            for (int at = y - 3; at < y + 6; ++at) {
                const QColor c = picture.pixelColor(x, at);
                close += std::abs(c.red() - accent.red()) + std::abs(c.blue() - accent.blue()) < 60;
            }
            return close;
        };
        QCOMPARE(edge(), 0);
        m_window->selection().setSpan(wait);
        QVERIFY(edge() > 0);
        m_window->plot().setFocus();
        m_window->key(Qt::Key_Escape);
        QVERIFY(!span());
        QCOMPARE(edge(), 0);
    }

  private:
    void showSample() {
        m_window->showSample();
        m_window->plot().setFocus();
    }
    const std::shared_ptr<const Run>& run(std::size_t drawn) { return m_window->view().scene().runs[drawn].run; }
    const std::optional<SpanPlace>& span() { return m_window->selection().span(); }
    SpanPlace click(int drawn, TaskIndex task) {
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, m_window->placeOf(drawn, task));
        return span().value_or(SpanPlace{});
    }
    void type(const QString& text) {
        QWidget* line = (*m_window)->focusWidget();
        QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(line, text.chopped(1));
        QTest::keyClick(line, Qt::Key_Return);
    }
    static QString sentence(const Prompt* prompt) { return prompt->findChild<QLabel*>()->text(); }
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int navigateTest(const QStringList& words) {
    corelane::test::NavigateTest test;
    return QTest::qExec(&test, words);
}

#include "navigate_test.moc"
