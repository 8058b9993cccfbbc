#include "app/command_line.h"
#include "app/main_window.h"

#include <QApplication>
#include <QFileInfo>
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

}  // namespace

int main(int argc, char** argv) {
    QStringList words;
    for (int i = 1; i < argc; ++i) words << QString::fromLocal8Bit(argv[i]);
    const auto line = parseCommandLine(words);
    if (!line) {
        std::fprintf(stderr, "corelane: %s\n", line.error().message.c_str());
        return 2;
    }
    if (line->help || line->version) {
        std::printf("%s", line->help ? qPrintable(commandLineHelp()) : "corelane " CORELANE_VERSION "\n");
        return 0;
    }
    QApplication app(argc, argv);
    QApplication::setApplicationName("corelane");
    QApplication::setApplicationDisplayName("Corelane");
    QApplication::setApplicationVersion(CORELANE_VERSION);
    QGuiApplication::setDesktopFileName("corelane");
    ::signal(SIGPIPE, SIG_IGN);  // an engine that dies while it is written to is a message, not the window's end
    applyTheme(app, line->theme);
    qRegisterMetaType<Message>();

    MainWindow window(line->theme);
    if (line->size) window.resize(*line->size);
    window.show();
    Session& session = window.session();
    session.askCatalogue();
    if (!line->what.isEmpty() && QFileInfo(line->what).isFile()) session.open(line->what);
    else session.choosePreset(line->what.isEmpty() ? "stencil" : line->what);
    if (line->run) session.start();
    if (!line->screenshot.isEmpty()) leaveWithPicture(window, line->screenshot, line->run);
    return QApplication::exec();
}
