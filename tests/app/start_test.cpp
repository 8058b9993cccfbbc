// The first start: six questions as pictures, this machine with the command that lets it see more, what was opened
// last, and the tour.
#include "app/recent_files.h"
#include "app/start/machine_page.h"
#include "app/start/question_card.h"
#include "app/start/run_sketch.h"
#include "app/start_page.h"
#include "app/tour.h"
#include "tests/app/shown_window.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace corelane::test {
namespace {

MachineFacts poorMachine() {
    MachineFacts facts;
    facts.cores = 8;
    facts.cpu = "Some processor";
    facts.clock = "tsc";
    facts.clockReadNs = 38;
    facts.busyShare = 0.42;
    facts.recordingDetail = "Cores are noted at spans: `sudo sysctl kernel.perf_event_paranoid=2` raises it.";
    facts.raisedBy = "sudo sysctl kernel.perf_event_paranoid=2";
    facts.models = 22;
    facts.missing = {"mpi: install openmpi-bin."};
    return facts;
}

QStringList textsOf(const QWidget& widget) {
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        if (label->isVisibleTo(&widget)) texts << label->text();
    return texts;
}

}  // namespace

class StartTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        QSettings("corelane", "corelane").clear();
        m_window = std::make_unique<ShownWindow>(QSize(1600, 900));
    }
    void cleanup() { m_window.reset(); }

    void theEngineSaysWhatThisMachineIs() {
        QTRY_VERIFY_WITH_TIMEOUT(textsOf(page()).contains("This machine"), 30000);
        const QString all = textsOf(page()).join('\n');
        QVERIFY2(all.contains("core") && all.contains("ns a read") && all.contains("can run"), qPrintable(all));
        QVERIFY2(all.contains("busy"), qPrintable(all));
    }

    void aMachineThatCouldSeeMoreOffersTheCommandToCopy() {
        page().show(poorMachine());
        const QString all = textsOf(page()).join('\n');
        QVERIFY2(
            all.contains("8 cores") && all.contains("not quiet: 42") && all.contains("21 of 22"), qPrintable(all));
        auto* command = page().findChild<QLineEdit*>("raisedBy");
        QVERIFY(command && command->isReadOnly());
        QCOMPARE(command->text(), poorMachine().raisedBy);
        auto* copy = page().findChild<QPushButton*>("copyRaisedBy");
        copy->setFocus();
        QTest::keyClick(copy, Qt::Key_Space);
        QCOMPARE(QApplication::clipboard()->text(), poorMachine().raisedBy);
        MachineFacts fine = poorMachine();
        fine.raisedBy.clear();
        fine.missing.clear();
        fine.busyShare = 0.01;
        page().show(fine);
        QVERIFY(!page().findChild<QLineEdit*>("raisedBy"));
        QVERIFY(textsOf(page()).join('\n').contains("quiet: 1"));
    }

    void whatIsNoAnswerIsNone() {
        QVERIFY(!parseMachine("{\"cores\": "));
        QVERIFY(!parseMachine("[]"));
        QVERIFY(!parseMachine("{}"));
    }

    void noTextIsCutAtAnySize() {
        m_window->session().askCatalogue();
        m_window->session().choosePreset("stencil");
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().plan().empty(), 20000);
        page().show(poorMachine());
        for (const QSize size : {QSize(1920, 1080), QSize(1280, 800), QSize(960, 600), QSize(800, 600)}) {
            (*m_window)->resize(size);
            QTRY_COMPARE((*m_window)->size(), size);
            auto* area = start().findChild<QScrollArea*>();
            QTRY_VERIFY(area->widget()->width() <= area->viewport()->width());
            QTRY_VERIFY2(cut().isEmpty(), qPrintable(cut()));
        }
    }

    void sixQuestionsAreShownAsPictures() {
        askCatalogue();
        const auto shown = cards();
        QCOMPARE(shown.size(), qsizetype(6));
        QSet<QString> groups;
        for (const QuestionCard* card : shown) {
            const PresetEntry* preset = m_window->session().catalogue().preset(card->preset());
            QVERIFY2(preset, qPrintable(card->preset()));
            QCOMPARE(card->accessibleName(), preset->question);
            QVERIFY(!card->accessibleDescription().isEmpty() && (card->focusPolicy() & Qt::TabFocus));
            groups << preset->group;
        }
        QVERIFY(groups.size() >= 4);
        for (const FirstQuestion& question : firstQuestions())
            for (const std::string_view lane : question.lanes) {
                QCOMPARE(lane.size(), question.lanes[0].size());
                for (const char letter : lane) QVERIFY2(sketchedState(letter).has_value(), question.preset);
            }
    }

    void aSketchHasTheColoursOfTheStatesLightAndDark() {
        askCatalogue();
        QuestionCard* lock = nullptr;
        for (QuestionCard* card : cards())
            if (card->preset() == "lock") lock = card;
        QVERIFY(lock);
        for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
            (*m_window)->setTheme(theme);
            const Look& look = theme == ThemeChoice::Dark ? darkLook() : lightLook();
            // The first lane begins with useful work and goes on waiting for the lock.
            const auto colourAt = [&](int x) { return lock->grab().toImage().pixelColor(x, 13); };
            QTRY_COMPARE(colourAt(13), look.of(State::Useful));
            const int middle = 12 + (lock->width() - 24) / 5;
            QVERIFY(colourAt(middle) == look.of(State::Lock) || colourAt(middle + 1) == look.of(State::Lock));
        }
        (*m_window)->setTheme(ThemeChoice::Light);
    }

    void oneClickRunsAQuestion() {
        askCatalogue();
        Session& session = m_window->session();
        QuestionCard* lock = nullptr;
        for (QuestionCard* card : cards())
            if (card->preset() == "lock") lock = card;
        QTest::mouseClick(lock, Qt::LeftButton);
        QVERIFY(session.running());
        QCOMPARE(session.plan().name(), QString("lock"));
        QTRY_VERIFY_WITH_TIMEOUT(!session.drawn().empty(), 30000);
        QVERIFY(!start().isVisible());
        m_window->key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!session.running(), 20000);
        // Back to the questions, and to the timelines again.
        m_window->key(Qt::Key_Home, Qt::AltModifier);
        QVERIFY(start().isVisible() && !m_window->plot().isVisible());
        QVERIFY(start().isAncestorOf((*m_window)->focusWidget()));
        m_window->key(Qt::Key_Escape);
        QVERIFY(!start().isVisible() && m_window->plot().isVisible());
    }

    void cardsAreReachedAndRunByKeys() {
        m_window->session().choosePreset("stencil");
        askCatalogue();
        (*m_window)->compare().focusContent();
        const auto focused = [this] { return qobject_cast<QuestionCard*>((*m_window)->focusWidget()); };
        QVERIFY(focused());
        QCOMPARE(focused()->preset(), QString("stencil"));
        QVERIFY(focused()->chosen());
        m_window->key(Qt::Key_Right);
        QCOMPARE(focused()->preset(), QString("lock"));
        m_window->key(Qt::Key_Down);
        QCOMPARE(focused()->preset(), QString("divide_fine"));
        m_window->key(Qt::Key_Return);
        QCOMPARE(m_window->session().plan().name(), QString("divide_fine"));
        QVERIFY(m_window->session().running());
        m_window->key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().running(), 20000);
    }

    void whatIsChosenElsewhereComesIntoSight() {
        (*m_window)->resize(1280, 600);
        askCatalogue();
        m_window->session().choosePreset("fft");
        QPushButton* run = start().findChild<QPushButton*>("run");
        const auto seen = [&] { return !run->visibleRegion().isEmpty(); };
        QTRY_VERIFY(seen());
        for (const QuestionCard* card : cards()) QVERIFY(!card->chosen());
    }

    void theTourIsOfferedOnceAndWalksThroughTheWindow() {
        auto* take = start().findChild<QPushButton*>("tourTake");
        QVERIFY(take && take->isVisible());
        QTest::mouseClick(take, Qt::LeftButton);
        QTRY_VERIFY(tour());
        QSet<QString> texts;
        for (int i = 0; tour() && i < 20; ++i) {
            QCOMPARE(tour()->stop(), i);
            texts << tour()->findChild<QLabel*>("tourText")->text();
            QVERIFY((*m_window)->rect().contains(tour()->geometry()));
            m_window->key(Qt::Key_Return);
            if (i == 2) {
                m_window->key(Qt::Key_Left);
                QCOMPARE(tour()->stop(), 2);
                m_window->key(Qt::Key_Right);
            }
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        QVERIFY(!tour());
        QVERIFY(texts.size() >= 5);
        m_window = std::make_unique<ShownWindow>();
        QVERIFY(!start().findChild<QPushButton*>("tourTake"));
    }

    void theTourIsLeftWithEscAndTheKeysGoOnWhereTheyWere() {
        m_window->showSample();
        m_window->plot().setFocus();
        (*m_window)->commands().find("tour")->trigger();
        QTRY_VERIFY(tour());
        QVERIFY(tour()->isAncestorOf((*m_window)->focusWidget()));
        m_window->key(Qt::Key_Escape);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!tour());
        QVERIFY(m_window->plot().hasFocus());
    }

    void decliningIsRememberedToo() {
        QTest::mouseClick(start().findChild<QPushButton*>("tourDecline"), Qt::LeftButton);
        QVERIFY(!start().findChild<QPushButton*>("tourTake")->isVisible());
        QVERIFY(tourOffered());
    }

    void aSweepThatWasOpenedIsCalledByItsFolder() {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("stencil-grain"));
        const QString file = folder.filePath("stencil-grain/sweep.json");
        QFile json(file);
        QVERIFY(json.open(QIODevice::WriteOnly));
        json.close();
        noteRecentFile(file);
        QCOMPARE(recentFiles(), QStringList(file));
        QCOMPARE(recentName(file), QString("stencil-grain"));
    }

  private:
    // The first text that has not the height it needs; empty: there is none.
    QString cut() {
        for (const QLabel* label : start().findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty()) continue;
            const int needed = label->heightForWidth(label->width());
            constexpr int rounding = 1;  // of a font's height
            if (label->height() + rounding < needed)
                return QString("%1: %2 of %3 at %4")
                    .arg(label->text())
                    .arg(label->height())
                    .arg(needed)
                    .arg(label->width());
        }
        return {};
    }
    void askCatalogue() {
        m_window->session().askCatalogue();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().catalogueKnown(), 20000);
        QTRY_VERIFY(
            !cards().isEmpty() && cards().back()->width() > 100 && cards().back()->height() > 60);  // laid out
    }
    QList<QuestionCard*> cards() {
        QList<QuestionCard*> shown;
        for (QuestionCard* card : start().findChildren<QuestionCard*>())
            if (card->isVisible()) shown << card;
        return shown;
    }
    StartPage& start() { return *(*m_window)->findChild<StartPage*>(); }
    MachinePage& page() { return *(*m_window)->findChild<MachinePage*>(); }
    Tour* tour() { return (*m_window)->findChild<Tour*>(QString(), Qt::FindDirectChildrenOnly); }

    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int startTest(const QStringList& words) {
    corelane::test::StartTest test;
    return QTest::qExec(&test, words);
}

#include "start_test.moc"
