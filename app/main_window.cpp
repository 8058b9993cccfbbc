#include "app/main_window.h"

#include "app/recent_files.h"
#include "app/views/view.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace corelane {

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
    makeDocks();
    makeCommands();
    m_menu = makeMenu();

    auto* top = new QWidget(this);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_runBar = new RunBar(m_session, m_menu, top);
    m_messages = new MessageBar(top);
    column->addWidget(m_runBar);
    column->addWidget(m_messages);
    setMenuWidget(top);

    m_compare = new CompareView(m_session, m_shares, m_differences, this);
    setCentralWidget(m_compare);
    m_compare->plot().installEventFilter(this);
    m_compare->setArrangeMenu(menuOf(
        {"align_start", "align_task", "align_step", "same_length", "", "baseline", "collapse", "hide",
         "show_all_runs", "", "run_up", "run_down", "own_order", "", "lanes_number", "lanes_name", "lanes_core",
         "lanes_begin", "lanes_waiting"}));
    QMenu* here = menuOf(
        {"zoom_selected", "edge_forward", "edge_back", "longest_wait", "", "align_task", "align_step", "align_start",
         "", "baseline", "collapse", "hide", "show_all_runs", "run_up", "run_down", "", "note", "bookmark"});
    connect(m_compare, &CompareView::menuWanted, here, [here](QPoint at) { here->popup(at); });
    auto* bottom = new QWidget(this);
    m_status = new StatusLine(m_session, bottom);
    // A QStatusBar brings a frame and a margin; a tool bar at the bottom edge does not.
    auto* edge = new QToolBar(this);
    edge->setObjectName("status");
    edge->setMovable(false);
    edge->setStyleSheet("QToolBar { border: none; margin: 0; padding: 0; spacing: 0; }");
    edge->toggleViewAction()->setVisible(false);
    delete bottom->layout();
    m_status->setParent(edge);
    m_status->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    edge->addWidget(m_status);
    edge->layout()->setContentsMargins(0, 0, 0, 0);
    bottom->deleteLater();
    addToolBar(Qt::BottomToolBarArea, edge);

    connect(&m_session, &Session::message, m_messages, [this](const Message& m) { m_messages->show(m); });
    connect(&m_session, &Session::messageCleared, m_messages, &MessageBar::clear);
    connect(&m_session, &Session::fileChanged, this, &MainWindow::updateTitle);
    connect(&m_session, &Session::planChanged, this, &MainWindow::updateTitle);
    connect(&m_session, &Session::runningChanged, this, &MainWindow::updateTitle);
    connect(m_runBar, &RunBar::optionsWanted, this, &MainWindow::editOptions);
    connect(&m_session, &Session::fileChanged, this, [this] {
        if (!m_session.file().isEmpty()) noteRecentFile(m_session.file());
    });
    updateTitle();
    resize(1600, 1000);
    setMinimumSize(960, 600);
}

MainWindow::~MainWindow() {
    // The views listen to the session until the end: they go first.
    for (const auto& [id, dock] : m_docks) delete dock;
    delete takeCentralWidget();
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
    applyTheme(*qApp, theme);
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
    if (m_session.running()) return m_session.stop();
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
    m_compare->focusContent();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    // Nothing asks: what was recorded and not saved is a few seconds of machine time. The engine ends with the
    // session.
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) return m_session.open(url.toLocalFile());
}

}  // namespace corelane
