// Tests of the window, without a screen: `app_tests NAME [Qt Test's arguments]`. Settings and temporary files of the
// tests stay in a folder of their own.
#include "app/language.h"
#include "app/session.h"
#include "app/theme.h"

#include <QApplication>
#include <QStringList>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>
#include <map>

#define ENTRY(name) int name##Test(const QStringList& words);
#include "app_tests_table.inc"
#undef ENTRY

int main(int argc, char** argv) {
    const std::map<QString, std::function<int(const QStringList&)>> tests = {
#define ENTRY(name) {#name, name##Test},
#include "app_tests_table.inc"
#undef ENTRY
    };
    const auto test = tests.find(argc > 1 ? argv[1] : "");
    if (test == tests.end()) {
        std::fprintf(stderr, "Usage: app_tests NAME [arguments of Qt Test]; NAME is one of");
        for (const auto& [name, run] : tests) std::fprintf(stderr, " %s", qPrintable(name));
        std::fprintf(stderr, "\n");
        return 2;
    }
    const QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());  // where sweeps are kept unless another folder is named
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    qputenv("XDG_STATE_HOME", home.path().toUtf8());
    qputenv("XDG_RUNTIME_DIR", home.path().toUtf8());
    qputenv("CORELANE_ENGINE", CORELANE_BIN "/corelane-engine");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QApplication app(argc, argv);
    corelane::applyTheme(app, corelane::ThemeChoice::Light);
    corelane::applyLanguage("en");  // whatever the system speaks
    qRegisterMetaType<corelane::Message>();
    QStringList words = QApplication::arguments();
    words.removeAt(1);
    return test->second(words);
}
