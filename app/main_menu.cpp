// The menus of the main window, and what their commands do.
#include "app/compare_input.h"
#include "app/main_window.h"
#include "app/options_dialog.h"
#include "app/recent_files.h"
#include "app/views/view.h"
#include "engine/export/exporter.h"

#include <QActionGroup>
#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QMenu>
#include <QMessageBox>
#include <QVBoxLayout>

namespace corelane {
namespace {

QString text(std::string_view s) {
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

}  // namespace

QAction* MainWindow::action(
    QMenu* menu, const QString& words, const QList<QKeySequence>& keys, std::function<void()> run) {
    QAction* made = menu->addAction(words);
    made->setShortcuts(keys);
    made->setShortcutContext(Qt::WindowShortcut);
    connect(made, &QAction::triggered, this, run);
    addAction(made);  // so that its keys work while the menu is closed
    return made;
}

QMenu* MainWindow::makeMenu() {
    auto* menu = new QMenu(this);
    QMenu* file = menu->addMenu(tr("&File"));
    action(file, tr("&Open…"), {QKeySequence("Ctrl+O")}, [this] { openFile(); });
    QMenu* recent = file->addMenu(tr("Open &again"));
    recent->setToolTipsVisible(true);
    connect(file, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        for (const QString& path : recentFiles()) {
            QAction* a = recent->addAction(QFileInfo(path).fileName(), this, [this, path] { m_session.open(path); });
            a->setToolTip(path);
        }
        recent->setEnabled(!recent->isEmpty());
    });
    QAction* save = action(file, tr("&Save as…"), {QKeySequence("Ctrl+S")}, [this] { saveFile(); });
    QAction* report = action(file, tr("&Export report…"), {QKeySequence("Ctrl+E")}, [this] { exportReport(); });
    file->addSeparator();
    action(file, tr("&Quit"), {QKeySequence("Ctrl+Q")}, [this] { close(); });

    QMenu* run = menu->addMenu(tr("&Run"));
    QAction* start = action(run, tr("&Run the comparison"), {QKeySequence("F5")}, [this] { m_session.start(); });
    QAction* stop = action(run, tr("&Stop"), {QKeySequence("Esc")}, [this] { escape(); });
    run->addSeparator();
    QAction* options = action(run, tr("&Options…"), {QKeySequence("Ctrl+,")}, [this] { editOptions(-1); });

    QMenu* view = menu->addMenu(tr("&View"));
    Selection& selection = m_session.selection();
    action(view, tr("Show &all"), {}, [&selection] { selection.showAll(); });
    action(view, tr("&Fit and follow"), {}, [&selection] {
        selection.setFollows(false);
        selection.setFollows(true);
    });
    action(view, tr("View &before"), {QKeySequence("Ctrl+Z"), QKeySequence("Alt+Left")}, [&selection] {
        selection.back();
    });
    action(
        view, tr("View a&fter"), {QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"), QKeySequence("Alt+Right")},
        [&selection] { selection.forward(); });
    view->addSeparator();
    for (const View* v : allViews()) {
        QDockWidget* dock = m_docks[v->id];
        action(view, tr(v->title), {QKeySequence(v->shortcut)}, [dock] {
            dock->show();
            dock->raise();
            dock->widget()->setFocus();
        });
    }
    QMenu* shown = view->addMenu(tr("S&how or hide"));
    for (const View* v : allViews()) shown->addAction(m_docks[v->id]->toggleViewAction());
    action(view, tr("&Restore the arrangement"), {}, [this] { restoreDocks(); });
    view->addSeparator();
    QMenu* themes = view->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(this);
    for (const auto& [choice, name] :
         {std::pair{ThemeChoice::System, tr("As the &system")},
          {ThemeChoice::Light, tr("&Light")},
          {ThemeChoice::Dark, tr("&Dark")}}) {
        QAction* a = themes->addAction(name);
        a->setCheckable(true);
        a->setChecked(choice == m_theme);
        group->addAction(a);
        connect(a, &QAction::triggered, this, [this, chosen = choice] { setTheme(chosen); });
    }

    // What a view can do by itself has a menu of its own.
    for (const View* v : allViews()) {
        const QList<QAction*> own = m_docks[v->id]->widget()->actions();
        if (own.isEmpty()) continue;
        menu->addMenu(tr(v->title))->addActions(own);
        addActions(own);
    }

    QMenu* help = menu->addMenu(tr("&Help"));
    action(help, tr("&Keys and mouse"), {QKeySequence("?"), QKeySequence("F1")}, [this] { showKeys(); });
    action(help, tr("&About Corelane"), {}, [this] { about(); });

    const auto update = [this, start, stop, save, report, options] {
        const bool running = m_session.running();
        start->setEnabled(!running);
        stop->setText(running ? tr("&Stop") : tr("&Clear the selection"));
        save->setEnabled(m_session.trace() != nullptr);
        report->setEnabled(m_session.trace() != nullptr && !running);
        options->setEnabled(!running && !m_session.plan().empty());
    };
    for (const auto signal : {&Session::runningChanged, &Session::traceChanged, &Session::planChanged})
        connect(&m_session, signal, this, update);
    update();
    return menu;
}

void MainWindow::openFile() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a comparison"), {}, tr("Comparisons (*.corelane *.perfetto-trace *.pftrace);;All files (*)"));
    if (!path.isEmpty()) m_session.open(path);
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
    QStringList filters;
    const Exporter* html = findExporter("html");
    std::vector<const Exporter*> all;
    if (html) all.push_back(html);
    for (const Exporter* e : exporters())
        if (e != html) all.push_back(e);
    if (all.empty()) return;
    // A suffix may come with its dot or without.
    const auto suffix = [](const Exporter* e) {
        return text(e->suffix).startsWith('.') ? text(e->suffix).mid(1) : text(e->suffix);
    };
    for (const Exporter* e : all) filters << QString("%1 (*.%2)").arg(text(e->name), suffix(e));
    QString chosen = filters.front();
    QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), m_session.plan().name() + '.' + suffix(all.front()), filters.join(";;"), &chosen);
    if (path.isEmpty()) return;
    const Exporter* exporter = all[static_cast<std::size_t>(std::max<qsizetype>(0, filters.indexOf(chosen)))];
    if (!path.section('/', -1).contains('.')) path += '.' + suffix(exporter);
    m_session.exportAs(path, text(exporter->name));
}

void MainWindow::editOptions(int entry) {
    if (m_session.plan().empty() || m_session.running()) return;
    OptionsDialog dialog(m_session, entry, this);
    if (dialog.exec() == QDialog::Accepted) m_session.setPlan(dialog.plan());
}

void MainWindow::showKeys() {
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Keys and mouse"));
    auto* column = new QVBoxLayout(&dialog);
    column->setContentsMargins(20, 16, 20, 16);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    const auto lines = keyHelp();
    const int half = static_cast<int>((lines.size() + 1) / 2);
    for (int i = 0; i < static_cast<int>(lines.size()); ++i) {
        auto* keys = new QLabel(lines[static_cast<std::size_t>(i)].first);
        keys->setStyleSheet("font-weight: 600;");
        auto* what = new QLabel(lines[static_cast<std::size_t>(i)].second);
        grid->addWidget(keys, i % half, i / half * 2);
        grid->addWidget(what, i % half, i / half * 2 + 1);
    }
    column->addLayout(grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    column->addSpacing(8);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    dialog.exec();
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
