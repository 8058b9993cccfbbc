// What needs no window: where things stand, what fills a pixel, how numbers are written, what the words of the
// command line mean, which run is drawn, and the way back through the views one had.
#include "app/catalogue.h"
#include "app/command_line.h"
#include "app/compare_layout.h"
#include "app/drawn_runs.h"
#include "app/figures.h"
#include "app/frame_bench.h"
#include "app/glyph_text.h"
#include "app/plan.h"
#include "app/plots/lane_pixels.h"
#include "app/plots/runs_plottable.h"
#include "app/plots/time_ticker.h"
#include "app/selection.h"
#include "app/task_facts.h"
#include "tests/app/sample_trace.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace corelane::test {
namespace {

Column columnOf(std::initializer_list<std::pair<State, int>> shares) {
    Column column;
    column.covered = true;
    for (const auto& [state, share] : shares)
        column.share[static_cast<std::size_t>(state)] = static_cast<std::uint8_t>(share);
    return column;
}

std::vector<std::uint32_t> painted(std::vector<Column> columns, int height, std::int64_t origin = 0) {
    std::vector<std::uint32_t> pixels(columns.size() * static_cast<std::size_t>(height), 0);
    paintLane(
        columns, RunsPlottable::stateColours(lightLook(), 0xff), pixels.data(),
        static_cast<std::ptrdiff_t>(columns.size()), height, origin);
    return pixels;
}

std::uint32_t fillOf(State state) {
    return lightLook().of(state).rgb() | 0xff000000u;
}

Result<CommandLine> parsed(const QString& words) {
    return parseCommandLine(words.split(' ', Qt::SkipEmptyParts));
}

}  // namespace

class ArithmeticTest : public QObject {
    Q_OBJECT

  private slots:
    void rowsFollowEachOtherWithoutOverlap() {
        const std::vector<RunShape> shapes = {{2, 1, 0}, {2, 2, 1, 20, {1, 0}}, {0, 64, 1}};
        const CompareLayout layout(shapes, 500);
        QCOMPARE(layout.rows().size(), std::size_t(2 + 1 + 2 + 2 + 20 + 1 + 64 + 1));
        int y = 0;
        for (const LaneRow& row : layout.rows()) {
            QVERIFY(row.y >= y);
            y = row.y + row.height;
            QCOMPARE(layout.rowAt(row.y)->lane, row.lane);
            QCOMPARE(layout.rowAt(row.y + row.height - 1)->run, row.run);
            QCOMPARE(layout.runAt(row.y), row.run);
        }
        QVERIFY(layout.height() >= y);
        QCOMPARE(
            layout.row(LaneKind::Worker, 1, 1)->y + CompareMetrics::worker, layout.row(LaneKind::Worker, 1, 0)->y);
        // Actors that move between workers have lanes below them, thinner the more there are.
        QCOMPARE(layout.row(LaneKind::Task, 1, 19)->height, CompareMetrics::task(20));
        QVERIFY(
            layout.row(LaneKind::Task, 1, 0)->y >= layout.row(LaneKind::Worker, 1, 0)->y + CompareMetrics::worker);
        QVERIFY(CompareMetrics::task(120) < CompareMetrics::task(20));
        QVERIFY(!layout.coresOpen());
        QVERIFY(!layout.rowAt(-1) && !layout.rowAt(layout.height() + 100));
    }

    void coreLanesOpenWhenThereIsRoomAndNothingGrows() {
        const std::vector<RunShape> shapes = {{4, 4, 0}, {4, 4, 0}};
        QVERIFY(CompareLayout(shapes, 2000).coresOpen());
        QVERIFY(!CompareLayout(shapes, 200).coresOpen());
        QVERIFY(!CompareLayout(shapes, 2000, true).coresOpen());
    }

    void oneStateFillsItsColumn() {
        const auto pixels = painted({columnOf({{State::Lock, 255}})}, 18);
        QVERIFY(std::ranges::all_of(pixels, [](std::uint32_t p) { return p == fillOf(State::Lock); }));
    }

    void severalStatesAreStackedNeverBlended() {
        // Lock 1/3, useful 2/3: useful lies at the bottom.
        const auto pixels = painted({columnOf({{State::Lock, 85}, {State::Useful, 170}})}, 18);
        for (int y = 0; y < 18; ++y)
            QCOMPARE(pixels[static_cast<std::size_t>(y)], y < 6 ? fillOf(State::Lock) : fillOf(State::Useful));
    }

    void ofManyStatesTheThreeLargestAreShown() {
        const auto pixels = painted(
            {columnOf(
                {{State::Useful, 100}, {State::Lock, 80}, {State::Queue, 60}, {State::Io, 10}, {State::Idle, 5}})},
            18);
        QCOMPARE(std::ranges::count(pixels, fillOf(State::Io)), 0);
        QVERIFY(std::ranges::count(pixels, fillOf(State::Queue)) >= 4);
        QCOMPARE(pixels.back(), fillOf(State::Useful));
    }

    void columnsOutsideALanesLifeStayUntouched() {
        Column outside;
        const auto pixels = painted({outside, columnOf({{State::Useful, 255}}), outside}, 4);
        for (std::size_t i = 0; i < pixels.size(); ++i) QCOMPARE(pixels[i] != 0, i % 3 == 1);
    }

    void hatchesStayWithTheirSpansWhenTheViewMoves() {
        const std::vector<Column> lock(40, columnOf({{State::Lock, 255}}));
        const auto here = painted(lock, 18), moved = painted(lock, 18, 3);
        QVERIFY(std::ranges::any_of(here, [](std::uint32_t p) { return p != fillOf(State::Lock); }));
        for (std::size_t y = 0; y < 18; ++y)
            for (std::size_t x = 0; x + 3 < 40; ++x) QCOMPARE(moved[y * 40 + x], here[y * 40 + x + 3]);
    }

    void numbersAreWrittenWithTheirUnits() {
        QCOMPARE(duration(812), QString("812 ns"));
        QCOMPARE(duration(206'100), QString("206.1 µs"));
        QCOMPARE(duration(15'395'000), QString("15.395 ms"));
        QCOMPARE(duration(1'234'000'000), QString("1.234 s"));
        QVERIFY(percent(0.0001, 1).startsWith("< 0.1"));
        QVERIFY(percent(0.248, 1).startsWith("24.8"));
        QVERIFY(factor(3.726).startsWith("3.73"));
        QCOMPARE(number(-0.0001, 2), QString("0.00"));
        QCOMPARE(plural(1, "%1 run", "%1 runs"), QString("1 run"));
        QCOMPARE(plural(12, "%1 run", "%1 runs"), QString("12 runs"));
        QCOMPARE(niceStep(54e6, 6), 10e6);
        QCOMPARE(niceStep(30, 6), 5.0);
    }

    void digitsAreEquallyWide() {
        GlyphFont& font = GlyphFont::of(interfaceFont(12));
        QCOMPARE(font.width(u"1111"), font.width(u"8888"));
        QVERIFY(font.width(u"stencil_1d 14.8") > font.width(u"14.8"));
        QVERIFY(font.width(u"漢字") < 0);  // left to the text engine, which finds another font
    }

    void theCommandLineNamesWhatIsOff() {
        QCOMPARE(parsed("a.corelane")->what, QString("a.corelane"));
        QVERIFY(parsed("stencil --run")->run);
        QCOMPARE(parsed("a.corelane b.corelane")->beside, QStringList("b.corelane"));
        QCOMPARE(parsed("--size=1920x1080")->size, QSize(1920, 1080));
        QVERIFY(parsed("--theme dark")->theme == ThemeChoice::Dark);
        for (const char* words : {"--size 10x10", "--size", "--theme pink", "--nonsense", "--screenshot"}) {
            const auto line = parsed(words);
            QVERIFY2(!line, words);
            QVERIFY2(line.error().message.ends_with('.'), words);
        }
    }

    void removingAModelTakesItsExpectationsAlong() {
        Plan plan(QJsonObject{
            {"name", "x"},
            {"models", QJsonArray{"serial", "threads"}},
            {"expect",
             QJsonArray{QJsonObject{{"expect", "a"}, {"model", "threads"}}, QJsonObject{{"expect", "b"}}}}});
        plan.removeEntry(1);
        QCOMPARE(plan.entries().size(), std::size_t(1));
        QCOMPARE(plan.json()["expect"].toArray().size(), 1);
        plan.addModel("coroutines");
        QCOMPARE(plan.entries().back().model, QString("coroutines"));
    }

    void aBrokenCatalogueIsASentence() {
        const auto catalogue = parseCatalogue("not json");
        QVERIFY(!catalogue);
        QVERIFY(catalogue.error().message.ends_with('.'));
        QVERIFY(parseCatalogue("{}")->models.empty());
    }

    void theMedianRunIsDrawnWhenAllHaveRun() {
        const auto trace = sampleTrace();
        const Summary summary = summarize(*trace);
        const auto live = chooseRuns(*trace, &summary, true, {}), settled = chooseRuns(*trace, &summary, false, {});
        QCOMPARE(live.size(), std::size_t(3));
        for (const DrawnRun& drawn : live) QCOMPARE(drawn.run->info.repetition, 7);  // the last one
        for (const DrawnRun& drawn : settled) QVERIFY(drawn.run == drawn.summary->medianRun);
    }

    void theViewGoesBackAndForth() {
        Selection selection;
        QSignalSpy changes(&selection, &Selection::rangeChanged);
        selection.setExtent({0, 1'000'000'000}, {0, 500'000'000});
        QCOMPARE(selection.range().to, Time(500'000'000));  // it follows what is natural
        selection.setRange({100, 200'000'000});
        QVERIFY(!selection.follows());
        selection.setExtent({0, 2'000'000'000}, {0, 900'000'000});
        QCOMPARE(selection.range().to, Time(200'000'000));  // no more
        QVERIFY(selection.canGoBack());
        selection.back();
        QCOMPARE(selection.range().to, Time(500'000'000));
        selection.forward();
        QCOMPARE(selection.range(), (TimeRange{100, 200'000'000}));
        selection.setFollows(true);
        QCOMPARE(selection.range().to, Time(900'000'000));
        QVERIFY(changes.size() >= 4);
    }

    void theViewStaysWithinWhatThereIs() {
        Selection selection;
        selection.setExtent({0, 1'000'000}, {0, 1'000'000});
        selection.setRange({-500, 400});
        QCOMPARE(selection.range(), (TimeRange{0, 900}));
        selection.pan(-10'000);
        QCOMPARE(selection.range().from, Time(0));
        selection.pan(100'000'000);
        QCOMPARE(selection.range().to, Time(1'000'000));
        selection.zoom(1e-9, 500'000);
        QVERIFY(selection.range().length() >= 100);
        selection.zoom(1e9, 500'000);
        QCOMPARE(selection.range(), selection.extent());
    }

    void aTasksFactsAreThoseOfItsLane() {
        const auto trace = sampleTrace();
        const Run& run = *trace->runs[2];  // threads
        const TaskIndex task = run.naming.index({0, 14, 8});
        const auto facts = taskFacts(run, task);
        QVERIFY(facts);
        const Lane& lane = *run.workers[facts->worker];
        QCOMPARE(lane.spans[facts->span].task, task);
        QCOMPARE(*spanAt(lane, facts->begin + 1), facts->span);
        QVERIFY(facts->core);
        QCOMPARE(edgesInto(run, *facts, task).size(), std::size_t(3));
        QCOMPARE(edgesOutOf(run, *facts, task).size(), std::size_t(3));
        QVERIFY(!taskFacts(run, 0));
        QVERIFY(!taskFacts(run, run.naming.count() + 1));
    }

    void theSyntheticTraceHasTheSpansItPromises() {
        const auto trace = syntheticTrace(40'000, 2, 4);
        std::size_t spans = 0;
        for (const auto& run : trace->runs)
            for (const auto& lane : run->workers) {
                spans += lane->spans.size();
                QCOMPARE(lane->segments.end(), lane->end);
            }
        QCOMPARE(spans, std::size_t(40'000));
    }
};

}  // namespace corelane::test

int arithmeticTest(const QStringList& words) {
    corelane::test::ArithmeticTest test;
    return QTest::qExec(&test, words);
}

#include "arithmetic_test.moc"
