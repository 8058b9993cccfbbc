#include "app/plots/model_colours.h"

#include <QPolygonF>

#include <array>

namespace corelane {
namespace {

constexpr std::array<const char*, 8> light = {"#656f7a", "#2757c4", "#8a6f3a", "#a3327a",
                                              "#0f6f80", "#1a2027", "#5d7a12", "#7a4a2b"};
constexpr std::array<const char*, 8> dark = {"#8a94a0", "#84a9ff", "#c9b07a", "#e58ac4",
                                             "#63c3d4", "#e7eaee", "#b3cf5f", "#d09a75"};

}  // namespace

QColor modelColour(const Look& look, std::size_t model) {
    return QColor((look.dark ? dark : light)[model % light.size()]);
}

void paintModelMark(QPainter& painter, QPointF at, std::size_t model, const QColor& colour) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    constexpr double r = 3.5;
    switch (model % 4) {
    case 0:
        painter.drawEllipse(at, r, r);
        break;
    case 1:
        painter.drawRect(QRectF(at.x() - r + 0.5, at.y() - r + 0.5, 2 * r - 1, 2 * r - 1));
        break;
    case 2:
        painter.drawPolygon(
            QPolygonF({at + QPointF(0, -r - 1), at + QPointF(r + 1, r - 0.5), at + QPointF(-r - 1, r - 0.5)}));
        break;
    default:
        painter.drawPolygon(QPolygonF(
            {at + QPointF(0, -r - 1), at + QPointF(r + 1, 0), at + QPointF(0, r + 1), at + QPointF(-r - 1, 0)}));
    }
    painter.setBrush(Qt::NoBrush);
}

}  // namespace corelane
