// The preset gallery, the run bar and the options dialog, with what the real engine lists.
#include "app/chip.h"
#include "app/options_dialog.h"
#include "tests/app/shown_window.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QTest>
#include <QTimer>

#include <algorithm>

namespace corelane::test {
namespace {

QStringList titles(const QListWidget& list) {
    QStringList all;
    for (int i = 0; i < list.count(); ++i)
        if (list.item(i)->flags() & Qt::ItemIsSelectable) all << list.item(i)->text();
    return all;
}

}  // namespace

class GalleryTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_window = std::make_unique<ShownWindow>();
        m_window->session().askCatalogue();
        m_window->session().choosePreset("stencil");
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().catalogueKnown(), 20000);
        m_search = (*m_window)->dock("gallery")->findChild<QLineEdit*>("search");
        m_list = (*m_window)->dock("gallery")->findChild<QListWidget*>();
        QVERIFY(m_search && m_list);
    }
    void cleanup() { m_window.reset(); }

    void theChosenPresetIsMarked() {
        QVERIFY(m_list->currentItem());
        QCOMPARE(m_list->currentItem()->text(), m_window->session().plan().title());
        QVERIFY(titles(*m_list).size() >= 10);
    }

    void searchKeepsWhatSpeaksOfTheWords() {
        m_window->key(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(m_search->hasFocus());
        QTest::keyClicks(m_search, "FFT");
        QCOMPARE(titles(*m_list).size(), 1);
        QVERIFY(titles(*m_list).front().contains("FFT"));
        m_search->clear();
        QTest::keyClicks(m_search, "pool shared");  // every word, in any order
        for (const QString& title : titles(*m_list))
            QVERIFY2(title.contains("shared", Qt::CaseInsensitive), qPrintable(title));
        QVERIFY(!titles(*m_list).isEmpty());
        m_search->clear();
        QTest::keyClicks(m_search, "zebra");
        QVERIFY(titles(*m_list).isEmpty());
        QTest::keyClick(m_search, Qt::Key_Escape);
        QCOMPARE(titles(*m_list).size(), qsizetype(m_window->session().catalogue().presets.size()));
    }

    void enterTakesTheFirstThatIsFound() {
        m_window->key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(m_search, "wavefront");
        QTest::keyClick(m_search, Qt::Key_Return);
        QCOMPARE(m_window->session().plan().name(), QString("sweep"));
        QVERIFY(!m_window->session().running());
    }

    void aClickChoosesAPreset() {
        for (int i = 0; i < m_list->count(); ++i)
            if (m_list->item(i)->text() == "Serial baseline")
                QTest::mouseClick(
                    m_list->viewport(), Qt::LeftButton, {}, m_list->visualItemRect(m_list->item(i)).center());
        QCOMPARE(m_window->session().plan().name(), QString("serial"));
    }

    void aChipsCrossAndDeleteTakeItsModelOut() {
        const auto chips = [this] {
            QList<Chip*> shown;
            for (Chip* chip : (*m_window)->findChildren<Chip*>())
                if (chip->isVisible()) shown << chip;
            std::ranges::sort(shown, {}, [](Chip* c) { return c->x(); });
            return shown;
        };
        const auto before = m_window->session().plan().entries().size();
        QTRY_COMPARE(chips().size(), qsizetype(before));  // Qt shows what a layout is given with the next events
        Chip* last = chips().back();
        QTest::mouseClick(last, Qt::LeftButton, {}, {last->width() - 13, last->height() / 2});
        QCOMPARE(m_window->session().plan().entries().size(), before - 1);
        QTRY_COMPARE(chips().size(), qsizetype(before - 1));
        chips().front()->setFocus();
        QTest::keyClick(chips().front(), Qt::Key_Delete);
        QCOMPARE(m_window->session().plan().entries().size(), before - 2);
        for (const auto& entry : m_window->session().plan().entries()) QVERIFY(entry.model != "serial");
    }

    void theRunBarChangesCoresAndRepetitions() {
        QSpinBox* repetitions = nullptr;
        for (QSpinBox* spin : (*m_window)->findChildren<QSpinBox*>())
            if (spin->accessibleName() == "Repetitions") repetitions = spin;
        QVERIFY(repetitions);
        const int before = repetitions->value();
        QTest::mouseClick(repetitions, Qt::LeftButton, {}, {repetitions->width() - 10, 6});
        QCOMPARE(m_window->session().plan().repetitions(), before + 1);
        QTest::keyClick(repetitions, Qt::Key_Down);
        QCOMPARE(m_window->session().plan().repetitions(), before);
    }

    void theOptionsDialogChangesTheWorkloadAndAModel() {
        QTimer::singleShot(0, [] {
            auto* dialog = qobject_cast<OptionsDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            bool found = false;
            for (QSpinBox* spin : dialog->findChildren<QSpinBox*>())
                if (spin->accessibleName() == "steps") {
                    spin->setValue(7);
                    found = true;
                }
            QVERIFY(found);
            QTest::keyClick(dialog, Qt::Key_Return);
        });
        m_window->key(Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(m_window->session().plan().graphs().front()["steps"].toInt(), 7);
    }

    void repetitionsMayEndByWhatIsKnownOrByTime() {
        const auto answer = [this](double within, int seconds) {
            onNextDialog([=](QWidget* dialog) {
                for (auto* spin : dialog->findChildren<QDoubleSpinBox*>())
                    if (spin->accessibleName() == "until within") spin->setValue(within);
                for (auto* spin : dialog->findChildren<QSpinBox*>())
                    if (spin->accessibleName() == "time") spin->setValue(seconds);
                QTest::keyClick(dialog, Qt::Key_Return);
            });
            m_window->key(Qt::Key_Comma, Qt::ControlModifier);
        };
        answer(2.5, 90);
        QCOMPARE(m_window->session().plan().untilWithin(), 2.5);
        QCOMPARE(m_window->session().plan().untilSeconds(), 90.0);
        answer(0, 0);
        QVERIFY(!m_window->session().plan().json().contains("until"));
    }

    void cancelLeavesThePlanAsItWas() {
        const Plan before = m_window->session().plan();
        QTimer::singleShot(0, [] {
            auto* dialog = QApplication::activeModalWidget();
            QVERIFY(dialog);
            for (QSpinBox* spin : dialog->findChildren<QSpinBox*>()) spin->stepUp();
            QTest::keyClick(dialog, Qt::Key_Escape);
        });
        m_window->key(Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(m_window->session().plan() == before);
    }

    void anUnknownPresetIsNamedTogetherWithTheKnownOnes() {
        m_window->session().choosePreset("stencl");
        QVERIFY2(
            m_window->message().contains("stencl") && m_window->message().contains("stencil"),
            qPrintable(m_window->message()));
        QCOMPARE(m_window->session().plan().name(), QString("stencil"));
    }

  private:
    std::unique_ptr<ShownWindow> m_window;
    QLineEdit* m_search = nullptr;
    QListWidget* m_list = nullptr;
};

}  // namespace corelane::test

int galleryTest(const QStringList& words) {
    corelane::test::GalleryTest test;
    return QTest::qExec(&test, words);
}

#include "gallery_test.moc"
