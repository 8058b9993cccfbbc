// Scrolling that goes on when the fingers have left the touchpad, slower and slower. Its timer runs only while
// something moves. Pixels are of the window; the fingers' times are those of their events, in milliseconds. Lives on
// the window's thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QTimer>

#include <deque>

namespace corelane {

class Coasting : public QObject {
    Q_OBJECT

  public:
    explicit Coasting(QObject* parent = nullptr);
    void push(QPointF pixels, quint64 at);  // the fingers have moved by that
    void release(quint64 at);               // they have left; nothing goes on when they had come to rest before
    void stop();
    bool moving() const { return m_timer.isActive(); }

  signals:
    void moved(QPointF pixels);  // since the last one

  private:
    void step();

    struct Push {
        QPointF pixels;
        quint64 at;
    };
    std::deque<Push> m_pushes;  // of the last moment
    QPointF m_speed, m_gone;    // pixels a millisecond at the release; pixels since then
    QElapsedTimer m_since;
    QTimer m_timer;
};

}  // namespace corelane
