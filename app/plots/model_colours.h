// One colour and one mark a model, in the order of a preset's models. A state's colour means that state and nothing
// else, so none of these is one of them.
#pragma once

#include "app/theme.h"

#include <QPainter>

namespace corelane {

QColor modelColour(const Look&, std::size_t model);
// Filled, about 7 pixels wide; the shape is the second channel beside the colour.
void paintModelMark(QPainter&, QPointF at, std::size_t model, const QColor&);

}  // namespace corelane
