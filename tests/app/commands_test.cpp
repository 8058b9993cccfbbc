// Commands: what is declared of each, the palette and the key help that are made of them.
#include "app/command_palette.h"
#include "app/fuzzy.h"
#include "app/key_help.h"
#include "tests/app/shown_window.h"

#include <QLabel>
#include <QSet>
#include <QTest>

#include <map>

namespace corelane::test {

class CommandsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        m_window->plot().setFocus();
    }
    void cleanup() { m_window.reset(); }

    void everyCommandHasWordsAndASentence() {
        QVERIFY(commands().all().size() > 40);
        QSet<QString> ids;
        for (const CommandAction* action : commands().all()) {
            const Command& command = action->command();
            const auto said = [&](const char* what) { return qPrintable(command.id + ": " + what); };
            QVERIFY2(!command.id.isEmpty() && !ids.contains(command.id), said("the id is not its own"));
            ids << command.id;
            QVERIFY2(!action->words().isEmpty() && !action->words().front().isLower(), said("no title"));
            QVERIFY2(!action->group().isEmpty(), said("no menu"));
            QVERIFY2(command.does.endsWith('.') && command.does.front().isUpper(), said("no full sentence"));
            QVERIFY2(action->toolTip().startsWith(command.does), said("another tool tip"));
            const QString why = action->whyNot();
            QVERIFY2(why.isEmpty() || why.endsWith('.'), said("it does not say in a sentence why not"));
        }
        for (const CommandAction* action : commands().all()) {
            const QString undo = action->command().undo;
            QVERIFY2(undo.isEmpty() || ids.contains(undo), qPrintable(undo));
        }
    }

    void noKeyMeansTwoThings() {
        // A view's keys win over the window's there, so they are a realm of their own.
        std::map<QString, std::map<QString, QString>> owners;
        for (const CommandAction* action : commands().all()) {
            QCOMPARE(action->keys().size(), QString(action->command().keys).split("; ", Qt::SkipEmptyParts).size());
            for (const QKeySequence& key : action->keys()) {
                QVERIFY2(!key.isEmpty(), qPrintable(action->command().id));
                auto& realm = owners[action->command().place == Place::View ? action->group() : QString()];
                const QString text = key.toString();
                QVERIFY2(!realm.contains(text), qPrintable(text + ": " + realm[text] + ", " + action->command().id));
                realm[text] = action->command().id;
            }
        }
    }

    void everyCommandIsInAMenu() {
        for (const CommandAction* action : commands().all()) {
            const auto holders = action->associatedObjects();
            QVERIFY2(
                std::ranges::any_of(holders, [](QObject* o) { return qobject_cast<QMenu*>(o) != nullptr; }),
                qPrintable(action->command().id));
        }
    }

    void thePaletteFindsAndRunsACommandByTheKeyboardAlone() {
        m_window->selection().setRange({100'000, 200'000});
        m_window->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* palette = (*m_window)->findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        QVERIFY(palette->isAncestorOf((*m_window)->focusWidget()));
        const auto* list = palette->findChild<QListWidget*>();
        QCOMPARE(list->count(), static_cast<int>(commands().all().size()) - 1);
        QTest::keyClicks((*m_window)->focusWidget(), "shoal");
        QCOMPARE(list->currentItem()->text(), QString("Show all"));
        QVERIFY(sentence(palette).startsWith("Shows the whole time"));
        QTest::keyClick((*m_window)->focusWidget(), Qt::Key_Return);
        QCOMPARE(m_window->selection().range(), m_window->selection().extent());
        QVERIFY(m_window->plot().hasFocus());
        QTRY_VERIFY(!(*m_window)->findChild<CommandPalette*>());
    }

    void thePaletteSaysWhyACommandCannotRun() {
        m_window->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* palette = (*m_window)->findChild<CommandPalette*>();
        QTest::keyClicks((*m_window)->focusWidget(), "zoom measured");
        QCOMPARE(sentence(palette), QString("Nothing is measured: drag over the timelines."));
        QTest::keyClick((*m_window)->focusWidget(), Qt::Key_Return);
        QVERIFY(palette->isVisible());
        QTest::keyClick((*m_window)->focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks((*m_window)->focusWidget(), "xyzzy");
        QCOMPARE(sentence(palette), QString("No command has these letters in this order."));
        QTest::keyClick((*m_window)->focusWidget(), Qt::Key_Escape);
        QVERIFY(palette->isHidden());
        QVERIFY(m_window->plot().hasFocus());
    }

    void aSecondPaletteTakesThePlaceOfTheFirst() {
        for (int i = 0; i < 2; ++i) m_window->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE((*m_window)->findChildren<CommandPalette*>().size(), 1);
        QTest::keyClick((*m_window)->focusWidget(), Qt::Key_Escape);
        QVERIFY(m_window->plot().hasFocus());
    }

    void aKeyThatCannotDoAnythingSaysWhy() {
        m_window->key(Qt::Key_Z);
        QVERIFY(m_window->message().contains("Nothing is measured"));
    }

    void theHelpShowsEveryKey() {
        const KeyHelp help(commands(), &**m_window);
        QSet<QString> texts;
        for (const QLabel* label : help.findChildren<QLabel*>()) texts << label->text();
        for (const CommandAction* action : commands().all())
            if (!action->keys().isEmpty()) QVERIFY2(texts.contains(action->keyText()), qPrintable(action->keyText()));
    }

    void lettersFindWordsByTheirBeginnings() {
        QVERIFY(!fuzzyScore(u"zz", u"Zoom in"));
        QVERIFY(!fuzzyScore(u"iz", u"Zoom in"));
        QCOMPARE(fuzzyScore(u"", u"Zoom in"), std::optional(0));
        QVERIFY(*fuzzyScore(u"zi", u"Zoom in") > *fuzzyScore(u"zi", u"Fuzzy finder"));
        QVERIFY(*fuzzyScore(u"zoom", u"Zoom in") > *fuzzyScore(u"zoom", u"Zebra footmen"));
        QVERIFY(fuzzyScore(u"in zoom", u"Zoom in"));
        QVERIFY(!fuzzyScore(u"in zoom", u"Zoom out"));
        QVERIFY(!fuzzyScore(u"a", u""));
    }

  private:
    const Commands& commands() { return (*m_window)->commands(); }
    static QString sentence(const CommandPalette* palette) { return palette->findChild<QLabel*>()->text(); }
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int commandsTest(const QStringList& words) {
    corelane::test::CommandsTest test;
    return QTest::qExec(&test, words);
}

#include "commands_test.moc"
