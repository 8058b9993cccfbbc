// Running with the real engine: to the end, stopped, killed, missing; and nothing is left behind.
#include "app/figure_table.h"
#include "app/status_line.h"
#include "tests/app/shown_window.h"

#include <QApplication>
#include <QJsonArray>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <map>

namespace corelane::test {
namespace {

// The engine that runs this process' comparison, as the system knows it; 0: none.
qint64 engineOf(qint64 process) {
    for (const qint64 child : childrenOf(process))
        if (commandOf(child).contains("corelane-engine run")) return child;
    return 0;
}

int spansOf(const Session& session) {
    std::size_t spans = 0;
    if (session.trace())
        for (const auto& run : session.trace()->runs)
            for (const auto& lane : run->workers) spans += lane->spans.size();
    return static_cast<int>(spans);
}

}  // namespace

class RunTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->session().askCatalogue();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().catalogueKnown(), 20000);
    }
    void cleanup() {
        m_window.reset();
        QTRY_VERIFY_WITH_TIMEOUT(childrenOf(QCoreApplication::applicationPid()).empty(), 10000);
    }

    void f5RunsToTheEndAndEveryRunIsRight() {
        Session& session = m_window->session();
        session.setPlan(Plan(tinyPreset()));
        QSignalSpy progress(&session, &Session::progressChanged);
        m_window->key(Qt::Key_F5);
        QVERIFY(session.running());
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 60000);
        QTRY_VERIFY(session.summary());
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
        QVERIFY(session.summary()->allCorrect);
        QCOMPARE(session.drawn().size(), std::size_t(4));
        QCOMPARE(session.drawn()[0].run->info.model, std::string("serial"));
        QVERIFY(session.trace()->ended);
        QVERIFY(session.progress().done > 0);
        QCOMPARE(session.progress().done, session.progress().total);
        QVERIFY(progress.size() >= 2);
        QVERIFY(session.unsaved());
        // What was run can be saved and opened again.
        const QTemporaryDir folder;
        const QString path = folder.filePath("run.corelane");
        QVERIFY(session.saveAs(path));
        QVERIFY(!session.unsaved());
        const auto runs = session.trace()->runs.size();
        session.open(path);
        QTRY_VERIFY(session.summary() && session.trace()->runs.size() == runs);
        QVERIFY(!session.summary()->reproduction);
        // Run again while it is shown, it is held against.
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 60000);
        QTRY_VERIFY(session.summary() && session.summary()->reproduction);
        QVERIFY(!session.summary()->reproduction->uuid.empty());
    }

    void aDeadlockThatTheScriptIsWrittenForIsNoFailure() {
        Session& session = m_window->session();
        session.setPlan(Plan(QJsonObject{
            {"name", "deadlock"},
            {"workload",
             QJsonObject{
                 {"kind", "script"},
                 {"deadlocks", true},
                 {"objects", QJsonObject{{"E", "event"}}},
                 {"actors",
                  QJsonObject{
                      {"one", QJsonObject{{"steps", QJsonArray{QJsonObject{{"wait", "E"}}}}}},
                      {"other",
                       QJsonObject{{"steps", QJsonArray{QJsonObject{{"wait", "E"}}, QJsonObject{{"set", "E"}}}}}}}}}},
            {"models", QJsonArray{"threads"}},
            {"repetitions", 1},
            {"warmup", 0}}));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 60000);
        QTRY_VERIFY(session.summary());
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
        QVERIFY(session.trace()->runs.front()->result.endedAsPromised());
        QTRY_COMPARE((*m_window)->findChild<StatusLine*>()->facts().filter("as promised").size(), 1);
        bool promised = false;
        for (FigureTable* table : (*m_window)->findChildren<FigureTable*>())
            for (int row = 0; row < table->model()->rowCount(); ++row)
                promised |= table->model()->index(row, 0).data().toString() == "as promised";
        QVERIFY(promised);
    }

    void commandsAreStartedOnlyAfterAYesToTheirWords() {
        Session& session = m_window->session();
        session.setPlan(Plan(QJsonObject{
            {"name", "commands"},
            {"workload",
             QJsonObject{
                 {"kind", "commands"},
                 {"commands", QJsonArray{QJsonArray{"sort", "-r", "a \"b\"\u001b"}, QJsonArray{"wc", "-l"}}}}},
            {"models", QJsonArray{"subprocess"}},
            {"repetitions", 1},
            {"warmup", 0}}));
        QString shown;
        const auto answer = [&shown](Qt::Key key) {
            onNextDialog([&shown, key](QWidget* dialog) {
                shown = dialog->findChild<QPlainTextEdit*>()->toPlainText();
                if (key == Qt::Key_Y)
                    for (QPushButton* button : dialog->findChildren<QPushButton*>())
                        if (!button->isDefault()) return QTest::mouseClick(button, Qt::LeftButton);
                QTest::keyClick(dialog, key);
            });
        };
        for (const Qt::Key no : {Qt::Key_Return, Qt::Key_Escape}) {
            answer(no);
            m_window->key(Qt::Key_F5);
            QVERIFY(!session.running());
            const QString asked = "[\"sort\",\"-r\",\"a \\\"b\\\"\\u001b\"]\n[\"wc\",\"-l\"]";
            QCOMPARE(shown, asked);
        }
        // The engine would refuse what nobody was asked about.
        QVERIFY(childrenOf(QCoreApplication::applicationPid()).empty());
        session.setPlan(Plan(QJsonObject{
            {"name", "commands"},
            {"workload",
             QJsonObject{
                 {"kind", "commands"}, {"commands", QJsonArray{QJsonArray{"sort", "-r"}, QJsonArray{"wc", "-l"}}}}},
            {"models", QJsonArray{"subprocess"}},
            {"repetitions", 1},
            {"warmup", 0}}));
        answer(Qt::Key_Y);
        m_window->key(Qt::Key_F5);
        QVERIFY(session.running());
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 60000);
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
        QCOMPARE(session.trace()->runs.size(), std::size_t(2));
        QVERIFY(session.trace()->runs.front()->result.correct);
    }

    void aGentleStopLeavesWholeRepetitions() {
        Session& session = m_window->session();
        QJsonObject preset = tinyPreset();
        preset["repetitions"] = 500;
        session.setPlan(Plan(preset));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(session.progress().done >= 6, 30000);
        m_window->key(Qt::Key_F5, Qt::ShiftModifier);
        QVERIFY(session.stoppingAfterRepetition());
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 30000);
        QVERIFY2(
            m_window->message().startsWith("Stopped after a complete repetition"), qPrintable(m_window->message()));
        std::map<std::string, int> counted;
        for (const auto& run : session.trace()->runs) {
            QVERIFY(!run->result.interrupted);
            if (!run->info.warmup && run->info.recorded) ++counted[run->info.model];
        }
        QCOMPARE(counted.size(), std::size_t(4));
        for (const auto& [model, runs] : counted) QCOMPARE(runs, counted.begin()->second);
        QVERIFY(counted.begin()->second < 500);
    }

    void aPausedPictureStandsStillWhileTheRunGoesOn() {
        Session& session = m_window->session();
        session.setPlan(Plan(longPreset()));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(spansOf(session) > 1000, 30000);
        m_window->plot().setFocus();
        m_window->key(Qt::Key_P);
        QVERIFY(session.paused());
        const auto before = session.trace();
        const int spans = spansOf(session);
        QTest::qWait(300);  // ten frames of a picture that goes on
        QCOMPARE(session.trace(), before);
        QVERIFY(session.running());
        m_window->key(Qt::Key_P);
        QVERIFY(spansOf(session) > spans);
        m_window->key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 20000);
    }

    void theLiveViewFollowsTheRunUnderWay() {
        Session& session = m_window->session();
        session.setPlan(Plan(longPreset()));
        m_window->key(Qt::Key_0, Qt::ControlModifier);
        auto* table = (*m_window)->dock("live")->findChild<FigureTable*>();
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(spansOf(session) > 1000, 30000);
        QTRY_VERIFY(!table->table().rows.empty() && table->table().rows[0][0].strong);
        const auto row = table->table().rows[0];
        double all = 0;
        for (int c = 1; c <= 4; ++c) all += row[static_cast<std::size_t>(c)].text.toDouble();
        // Every worker is in one of the four; the first and the last of them may have lived for a part of the time.
        QVERIFY2(
            all > 1 && all < double(session.drawn()[0].run->workers.size()) + 0.5, qPrintable(QString::number(all)));
        QVERIFY(row[1].text.toDouble() > 0.2);
        QVERIFY(QString(row[5].text).remove(QRegularExpression("[^0-9]")).toInt() > 100);
        m_window->key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 20000);
        QTRY_VERIFY(!table->table().rows[0][0].strong);
    }

    void escStopsAndWhatWasRecordedStays() {
        Session& session = m_window->session();
        session.setPlan(Plan(longPreset()));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(spansOf(session) > 1000, 30000);
        const int before = spansOf(session);
        const auto processes = childrenOf(QCoreApplication::applicationPid());
        QVERIFY(processes.size() >= 3);  // the engine and two worker processes
        m_window->key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 20000);
        QVERIFY(spansOf(session) >= before);
        QVERIFY(m_window->message().contains("Stopped."));
        for (const qint64 process : processes) QTRY_VERIFY(!isRunning(process));
        QVERIFY(session.unsaved());
    }

    void theButtonStopsAsWell() {
        Session& session = m_window->session();
        session.setPlan(Plan(longPreset()));
        auto* button = (*m_window)->findChild<QPushButton*>("run");
        for (auto* b : (*m_window)->findChildren<QPushButton*>("run"))
            if (b->accessibleName().contains("comparison")) button = b;
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(session.running());
        QTRY_VERIFY_WITH_TIMEOUT(spansOf(session) > 0, 30000);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 20000);
    }

    void lanesGrowWhileItRuns() {
        Session& session = m_window->session();
        session.setPlan(Plan(longPreset()));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(spansOf(session) > 0, 30000);
        const Duration wall = session.drawn().front().wall();
        QTRY_VERIFY_WITH_TIMEOUT(session.drawn().front().wall() > wall, 10000);
        QVERIFY(m_window->view().scene().recording);
        QVERIFY(!m_window->view().scene().runs.empty());
        m_window->key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 20000);
    }

    void aKilledEngineIsToldAndLeavesNoProcess() {
        Session& session = m_window->session();
        session.setPlan(Plan(longPreset()));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(spansOf(session) > 1000, 30000);
        const auto processes = childrenOf(QCoreApplication::applicationPid());
        const qint64 engine = engineOf(QCoreApplication::applicationPid());
        QVERIFY(engine > 0 && processes.size() >= 3);
        ::kill(static_cast<pid_t>(engine), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 10000);
        QVERIFY2(m_window->message().contains("signal 9"), qPrintable(m_window->message()));
        QVERIFY2(
            m_window->message().contains("What was recorded until then is shown."), qPrintable(m_window->message()));
        for (const qint64 process : processes) QTRY_VERIFY_WITH_TIMEOUT(!isRunning(process), 10000);
        QVERIFY(spansOf(session) > 1000);
        // And it runs again.
        session.setPlan(Plan(tinyPreset()));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 60000);
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
    }

    void aMissingEngineIsToldWithTheRemedy() {
        const QByteArray before = qgetenv("CORELANE_ENGINE");
        qputenv("CORELANE_ENGINE", "/nowhere/corelane-engine");
        m_window->session().setPlan(Plan(tinyPreset()));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY(m_window->message().contains("/nowhere/corelane-engine"));
        QVERIFY(!m_window->session().running());
        qputenv("CORELANE_ENGINE", "/bin/true");  // says nothing at all
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY(!m_window->session().running());
        QTRY_VERIFY(!m_window->message().isEmpty());
        qputenv("CORELANE_ENGINE", "/bin/cat");  // writes something that is no trace
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().running(), 10000);
        QVERIFY(!m_window->message().isEmpty());
        qputenv("CORELANE_ENGINE", before);
    }

    void aWrongPresetIsRefusedInTheEnginesWords() {
        QJsonObject preset = tinyPreset();
        preset["models"] = QJsonArray{"threds"};
        m_window->session().setPlan(Plan(preset));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().running(), 10000);
        QVERIFY2(
            m_window->message().contains("threds") && m_window->message().contains("threads"),
            qPrintable(m_window->message()));
    }

    void twoWindowsRunAtOnce() {
        ShownWindow other;
        other.session().askCatalogue();
        QTRY_VERIFY_WITH_TIMEOUT(other.session().catalogueKnown(), 20000);
        other.session().setPlan(Plan(tinyPreset()));
        m_window->session().setPlan(Plan(tinyPreset()));
        m_window->session().start();
        other.session().start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().running() && !other.session().running(), 60000);
        for (Session* session : {&m_window->session(), &other.session()}) {
            QTRY_VERIFY(session->summary());
            QVERIFY(session->summary()->allCorrect);
        }
    }

    void closingTheWindowEndsTheEngine() {
        m_window->session().setPlan(Plan(longPreset()));
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(spansOf(m_window->session()) > 0, 30000);
        const auto processes = childrenOf(QCoreApplication::applicationPid());
        m_window.reset();
        for (const qint64 process : processes) QTRY_VERIFY_WITH_TIMEOUT(!isRunning(process), 10000);
    }

    void aKilledWindowLeavesNoEngine() {
        QProcess program;
        program.start(CORELANE_BIN "/corelane", {"--run"});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(engineOf(program.processId()) > 0, 20000);
        const auto processes = childrenOf(program.processId());
        program.kill();
        QVERIFY(program.waitForFinished(10000));
        for (const qint64 process : processes) QTRY_VERIFY_WITH_TIMEOUT(!isRunning(process), 10000);
    }

  private:
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int runTest(const QStringList& words) {
    corelane::test::RunTest test;
    return QTest::qExec(&test, words);
}

#include "run_test.moc"
