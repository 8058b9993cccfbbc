#include "app/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <array>

namespace corelane {
namespace {

constexpr auto english = "en", key = "language";

// Buttons of Qt's own, which have to be right also where Qt's translations are not installed.
[[maybe_unused]] constexpr std::array ofQt = {
    QT_TRANSLATE_NOOP("QPlatformTheme", "OK"),      QT_TRANSLATE_NOOP("QPlatformTheme", "Save"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Open"),    QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Close"),   QT_TRANSLATE_NOOP("QPlatformTheme", "Apply"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Discard"), QT_TRANSLATE_NOOP("QPlatformTheme", "&Yes"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "&No"),
};

QString applied;

// Both live as long as the program: widgets ask them.
QTranslator& ofCorelane() {
    static auto* translator = new QTranslator(QCoreApplication::instance());
    return *translator;
}
QTranslator& ofQtItself() {
    static auto* translator = new QTranslator(QCoreApplication::instance());
    return *translator;
}

}  // namespace

QStringList languages() {
    QStringList all{english};
    for (const QString& file : QDir(":/translations").entryList({"corelane_*.qm"}, QDir::Files, QDir::Name))
        all << file.section('.', 0, 0).section('_', 1);
    return all;
}

QString languageName(const QString& language) {
    return language == english ? QString("English") : QLocale(language).nativeLanguageName();
}

QString languageFor(const QStringList& asked) {
    const QStringList there = languages();
    for (const QString& name : asked) {
        const QLocale wanted(name);
        for (const QString& language : there) {
            const QLocale has(language);
            // Who reads one script of a language need not read the other.
            if (wanted.language() == has.language() && wanted.script() == has.script()) return language;
        }
    }
    return english;
}

void applyLanguage(const QString& language) {
    applied = language;
    const QString shown = language.isEmpty() ? languageFor(QLocale::system().uiLanguages()) : language;
    QCoreApplication::removeTranslator(&ofCorelane());
    QCoreApplication::removeTranslator(&ofQtItself());
    if (shown == english) return;
    // The later one is asked first.
    if (ofQtItself().load("qtbase_" + shown, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&ofQtItself());
    if (ofCorelane().load(":/translations/corelane_" + shown)) QCoreApplication::installTranslator(&ofCorelane());
}

QString appliedLanguage() {
    return applied;
}

QString rememberedLanguage() {
    const QString language = QSettings("corelane", "corelane").value(key).toString();
    return languages().contains(language) ? language : QString();
}

void rememberLanguage(const QString& language) {
    QSettings("corelane", "corelane").setValue(key, language);
}

}  // namespace corelane
