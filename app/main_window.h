// The window: run bar, message bar, the compare view in the centre, one dock a view, status line; the menus, made of
// the commands.
#pragma once

#include "app/commands.h"
#include "app/compare_view.h"
#include "app/message_bar.h"
#include "app/run_bar.h"
#include "app/status_line.h"
#include "app/theme.h"
#include "app/views/view.h"

#include <QDockWidget>
#include <QMainWindow>

#include <map>

namespace corelane {

class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    explicit MainWindow(ThemeChoice theme);
    ~MainWindow() override;

    Session& session() { return m_session; }
    CompareView& compare() { return *m_compare; }
    MessageBar& messages() { return *m_messages; }
    QDockWidget* dock(const QString& id) const;
    // Recorded comparisons, instead of what is shown or beside it; of a preset or a sweep among them, that alone.
    void openPaths(const QStringList& paths, bool beside);
    void setTheme(ThemeChoice);
    void setLanguage(const QString& language);  // remembered; empty: as the system
    void restoreDocks();
    // Takes size and docks as they were when the last window was closed, and remembers them when this one is.
    void remembersArrangement();
    const Commands& commands() const { return m_commands; }

  protected:
    void changeEvent(QEvent*) override;
    void showEvent(QShowEvent*) override;
    void closeEvent(QCloseEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

  private:
    void openFile(bool beside);  // or instead of what is shown
    void saveFile();
    void exportReport();
    void editOptions(int entry);
    void editSettings();
    void designWorkload();
    void sweepPreset();
    void openSweep();
    void openPreset(const QString& path);
    void showKeys();
    void showPalette();
    void addNote();
    void showView(const View&);  // and puts the keyboard there
    void takeTour();
    void openNewWindow();
    void about();
    void escape();
    void makeContents();  // docks, commands and menus, run bar, timelines, status line
    void removeContents();
    void renewContents();  // in another language
    void makeDocks();
    int headOf(QDockWidget&) const;
    int naturalWidth(const View&) const;
    void giveRoom(const View&, bool shown);  // to a view that was asked for, and back to the others of its side
    QMenu* makeMenu();
    void addRecentFiles(QMenu*);
    std::vector<Command> ownCommands();
    std::vector<Command> compareCommands();
    QMenu* menuOf(const std::vector<const char*>& ids);  // owned by the window; empty ids are lines
    void makeCommands();
    bool takesKey(const QKeyEvent&);
    void updateTitle();

    Session m_session;
    RangeBalance m_shares;
    Differences m_differences;
    ThemeChoice m_theme;
    Commands m_commands;
    bool m_remembers = false;
    bool m_arranged = false;  // the docks have their widths, which depend on the window's
    bool m_renewing = false;
    QMenu* m_menu = nullptr;
    QWidget* m_top = nullptr;
    QToolBar* m_edge = nullptr;
    RunBar* m_runBar = nullptr;
    MessageBar* m_messages = nullptr;
    CompareView* m_compare = nullptr;
    StatusLine* m_status = nullptr;
    std::map<QString, QDockWidget*> m_docks;
};

}  // namespace corelane
