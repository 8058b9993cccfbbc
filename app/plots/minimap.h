// All runs over all time in one row each, and the visible range in it: drag the range or its two edges, click to go
// there.
#pragma once

#include "app/plots/scene.h"

#include <QImage>
#include <QWidget>

namespace corelane {

class Minimap : public QWidget {
    Q_OBJECT

  public:
    Minimap(const Scene&, Selection&, QWidget* parent);
    QSize sizeHint() const override;
    void refresh();  // the scene's runs or its colours are new

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    enum class Grip { None, Whole, From, To };
    static constexpr int rowHeight = 7, top = 6;
    double xOf(Time) const;
    Time timeAt(double x) const;
    Grip gripAt(double x) const;
    void renew();
    int rows() const { return std::max(1, static_cast<int>(m_scene.runs.size())); }

    const Scene& m_scene;
    Selection& m_selection;
    QImage m_image;
    Grip m_grip = Grip::None;
    Time m_grabbed = 0;
    TimeRange m_before;
    bool m_stale = true;
};

}  // namespace corelane
