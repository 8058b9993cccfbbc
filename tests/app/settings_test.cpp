// What a user sets for good: it takes effect at once, is remembered, and a damaged file is no reason to fail.
#include "app/preferences.h"
#include "app/settings_dialog.h"
#include "tests/app/shown_window.h"

#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>

namespace corelane::test {

class SettingsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        QSettings("corelane", "corelane").clear();
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
    }
    void cleanup() {
        m_window.reset();
        QSettings("corelane", "corelane").clear();
        applyPreferences({});
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void coloursOfStatesReachTheTimelines() {
        const QColor before = lookOf((*m_window)->palette()).of(State::Useful);
        QVERIFY(has(before));
        Preferences preferences;
        preferences.colours = StateColours::OkabeIto;
        apply(preferences);
        const QColor after = lookOf((*m_window)->palette()).of(State::Useful);
        QCOMPARE(after.name(), QString("#009e73"));
        QVERIFY(has(after));
        QVERIFY(!has(before));
    }

    void highContrastIsBlackAndWhite() {
        Preferences preferences;
        preferences.theme = ThemeChoice::Contrast;
        apply(preferences);
        const Look& look = lookOf((*m_window)->palette());
        QCOMPARE(look.panel, QColor(Qt::black));
        QCOMPARE(look.thirdText, QColor(Qt::white));
        apply({});
        QVERIFY(lookOf((*m_window)->palette()).panel != QColor(Qt::black));
    }

    void anotherKeyDoesTheSame() {
        chooseKey("Show all", QKeySequence("Ctrl+Shift+H"));
        m_window->plot().setFocus();
        m_window->selection().leapTo({1'000'000, 2'000'000});
        m_window->key(Qt::Key_Home);  // not any more
        QCOMPARE(m_window->selection().range().from, Time(1'000'000));
        m_window->key(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_window->selection().range().from, m_window->selection().extent().from);
        QCOMPARE((*m_window)->commands().find("all")->keyText(), QString("Ctrl+Shift+H"));
        // And still in the next window.
        QVERIFY(rememberedPreferences().keys.at("all") == "Ctrl+Shift+H");
    }

    void aKeyThatIsTakenIsSaid() {
        SettingsDialog dialog((*m_window)->commands(), {}, &**m_window);
        pressKeyFor(dialog, "Show all", QKeySequence("W"));
        QStringList sentences;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) sentences << label->text();
        QVERIFY2(sentences.join('\n').contains("W is also the key of \"Zoom in\""), qPrintable(sentences.join('\n')));
    }

    void timesAreInTheUnitOneAsksFor() {
        setTimeUnits(TimeUnits::Milliseconds);
        QCOMPARE(duration(812), QString("0.000812 ms"));
        QCOMPARE(duration(206'100), QString("0.2061 ms"));
        QCOMPARE(duration(1.5e9), QString("1500.000 ms"));
        QCOMPARE(timeUnitFor(5).text(), QString("ms"));
        setTimeUnits(TimeUnits::Microseconds);
        QCOMPARE(duration(812), QString("0.812 µs"));
        setTimeUnits(TimeUnits::Fitting);
        QCOMPARE(duration(812), QString("812 ns"));
    }

    void theNextWindowStandsAsTheLastOneDid() {
        {
            MainWindow first(ThemeChoice::Light);
            first.remembersArrangement();
            first.show();
            first.resize(1333, 777);
            first.dock("results")->hide();
            first.dock("search")->show();
            QApplication::processEvents();
            first.close();
        }
        MainWindow second(ThemeChoice::Light);
        second.remembersArrangement();
        second.show();
        QApplication::processEvents();
        QCOMPARE(second.size(), QSize(1333, 777));
        QVERIFY(!second.dock("results")->isVisible());
        QVERIFY(second.dock("search")->isVisible());
        second.commands().find("restore_docks")->trigger();
        QVERIFY(second.dock("results")->isVisible() && !second.dock("search")->isVisible());
        // What was damaged is not taken.
        QSettings("corelane", "corelane").setValue("window/docks", QByteArray("\x00\xff\x01nonsense", 11));
        QSettings("corelane", "corelane").setValue("window/geometry", QByteArray(200, '\xee'));
        MainWindow third(ThemeChoice::Light);
        third.remembersArrangement();
        third.show();
        QVERIFY(third.dock("results")->isVisible());
    }

    void whatIsNotUnderstoodCountsAsNotSet() {
        QSettings settings("corelane", "corelane");
        settings.setValue("theme", "purple");
        settings.setValue("state_colours", QByteArray("\xff\xfe\x00", 3));
        settings.setValue("time_units", 42);
        settings.setValue("keys/all", "Hyper+Quux");
        settings.setValue("keys/no_such_command", "Ctrl+J");
        settings.sync();
        const Preferences preferences = rememberedPreferences();
        QVERIFY(preferences.theme == ThemeChoice::System && preferences.colours == StateColours::Corelane);
        QVERIFY(preferences.units == TimeUnits::Fitting);
        QVERIFY(!preferences.keys.contains("all"));
        applyPreferences(preferences);
        ShownWindow other;
        QCOMPARE(other->commands().find("all")->keyText(), QString("Home"));
    }

    void aDamagedFileIsNoReasonToFail() {
        const QString path = QSettings("corelane", "corelane").fileName();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("[General\n\x00\xff theme===\n]]]", 25) + QByteArray(4096, '\xee'));
        file.close();
        QVERIFY(rememberedPreferences() == Preferences());
        ShownWindow other;
        QVERIFY(other->isVisible());
    }

  private:
    void apply(const Preferences& preferences) {
        applyPreferences(preferences);
        applyTheme(*qApp, preferences.theme);
        QApplication::processEvents();
    }
    bool has(const QColor& colour) {
        const QImage picture = m_window->plot().grab().toImage();
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); x += 3)
                if (picture.pixelColor(x, y) == colour) return true;
        return false;
    }
    static void pressKeyFor(SettingsDialog& dialog, const QString& command, const QKeySequence& key) {
        dialog.show();
        dialog.findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* table = dialog.findChild<QTableWidget*>();
        for (int row = 0; row < table->rowCount(); ++row)
            if (table->item(row, 1)->text() == command) table->selectRow(row);
        auto* field = dialog.findChild<QKeySequenceEdit*>();
        field->setKeySequence(key);
        emit field->editingFinished();
    }
    // As the user does it: the command, its dialog, and OK.
    void chooseKey(const QString& command, const QKeySequence& key) {
        QTimer::singleShot(0, [&] {
            auto* dialog = qobject_cast<SettingsDialog*>(QApplication::activeModalWidget());
            if (!dialog) return;
            pressKeyFor(*dialog, command, key);
            dialog->accept();
        });
        (*m_window)->commands().find("settings")->trigger();
        QTRY_COMPARE((*m_window)->commands().find("all")->keyText(), key.toString());
    }

    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int settingsTest(const QStringList& words) {
    corelane::test::SettingsTest test;
    return QTest::qExec(&test, words);
}

#include "settings_test.moc"
