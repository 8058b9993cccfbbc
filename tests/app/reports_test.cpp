// Reports with notes: the same bytes from the window and the command line, whatever was noted; and their preview.
#include "app/reports/export_dialog.h"
#include "tests/app/shown_window.h"

#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QListWidget>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace corelane::test {
namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int engine(const QStringList& words, const QByteArray& input = {}) {
    QProcess process;
    process.start(CORELANE_BIN "/corelane-engine", words);
    process.write(input);
    process.closeWriteChannel();
    return process.waitForFinished(60000) ? process.exitCode() : -1;
}

}  // namespace

class ReportsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        m_file = m_folder.filePath("a.corelane");
        QCOMPARE(engine({"run", "-", "-o", m_file, "--quiet"}, QJsonDocument(tinyPreset()).toJson()), 0);
    }
    void init() {
        QFile::remove(m_file + ".notes.json");
        m_window = std::make_unique<ShownWindow>();
        m_window->session().open(m_file);
        QTRY_VERIFY(m_window->session().summary());
        const auto& run = *m_window->session().drawn()[1].run;
        const auto place = placeOf(run, LaneKind::Worker, 0, 2);
        QVERIFY(place);
        for (const Note& note :
             {Note{1000, 1000, {}, {}}, Note{5'000, 9'000, {}, "a|b <script>alert(1)</script> \"é\" 锁\n=1+1"},
              Note{2'000, 2'000, place, "[why](http://x) so late?"}})
            m_window->session().notes().add(note);
        QTRY_VERIFY(contentOf(m_file + ".notes.json").contains("so late"));
    }
    void cleanup() { m_window.reset(); }

    void everyFormatIsTheSameFromTheWindowAndTheCommandLine() {
        for (const Exporter* exporter : exporters()) {
            const QString name =
                QString::fromUtf8(exporter->name.data(), static_cast<qsizetype>(exporter->name.size()));
            const QString own = m_folder.filePath("own"), other = m_folder.filePath("other");
            QVERIFY2(m_window->session().exportAs(own, name), qPrintable(name));
            QCOMPARE(engine({"export", m_file, "--format", name, "-o", other}), 0);
            QVERIFY2(!contentOf(own).isEmpty() && contentOf(own) == contentOf(other), qPrintable(name));
            QCOMPARE(contentOf(own).contains("so late"), exporter->writeWithNotes != nullptr);
        }
    }

    void whatWasNotedIsEscapedEverywhere() {
        const QString path = m_folder.filePath("report");
        QVERIFY(m_window->session().exportAs(path, "html"));
        const QByteArray html = contentOf(path);
        QVERIFY(!html.contains("<script>alert"));
        QVERIFY(html.contains("&lt;script&gt;alert(1)") && html.contains("锁") && html.contains("bookmark"));
        QVERIFY(m_window->session().exportAs(path, "markdown"));
        const QByteArray markdown = contentOf(path);
        QVERIFY(!markdown.contains("<script>") && !markdown.contains("](http") && !markdown.contains("\n=1"));
        QVERIFY(markdown.contains("(threads, w0)"));
        QVERIFY(m_window->session().exportAs(path, "json"));
        const QJsonArray notes = QJsonDocument::fromJson(contentOf(path))["notes"].toArray();
        QCOMPARE(notes.size(), 3);
        QCOMPARE(notes[0]["from_ns"].toInteger(), qint64(1000));
        QCOMPARE(notes[1]["place"].toString(), QString("threads, w0"));
        QCOMPARE(notes[2]["text"].toString(), m_window->session().notes().all()[2].text);
    }

    void notesMayBeNamedAndWhatIsNoneIsRefused() {
        const QString out = m_folder.filePath("out"), other = m_folder.filePath("other.json");
        QVERIFY(QFile::copy(m_file + ".notes.json", other));
        QVERIFY(QFile::remove(m_file + ".notes.json"));
        QCOMPARE(engine({"export", m_file, "--format", "html", "-o", out}), 0);
        QVERIFY(!contentOf(out).contains("so late"));
        QCOMPARE(engine({"export", m_file, "--format", "html", "-o", out, "--notes", other}), 0);
        QVERIFY(contentOf(out).contains("so late"));
        QCOMPARE(engine({"export", m_file, "--format", "csv", "-o", out, "--notes", other}), 2);
        QCOMPARE(engine({"export", m_file, "--format", "html", "-o", out, "--notes", m_file}), 2);
        QCOMPARE(engine({"export", m_file, "--format", "html", "-o", out, "--notes", "/no/such"}), 2);
    }

    void theDialogShowsEveryFormatAsWhatItIs() {
        ExportDialog dialog(m_window->session(), &**m_window);
        dialog.QDialog::show();
        auto* formats = dialog.findChild<QListWidget*>("exportFormats");
        QCOMPARE(formats->count(), static_cast<int>(exporters().size()));
        QCOMPARE(formats->item(0)->text(), QString("html"));
        formats->setFocus();
        for (int i = 0; i < formats->count(); ++i) {
            if (i > 0) QTest::keyClick(formats, Qt::Key_Down);
            const std::string name = formats->currentItem()->text().toStdString();
            QTRY_VERIFY_WITH_TIMEOUT(dialog.preview() && dialog.preview()->exporter->name == name, 20000);
            const ReportPreview& shown = *dialog.preview();
            QVERIFY2(shown.bytes && !shown.bytes->empty(), name.c_str());
            const bool picture = name == "html" || name == "svg" || name == "png" || name == "pdf";
            QCOMPARE(!shown.picture.isNull(), picture);
            const bool words = name != "png" && name != "pdf" && name != "perfetto";
            if (words) QVERIFY2(shown.bytes->starts_with(shown.text.left(40).toStdString()), name.c_str());
            QCOMPARE(shown.text.isEmpty(), !words);
            QVERIFY(shown.text.count('\n') <= ReportPreviewer::mostLines);
            QVERIFY2(
                dialog.findChild<QLabel*>("exportSize")->text().contains("B as " + QString::fromStdString(name)) ||
                    dialog.findChild<QLabel*>("exportSize")->text().contains("bytes as "),
                qPrintable(dialog.findChild<QLabel*>("exportSize")->text()));
        }
    }

    void thePictureOfTheReportIsNoEmptyPage() {
        ExportDialog dialog(m_window->session(), &**m_window);
        dialog.QDialog::show();
        QTRY_VERIFY_WITH_TIMEOUT(dialog.preview(), 20000);
        const QImage& picture = dialog.preview()->picture;
        QSet<QRgb> colours;
        for (int y = 0; y < picture.height(); y += 2)
            for (int x = 0; x < picture.width(); x += 2) colours << picture.pixel(x, y);
        QVERIFY(colours.size() > 10);
        QVERIFY(dialog.findChild<QLabel*>("exportSize")->text().contains("3 notes are in it"));
    }

  private:
    QTemporaryDir m_folder;
    QString m_file;
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int reportsTest(const QStringList& words) {
    corelane::test::ReportsTest test;
    return QTest::qExec(&test, words);
}

#include "reports_test.moc"
