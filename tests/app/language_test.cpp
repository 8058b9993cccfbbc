// The window in another language: every word changes, what the user looks at does not, and everything has room.
#include "app/command_line.h"
#include "app/engine_sentences.h"
#include "app/engine_words.h"
#include "app/key_help.h"
#include "app/language.h"
#include "app/options_dialog.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

namespace corelane::test {
namespace {

bool isChinese(const QString& text) {
    return std::ranges::any_of(text, [](QChar c) { return c.script() == QChar::Script_Han; });
}

// A label that gives way, or elides by itself, is not meant to show everything.
bool mustFit(const QLabel& label) {
    return label.isVisible() && !label.wordWrap() && !label.text().isEmpty() && label.textFormat() != Qt::RichText &&
           !Qt::mightBeRichText(label.text()) && label.sizePolicy().horizontalPolicy() != QSizePolicy::Ignored;
}

// The first visible label or button that shows less than its text; empty: there is none.
QString withoutRoom(const QWidget& window) {
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (!mustFit(*label)) continue;
        const int needed = label->fontMetrics().size(0, label->text()).width();
        if (needed > label->contentsRect().width() + 1)
            return QString("%1: %2 of %3").arg(label->text()).arg(label->contentsRect().width()).arg(needed);
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->text().isEmpty()) continue;
        const int needed = button->fontMetrics().horizontalAdvance(withoutMnemonic(button->text()));
        if (button->width() < needed)
            return QString("%1: %2 of %3").arg(button->text()).arg(button->width()).arg(needed);
    }
    return {};
}

// The sentences of an engine's source that have gaps, each as an expression that what is composed of it fits.
QStringList sentencesIn(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) return {};
    // Literals that stand side by side are one.
    static const QRegularExpression joint("\"\\s*\""), literal("\"((?:[^\"\\\\\n]|\\\\.)*)\""),
        gap("\\\\\\{.*?\\\\\\}");
    const QString text = QString::fromUtf8(source.readAll()).replace(joint, QString());
    QStringList sentences;
    for (auto at = literal.globalMatch(text); at.hasNext();) {
        const QString sentence = at.next().captured(1);
        if (!sentence.contains('{') || sentence.size() < 30 || !sentence.endsWith('.')) continue;
        sentences << QRegularExpression::anchoredPattern(QRegularExpression::escape(sentence).replace(gap, ".+"));
    }
    return sentences;
}

}  // namespace

class LanguageTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->session().askCatalogue();
        m_window->session().choosePreset("stencil");
        QTRY_VERIFY(!m_window->session().catalogue().presets.empty());
        m_window->showSample();
    }
    void cleanup() {
        m_window.reset();
        rememberLanguage({});
        applyLanguage("en");
    }

    void chineseIsThereAndCallsItselfSo() {
        QVERIFY(languages().contains("zh_CN"));
        QCOMPARE(languages().front(), QString("en"));
        QCOMPARE(languageName("zh_CN"), QString("简体中文"));
        QCOMPARE(languageName("en"), QString("English"));
    }

    void theSystemsFirstLanguageThatIsThereIsTaken() {
        QCOMPARE(languageFor({"zh-Hans-CN", "en"}), QString("zh_CN"));
        QCOMPARE(languageFor({"zh-CN"}), QString("zh_CN"));
        QCOMPARE(languageFor({"fr-FR", "zh-Hans-SG"}), QString("zh_CN"));
        QCOMPARE(languageFor({"zh-Hant-TW"}), QString("en"));  // another script, which not everybody reads
        QCOMPARE(languageFor({"en-GB", "zh-CN"}), QString("en"));
        QCOMPARE(languageFor({"fr-FR"}), QString("en"));
    }

    void aCommandChangesEveryWordAndBack() {
        const QString file = command("open").words(), head = tableHead(), dock = title("balance"),
                      found = title("findings");
        QCOMPARE(file, QString("Open…"));
        change("zh_CN");
        QCOMPARE(command("open").words(), QString("打开…"));
        QCOMPARE(title("balance"), QString("时间分配"));
        QCOMPARE(tableHead(), QString("状态"));
        QCOMPARE(stateWord(State::Lock), QString("锁"));
        QVERIFY(isChinese(galleryTitles().front()));
        m_window->session().choosePreset("stencil");
        QVERIFY(isChinese(m_window->session().plan().title()));
        QVERIFY((*m_window)->windowTitle().contains(m_window->session().plan().title()));
        QCOMPARE(runTitle("Threads, 2 workers"), QString("线程, 2 workers"));
        QVERIFY(command("language_zh_CN").isChecked());
        QVERIFY(!command("language_en").isChecked());
        QCOMPARE(rememberedLanguage(), QString("zh_CN"));
        change("en");
        QCOMPARE(command("open").words(), file);
        QCOMPARE(tableHead(), head);
        QCOMPARE(title("balance"), dock);
        QCOMPARE(title("findings"), found);
    }

    void whatTheEngineComposesIsTranslatedAroundItsNumbers() {
        const QString found =
            "mutex was handed over 12 times after 3.40 ms of holding it in all; longest by w1, for "
            "812 µs from 1.20 ms on. Try to do less while holding it, or to split what it protects.";
        const QString verdict =
            "Threads is the model to take: 1.85 × on 2 cores, 25 % faster than oneTBB tasks (24 to "
            "26 %, p < 0.001). But the data are poor. It was stopped before all its runs were made.";
        QCOMPARE(engineSentence(found), found);
        QCOMPARE(engineSentence(verdict), verdict);
        change("zh_CN");
        QCOMPARE(
            engineSentence(found),
            QString("mutex 移交了 12 次，总共被持有 3.40 ms；最长的是 w1，从 1.20 ms 起持有 812 µs。"
                    "可减少持有期间的工作，或拆分它所保护的数据。"));
        QCOMPARE(
            engineSentence(verdict),
            QString("应选 线程：2 个核心上 1.85 ×，比 oneTBB 任务 快 25 %（24 至 26 %，p < 0.001）。但数据质量差。"
                    "所有运行完成之前它就被停止了。"));
        QCOMPARE(engineSentence("What nobody knows, 5 %1 of it."), QString("What nobody knows, 5 %1 of it."));
        // A name that has a placeholder in it stays a name.
        QVERIFY(engineSentence("%2 was busy for 90 % of the run, while workers waited for it. Try larger tasks or "
                               "chunks, or a model whose workers hand tasks to each other.")
                    .startsWith("%2 在运行的 90 %"));
    }

    void everySentenceOfTheEngineHasAPattern() {
        const QString engine = CORELANE_SOURCE "/engine/";
        QStringList files{engine + "export/verdict.cpp", engine + "export/data_quality.cpp"};
        for (const QString& name : QDir(engine + "findings").entryList({"*.cpp"}))
            files << engine + "findings/" + name;
        static const QRegularExpression gap("%([1-9])");
        QStringList filled;
        for (const QString& pattern : enginePatterns()) {
            int next = 1;  // in the order of the engine's gaps
            for (auto at = gap.globalMatch(pattern); at.hasNext(); ++next)
                QVERIFY2(at.next().captured(1).toInt() == next, qPrintable(pattern));
            filled << QString(pattern).replace(gap, "x");
        }
        int held = 0;
        for (const QString& file : files)
            for (const QString& sentence : sentencesIn(file)) {
                const QRegularExpression shape(sentence);
                QVERIFY2(
                    std::ranges::any_of(filled, [&](const QString& p) { return shape.match(p).hasMatch(); }),
                    qPrintable(sentence));
                ++held;
            }
        QVERIFY(held >= 25);
    }

    void whatIsLookedAtAndTypedStays() {
        Selection& selection = m_window->selection();
        const TimeRange range{selection.extent().to / 4, selection.extent().to / 2};
        selection.setRange(range);
        selection.setTask(3);
        m_window->view().criticalPaths().setShown(true);
        auto* search = (*m_window)->dock("search")->findChild<QLineEdit*>();
        search->setText("lock > 1us");
        auto* text = (*m_window)->dock("script")->findChild<QPlainTextEdit*>();
        text->setPlainText("{\"name\": \"half\"");
        text->document()->setModified(true);
        (*m_window)->dock("task")->hide();
        QTest::qWait(50);  // the other docks take its room
        const QSize size = (*m_window)->dock("balance")->size();
        change("zh_CN");
        QVERIFY(selection.range() == range);
        QCOMPARE(selection.task(), TaskIndex(3));
        QVERIFY(m_window->view().scene().range == range);
        QVERIFY(m_window->view().criticalPaths().shown());
        QCOMPARE((*m_window)->dock("search")->findChild<QLineEdit*>()->text(), QString("lock > 1us"));
        auto* again = (*m_window)->dock("script")->findChild<QPlainTextEdit*>();
        QCOMPARE(again->toPlainText(), QString("{\"name\": \"half\""));
        QVERIFY(again->document()->isModified());
        QVERIFY((*m_window)->dock("task")->isHidden());
        QVERIFY(!(*m_window)->dock("balance")->isHidden());
        QTRY_COMPARE((*m_window)->dock("balance")->size(), size);
        again->document()->setModified(false);
    }

    void theKeysGoOnWhereTheyWere() {
        (*m_window)->dock("gallery")->widget()->setFocus();
        change("zh_CN");
        QVERIFY((*m_window)->dock("gallery")->isAncestorOf((*m_window)->focusWidget()));
        m_window->view().focusContent();
        change("en");
        QVERIFY(m_window->view().isAncestorOf((*m_window)->focusWidget()));
        const TimeRange before = m_window->selection().range();
        m_window->key(Qt::Key_W);
        QVERIFY(!(m_window->selection().range() == before));
    }

    void thePaletteMayChangeTheLanguageItIsWrittenIn() {
        m_window->key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* line = qobject_cast<QLineEdit*>((*m_window)->focusWidget());
        QVERIFY(line);
        line->setText(languageName("zh_CN"));  // no key makes these; an input method does
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(title("balance"), QString("时间分配"));
    }

    void buttonsOfQtAreTranslatedToo() {
        change("zh_CN");
        const QDialogButtonBox box(QDialogButtonBox::Cancel | QDialogButtonBox::Close);
        QCOMPARE(box.button(QDialogButtonBox::Cancel)->text().remove('&'), QString("取消"));
        QVERIFY(isChinese(box.button(QDialogButtonBox::Close)->text()));
    }

    // The engine's words are marked for translators in engine_words.cpp; none may be missing there.
    void everyStateHasItsWords() {
        change("zh_CN");
        for (const State state : allStates) {
            const QString name = QString::fromUtf8(stateName(state).data());
            QVERIFY2(stateWord(state) != name, qPrintable(name));
            QVERIFY2(isChinese(stateMeaning(state)), qPrintable(name));
        }
    }

    void everythingHasRoom_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        for (const QString& language : {QString("en"), QString("zh_CN")})
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
                QTest::addRow("%s, %d", qPrintable(language), size.width()) << language << size;
    }
    void everythingHasRoom() {
        QFETCH(QString, language);
        QFETCH(QSize, size);
        (*m_window)->resize(size);
        change(language);
        QTest::qWait(100);  // layouts settle with the events
        const QString missing = withoutRoom(**m_window);
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        OptionsDialog options(m_window->session(), -1, &**m_window);
        KeyHelp keys((*m_window)->commands(), &**m_window);
        for (QDialog* dialog : {static_cast<QDialog*>(&options), static_cast<QDialog*>(&keys)}) {
            dialog->show();
            QVERIFY(QTest::qWaitForWindowExposed(dialog));
            const QString cut = withoutRoom(*dialog);
            QVERIFY2(cut.isEmpty(), qPrintable(dialog->windowTitle() + ": " + cut));
        }
        for (const QMenu* menu : (*m_window)->findChildren<QMenu*>())
            QVERIFY2(
                menu->sizeHint().height() < size.height() && menu->sizeHint().width() < size.width() / 2,
                qPrintable(menu->title()));
    }

    void theWordAfterLanguageIsChecked() {
        const auto right = parseCommandLine({"--language", "zh_CN"});
        QVERIFY(right && right->language == QString("zh_CN"));
        const auto system = parseCommandLine({"--language=system"});
        QVERIFY(system && system->language == QString());
        const auto wrong = parseCommandLine({"--language", "tlh"});
        QVERIFY(!wrong);
        QVERIFY(QString::fromStdString(wrong.error().message).contains("zh_CN"));
    }

  private:
    CommandAction& command(const QString& id) const {
        CommandAction* action = (*m_window)->commands().find(id);
        if (!action) qFatal("There is no command %s.", qPrintable(id));
        return *action;
    }
    void change(const QString& language) {
        const QPointer<CommandAction> before = &command("open");
        const bool same = appliedLanguage() == language;
        command("language_" + language).trigger();
        if (!same) QTRY_VERIFY(!before);  // the contents are new
        QTRY_VERIFY(m_window->session().summary() != nullptr);
    }
    QString title(const QString& dock) const { return (*m_window)->dock(dock)->windowTitle(); }
    QString tableHead() const {
        auto* table = (*m_window)->dock("balance")->findChild<QTableView*>();
        return table->model()->headerData(0, Qt::Horizontal).toString();
    }
    QStringList galleryTitles() const {
        QStringList titles;
        const auto* list = (*m_window)->dock("gallery")->findChild<QListWidget*>();
        for (int i = 0; i < list->count(); ++i) titles << list->item(i)->text();
        return titles;
    }

    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int languageTest(const QStringList& words) {
    corelane::test::LanguageTest test;
    return QTest::qExec(&test, words);
}

#include "language_test.moc"
