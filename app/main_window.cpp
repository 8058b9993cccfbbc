#include "app/main_window.h"

#include "app/command_question.h"
#include "app/language.h"
#include "app/loading_bar.h"
#include "app/preferences.h"
#include "app/prompt.h"
#include "app/recent_files.h"
#include "app/swipe/swipe_view.h"
#include "app/tour.h"
#include "app/views/view.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QTabBar>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace corelane {

namespace {

// An arrangement of other views than there are now is none.
int docksVersion() {
    QByteArray ids;
    for (const View* view : allViews()) ids += view->id;
    return static_cast<int>(qChecksum(ids));
}

}  // namespace

MainWindow::MainWindow(ThemeChoice theme) : m_shares(m_session), m_differences(m_session), m_theme(theme) {
    setObjectName("corelane");
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContextMenuPolicy(Qt::NoContextMenu);
    // The side docks reach from top to bottom; balance stands under the compare view, in its width.
    for (const auto& [corner, area] :
         {std::pair{Qt::TopLeftCorner, Qt::LeftDockWidgetArea},
          {Qt::BottomLeftCorner, Qt::LeftDockWidgetArea},
          {Qt::TopRightCorner, Qt::RightDockWidgetArea},
          {Qt::BottomRightCorner, Qt::RightDockWidgetArea}})
        setCorner(corner, area);
    makeContents();

    for (const auto signal :
         {&Session::runningChanged, &Session::traceChanged, &Session::planChanged, &Session::fileChanged})
        connect(&m_session, signal, this, [this] { m_commands.refresh(); });
    for (const auto signal :
         {&Selection::taskChanged, &Selection::spanChanged, &Selection::measuredChanged, &Selection::followsChanged,
          &Selection::rangeChanged})
        connect(&m_session.selection(), signal, this, [this] { m_commands.refresh(); });
    m_session.setAskCommands([this](const QStringList& vectors) { return askCommands(this, vectors); });
    connect(&m_session, &Session::fileChanged, this, &MainWindow::updateTitle);
    connect(&m_session, &Session::planChanged, this, &MainWindow::updateTitle);
    connect(&m_session, &Session::runningChanged, this, &MainWindow::updateTitle);
    connect(&m_session.sweeps(), &Sweeps::runningChanged, this, [this] { m_commands.refresh(); });
    connect(&m_session.sweeps(), &Sweeps::shownChanged, this, [this] {
        noteRecentFile(sweepFileOf(m_session.sweeps().shown()->folder));
    });
    connect(&m_session, &Session::fileChanged, this, [this] {
        if (!m_session.file().isEmpty()) noteRecentFile(m_session.file());
    });
    updateTitle();
    resize(1600, 1000);
    setMinimumSize(800, 560);
}

MainWindow::~MainWindow() {
    // The views listen to the session until the end: they go first.
    removeContents();
}

void MainWindow::makeContents() {
    makeDocks();
    makeCommands();
    m_menu = makeMenu();

    m_top = new QWidget(this);
    auto* column = new QVBoxLayout(m_top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_runBar = new RunBar(m_session, m_menu, m_top);
    m_messages = new MessageBar(m_top);
    column->addWidget(m_runBar);
    column->addWidget(m_messages);
    column->addWidget(new LoadingBar(m_session, m_top));
    setMenuWidget(m_top);

    m_compare = new CompareView(m_session, m_shares, m_differences, this);
    setCentralWidget(m_compare);
    m_compare->plot().installEventFilter(this);
    m_compare->setArrangeMenu(
        menuOf({"align_start", "align_task",   "align_step", "same_length",   "",           "baseline",
                "swipe",       "collapse",     "hide",       "show_all_runs", "",           "run_up",
                "run_down",    "own_order",    "",           "lanes_number",  "lanes_name", "lanes_core",
                "lanes_begin", "lanes_waiting"}));
    QMenu* here = menuOf(
        {"zoom_selected", "edge_forward", "edge_back", "longest_wait", "", "align_task", "align_step", "align_start",
         "", "baseline", "swipe", "collapse", "hide", "show_all_runs", "run_up", "run_down", "", "note", "bookmark"});
    connect(m_compare, &CompareView::tourWanted, this, &MainWindow::takeTour);
    connect(m_compare, &CompareView::menuWanted, here, [here](QPoint at) { here->popup(at); });
    // A QStatusBar brings a frame and a margin; a tool bar at the bottom edge does not.
    m_edge = new QToolBar(this);
    m_edge->setObjectName("status");
    m_edge->setMovable(false);
    m_edge->setStyleSheet("QToolBar { border: none; margin: 0; padding: 0; spacing: 0; }");
    m_edge->toggleViewAction()->setVisible(false);
    m_status = new StatusLine(m_session, m_edge);
    m_status->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_edge->addWidget(m_status);
    m_edge->layout()->setContentsMargins(0, 0, 0, 0);
    addToolBar(Qt::BottomToolBarArea, m_edge);

    connect(&m_session, &Session::message, m_messages, [this](const Message& m) { m_messages->show(m); });
    connect(&m_session, &Session::messageCleared, m_messages, &MessageBar::clear);
    connect(m_runBar, &RunBar::optionsWanted, this, &MainWindow::editOptions);
}

void MainWindow::removeContents() {
    m_arranged = false;                                                        // docks that go ask for no room
    qDeleteAll(findChildren<Prompt*>(QString(), Qt::FindDirectChildrenOnly));  // they know the commands
    for (Tour* tour : findChildren<Tour*>(QString(), Qt::FindDirectChildrenOnly)) tour->leave();  // and it the parts
    for (const auto& [id, dock] : m_docks) delete dock;
    m_docks.clear();
    delete takeCentralWidget();
    m_compare = nullptr;
    delete m_top;
    delete m_edge;
    qDeleteAll(findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<CommandAction*>(QString(), Qt::FindDirectChildrenOnly));
    m_commands = {};
}

// Everything that says words is made anew; what is looked at and chosen is in the session. Simpler than to tell each
// word of each widget, and a view needs to know nothing of it.
void MainWindow::renewContents() {
    if (!m_arranged) return;  // not shown yet: made in the language by then
    const QByteArray arrangement = saveState();
    std::map<QString, QVariant> kept;
    QString focus;
    QStringList shown;
    QList<int> widths, heights;
    for (const View* view : allViews()) {
        const QDockWidget& dock = *m_docks[view->id];
        if (!dock.visibleRegion().isEmpty()) {  // and in front
            shown << view->id;
            widths << dock.width();
            // Docks that share their place are asked for their height with the tabs above them.
            const auto* tabs = tabifiedDockWidgets(m_docks[view->id]).isEmpty() ? nullptr : findChild<QTabBar*>();
            heights << dock.height() + (tabs ? tabs->height() : 0);
        }
        QWidget* content = dock.widget();
        if (view->keep) kept[view->id] = view->keep(content);
        if (focusWidget() && content->isAncestorOf(focusWidget())) focus = view->id;
    }
    const int scrolled = m_compare->scene().scroll;
    const bool paths = m_compare->criticalPaths().shown();
    removeContents();
    makeContents();
    restoreDocks();  // heads and tabs
    restoreState(arrangement);
    // Once the layout knows of the docks: the arrangement alone does not keep their sizes.
    QMetaObject::invokeMethod(
        this,
        [this, shown, widths, heights] {
            QList<QDockWidget*> docks;
            for (const QString& id : shown) docks << m_docks[id];
            resizeDocks(docks, widths, Qt::Horizontal);
            resizeDocks(docks, heights, Qt::Vertical);
        },
        Qt::QueuedConnection);
    for (const View* view : allViews())
        if (view->restore) view->restore(m_docks[view->id]->widget(), kept[view->id]);
    m_compare->criticalPaths().setShown(paths);
    m_compare->scrollTo(scrolled);
    m_commands.refresh();
    updateTitle();
    if (focus.isEmpty())
        m_compare->focusContent();
    else
        m_docks[focus]->widget()->setFocus();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    // Later, and once for all translators: what brought the change may be a part of the contents.
    if (event->type() == QEvent::LanguageChange && !std::exchange(m_renewing, true))
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_renewing = false;
                renewContents();
            },
            Qt::QueuedConnection);
}

QDockWidget* MainWindow::dock(const QString& id) const {
    const auto found = m_docks.find(id);
    return found == m_docks.end() ? nullptr : found->second;
}

void MainWindow::makeDocks() {
    for (const View* view : allViews()) {
        auto* dock = new QDockWidget(viewTitle(*view), this);
        dock->setObjectName(view->id);
        dock->setAccessibleName(viewTitle(*view));
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
        // The gallery starts with its search, and a tab at the bottom has its name: a head would only repeat it.
        const bool headless =
            view->side == Side::Left || (view->side == Side::Bottom && view->shown == Shown::OnDemand);
        dock->setTitleBarWidget(headless ? new QWidget(dock) : dockHead(viewTitle(*view), dock));
        QWidget* content = view->create({m_session, m_shares, m_differences}, dock);
        dock->setWidget(content);
        m_docks[view->id] = dock;
        if (view->shown != Shown::OnDemand) continue;
        dock->hide();
        connect(dock->toggleViewAction(), &QAction::toggled, this, [this, view](bool shown) {
            if (m_arranged) giveRoom(*view, shown);
        });
    }
}

// A dock that shares its place has a tab above it, which says its title; the head below keeps the note.
int MainWindow::headOf(QDockWidget& dock) const {
    constexpr int tabs = 30;
    const bool shares = !tabifiedDockWidgets(&dock).isEmpty();
    return (shares ? tabs : 0) + setDockTitled(dock.titleBarWidget(), !shares);
}

void MainWindow::restoreDocks() {
    m_arranged = false;  // what is shown and hidden on the way asks for no room
    QList<QDockWidget*> right;
    std::map<Side, QDockWidget*> first;
    for (const View* view : allViews()) {
        QDockWidget* dock = m_docks[view->id];
        const auto area = view->side == Side::Left    ? Qt::LeftDockWidgetArea
                          : view->side == Side::Right ? Qt::RightDockWidgetArea
                                                      : Qt::BottomDockWidgetArea;
        removeDockWidget(dock);
        addDockWidget(area, dock);
        if (view->shown == Shown::OnDemand) {
            if (first.contains(view->side)) tabifyDockWidget(first[view->side], dock);
            dock->hide();
            continue;
        }
        if (view->shown == Shown::Behind && first.contains(view->side)) {
            tabifyDockWidget(first[view->side], dock);
            dock->show();
            continue;
        }
        first.try_emplace(view->side, dock);
        dock->show();
        if (view->side == Side::Right) right << dock;
    }
    for (const auto& [side, dock] : first) dock->raise();
    for (const View* view : allViews()) {
        if (view->shown != Shown::Always) continue;
        QDockWidget* dock = m_docks[view->id];
        if (view->side == Side::Bottom)
            resizeDocks({dock}, {view->extent + headOf(*dock)}, Qt::Vertical);
        else
            resizeDocks({dock}, {naturalWidth(*view)}, Qt::Horizontal);
    }
    if (right.size() == 2) resizeDocks(right, {600, 260}, Qt::Vertical);
    m_arranged = true;
}

int MainWindow::naturalWidth(const View& view) const {
    // The timelines need the room more than what stands beside them.
    const int narrower = width() < 1440 ? -40 : width() < 1800 ? 0 : 40;
    return view.extent + (view.side == Side::Right || narrower < 0 ? narrower : 0);
}

void MainWindow::giveRoom(const View& view, bool shown) {
    if (view.side == Side::Bottom) return;  // below the timelines there is room for one only
    QList<QDockWidget*> docks;
    QList<int> widths;
    int room = width() - m_compare->minimumSizeHint().width();
    for (const View* other : allViews()) {
        QDockWidget* dock = m_docks[other->id];
        if (other->shown != Shown::Always || other->side == Side::Bottom || dock->isHidden()) continue;
        const bool sameSide = other->side == view.side;
        if (sameSide && shown) continue;
        // The other side keeps what it has, and the compare view gives.
        docks << dock;
        widths << (sameSide ? naturalWidth(*other) : dock->width());
        room -= widths.back();
    }
    if (shown) {
        docks << m_docks[view.id];
        widths << std::clamp(room, view.extent / 2, view.extent);
    }
    // Once the layout knows of the change.
    QMetaObject::invokeMethod(
        this, [this, docks, widths] { resizeDocks(docks, widths, Qt::Horizontal); }, Qt::QueuedConnection);
}

void MainWindow::setTheme(ThemeChoice theme) {
    m_theme = theme;
    Preferences preferences = rememberedPreferences();
    preferences.theme = theme;
    rememberPreferences(preferences);
    applyTheme(*qApp, theme);
}

void MainWindow::setLanguage(const QString& language) {
    rememberLanguage(language);
    applyLanguage(language);
    m_commands.refresh();
}

void MainWindow::updateTitle() {
    const QString name = m_session.plan().empty() ? QString() : m_session.plan().title();
    QString title = name.isEmpty() ? tr("Corelane") : tr("%1 – Corelane").arg(name);
    if (m_session.running()) title = tr("running: %1").arg(title);
    setWindowTitle(title);
    setWindowFilePath(m_session.file());
}

void MainWindow::escape() {
    // From the outermost thing that can be left to the innermost.
    if (m_session.loading()) return m_session.cancelLoading();
    if (m_session.running()) return m_session.stop();
    if (m_session.sweeps().running()) return m_session.sweeps().stop();
    if (m_compare->startWanted()) return m_compare->setStartWanted(false);
    if (m_compare->swipeView().isVisible()) return m_compare->swipeView().leave();
    Selection& selection = m_session.selection();
    if (selection.measured()) return selection.setMeasured(std::nullopt);
    if (selection.task() != 0 || selection.span()) return selection.setTask(0);
    m_messages->clear();
    m_compare->focusContent();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && takesKey(*static_cast<QKeyEvent*>(event))) return true;
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    // What the part with the focus has no use for means the timelines.
    if (!takesKey(*event)) QMainWindow::keyPressEvent(event);
}

bool MainWindow::takesKey(const QKeyEvent& event) {
    return m_commands.press(event, [this](const QString& why) { m_session.tell(Message::Kind::Note, why); });
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (m_arranged) return;
    restoreDocks();
    if (m_remembers)
        restoreState(QSettings("corelane", "corelane").value("window/docks").toByteArray(), docksVersion());
    m_compare->focusContent();
}

void MainWindow::remembersArrangement() {
    m_remembers = true;
    // Where the screen it was on is gone, Qt puts it on one that is there.
    restoreGeometry(QSettings("corelane", "corelane").value("window/geometry").toByteArray());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    // Nothing asks: what was recorded and not saved is a few seconds of machine time. The engine ends with the
    // session.
    if (m_remembers) {
        QSettings settings("corelane", "corelane");
        settings.setValue("window/geometry", saveGeometry());
        settings.setValue("window/docks", saveState(docksVersion()));
    }
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    // The first instead of what is shown, or beside it with Ctrl held; what comes with it beside it.
    const bool control = event->modifiers() & Qt::ControlModifier;
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) files << url.toLocalFile();
    openPaths(files, control);
}

}  // namespace corelane
