// What a wheel, a touchpad and fingers on a screen mean over timelines: to zoom about a point, or to move along time
// and over the lanes. A wheel's notch is a step; a touchpad moves by pixels, along one way until the fingers leave,
// and then coasts. Two fingers that part come closer. Lives on the window's thread.
#pragma once

#include "app/coasting.h"

#include <QObject>
#include <QPointF>

#include <functional>

class QGestureEvent;
class QNativeGestureEvent;
class QWheelEvent;
class QWidget;

namespace corelane {

class ScrollGesture : public QObject {
    Q_OBJECT

  public:
    // `over`: where the events come from; who filters its events hands them to take(). `upDownZooms`: whether moving
    // up and down without a key zooms, since there is nothing above or below.
    ScrollGesture(QWidget& over, std::function<bool()> upDownZooms, QObject* parent = nullptr);
    bool take(QEvent*);  // whether it was one of these, and is done
    void stop() { m_coasting.stop(); }
    bool coasts() const { return m_coasting.moving(); }

  signals:
    void zoomed(double factor, QPointF at);  // below 1: closer
    void moved(QPointF pixels);              // what is seen moves right and down by that

  private:
    enum class Way { Open, AlongTime, OverLanes };
    bool wheel(const QWheelEvent&);
    bool touchpadPinch(const QNativeGestureEvent&);
    bool screenPinch(QGestureEvent&);
    void go(QPointF pixels, QPointF at);
    void zoomBy(double pixels, QPointF at);

    QWidget& m_over;
    std::function<bool()> m_upDownZooms;
    Coasting m_coasting;
    Way m_way = Way::Open;  // of the fingers that scroll now
    QPointF m_held;         // what they moved while it was open
};

}  // namespace corelane
