// Sweeps in the window: the dialog, the run by the engine, the curves, and the recordings behind their points.
#include "app/model_list.h"
#include "app/plots/sweep_plot.h"
#include "app/sweeps/sweep_dialog.h"
#include "tests/app/shown_window.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace corelane::test {
namespace {

// What engine/sweeps would have written of runs that scale by a law, up to eight workers.
Sweep madeSweep() {
    Sweep sweep;
    sweep.preset = sweep.title = "made";
    sweep.axis = {"workers", "number of workers", AxisUnit::Count, Spacing::Even, AxisFacts::Meaning::Scale};
    for (int n = 1; n <= 8; ++n) {
        SweepPoint& point = sweep.points.emplace_back();
        point.value = n;
        for (const char* model : {"serial", "threads", "tbb_tasks"}) {
            SweepSample& sample = point.models.emplace_back();
            sample.label = sample.model = model;
            sample.cores = 8;
            sample.tasks = 100;
            const bool serial = sample.model == "serial", threads = sample.model == "threads";
            // threads is quick to start and turns back at five; tbb_tasks overtakes it
            const double speedup = serial    ? 1
                                   : threads ? speedupBy(ScalingLaw::Universal, n, 0, 0.04)
                                             : 0.85 * speedupBy(ScalingLaw::Amdahl, n, 0.02);
            for (int i = 0; i < 8; ++i) sample.wallsNs.push_back(std::round(100e6 / speedup * (1 + 0.001 * i)));
            sample.medianNs = median(sample.wallsNs);
            sample.ci95Ns = {sample.wallsNs[1], sample.wallsNs[6]};
        }
    }
    return sweep;
}

bool write(const QString& path, const std::string& text) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(text)) >= 0;
}

}  // namespace

class CurvesTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        QVERIFY(QDir(m_folder.path()).mkdir("made"));
        const Sweep sweep = madeSweep();
        QVERIFY(write(m_folder.filePath("made/sweep.json"), sweepJson(sweep, curvesOf(sweep))));
    }
    void init() {
        m_window = std::make_unique<ShownWindow>(QSize(1600, 900));
        m_window->session().askCatalogue();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().catalogueKnown(), 20000);
    }
    void cleanup() { m_window.reset(); }

    void aFolderIsOpenedAndItsCurvesAreThoseOfTheEngine() {
        openMade();
        const SweepChart& chart = plot().chart();
        QCOMPARE(chart.quantity, CurveQuantity::Speedup);
        QCOMPARE(chart.curves.size(), std::size_t(3));
        QCOMPARE(chart.curves[1].points.size(), std::size_t(8));
        QCOMPARE(chart.curves[1].fits.size(), std::size_t(3));
        const auto& universal = shown().curves.models[1].fits.back();
        const QPointF at = chart.curves[1].fits.back().line.back();
        QCOMPARE(at.y(), speedupBy(ScalingLaw::Universal, at.x(), universal.sigma, universal.kappa));
        const auto peak = std::ranges::find(chart.marks, ChartMark::Kind::Peak, &ChartMark::kind);
        QVERIFY(peak != chart.marks.end());
        QCOMPARE(peak->x, *universal.peak);
        QVERIFY2(peak->text.contains("backwards"), qPrintable(peak->text));
        QVERIFY(std::ranges::any_of(chart.marks, [](const ChartMark& mark) {
            return mark.kind == ChartMark::Kind::CrossOver && mark.text.contains("threads") &&
                   mark.text.contains("tbb_tasks") && mark.sure;
        }));
        QVERIFY2(
            label("sweepSaid")->text().contains("goes backwards") ||
                label("sweepSaid")->text().contains("you go backwards"),
            qPrintable(label("sweepSaid")->text()));
    }

    void theQuantityIsChosen() {
        openMade();
        auto* quantity = dock()->findChild<QComboBox*>("sweepQuantity");
        QCOMPARE(quantity->count(), 2);
        quantity->setCurrentIndex(1);
        QCOMPARE(plot().chart().quantity, CurveQuantity::WallTime);
        QCOMPARE(plot().chart().curves[1].points[0].y, shown().sweep.points[0].models[1].medianNs);
        QVERIFY(plot().chart().yTitle.contains("ms"));
    }

    void everyPointIsReachedByKeysAndSaysItsSentence() {
        openMade();
        plot().setFocus();
        QTest::keyClick(&plot(), Qt::Key_Home);
        QCOMPARE(plot().place()->point, std::size_t(0));
        QTest::keyClick(&plot(), Qt::Key_Right);
        QCOMPARE(plot().place()->point, std::size_t(1));
        QTest::keyClick(&plot(), Qt::Key_End);
        QCOMPARE(plot().place()->point, std::size_t(7));
        QSet<std::size_t> curves{plot().place()->curve};
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&plot(), Qt::Key_Up);
            curves << plot().place()->curve;
        }
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&plot(), Qt::Key_Down);
            curves << plot().place()->curve;
        }
        QCOMPARE(curves.size(), 3);
        const QString said = label("sweepPoint")->text();
        QVERIFY2(said.contains("at 8:") && said.contains("95 %") && said.contains("8 runs"), qPrintable(said));
        QCOMPARE(plot().accessibleDescription(), said);
    }

    void thePointerFindsAPointAndAPointWithoutARecordingSaysSo() {
        openMade();
        // The plot may still get its last size.
        const auto pointed = [this] {
            QTest::mouseMove(&plot(), {1, 1});
            QTest::mouseMove(&plot(), plot().pixelOf({1, 3}).toPoint());
            return *plot().place() == SweepPlot::Place{1, 3};
        };
        QTRY_VERIFY(pointed());
        QTest::mouseClick(&plot(), Qt::LeftButton, {}, plot().pixelOf({1, 3}).toPoint());
        QVERIFY2(m_window->message().contains("No recording"), qPrintable(m_window->message()));
    }

    void bandsAndMarksArePaintedInTheModelsColours() {
        openMade();
        const QImage image = plot().grab().toImage();
        QSet<QRgb> seen;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) seen << image.pixel(x, y);
        for (const char* colour : {"#656f7a", "#2757c4", "#8a6f3a"})
            QVERIFY2(seen.contains(QColor(colour).rgb()), colour);
    }

    void figuresAreCopied() {
        openMade();
        plot().setFocus();
        QTest::keyClick(&plot(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith("axis,value,model"));
        QTest::keyClick(&plot(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains("number of workers"));
    }

    void aDroppedFolderIsOpenedAndABrokenOneSaysWhy() {
        QVERIFY(QDir(m_folder.path()).mkdir("broken"));
        QVERIFY(write(m_folder.filePath("broken/sweep.json"), "{\"sweep\": 1}"));
        m_window->drop(m_folder.filePath("broken"));
        QTRY_VERIFY(m_window->message().contains("is no sweep"));
        QVERIFY(!m_window->session().sweeps().shown());
        m_window->drop(m_folder.filePath("made"));
        QTRY_VERIFY(m_window->session().sweeps().shown());
        QTRY_VERIFY(dock()->isVisible());
    }

    void theDialogForecastsAndRefusesWhatTheEngineRefuses() {
        m_window->session().setPlan(Plan(tinyPreset()));
        SweepDialog dialog(m_window->session(), &**m_window);
        dialog.show();
        auto* axis = dialog.findChild<QComboBox*>("sweepAxis");
        for (const AxisEntry& entry : m_window->session().catalogue().axes)
            QCOMPARE(axis->findData(entry.name) >= 0, entry.graph);
        // No model that runs other kinds of work only.
        const auto& models = m_window->session().catalogue().models;
        const auto fitting = std::ranges::count_if(models, [](const auto& m) { return m.runs("task_graph"); });
        QVERIFY(fitting < std::ssize(models));
        QCOMPARE(dialog.findChild<ModelList*>()->count(), static_cast<int>(fitting));
        axis->setCurrentIndex(axis->findData("iterations"));
        auto* values = dialog.findChild<QLineEdit*>("sweepValues");
        values->setText("1..64:3");
        QTRY_VERIFY_WITH_TIMEOUT(start(dialog).isEnabled(), 20000);
        QVERIFY2(sentence(dialog).startsWith("3 points, "), qPrintable(sentence(dialog)));
        QVERIFY2(sentence(dialog).contains("at best"), qPrintable(sentence(dialog)));
        QCOMPARE(dialog.over(), QString("iterations=1..64:3"));
        values->setText("64..1");
        QTRY_VERIFY_WITH_TIMEOUT(sentence(dialog).contains("ends before it begins"), 20000);
        QVERIFY(!start(dialog).isEnabled());
        axis->setCurrentIndex(axis->findData(QString()));
        QVERIFY(dialog.findChild<QLineEdit*>("sweepPointer")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(start(dialog).isEnabled(), 20000);
    }

    void aSweepRunsShowsItselfAndAPointOpensItsRecordingBeside() {
        m_window->session().setPlan(Plan(tinyPreset()));
        const QString folder = m_folder.filePath("ran");
        startSweep("iterations", "1..64:3", folder);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().sweeps().shown(), 60000);
        QTRY_VERIFY(dock()->isVisible());
        QVERIFY(
            dock()->findChild<QPushButton*>("sweepStop")->isHidden() ||
            !dock()->findChild<QPushButton*>("sweepStop")->isVisible());
        QCOMPARE(shown().sweep.points.size(), std::size_t(3));
        QCOMPARE(plot().chart().curves.size(), std::size_t(4));
        plot().setFocus();
        QTest::keyClick(&plot(), Qt::Key_Return);
        QTRY_VERIFY(m_window->session().trace());
        const auto runs = m_window->session().drawn().size();
        QCOMPARE(runs, std::size_t(4));
        QTest::keyClick(&plot(), Qt::Key_Right);
        QTest::keyClick(&plot(), Qt::Key_Return);
        QTRY_COMPARE(m_window->session().drawn().size(), 2 * runs);
        QTest::keyClick(&plot(), Qt::Key_Return);  // a second time: it is there
        QTRY_VERIFY(m_window->message().contains("shown already"));
        QCOMPARE(m_window->session().drawn().size(), 2 * runs);
    }

    void escStopsASweepAndKeepsWhatIsDone() {
        m_window->session().setPlan(Plan(longPreset()));
        startSweep("workers", "1,2", m_folder.filePath("stopped"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().sweeps().progress().total > 0, 30000);
        QVERIFY(!m_window->session().sweeps().progress().point.isEmpty());
        QVERIFY(label("sweepProgress")->text().contains("runs"));
        m_window->session().start();  // they would disturb each other
        QVERIFY(!m_window->session().running());
        QVERIFY(m_window->message().contains("A sweep is running"));
        m_window->view().focusContent();
        m_window->key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().sweeps().running(), 30000);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().sweeps().shown(), 10000);
        QVERIFY(shown().sweep.interrupted);
    }

  private:
    QDockWidget* dock() { return (*m_window)->dock("curves"); }
    SweepPlot& plot() { return *dock()->findChild<SweepPlot*>(); }
    QLabel* label(const char* name) { return dock()->findChild<QLabel*>(name); }
    const ShownSweep& shown() { return *m_window->session().sweeps().shown(); }
    static QPushButton& start(const SweepDialog& dialog) {
        return *dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    }
    static QString sentence(const SweepDialog& dialog) { return dialog.findChild<QLabel*>("sweepSentence")->text(); }

    void openMade() {
        (*m_window)->openPaths({m_folder.filePath("made")}, false);
        QTRY_VERIFY(m_window->session().sweeps().shown());
        QTRY_VERIFY(plot().isVisible() && plot().width() > 200);
        QTRY_VERIFY(plot().height() > 150);
    }

    // As a user does: F6, what varies, its values, a folder, Enter.
    void startSweep(const QString& axis, const QString& values, const QString& folder) {
        auto* look = new QTimer(m_window->operator->());
        connect(look, &QTimer::timeout, this, [this, look, axis, values, folder, asked = false]() mutable {
            auto* open = qobject_cast<SweepDialog*>(QApplication::activeModalWidget());
            if (!open) return;
            if (!asked) {
                auto* axes = open->findChild<QComboBox*>("sweepAxis");
                axes->setCurrentIndex(axes->findData(axis));
                open->findChild<QLineEdit*>("sweepValues")->setText(values);
                open->findChild<QLineEdit*>("sweepFolder")->setText(folder);
                asked = true;
            }
            if (!start(*open).isEnabled()) return;
            look->stop();
            start(*open).click();
        });
        look->start(20);
        m_window->key(Qt::Key_F6);
        QVERIFY(m_window->session().sweeps().running() || m_window->session().sweeps().shown());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int curvesTest(const QStringList& words) {
    corelane::test::CurvesTest test;
    return QTest::qExec(&test, words);
}

#include "curves_test.moc"
