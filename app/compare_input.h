// Mouse and keys over the compare view, as users of profilers have them in their fingers; keyHelp() lists them all.
#pragma once

#include "engine/trace/time.h"

#include <QObject>
#include <QPoint>

#include <optional>
#include <utility>
#include <vector>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace corelane {

class CompareView;

class CompareInput : public QObject {
    Q_OBJECT

  public:
    explicit CompareInput(CompareView&);
    // For keys pressed while another part of the window has the focus. True: taken.
    bool keyPressed(QKeyEvent*);

  protected:
    bool eventFilter(QObject*, QEvent*) override;

  private:
    bool wheel(QWheelEvent*);
    void press(QMouseEvent*);
    void move(QMouseEvent*);
    void release(QMouseEvent*);
    void doubleClick(QMouseEvent*);
    void click(QPoint);
    Time snapped(QPoint, bool free) const;
    void stepSpan(int direction);
    void followEdge(int direction);
    int currentRun() const;
    double anchorX() const;

    enum class Drag { None, Maybe, Measure, Pan };
    CompareView& m_view;
    Drag m_drag = Drag::None;
    QPoint m_pressed, m_last, m_pointer;
    bool m_pointerInside = false;
    Time m_measureFrom = 0;
    int m_run = 0;  // the run of the last click: keys walk along its lanes
};

// Keys and what they do, for the help.
std::vector<std::pair<QString, QString>> keyHelp();

}  // namespace corelane
