// The menus of the main window, and what their commands do.
#include "app/command_palette.h"
#include "app/compare_input.h"
#include "app/designer/designer.h"
#include "app/figures.h"
#include "app/key_help.h"
#include "app/main_window.h"
#include "app/note_prompt.h"
#include "app/options_dialog.h"
#include "app/preset_file.h"
#include "app/recent_files.h"
#include "app/reports/export_dialog.h"
#include "app/settings_dialog.h"
#include "app/sweeps/sweep_dialog.h"
#include "app/tour.h"
#include "app/views/view.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>

namespace corelane {
void MainWindow::makeCommands() {
    // What a view can do by itself is declared there; its menu stands before the help's, which is the last
    // everywhere.
    const auto addViews = [this] {
        for (const View* view : allViews())
            for (QAction* action : m_docks[view->id]->widget()->actions())
                if (auto* own = qobject_cast<CommandAction*>(action)) m_commands.add(own);
    };
    for (Command& command : ownCommands()) {
        if (command.id == "keys") addViews();
        m_commands.add(new CommandAction(std::move(command), this));
    }
    for (CommandAction* action : m_commands.all()) addAction(action);  // keys work while the menus are closed
    m_commands.refresh();
}

QMenu* MainWindow::makeMenu() {
    auto* menu = new QMenu(this);
    std::map<QString, QMenu*> menus;
    const std::function<QMenu*(const QString&)> menuOf = [&](const QString& path) -> QMenu* {
        if (path.isEmpty()) return menu;
        QMenu*& made = menus[path];
        if (made) return made;
        const qsizetype slash = path.lastIndexOf('/');
        made = menuOf(path.left(std::max<qsizetype>(slash, 0)))->addMenu(path.mid(slash + 1));
        made->setToolTipsVisible(true);
        return made;
    };
    for (CommandAction* action : m_commands.all()) {
        menuOf(action->command().menu)->addAction(action);
        if (action->command().id == "open") addRecentFiles(menuOf(action->command().menu));
    }
    // What depends on the range or the docks is looked at when it is about to be seen.
    connect(menu, &QMenu::aboutToShow, this, [this] { m_commands.refresh(); });
    return menu;
}

QMenu* MainWindow::menuOf(const std::vector<const char*>& ids) {
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    for (const char* id : ids) {
        if (CommandAction* action = m_commands.find(id))
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    connect(menu, &QMenu::aboutToShow, this, [this] { m_commands.refresh(); });
    return menu;
}

void MainWindow::addRecentFiles(QMenu* menu) {
    QMenu* recent = menu->addMenu(tr("Open &again"));
    recent->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        for (const QString& path : recentFiles()) {
            QAction* a = recent->addAction(recentName(path), this, [this, path] { m_session.open(path); });
            a->setToolTip(path);
        }
        recent->setEnabled(!recent->isEmpty());
    });
}

void MainWindow::addNote() {
    const Note note = m_compare->input().noteHere();
    const QString at = duration(double(note.from));
    const QString about = note.span              ? tr("The note is about the selected span, at %1.").arg(at)
                          : note.from == note.to ? tr("The note is about the time %1.").arg(at)
                                                 : tr("The note is about what is measured, from %1.").arg(at);
    const auto taken = [this, note](const QString& words) {
        Note written = note;
        written.text = words;
        m_session.notes().add(written);
    };
    (new NotePrompt(about, {}, taken, this))->open();
}

void MainWindow::showView(const View& view) {
    QDockWidget* dock = m_docks[view.id];
    dock->show();
    dock->raise();
    dock->widget()->setFocus(Qt::ShortcutFocusReason);  // a field's text is marked: typing replaces it
}

void MainWindow::openFile(bool beside) {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a comparison"), {},
        tr("Comparisons and presets (*.corelane *.perfetto-trace *.pftrace *.json);;All files (*)"));
    if (!path.isEmpty()) openPaths({path}, beside);
}

void MainWindow::openPaths(const QStringList& paths, bool beside) {
    for (const QString& path : paths) {
        if (!sweepFileOf(path).isEmpty()) return m_session.open(path);
        if (isPresetFile(path)) return openPreset(path);
    }
    m_session.openAll(paths, beside);
}

void MainWindow::openPreset(const QString& path) {
    if (m_session.running())
        return m_session.tell(
            Message::Kind::Error, tr("A comparison is running; stop it with Esc before you open a preset."));
    const auto plan = readPreset(path);
    if (!plan) return m_session.tell(Message::Kind::Error, QString::fromStdString(plan.error().message));
    m_session.setPlan(*plan);
    m_session.tell(Message::Kind::Note, tr("The preset %1 is chosen; F5 runs it.").arg(plan->title()));
}

void MainWindow::designWorkload() {
    if (m_session.running()) return;
    Designer dialog(m_session, this);
    if (dialog.exec() == QDialog::Accepted) m_session.setPlan(dialog.plan());
}

void MainWindow::sweepPreset() {
    SweepDialog dialog(m_session, this);
    if (dialog.exec() == QDialog::Accepted) m_session.sweeps().start(dialog.plan(), dialog.over(), dialog.folder());
}

void MainWindow::openSweep() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the folder of a sweep"));
    if (!folder.isEmpty()) m_session.open(folder);
}

void MainWindow::saveFile() {
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save the comparison"), m_session.plan().name() + ".corelane",
        tr("Comparisons (*.corelane);;All files (*)"));
    if (path.isEmpty()) return;
    if (!path.section('/', -1).contains('.')) path += ".corelane";
    m_session.saveAs(path);
}

void MainWindow::exportReport() {
    ExportDialog(m_session, this).exec();
}

void MainWindow::editOptions(int entry) {
    if (m_session.plan().empty() || m_session.running()) return;
    OptionsDialog dialog(m_session, entry, this);
    if (dialog.exec() == QDialog::Accepted) m_session.setPlan(dialog.plan());
}

void MainWindow::editSettings() {
    Preferences before = rememberedPreferences();
    before.theme = m_theme;
    SettingsDialog dialog(m_commands, before, this);
    if (dialog.exec() != QDialog::Accepted || dialog.preferences() == before) return;
    const Preferences now = dialog.preferences();
    rememberPreferences(now);
    applyPreferences(now);
    m_theme = now.theme;
    applyTheme(*qApp, m_theme);
    // Later: what asked for the dialog is a part of what is made anew.
    QMetaObject::invokeMethod(this, &MainWindow::renewContents, Qt::QueuedConnection);
}

void MainWindow::showKeys() {
    KeyHelp(m_commands, this).exec();
}

void MainWindow::showPalette() {
    m_commands.refresh();
    (new CommandPalette(m_commands, this))->open();
}

void MainWindow::openNewWindow() {
    auto* other = new MainWindow(m_theme);
    other->setAttribute(Qt::WA_DeleteOnClose);
    other->resize(size());
    other->show();
    other->session().askCatalogue();
    other->session().choosePreset(m_session.plan().empty() ? "stencil" : m_session.plan().name());
}

void MainWindow::takeTour() {
    noteTourOffered();
    if (findChild<Tour*>(QString(), Qt::FindDirectChildrenOnly)) return;
    (new Tour(
         {{dock("gallery"), tr("Questions"),
           tr("Every preset is one question, and one workload that answers it. Choose one; Ctrl+K finds one by a "
              "word.")},
          {m_runBar, tr("Models and F5"),
           tr("The workload runs under every model up here, in turns. Change models, cores and repetitions, and "
              "start "
              "with F5.")},
          {m_compare, tr("Timelines"),
           tr("All runs share one axis of time. Green is useful work, every other colour is time lost. W and S zoom, "
              "A "
              "and D move; a click on a task finds it in every run.")},
          {dock("balance"), tr("Where the time went"),
           tr("The cores' time by state, of what you see. Behind it are the findings: what cost most, and what to "
              "try.")},
          {dock("results"), tr("The verdict"),
           tr("Which model to take, how sure that is, and whether what the preset expected holds.")},
          {nullptr, tr("Everything has a key"),
           tr("Ctrl+Shift+P finds every command by some letters of its name, and ? shows all keys. F6 sweeps a "
              "preset "
              "over a range, Ctrl+E exports a report.")}},
         this))
        ->begin();
}

void MainWindow::about() {
    QMessageBox::about(
        this, tr("About Corelane"),
        tr("<b>Corelane %1</b><p>Runs one workload under every concurrency model, shows where each core's time went, "
           "and "
           "says which model to choose and why.</p><p>Free software under the GNU General Public License, version 3 "
           "or "
           "later. Made with Qt, QCustomPlot and oneTBB.</p>")
            .arg(QApplication::applicationVersion()));
}

}  // namespace corelane
