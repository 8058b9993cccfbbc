#include "app/command_line.h"
#include "app/frame_bench.h"
#include "app/host_question.h"
#include "app/language.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/system_theme.h"

#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>

#include <csignal>
#include <cstdio>

using namespace corelane;

namespace {

// Paints the window into a file once what it waits for is there: the catalogue, the run, the file, the figures.
void leaveWithPicture(MainWindow& window, const QString& path, bool run) {
    auto* wait = new QTimer(&window);
    QObject::connect(wait, &QTimer::timeout, &window, [&window, path, run, wait, calm = 0, ticks = 0]() mutable {
        const Session& session = window.session();
        const bool asked = !session.plan().empty() || !session.catalogue().presets.empty() || session.trace();
        const bool done = asked && !session.running() && (!run || (session.trace() && session.summary()));
        const bool given_up = !window.messages().isHidden() && !session.running();
        calm = done || given_up ? calm + 1 : 0;
        // Some quiet ticks: balance and summary arrive from other threads.
        if (calm < 12 && ++ticks < 6000) return;
        wait->stop();
        const bool saved = window.grab().save(path, "PNG");
        if (!saved) std::fprintf(stderr, "corelane: %s cannot be written.\n", qPrintable(path));
        QApplication::exit(saved ? 0 : 1);
    });
    wait->start(50);
}

// A question of ssh's, on the way to another host: status 0 and the answer on standard output, or 1.
int ask(int argc, char** argv, const QString& question) {
    QApplication app(argc, argv);
    QApplication::setApplicationName("corelane");
    QApplication::setApplicationDisplayName("Corelane");
    applyTheme(app, rememberedPreferences().theme);
    applyLanguage(rememberedLanguage());
    HostQuestion dialog(question);
    if (dialog.exec() != QDialog::Accepted) return 1;
    std::printf("%s\n", dialog.answer().toUtf8().constData());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    QStringList words;
    for (int i = 1; i < argc; ++i) words << QString::fromLocal8Bit(argv[i]);
    if (startedToAsk()) return ask(argc, argv, words.value(0));
    const auto line = parseCommandLine(words);
    if (!line) {
        std::fprintf(stderr, "corelane: %s\n", line.error().message.c_str());
        return 2;
    }
    if (line->help || line->version) {
        std::printf("%s", line->help ? qPrintable(commandLineHelp()) : "corelane " CORELANE_VERSION "\n");
        return 0;
    }
    for (const QString& file : (line->beside.isEmpty() ? QStringList() : QStringList(line->what) + line->beside))
        if (!QFileInfo(file).isFile()) {
            std::fprintf(stderr, "corelane: several words must be files; there is no file %s.\n", qPrintable(file));
            return 2;
        }
    QApplication app(argc, argv);
    QApplication::setApplicationName("corelane");
    QApplication::setApplicationDisplayName("Corelane");
    QApplication::setApplicationVersion(CORELANE_VERSION);
    QGuiApplication::setDesktopFileName("corelane");
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) icon.addFile(QString(":/icons/corelane-%1.png").arg(size));
    QApplication::setWindowIcon(icon);
    ::signal(SIGPIPE, SIG_IGN);  // an engine that dies while it is written to is a message, not the window's end
    const Preferences preferences = rememberedPreferences();
    applyPreferences(preferences);
    const ThemeChoice theme = line->theme.value_or(preferences.theme);
    applyTheme(app, theme);
    applyLanguage(line->language.value_or(rememberedLanguage()));
    qRegisterMetaType<Message>();

    SystemTheme system;
    QObject::connect(&system, &SystemTheme::told, &app, [&app](bool dark) { setSystemDark(app, dark); });
    MainWindow window(theme);
    if (line->size)
        window.resize(*line->size);
    else if (line->screenshot.isEmpty() && !line->frameBench && !line->firstLanes)
        window.remembersArrangement();
    if (line->frameBench) {
        // The timelines fill the whole of 1920 x 1080: the worst a window can be. Nothing may lie over them: it would
        // be painted with every frame.
        for (QDockWidget* dock : window.findChildren<QDockWidget*>()) dock->hide();
        window.show();
        QApplication::processEvents();
        window.resize(window.size() + QSize(1920, 1080) - window.compare().size());
        std::printf("%s", frameBench(window, syntheticTrace(10'000'000, 5, 8)).constData());
        return 0;
    }
    window.show();
    Session& session = window.session();
    session.askCatalogue();
    if (!line->what.isEmpty() && QFileInfo::exists(line->what))
        window.openPaths(QStringList(line->what) + line->beside, false);
    else
        session.choosePreset(line->what.isEmpty() ? "stencil" : line->what);
    if (line->firstLanes) {
        std::printf("%s", firstLanesBench(window).constData());
        return 0;
    }
    if (line->run) session.start();
    if (!line->screenshot.isEmpty()) leaveWithPicture(window, line->screenshot, line->run);
    return QApplication::exec();
}
