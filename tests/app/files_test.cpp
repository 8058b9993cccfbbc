// Opening, saving and exporting: whole files, torn ones, foreign ones, and places that cannot be written.
#include "app/recent_files.h"
#include "app/reports/export_dialog.h"
#include "app/span_walk.h"
#include "tests/app/shown_window.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <set>
#include <sys/resource.h>
#include <sys/stat.h>

namespace corelane::test {
namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// Answers the next file dialog as a user would: chooses a filter, types a name, presses Enter.
void answerFileDialog(const QString& path, const QString& filter = {}) {
    auto* look = new QTimer(qApp);
    QObject::connect(look, &QTimer::timeout, [look, path, filter] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;  // not there yet
        look->stop();
        look->deleteLater();
        if (!filter.isEmpty()) {
            auto* filters = dialog->findChild<QComboBox*>("fileTypeCombo");
            for (int i = 0; i < filters->count(); ++i)
                if (filters->itemText(i).startsWith(filter)) {
                    filters->setCurrentIndex(i);
                    emit filters->textActivated(filters->currentText());
                }
        }
        auto* name = dialog->findChild<QLineEdit*>("fileNameEdit");
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
    look->start(5);
}

// Chooses a format in the next export dialog, waits for what it shows, and saves it under a name.
void inExportDialog(const QString& format, const QString& path) {
    auto* look = new QTimer(qApp);
    QObject::connect(look, &QTimer::timeout, [look, format, path] {
        auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        auto* formats = dialog->findChild<QListWidget*>("exportFormats");
        const auto found = formats->findItems(format, Qt::MatchExactly);
        if (formats->currentItem() != found.front()) formats->setCurrentItem(found.front());
        auto* save = dialog->findChild<QPushButton*>("exportSave");
        if (!save->isEnabled() || !dialog->preview() || dialog->preview()->exporter->name != format.toStdString())
            return;
        look->stop();
        look->deleteLater();
        answerFileDialog(path);
        save->click();
    });
    look->start(5);
}

}  // namespace

class FilesTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        m_good = m_folder.filePath("good.corelane");
        QProcess engine;
        engine.start(CORELANE_BIN "/corelane-engine", {"run", "-", "-o", m_good, "--quiet"});
        engine.write(QJsonDocument(tinyPreset()).toJson());
        engine.closeWriteChannel();
        QVERIFY(engine.waitForFinished(60000));
        QVERIFY2(engine.exitCode() == 0, engine.readAllStandardError().constData());
    }
    void init() { m_window = std::make_unique<ShownWindow>(); }
    void cleanup() { m_window.reset(); }

    void aSavedComparisonOpensWithItsFiguresAndItsPreset() {
        m_window->session().open(m_good);
        QTRY_VERIFY(m_window->session().summary());
        QCOMPARE(m_window->session().drawn().size(), std::size_t(4));
        QCOMPARE(m_window->session().plan().name(), QString("tiny"));
        QVERIFY(m_window->session().summary()->allCorrect);
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
        QVERIFY((*m_window)->windowTitle().contains("A tiny stencil"));
        QCOMPARE(recentFiles().front(), m_good);
    }

    void aFileIsOpenedByDroppingIt() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_good)});
        const QPoint at(300, 300);
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&**m_window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&**m_window, &drop);
        QTRY_VERIFY(m_window->session().trace());
    }

    void controlOOpensWhatIsTyped() {
        answerFileDialog(m_good);
        m_window->key(Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(m_window->session().trace());
    }

    void aSecondFileStandsBesideTheFirst() {
        const QString other = m_folder.filePath("other.corelane");
        QVERIFY(QFile::copy(m_good, other));
        m_window->session().openAll({m_good, other}, false);
        QTRY_COMPARE(m_window->session().drawn().size(), std::size_t(8));
        const auto& drawn = m_window->session().drawn();
        QVERIFY(drawn[4].title.ends_with("other"));
        QCOMPARE(drawn[4].work, drawn[0].work);
        std::set<int> numbers;
        for (const DrawnRun& run : drawn) numbers.insert(run.run->info.number);
        QCOMPARE(numbers.size(), std::size_t(8));
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
        // A run of the one is compared with one of the other.
        Arrangement how = m_window->session().arrangement();
        how.baseline = drawn[5].key;
        m_window->session().arrange(how);
        QTRY_VERIFY(m_window->view().scene().lags[1] != nullptr);
        // What is saved is the first file alone.
        const QString saved = m_folder.filePath("saved-again.corelane");
        QVERIFY(m_window->session().saveAs(saved));
        QCOMPARE(contentOf(saved), contentOf(m_good));
        m_window->session().closeBeside();
        QCOMPARE(m_window->session().drawn().size(), std::size_t(4));
        QVERIFY(m_window->session().arrangement().baseline.empty());
    }

    void otherWorkBesideIsSaidAndNotMatched() {
        const QString other = m_folder.filePath("script.corelane");
        QProcess engine;
        engine.start(
            CORELANE_BIN "/corelane-engine", {"run", "barrier_of_two", "--repetitions", "1", "-o", other, "--quiet"});
        QVERIFY(engine.waitForFinished(60000));
        m_window->session().openAll({m_good, other}, false);
        QTRY_VERIFY(m_window->session().hasBeside());
        QVERIFY2(m_window->message().contains("holds other work"), qPrintable(m_window->message()));
        const auto& drawn = m_window->session().drawn();
        QVERIFY(drawn.back().work != drawn.front().work);
        // Its tasks are called what they are in their own run, and light in no other.
        m_window->selection().setSpan(*placeOf(*drawn.front().run, 1));
        QCOMPARE(m_window->session().selectedWork(), drawn.front().work);
        (*m_window)->grab();
    }

    void aFileBesideThatCannotBeReadIsSaidAndTheFirstStays() {
        m_window->session().openAll({m_good, "/nowhere/at/all.corelane"}, false);
        QTRY_VERIFY(m_window->message().contains("/nowhere/at/all.corelane"));
        QCOMPARE(m_window->session().drawn().size(), std::size_t(4));
    }

    void aTornFileShowsEverythingBeforeAndSaysHowMuchIsLost() {
        const QByteArray whole = contentOf(m_good);
        const QString torn = m_folder.filePath("torn.corelane");
        for (const qsizetype cut : {whole.size() - 1, whole.size() * 3 / 4, whole.size() / 2}) {
            QVERIFY(write(torn, whole.left(cut)));
            m_window->session().open(torn);
            QTRY_VERIFY_WITH_TIMEOUT(m_window->message().contains("torn.corelane"), 10000);
            const std::uint64_t lost = m_window->session().trace()->tornBytes;
            if (lost > 0)
                QVERIFY2(
                    m_window->message().contains(QString("its last %1 byte").arg(lost)),
                    qPrintable(m_window->message()));
            QVERIFY(!m_window->session().drawn().empty());
            (*m_window)->messages().clear();
        }
    }

    void whatIsNoTraceIsSaidAndTheOldOneStays() {
        m_window->session().open(m_good);
        QTRY_VERIFY(m_window->session().trace());
        const auto before = m_window->session().trace();
        const QString bad = m_folder.filePath("bad.corelane");
        for (const QByteArray& bytes :
             {QByteArray(), QByteArray("This is a letter, not a trace.\n"), QByteArray(4096, '\xff')}) {
            QVERIFY(write(bad, bytes));
            m_window->session().open(bad);
            QTRY_VERIFY_WITH_TIMEOUT(m_window->message().contains("bad.corelane"), 10000);
            QVERIFY(m_window->session().trace() == before);
            (*m_window)->messages().clear();
        }
        m_window->session().open(m_folder.filePath("absent.corelane"));
        QTRY_VERIFY(m_window->message().contains("absent.corelane"));
        QVERIFY(m_window->session().trace() == before);
    }

    void controlSSavesTheSameBytes() {
        m_window->session().open(m_good);
        QTRY_VERIFY(m_window->session().trace());
        const QString copy = m_folder.filePath("copy.corelane");
        answerFileDialog(copy);
        m_window->key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(QFile::exists(copy));
        QVERIFY(contentOf(copy) == contentOf(m_good));
        QVERIFY(m_window->message().contains("copy.corelane"));
    }

    void controlEExportsTheReportInEveryFormat() {
        m_window->session().open(m_good);
        QTRY_VERIFY(m_window->session().summary());
        for (const auto& [format, file, contains] :
             {std::tuple{"html", "r.html", "<html"},
              {"csv", "r.csv", "threads"},
              {"chrome-json", "r.json", "traceEvents"}}) {
            const QString path = m_folder.filePath(file);
            // The dialog before has just closed; keys go to the active window.
            (*m_window)->activateWindow();
            QTRY_COMPARE(QApplication::activeWindow(), static_cast<QWidget*>(m_window->operator->()));
            inExportDialog(format, path);
            m_window->key(Qt::Key_E, Qt::ControlModifier);
            QTRY_VERIFY2(QFile::exists(path), format);
            QVERIFY2(contentOf(path).contains(contains), format);
        }
    }

    void aPlaceThatCannotBeWrittenIsSaid() {
        m_window->session().open(m_good);
        QTRY_VERIFY(m_window->session().trace());
        QVERIFY(!m_window->session().saveAs("/proc/nothing/here.corelane"));
        QVERIFY(m_window->message().contains("/proc/nothing/here.corelane"));
        QVERIFY(!m_window->session().exportAs("/proc/nothing/here.html", "html"));
        QVERIFY(!m_window->session().exportAs(m_folder.filePath("x"), "pdf9"));
        QVERIFY(m_window->message().contains("pdf9"));
    }

    void aDiskThatIsFullIsSaidAndTheOldFileStays() {
        m_window->session().open(m_good);
        QTRY_VERIFY(m_window->session().trace());
        const QString path = m_folder.filePath("old.html");
        QVERIFY(write(path, "old"));
        const auto before = ::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
        const rlimit small{16, limit.rlim_max};  // as a disk that has room for 16 bytes
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const bool exported = m_window->session().exportAs(path, "html"), saved = m_window->session().saveAs(path);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::signal(SIGXFSZ, before);
        QVERIFY(!exported && !saved);
        QVERIFY(m_window->message().contains("old.html"));
        QCOMPARE(contentOf(path), QByteArray("old"));
    }

    // Only ever with names inside the test's own folder, never a real device: a fault here replaces what it is given.
    void whatIsNoFileIsNeverReplaced() {
        m_window->session().open(m_good);
        QTRY_VERIFY(m_window->session().trace());
        const QString pipe = m_folder.filePath("pipe"), folder = m_folder.filePath("folder");
        QCOMPARE(::mkfifo(pipe.toUtf8().constData(), 0600), 0);
        QVERIFY(QDir().mkdir(folder));
        for (const QString& path : {pipe, folder}) {
            QVERIFY(!m_window->session().exportAs(path, "html"));
            QVERIFY(!m_window->session().saveAs(path));
            QVERIFY(m_window->message().contains("is not an ordinary file"));
        }
        struct stat there {};
        QCOMPARE(::stat(pipe.toUtf8().constData(), &there), 0);
        QVERIFY(S_ISFIFO(there.st_mode));
        QVERIFY(QFileInfo(folder).isDir());
    }

    void theProgramPaintsAFileIntoAPicture() {
        const QString picture = m_folder.filePath("picture.png");
        QProcess program;
        program.start(
            CORELANE_BIN "/corelane", {m_good, "--screenshot", picture, "--size", "1280x800", "--theme", "dark"});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 0);
        const QImage image(picture);
        QCOMPARE(image.size(), QSize(1280, 800));
        QCOMPARE(image.pixelColor(2, 2), darkLook().panel);
        program.start(CORELANE_BIN "/corelane", {"--nonsense"});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.readAllStandardError().contains("--nonsense"));
    }

  private:
    QTemporaryDir m_folder;
    QString m_good;
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int filesTest(const QStringList& words) {
    corelane::test::FilesTest test;
    return QTest::qExec(&test, words);
}

#include "files_test.moc"
