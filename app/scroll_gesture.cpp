#include "app/scroll_gesture.h"

#include <QGestureEvent>
#include <QGuiApplication>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

constexpr double notch = 120, wheelZoom = 0.8;
constexpr QPointF notchPixels(90, 57);  // along time, and three lanes
constexpr double openPixels = 6;        // until the way of the fingers is clear
constexpr double smallestScale = 0.2;   // of one event: what would be more is a mistake of the device

bool upright(QPointF p) {
    return std::abs(p.y()) >= std::abs(p.x());
}

// X11's pixels are units of the driver: Qt's own documentation says not to use them.
QPointF pixelsOf(const QWheelEvent& event) {
    if (!event.pixelDelta().isNull() && QGuiApplication::platformName() != "xcb") return event.pixelDelta();
    const QPointF notches = QPointF(event.angleDelta()) / notch;
    return {notches.x() * notchPixels.x(), notches.y() * notchPixels.y()};
}

}  // namespace

ScrollGesture::ScrollGesture(QWidget& over, std::function<bool()> upDownZooms, QObject* parent)
    : QObject(parent), m_over(over), m_upDownZooms(std::move(upDownZooms)) {
    over.grabGesture(Qt::PinchGesture);
    connect(&m_coasting, &Coasting::moved, this, &ScrollGesture::moved);
}

bool ScrollGesture::take(QEvent* event) {
    switch (event->type()) {
    case QEvent::Wheel:
        event->accept();
        return wheel(*static_cast<QWheelEvent*>(event));
    case QEvent::NativeGesture:
        return touchpadPinch(*static_cast<QNativeGestureEvent*>(event));
    case QEvent::Gesture:
        return screenPinch(*static_cast<QGestureEvent*>(event));
    case QEvent::MouseButtonPress:
    case QEvent::ShortcutOverride:  // comes before any key, whoever takes that
    case QEvent::Hide:
        m_coasting.stop();
        return false;
    default:
        return false;
    }
}

bool ScrollGesture::wheel(const QWheelEvent& event) {
    const Qt::ScrollPhase phase = event.phase();
    if (phase == Qt::ScrollBegin || phase == Qt::ScrollEnd) {
        m_way = Way::Open;
        m_held = {};
    }
    if (phase == Qt::ScrollEnd) {
        m_coasting.release(event.timestamp());
        return true;
    }
    QPointF pixels = pixelsOf(event);
    const bool fingers = phase == Qt::ScrollBegin || phase == Qt::ScrollUpdate;
    // Also fingers that rest on the touchpad hold what coasts.
    if (!fingers || pixels.isNull()) m_coasting.stop();
    if (pixels.isNull()) return true;
    if (event.modifiers() & Qt::ControlModifier) {
        zoomBy(pixels.y(), event.position());
        return true;
    }
    // With Shift, up and down are along time, too.
    if (event.modifiers() & Qt::ShiftModifier && upright(pixels))
        pixels = {pixels.y() * notchPixels.x() / notchPixels.y(), 0};
    if (fingers) {
        if (m_way == Way::Open) {
            pixels = m_held += pixels;
            if (std::max(std::abs(pixels.x()), std::abs(pixels.y())) < openPixels) return true;
            m_way = upright(pixels) ? Way::OverLanes : Way::AlongTime;
        }
        pixels = m_way == Way::OverLanes ? QPointF(0, pixels.y()) : QPointF(pixels.x(), 0);
        const bool zooms = m_way == Way::OverLanes && m_upDownZooms();
        if (!zooms) m_coasting.push(pixels, event.timestamp());
    }
    go(pixels, event.position());
    return true;
}

void ScrollGesture::go(QPointF pixels, QPointF at) {
    if (!upright(pixels))
        emit moved({pixels.x(), 0});
    else if (m_upDownZooms())
        zoomBy(pixels.y(), at);
    else
        emit moved({0, pixels.y()});
}

void ScrollGesture::zoomBy(double pixels, QPointF at) {
    emit zoomed(std::pow(wheelZoom, pixels / notchPixels.y()), at);
}

bool ScrollGesture::touchpadPinch(const QNativeGestureEvent& event) {
    switch (event.gestureType()) {
    case Qt::BeginNativeGesture:
        m_coasting.stop();
        return true;
    case Qt::ZoomNativeGesture:
        m_coasting.stop();
        emit zoomed(1 / std::max(smallestScale, 1 + event.value()), event.position());
        return true;
    default:
        return false;
    }
}

bool ScrollGesture::screenPinch(QGestureEvent& event) {
    const auto* pinch = static_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
    if (!pinch) return false;
    m_coasting.stop();
    const QPointF at = m_over.mapFromGlobal(pinch->centerPoint());
    if (pinch->changeFlags() & QPinchGesture::CenterPointChanged)
        emit moved(pinch->centerPoint() - pinch->lastCenterPoint());
    if (pinch->changeFlags() & QPinchGesture::ScaleFactorChanged)
        emit zoomed(1 / std::max(smallestScale, pinch->scaleFactor()), at);
    event.accept(Qt::PinchGesture);
    return true;
}

}  // namespace corelane
