// What mouse and keys do over the compare view, as users of profilers have them in their fingers. The keys themselves
// stand in command_table.cpp.
#pragma once

#include "app/drawn_runs.h"
#include "app/longest_waits.h"
#include "app/notes.h"
#include "app/scroll_gesture.h"
#include "app/selection.h"
#include "app/span_walk.h"

#include <QObject>
#include <QPoint>

#include <optional>
#include <utility>
#include <vector>

class QMouseEvent;

namespace corelane {

class CompareView;

class CompareInput : public QObject {
    Q_OBJECT

  public:
    explicit CompareInput(CompareView&);

    // Steps of a key: closer or farther at the pointer, by a part of the view, by rows.
    void zoomIn();
    void zoomOut();
    void pan(int direction);
    void scroll(int pixels);
    void scrollPage(int direction);
    void frameSelected();
    void step(int direction, Which);  // along the lane of the selected span
    void followEdge(int direction);
    void longestWait(int direction);
    bool coasts() const { return m_gesture.coasts(); }
    Note noteHere() const;  // without words: on the measured range, the selected span, or the time under the pointer

  protected:
    bool eventFilter(QObject*, QEvent*) override;

  private:
    void zoomAbout(double factor, QPointF at);
    void moveBy(QPointF pixels);
    void press(QMouseEvent*);
    void move(QMouseEvent*);
    void release(QMouseEvent*);
    void doubleClick(QMouseEvent*);
    void click(QPoint);
    void choose(QPoint);
    void clickHead(int run, QPoint);
    int headAt(QPoint) const;  // the run whose head is there; -1: none
    void moveRun(QPoint);      // while a head is dragged
    void dropRun();
    Time snapped(QPoint, bool free) const;
    std::optional<SpanPlace> placeUnder(const Hover&) const;
    std::optional<SpanPlace> current() const;
    const DrawnRun* currentRun() const;
    void goTo(const SpanPlace&);
    double anchorX() const;

    enum class Drag { None, Maybe, Measure, Pan, MaybePan, MaybeRun, Run };
    CompareView& m_view;
    ScrollGesture m_gesture;
    double m_lanesRest = 0;  // of what was scrolled: parts of a pixel
    Drag m_drag = Drag::None;
    QPoint m_pressed, m_last, m_pointer;
    bool m_pointerInside = false;
    Time m_measureFrom = 0;
    int m_head = -1;  // the run whose head was pressed
    struct Followed {
        SpanPlace from, to;
        int direction;
    };
    std::vector<Followed> m_followed;
    LongestWaits m_longestWaits;
};

// What the mouse does over the timelines, for the help.
std::vector<std::pair<QString, QString>> mouseHelp();

}  // namespace corelane
