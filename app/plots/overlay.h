// What moves with the pointer, on a transparent widget over the compare view, so that a mouse move repaints no lane:
// the dotted cursor with its time, the hovered and the selected task in every run, its edges, the measured range and
// the tool tip.
#pragma once

#include "app/plots/arrows.h"
#include "app/plots/scene.h"
#include "app/span_walk.h"

#include <QStringList>
#include <QWidget>

namespace corelane {

class Overlay : public QWidget {
    Q_OBJECT

  public:
    Overlay(const Scene&, const Selection&, QWidget* parent);

    // First line strong; empty: no tip. `arrow`: the one under the pointer.
    void showHover(QPoint at, QStringList tip, std::optional<ArrowHit> arrow);
    void hideHover();
    void refresh() { update(); }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    struct Box {
        QRectF rect;
        bool visible = false;
        double outside = 0;  // below 0: left of the view, above: right
        Time begin = 0;
        int y = 0, height = 0;
    };
    std::optional<Box> boxOf(std::size_t run, const SpanPlace&) const;
    void paintTask(QPainter&, TaskIndex, int work) const;
    void paintPlace(QPainter&, std::size_t run, const SpanPlace&, const QString& name, const QColor& ink) const;
    void paintEdges(QPainter&, std::size_t run) const;
    void paintPaths(QPainter&);
    void paintCursor(QPainter&) const;
    void paintMeasured(QPainter&) const;
    void paintNotes(QPainter&) const;
    void paintTip(QPainter&) const;

    const Scene& m_scene;
    const Selection& m_selection;
    QPoint m_pointer;
    bool m_pointerInside = false;
    QStringList m_tip;
    std::optional<ArrowHit> m_arrow;

    struct PathKey {
        std::vector<std::shared_ptr<const CriticalPath>> paths;
        TimeRange range;
        int width = 0, scroll = 0, height = 0;
        friend bool operator==(const PathKey&, const PathKey&) = default;
    };
    PathKey m_pathKey;
    std::vector<QPainterPath> m_paths;
};

}  // namespace corelane
