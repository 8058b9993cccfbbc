// Notes and bookmarks: set by keys, listed, drawn, and kept beside the comparison's file.
#include "app/figure_table.h"
#include "app/note_prompt.h"
#include "app/notes.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

namespace corelane::test {

class NotesTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        m_window->plot().setFocus();
    }
    void cleanup() { m_window.reset(); }

    void aNoteIsSetOnTheSelectedSpanAndListed() {
        const TaskIndex task = m_window->view().scene().runs[1].run->naming.index({0, 14, 8});
        QTest::mouseClick(&m_window->plot(), Qt::LeftButton, {}, m_window->placeOf(1, task));
        const SpanPlace span = *m_window->selection().span();
        note("why so late?");
        QCOMPARE(notes().all().size(), std::size_t(1));
        QCOMPARE(notes().all()[0].text, QString("why so late?"));
        QCOMPARE(*notes().all()[0].span, span);
        const auto* table = (*m_window)->dock("notes")->findChild<FigureTable*>();
        QCOMPARE(table->table().rows.size(), std::size_t(1));
        QCOMPARE(table->table().rows[0][1].text, QString("why so late?"));
        QCOMPARE(table->table().rows[0][2].text, QString("threads, w2: stencil_1d 14.8"));
    }

    void aNoteNeedsWordsAndABookmarkNone() {
        m_window->key(Qt::Key_M);
        auto* prompt = (*m_window)->findChild<NotePrompt*>();
        QVERIFY(prompt);
        QTest::keyClick((*m_window)->focusWidget(), Qt::Key_Return);
        QVERIFY(prompt->findChild<QLabel*>()->text().startsWith("A note needs words"));
        QTest::keyClick((*m_window)->focusWidget(), Qt::Key_Escape);
        QVERIFY(notes().all().empty());
        m_window->selection().setMeasured(TimeRange{1'000'000, 3'000'000});
        m_window->key(Qt::Key_M, Qt::ShiftModifier);
        QCOMPARE(notes().all(), (std::vector<Note>{{1'000'000, 3'000'000, {}, {}}}));
    }

    void aRowIsGoneToChangedAndRemoved() {
        notes().add({5'000'000, 5'000'000, {}, "later"});
        notes().add({2'000'000, 2'000'000, {}, "sooner"});
        QCOMPARE(notes().all()[0].text, QString("sooner"));
        m_window->key(Qt::Key_6, Qt::ControlModifier);
        auto* table = (*m_window)->dock("notes")->findChild<FigureTable*>();
        QVERIFY(table->hasFocus());
        m_window->selection().setRange({0, 1'000'000});
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(m_window->selection().range(), (TimeRange{4'500'000, 5'500'000}));
        QTest::keyClick(table, Qt::Key_F2);
        auto* line = (*m_window)->focusWidget();
        QTest::keyClicks(line, "much later");
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(notes().all()[1].text, QString("much later"));
        QVERIFY(table->hasFocus());
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(notes().all().size(), std::size_t(1));
        QCOMPARE(notes().all()[0].text, QString("sooner"));
    }

    void aFlagStandsAtTheNotesTime() {
        QApplication::processEvents();
        const Scene& scene = m_window->view().scene();
        const Time time = (scene.range.from + scene.range.to) / 3;
        const QPoint at(static_cast<int>(std::round(scene.xOf(time))) + 3, scene.height - 36);
        const auto colour = [&] { return m_window->plot().grab().toImage().pixelColor(at); };
        QVERIFY(colour() != lightLook().warn);
        notes().add({time, time, {}, "here"});
        QCOMPARE(colour(), lightLook().warn);
    }

    void notesAreReadAgainAndTheSpansTheyAreAbout() {
        const auto trace = sampleTrace();
        const SpanPlace span = *placeOf(*trace->runs[2], LaneKind::Worker, 1, 5);
        const std::vector<Note> some{{1, 1, {}, {}}, {2, 9, {}, "a range, \"quoted\"\n"}, {3, 4, span, "a span"}};
        const QTemporaryDir folder;
        const QString file = notesFileOf(folder.filePath("a.corelane"));
        QVERIFY(readNotes(file, *trace)->empty());
        write(file, notesJson(some, *trace));
        QCOMPARE(*readNotes(file, *trace), some);
    }

    void whatIsNoNotesIsSaidAndLeftAlone() {
        const auto trace = sampleTrace();
        const QTemporaryDir folder;
        const QString file = folder.filePath("a.notes.json");
        for (const auto& [text, sentence] :
             {std::pair{"{", "is no JSON"},
              {"{}", "does not hold notes"},
              {R"({"corelane_notes": 99})", "later version"},
              {R"({"corelane_notes": 1, "comparison": "x"})", "another comparison"}}) {
            write(file, text);
            const auto read = readNotes(file, *trace);
            QVERIFY(!read);
            QVERIFY2(read.error().message.find(sentence) != std::string::npos, read.error().message.c_str());
            QVERIFY(read.error().message.ends_with('.'));
        }
        // A span that is not there: the note stays.
        QByteArray json = notesJson({{3, 4, placeOf(*trace->runs[2], LaneKind::Worker, 1, 5), "a"}}, *trace);
        write(file, json.replace("\"lane\": 1", "\"lane\": 77"));
        QCOMPARE(*readNotes(file, *trace), (std::vector<Note>{{3, 4, {}, "a"}}));
    }

    void notesAreSavedBesideTheFileAndComeBackWithIt() {
        const QTemporaryDir folder;
        const QString file = folder.filePath("tiny.corelane");
        Session& session = m_window->session();
        session.setPlan(Plan(tinyPreset()));
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.trace() && !session.running() && session.summary(), 60'000);
        notes().add({1000, 1000, {}, "before there was a file"});
        QVERIFY(session.saveAs(file));
        QTRY_VERIFY(QFile::exists(notesFileOf(file)));
        notes().add({2000, 3000, {}, "after"});
        const std::vector<Note> all = notes().all();
        m_window->showSample();
        QVERIFY(notes().all().empty());
        session.open(file);
        QTRY_COMPARE(notes().all(), all);
        write(notesFileOf(file), "mine");
        session.open(file);
        QTRY_VERIFY2(m_window->message().contains("is no JSON"), qPrintable(m_window->message()));
        notes().add({1, 1, {}, "new"});
        QVERIFY(m_window->message().contains("The notes are not saved"));
        QFile left(notesFileOf(file));
        QVERIFY(left.open(QIODevice::ReadOnly));
        QCOMPARE(left.readAll(), QByteArray("mine"));
    }

  private:
    Notes& notes() { return m_window->session().notes(); }
    void note(const QString& words) {
        m_window->key(Qt::Key_M);
        QWidget* line = (*m_window)->focusWidget();
        QTest::keyClicks(line, words);
        QTest::keyClick(line, Qt::Key_Return);
    }
    static void write(const QString& path, const QByteArray& bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int notesTest(const QStringList& words) {
    corelane::test::NotesTest test;
    return QTest::qExec(&test, words);
}

#include "notes_test.moc"
