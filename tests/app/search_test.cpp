// The search view: what is typed, what is found, and what a found span does.
#include "app/place_table.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <algorithm>

namespace corelane::test {

class SearchTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        m_window->plot().setFocus();
        QDockWidget* dock = (*m_window)->dock("search");
        m_table = dock->findChild<PlaceTable*>();
        m_sentence = dock->findChild<QLabel*>("searchSentence");
        m_words = dock->findChild<QLineEdit*>();
        QVERIFY(m_table && m_sentence && m_words);
        QVERIFY(dock->isHidden());
    }
    void cleanup() { m_window.reset(); }

    void aSlashAndControlFGoToTheSearch() {
        m_window->key(Qt::Key_Slash);
        QVERIFY(m_words->hasFocus());
        QTest::keyClicks(m_words, "a/b?");  // which are no commands there
        QCOMPARE(m_words->text(), QString("a/b?"));
        m_window->plot().setFocus();
        m_window->key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(m_words->hasFocus());
        QCOMPARE(m_words->selectedText(), QString("a/b?"));
    }

    void spansOfAStateAndLengthAreFoundLongestFirst() {
        type("lock > 100us in threads");
        QTRY_VERIFY(m_table->model()->rowCount() > 3);
        QTRY_VERIFY(m_sentence->text().contains(" spans are found."));
        const auto& places = m_table->rows().places();
        QVERIFY(std::ranges::is_sorted(places, std::greater(), &SpanPlace::took));
        for (const SpanPlace& place : places) {
            QVERIFY(place.state == State::Lock && place.took() > 100'000);
            QCOMPARE(m_table->rows().text(place, PlaceRows::RunColumn), QString("threads"));
            QCOMPARE(m_table->rows().text(place, PlaceRows::NameColumn), QString("barrier"));
        }
    }

    void aRowIsShownInTheTimelines() {
        type("queue in process");
        QTRY_VERIFY(m_table->model()->rowCount() > 3);
        const TimeRange before = m_window->selection().range();
        QTest::keyClick(m_words, Qt::Key_Return);
        QVERIFY(m_table->hasFocus());
        QVERIFY(m_table->selectionModel()->isRowSelected(0));
        const SpanPlace first = m_table->rows().places().front();
        QCOMPARE(*m_window->selection().span(), first);
        const Time begin = m_window->view().scene().runs[2].begin();
        QVERIFY(m_window->selection().range().from <= first.begin - begin);
        QVERIFY(m_window->selection().range().to >= first.end - begin);
        QTest::keyClick(m_table, Qt::Key_Down);
        QCOMPARE(*m_window->selection().span(), m_table->rows().places()[1]);
        m_window->key(Qt::Key_Z, Qt::ControlModifier);
        m_window->key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_window->selection().range(), before);
    }

    void aTaskIsFoundInEveryRun() {
        type("14.8");
        QTRY_COMPARE(m_table->model()->rowCount(), 3);
        QTRY_COMPARE(m_sentence->text(), QString("3 spans are found."));
        for (const SpanPlace& place : m_table->rows().places())
            QCOMPARE(m_table->rows().text(place, PlaceRows::NameColumn), QString("stencil_1d 14.8"));
    }

    void aHeadSorts() {
        type("lock");
        QTRY_VERIFY(m_table->model()->rowCount() > 3);
        QHeaderView* head = m_table->horizontalHeader();
        const QPoint at(head->sectionViewportPosition(PlaceRows::StartColumn) + 10, 8);
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
        const auto starts = [this] {
            std::vector<Time> all;
            for (const SpanPlace& place : m_table->rows().places())
                all.push_back(place.begin - m_table->rows().runOf(place)->begin());
            return all;
        };
        QVERIFY(std::ranges::is_sorted(starts()));
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
        QVERIFY(std::ranges::is_sorted(starts(), std::greater()));
        const QVariant title = m_table->model()->headerData(PlaceRows::StartColumn, Qt::Horizontal);
        QVERIFY(title.toString().endsWith("ms ▾"));
    }

    void aFaultIsASentenceBelowItsPlace() {
        type("lock > soon");
        QVERIFY(m_sentence->text().startsWith("\"soon\" is no time"));
        QVERIFY(m_sentence->indent() > m_words->fontMetrics().horizontalAdvance("lock > "));
        type("lock on w99");
        QTRY_COMPARE(m_sentence->text(), QString("No lane is called \"w99\"."));
        QCOMPARE(m_table->model()->rowCount(), 0);
        type("zebra");
        QTRY_COMPARE(m_sentence->text(), QString("No name, task, state or lane has \"zebra\" in it."));
        type("lock > 10s");
        QTRY_COMPARE(m_sentence->text(), QString("No span is like this."));
    }

    void theTableIsCopiedAsTextAndAsCsv() {
        type("14.8");
        QTRY_COMPARE(m_table->model()->rowCount(), 3);
        QTest::keyClick(m_words, Qt::Key_Down);
        QClipboard* clipboard = QApplication::clipboard();
        clipboard->clear();
        QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(clipboard->text().startsWith("run\tlane\tstart, ms\tduration, "));
        QCOMPARE(clipboard->text().trimmed().split('\n').size(), 4);
        QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(clipboard->text().startsWith("run,lane,\"start, ms\",\"duration, "));
        QTest::keyClick(m_table, Qt::Key_Down, Qt::ShiftModifier);  // two rows are marked
        QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(clipboard->text().trimmed().split('\n').size(), 3);
    }

    void anotherComparisonIsSearchedByTheSameWords() {
        type("lock");
        QTRY_VERIFY(m_table->model()->rowCount() > 3);
        m_window->session().show(scriptTrace());
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QCOMPARE(m_table->rows().text(m_table->rows().places()[0], PlaceRows::LaneColumn), QString("Bob"));
    }

  private:
    void type(const QString& text) {
        m_window->key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(m_words->hasFocus());
        m_words->selectAll();
        QTest::keyClicks(m_words, text);
    }
    std::unique_ptr<ShownWindow> m_window;
    PlaceTable* m_table = nullptr;
    QLabel* m_sentence = nullptr;
    QLineEdit* m_words = nullptr;
};

}  // namespace corelane::test

int searchTest(const QStringList& words) {
    corelane::test::SearchTest test;
    return QTest::qExec(&test, words);
}

#include "search_test.moc"
