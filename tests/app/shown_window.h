// A window as a user has it before them, and what a hand does to it.
#pragma once

#include "app/main_window.h"

#include <QJsonObject>
#include <QPoint>
#include <QString>

#include <functional>
#include <vector>

namespace corelane::test {

// Does that to the next modal dialog, as soon as it is there. Asked for before the key that opens it.
void onNextDialog(std::function<void(QWidget*)> act);

class ShownWindow {
  public:
    explicit ShownWindow(QSize size = {1280, 800});
    ~ShownWindow();
    MainWindow& operator*() { return *m_window; }
    MainWindow* operator->() { return m_window.get(); }
    Session& session() { return m_window->session(); }
    CompareView& view() { return m_window->compare(); }
    QCustomPlot& plot() { return view().plot(); }
    Selection& selection() { return session().selection(); }

    void showSample();                              // the sample trace, with its figures
    void key(int key, Qt::KeyboardModifiers = {});  // to whatever has the focus
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers = {});
    void drag(QPoint from, QPoint to, Qt::MouseButton, Qt::KeyboardModifiers = {});
    void hover(QPoint at);
    void drop(const QString& path);           // a file or folder, upon the window
    QPoint placeOf(int run, TaskIndex task);  // the middle of its span, in the plot
    QString message();                        // of the message bar; empty when it is hidden

  private:
    std::unique_ptr<MainWindow> m_window;
};

// A comparison of all models that takes well under a second, and one that would run for minutes.
QJsonObject tinyPreset();
QJsonObject longPreset();

// Processes that this one, or one of its children, has started and that still run.
std::vector<qint64> childrenOf(qint64 process);
bool isRunning(qint64 process);
QString commandOf(qint64 process);

}  // namespace corelane::test
