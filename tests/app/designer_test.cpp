// The workload designer with the real engine: what it says before a run, what it makes, and presets as files.
#include "app/designer/designer.h"
#include "app/preset_file.h"
#include "tests/app/shown_window.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace corelane::test {

class DesignerTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        QVERIFY(m_folder.isValid());
        m_window = std::make_unique<ShownWindow>();
        m_window->session().askCatalogue();
        m_window->session().choosePreset("stencil");
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().catalogueKnown(), 20000);
        m_designer = std::make_unique<Designer>(m_window->session(), &**m_window);
        m_designer->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_designer.get()));
    }
    void cleanup() {
        m_designer.reset();
        m_window.reset();
    }

    void itBeginsWithTheChosenPresetAndHasEveryDeclaredOption() {
        for (const OptionEntry& option : m_window->session().catalogue().workload("task_graph")->options)
            QVERIFY2(m_designer->findChild<QWidget*>("option_" + option.name), qPrintable(option.name));
        QCOMPARE(number("steps").value(), 50);
        QCOMPARE(number("width").value(), 32);
        QCOMPARE(choice("pattern").currentData().toString(), QString("stencil_1d"));
        QCOMPARE(m_designer->plan().entries().size(), m_window->session().plan().entries().size());
    }

    void itSaysWhatWouldRunAndFollowsEveryChange() {
        QTRY_VERIFY_WITH_TIMEOUT(facts().contains("1,600 tasks"), 10000);
        QVERIFY2(facts().contains("4,606 dependences"), qPrintable(facts()));
        QVERIFY(use().isEnabled());
        number("width").setValue(64);
        QTRY_VERIFY_WITH_TIMEOUT(facts().contains("3,200 tasks"), 10000);
        choose("pattern", "trivial");
        QTRY_VERIFY_WITH_TIMEOUT(facts().contains(", 0 dependences"), 10000);
    }

    void aSliderMovesItsFieldAndIsMovedByIt() {
        QSlider* slider = sliderOf("width");
        QVERIFY(slider);
        const int before = slider->value();
        number("width").setValue(1000);
        QVERIFY(slider->value() > before);
        slider->setValue(slider->minimum());
        QCOMPARE(number("width").value(), 1);
        slider->setValue(slider->maximum());
        QCOMPARE(number("width").value(), 1'000'000);
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Left);
        QVERIFY(number("width").value() < 1'000'000);
    }

    void thePictureShowsThePattern() {
        auto* picture = m_designer->findChild<PatternPicture*>();
        QTRY_VERIFY_WITH_TIMEOUT(picture->accessibleName().contains("50 tasks in 5 steps"), 10000);
        const auto dots = [picture] {
            const QImage image = picture->grab().toImage();
            const QRgb ink = lightLook().of(State::Useful).rgb();
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) == ink;
            return count;
        };
        const int all = dots();
        QVERIFY2(all > 1000, qPrintable(QString::number(all)));
        choose("pattern", "tree");  // its first steps are narrow
        QTRY_VERIFY_WITH_TIMEOUT(picture->accessibleName().contains("25 tasks"), 10000);
        QVERIFY(dots() < all * 2 / 3);
    }

    void tooMuchIsSaidAndCannotBeTaken() {
        number("steps").setValue(1'000'000);
        number("width").setValue(2000);
        number("output_bytes").setValue(1'048'576);
        QTRY_VERIFY_WITH_TIMEOUT(sentence().contains("GiB"), 10000);
        QVERIFY(!use().isEnabled());
        number("steps").setValue(4);
        number("width").setValue(4);
        number("output_bytes").setValue(16);
        QTRY_VERIFY_WITH_TIMEOUT(use().isEnabled(), 10000);
        number("iterations").setValue(20'000'000);
        number("steps").setValue(4000);
        QTRY_VERIFY_WITH_TIMEOUT(sentence().contains("All runs together take"), 20000);  // hours: allowed, but said
        QVERIFY(use().isEnabled());
    }

    void withoutAModelNothingCanBeTaken() {
        auto* models = m_designer->findChild<QListWidget*>();
        for (int i = 0; i < models->count(); ++i) models->item(i)->setCheckState(Qt::Unchecked);
        QVERIFY(!use().isEnabled());
        QVERIFY(sentence().contains("model"));
        models->setCurrentRow(0);
        models->setFocus();
        QTest::keyClick(models, Qt::Key_Space);
        QCOMPARE(m_designer->plan().entries().size(), std::size_t(1));
        QTRY_VERIFY_WITH_TIMEOUT(use().isEnabled(), 10000);
    }

    void everyControlHasANameAndIsReachedByTheKeyboard() {
        QTRY_VERIFY_WITH_TIMEOUT(use().isEnabled(), 10000);
        QSet<QWidget*> reached;
        m_designer->activateWindow();
        QTRY_VERIFY(m_designer->isActiveWindow());
        for (int i = 0; i < 80; ++i) {
            if (QWidget* at = m_designer->focusWidget()) reached << at;
            QTest::keyClick(m_designer->focusWidget() ? m_designer->focusWidget() : m_designer.get(), Qt::Key_Tab);
        }
        for (QWidget* widget : m_designer->findChildren<QWidget*>(QRegularExpression("^option_"))) {
            QVERIFY2(reached.contains(widget), qPrintable(widget->objectName()));
            QVERIFY2(
                !widget->accessibleName().isEmpty() && !widget->toolTip().isEmpty(),
                qPrintable(widget->objectName()));
        }
        for (const QSlider* slider : m_designer->findChildren<QSlider*>())
            QVERIFY(!slider->accessibleName().isEmpty());
        QVERIFY(reached.contains(m_designer->findChild<QListWidget*>()));
        QVERIFY(reached.contains(&use()));
    }

    void controlDOpensItAndEnterTakesThePlanWhichF5Runs() {
        m_designer.reset();
        auto* look = new QTimer(m_window->operator->());
        connect(look, &QTimer::timeout, this, [look] {
            auto* open = qobject_cast<Designer*>(QApplication::activeModalWidget());
            if (!open) return;
            for (const auto& [name, value] : {std::pair{"steps", 6}, {"width", 4}, {"iterations", 100}})
                open->findChild<QSpinBox*>(QString("option_") + name)->setValue(value);
            auto* ok = open->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
            if (!ok->isEnabled()) return;
            look->stop();
            ok->click();
        });
        look->start(20);
        m_window->key(Qt::Key_D, Qt::ControlModifier);
        const Plan& plan = m_window->session().plan();
        QCOMPARE(plan.title(), QString("My workload"));
        QCOMPARE(plan.name(), QString("my_workload"));
        QCOMPARE(plan.graphs().front()["steps"].toInt(), 6);
        Plan shorter = plan;
        shorter.setRepetitions(1);
        m_window->session().setPlan(shorter);
        m_window->key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().running(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().running(), 60000);
        QCOMPARE(m_window->session().drawn().size(), plan.entries().size());
        QVERIFY2(m_window->message().isEmpty(), qPrintable(m_window->message()));
    }

    void cancelLeavesThePlan() {
        const Plan before = m_window->session().plan();
        number("width").setValue(3);
        QTest::keyClick(m_designer.get(), Qt::Key_Escape);
        QVERIFY(m_designer->isHidden());
        QVERIFY(m_window->session().plan() == before);
    }

    void aSavedPresetIsValidAndLoadsWhenItIsDropped() {
        number("width").setValue(12);
        choose("pattern", "fft");
        // Beside the shipped ones, which the validator wants to see too.
        const QString presets = CORELANE_SOURCE "/resources/presets";
        for (const QString& file : QDir(presets).entryList({"*.json"}, QDir::Files))
            QFile::copy(presets + '/' + file, m_folder.filePath(file));
        const QString path = m_folder.filePath("far_neighbours.json");
        QVERIFY(savePreset(m_window->session(), path, m_designer->plan()));
        QProcess validator;
        validator.start("/usr/bin/python3", {CORELANE_SOURCE "/tests/run/validate_presets.py", m_folder.path()});
        QVERIFY(validator.waitForFinished(30000));
        const QByteArray said = validator.readAllStandardOutput();
        if (validator.exitCode() == 77)
            qWarning("%s", said.constData());
        else
            QVERIFY2(validator.exitCode() == 0, said.constData());
        m_window->session().choosePreset("serial");
        m_window->drop(path);
        QCOMPARE(m_window->session().plan().name(), QString("far_neighbours"));
        QCOMPARE(m_window->session().plan().graphs().front()["width"].toInt(), 12);
        QCOMPARE(m_window->session().plan().graphs().front()["pattern"].toString(), QString("fft"));
    }

    void whatIsNoPresetIsSaidAndThePlanStays() {
        const Plan before = m_window->session().plan();
        for (const auto& [text, says] :
             {std::pair{"{\"a\": 1}", "no preset"},
              {"{\"name\": ", "no JSON"},
              {"[]", "no preset"},
              {"", "no JSON"}}) {
            QFile file(m_folder.filePath("bad.json"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            (*m_window)->messages().clear();
            m_window->drop(file.fileName());
            QVERIFY2(m_window->message().contains("bad.json"), qPrintable(m_window->message()));
            QVERIFY2(m_window->message().contains(says), qPrintable(m_window->message()));
            QVERIFY(m_window->session().plan() == before);
        }
        QVERIFY(!isPresetFile("a.corelane"));
        QVERIFY(!isPresetFile("a.corelane.notes.json"));
    }

    void aTitleBecomesAWord() {
        QCOMPARE(presetName("My workload, 2nd try!"), QString("my_workload_2nd_try"));
        QCOMPARE(presetName("我的负载"), QString("design"));
        QCOMPARE(presetName(""), QString("design"));
    }

  private:
    QSpinBox& number(const char* option) const {
        return *m_designer->findChild<QSpinBox*>(QString("option_") + option);
    }
    QComboBox& choice(const char* option) const {
        return *m_designer->findChild<QComboBox*>(QString("option_") + option);
    }
    void choose(const char* option, const char* value) const {
        choice(option).setCurrentIndex(choice(option).findData(value));
    }
    QSlider* sliderOf(const char* option) const {
        for (QSlider* slider : m_designer->findChildren<QSlider*>())
            if (slider->accessibleName() == option) return slider;
        return nullptr;
    }
    QString facts() const { return m_designer->findChild<QLabel*>("designerFacts")->text(); }
    QString sentence() const { return m_designer->findChild<QLabel*>("designerSentence")->text(); }
    QPushButton& use() const { return *m_designer->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok); }
    QTemporaryDir m_folder;
    std::unique_ptr<ShownWindow> m_window;
    std::unique_ptr<Designer> m_designer;
};

}  // namespace corelane::test

int designerTest(const QStringList& words) {
    corelane::test::DesignerTest test;
    return QTest::qExec(&test, words);
}

#include "designer_test.moc"
