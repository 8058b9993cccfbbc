// The script editor with the real engine: what is wrong is marked at its line, what may stand somewhere is offered, a
// text runs as any preset does, and what is not saved is asked for.
#include "app/editor/preset_text.h"
#include "app/editor/script_editor.h"
#include "app/editor/script_file.h"
#include "tests/app/shown_window.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTimer>
#include <QToolButton>

#include <cstdlib>
#include <functional>

namespace corelane::test {
namespace {

// Does something with the next modal dialog of a kind, as a user would.
template <class Dialog>
void answer(const std::function<void(Dialog*)>& act) {
    auto* look = new QTimer(qApp);
    QObject::connect(look, &QTimer::timeout, [look, act] {
        auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        if (!dialog) return;  // not there yet
        look->stop();
        look->deleteLater();
        act(dialog);
    });
    look->start(5);
}

void press(QMessageBox::StandardButton button, int& asked) {
    answer<QMessageBox>([button, &asked](QMessageBox* box) {
        ++asked;
        QTest::mouseClick(box->button(button), Qt::LeftButton);
    });
}

void typeFileName(const QString& path) {
    answer<QFileDialog>([path](QFileDialog* dialog) {
        auto* name = dialog->findChild<QLineEdit*>("fileNameEdit");
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class ScriptTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->session().askCatalogue();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().catalogueKnown(), 20000);
        m_window->key(Qt::Key_N, Qt::ControlModifier);
        m_editor = (*m_window)->dock("script")->findChild<ScriptEditor*>();
        QVERIFY(m_editor->isVisible());
        QTRY_VERIFY(m_editor->hasFocus());
        QCOMPARE(m_editor->toPlainText(), newScriptText());
    }
    void cleanup() {
        m_window.reset();
        UnsavedCopy().drop();
        QTRY_VERIFY_WITH_TIMEOUT(childrenOf(QCoreApplication::applicationPid()).empty(), 10000);
    }

    void theNewScriptIsFine() {
        QTRY_VERIFY_WITH_TIMEOUT(verdict().startsWith("The engine would run it"), 10000);
        QCOMPARE(m_editor->faultLine(), 0);
    }

    void anErrorMarksItsLineAndF8GoesThere() {
        cursorBehind("{\"lock\": \"L");
        QTest::keyClicks(m_editor, "X");
        m_editor->closeCompletion();
        const int line = m_editor->textCursor().blockNumber() + 1;
        QTRY_COMPARE_WITH_TIMEOUT(m_editor->faultLine(), line, 10000);
        QCOMPARE(verdict(), QString("Line %1, lock: unknown object LX, did you mean L?").arg(line));
        bool squiggle = false;
        for (const auto& mark : m_editor->extraSelections())
            squiggle |= mark.format.underlineStyle() == QTextCharFormat::WaveUnderline &&
                        mark.cursor.selectedText() == "\"LX\"";
        QVERIFY(squiggle);
        m_editor->moveCursor(QTextCursor::Start);
        QTest::keyClick(m_editor, Qt::Key_F8);
        QCOMPARE(m_editor->textCursor().blockNumber() + 1, line);
        // A click on the sentence does the same.
        m_editor->moveCursor(QTextCursor::Start);
        QTest::mouseClick((*m_window)->dock("script")->findChild<QLabel*>("scriptVerdict"), Qt::LeftButton);
        QCOMPARE(m_editor->textCursor().blockNumber() + 1, line);
        // Undone, it is fine again.
        QTest::keyClick(m_editor, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(verdict().startsWith("The engine would run it"), 10000);
        QCOMPARE(m_editor->faultLine(), 0);
    }

    void textThatIsNoJsonIsMarkedWhereItBreaks() {
        cursorBehind("\"Bob\":");
        QTest::keyClicks(m_editor, " oops");
        const int line = m_editor->textCursor().blockNumber() + 1;
        QTRY_COMPARE_WITH_TIMEOUT(m_editor->faultLine(), line, 10000);
        QVERIFY2(verdict().startsWith(QString("Line %1, ").arg(line)), qPrintable(verdict()));
    }

    void aFaultOfTheWholeScriptIsMarkedAtItsStep() {
        cursorBehind("{\"lock\": \"L\"},\n");  // Ann's first: without it she unlocks what she does not hold
        QTextCursor cursor = m_editor->textCursor();
        cursor.movePosition(QTextCursor::PreviousBlock, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        QTRY_VERIFY_WITH_TIMEOUT(m_editor->faultLine() > 0, 10000);
        QVERIFY2(verdict().contains("Ann unlocks L, which it does not hold"), qPrintable(verdict()));
        QVERIFY(
            m_editor->document()->findBlockByNumber(m_editor->faultLine() - 1).text().contains("\"unlock\": \"L\""));
    }

    void completionOffersNamesAfterAStepsWord() {
        m_window->session().choosePreset("philosophers");
        m_window->key(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(m_editor->toPlainText().contains("fork 5"));
        cursorBehind("\"steps\": [");
        cursorBehind("\"steps\": [", m_editor->textCursor().position());  // within the loop
        QTest::keyClicks(m_editor, "{\"lock\": \"");
        QCOMPARE(m_editor->offered(), QStringList({"fork 1", "fork 2", "fork 3", "fork 4", "fork 5"}));
        QTest::keyClicks(m_editor, "fork 3");
        QTRY_VERIFY(m_editor->offered().isEmpty());
    }

    void wordsAreCompletedByTheKeyboard() {
        cursorBehind("\"steps\": [");
        cursorBehind("\"steps\": [", m_editor->textCursor().position());
        QTest::keyClicks(m_editor, "{");
        QTest::keyClick(m_editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(m_editor->offered().contains("run") && m_editor->offered().contains("lock"));
        QTest::keyClicks(m_editor, "\"lo");
        QCOMPARE(m_editor->offered(), QStringList({"lock", "loop"}));
        QTest::keyClick(m_editor, Qt::Key_Return);
        // The name is offered next.
        QCOMPARE(m_editor->offered(), QStringList({"L"}));
        QTest::keyClick(m_editor, Qt::Key_Return);
        QVERIFY2(
            m_editor->toPlainText().contains("[{\"lock\": \"L\""), qPrintable(m_editor->textCursor().block().text()));
        QVERIFY(m_editor->offered().isEmpty());
    }

    void linesAreIndentedAndBracketsFindEachOther() {
        cursorBehind("\"Bob\": {");
        QTest::keyClick(m_editor, Qt::Key_Return);
        QCOMPARE(m_editor->textCursor().positionInBlock(), 8);
        QTest::keyClick(m_editor, Qt::Key_Backtab);
        QCOMPARE(m_editor->textCursor().positionInBlock(), 6);
        QTest::keyClick(m_editor, Qt::Key_Tab);
        QCOMPARE(m_editor->textCursor().positionInBlock(), 8);
        m_editor->moveCursor(QTextCursor::Start);
        QStringList marked;
        for (const auto& mark : m_editor->extraSelections())
            if (mark.cursor.hasSelection()) marked << mark.cursor.selectedText();
        QCOMPARE(marked, QStringList({"{", "}"}));
        for (int i = 0; i < 3; ++i) QTest::keyClick(m_editor, Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(m_editor, Qt::Key_Y, Qt::ControlModifier);
        QVERIFY(m_editor->document()->isModified());
    }

    void wordsAreFound() {
        QTest::keyClick(m_editor, Qt::Key_F, Qt::ControlModifier);
        auto* field = (*m_window)->dock("script")->findChild<QLineEdit*>("find");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, "together");
        QCOMPARE(m_editor->textCursor().selectedText(), QString("together"));
        const int first = m_editor->textCursor().position();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(m_editor->textCursor().position() > first);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_editor->textCursor().position(), first);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible() && m_editor->hasFocus());
    }

    void runRecordsAndShowsTheComparison() {
        Session& session = m_window->session();
        cursorBehind("\"title\": \"My");
        QTest::keyClicks(m_editor, " own");
        m_editor->closeCompletion();
        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(session.running(), 10000);
        QCOMPARE(session.plan().title(), QString("My own script"));
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 60000);
        QTRY_VERIFY(session.summary());
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
        QVERIFY(session.summary()->allCorrect);
        QCOMPARE(m_window->view().scene().runs.size(), std::size_t(2));
        QVERIFY((*m_window)->windowTitle().contains("My own script"));
    }

    void aFaultyTextIsNotRunButShown() {
        cursorBehind("{\"lock\": \"L");
        QTest::keyClicks(m_editor, "X");
        m_editor->closeCompletion();
        const QString before = m_window->session().plan().name();
        m_editor->moveCursor(QTextCursor::Start);
        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_editor->faultLine() > 0, 10000);
        QTRY_COMPARE(m_editor->textCursor().blockNumber() + 1, m_editor->faultLine());
        QVERIFY(!m_window->session().running());
        QCOMPARE(m_window->session().plan().name(), before);
    }

    void whatIsNotSavedIsAskedForBeforeItGoes() {
        QTest::keyClicks(m_editor, " ");
        int asked = 0;
        press(QMessageBox::Cancel, asked);
        m_window->key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(asked, 1);
        QVERIFY(m_editor->toPlainText().startsWith(" {"));
        press(QMessageBox::Cancel, asked);
        QVERIFY(!(*m_window)->close());
        QCOMPARE(asked, 2);
        QVERIFY((*m_window)->isVisible());
        press(QMessageBox::Discard, asked);
        m_window->key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(asked, 3);
        QCOMPARE(m_editor->toPlainText(), newScriptText());
        QVERIFY((*m_window)->close());  // nothing to ask for
        QCOMPARE(asked, 3);
    }

    void controlSSavesTheScriptAndNotTheComparison() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("mine.json");
        QTest::keyClicks(m_editor, " ");
        typeFileName(path);
        m_window->key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(contentOf(path), (' ' + newScriptText()).toUtf8());
        QVERIFY(!m_editor->document()->isModified());
        m_editor->setFocus();
        QTest::keyClicks(m_editor, " ");
        m_window->key(Qt::Key_S, Qt::ControlModifier);  // it knows its file now
        QTRY_VERIFY(contentOf(path).startsWith("  {"));
        // And opens again.
        m_window->key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(m_editor->toPlainText(), newScriptText());
        typeFileName(path);
        m_window->key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(m_editor->toPlainText().startsWith("  {"));
        // What is too large, or no text, is refused in a sentence, and what is there stays.
        QFile large(folder.filePath("large.json"));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(largestScript + 1));
        typeFileName(large.fileName());
        m_window->key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY2(m_window->message().contains("larger than 16 MiB"), qPrintable(m_window->message()));
        QVERIFY(m_editor->toPlainText().startsWith("  {"));
    }

    void aCrashLosesNoText() {
        QTest::keyClicks(m_editor, "  ");
        const QString state = qEnvironmentVariable("XDG_STATE_HOME") + "/corelane";
        const QString copy = state + QString("/script-%1.json").arg(QCoreApplication::applicationPid());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(copy), 5000);
        // As if another process, which is gone, had left it.
        QProcess gone;
        gone.start("/bin/true");
        const qint64 process = gone.processId();
        QVERIFY(gone.waitForFinished());
        QVERIFY(QFile::rename(copy, state + QString("/script-%1.json").arg(process)));
        ShownWindow next;
        auto* editor = next->dock("script")->findChild<ScriptEditor*>();
        QCOMPARE(editor->toPlainText(), "  " + newScriptText());
        QVERIFY(editor->document()->isModified());
        QTRY_VERIFY(next.message().contains("is in the editor again"));
    }

    void theEditorStandsBesideTheTimelinesAndGoesAway() {
        auto* dock = (*m_window)->dock("script");
        QTRY_VERIFY(dock->width() >= 400);
        QVERIFY(m_window->view().width() >= 320);
        QVERIFY((*m_window)->dock("gallery")->width() >= 200);
        ShownWindow untouched;
        const int results = untouched->dock("results")->width(), gallery = untouched->dock("gallery")->width();
        QVERIFY(results >= 300 && gallery >= 200);
        for (auto* button : dock->findChildren<QToolButton*>())
            if (button->text() == "✕") QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!dock->isVisible());
        QTRY_COMPARE((*m_window)->dock("results")->width(), results);
        QVERIFY(std::abs((*m_window)->dock("gallery")->width() - gallery) <= 8);
        (*m_window)->activateWindow();
        m_window->key(Qt::Key_5, Qt::ControlModifier);
        QVERIFY(dock->isVisible());
        QTRY_VERIFY(m_editor->hasFocus());
        QCOMPARE(m_editor->toPlainText(), newScriptText());
        for (const ThemeChoice theme : {ThemeChoice::Dark, ThemeChoice::Light}) {
            (*m_window)->setTheme(theme);
            const Look& look = theme == ThemeChoice::Dark ? darkLook() : lightLook();
            QTRY_COMPARE(
                m_editor->viewport()->grab().toImage().pixelColor(
                    m_editor->viewport()->width() - 3, m_editor->viewport()->height() - 3),
                look.panel);
        }
    }

  private:
    QString verdict() {
        const auto* label = (*m_window)->dock("script")->findChild<QLabel*>("scriptVerdict");
        return label->text();
    }
    void cursorBehind(const QString& words, int from = 0) {
        const qsizetype at = m_editor->toPlainText().indexOf(words, from);
        QVERIFY2(at >= 0, qPrintable(words));
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(static_cast<int>(at + words.size()));
        m_editor->setTextCursor(cursor);
    }

    std::unique_ptr<ShownWindow> m_window;
    ScriptEditor* m_editor = nullptr;
};

}  // namespace corelane::test

int scriptTest(const QStringList& words) {
    corelane::test::ScriptTest test;
    return QTest::qExec(&test, words);
}

#include "script_test.moc"
