// The eight states with their swatches, which is also the filter: a click shows one state and draws the others faint.
#pragma once

#include "app/selection.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

namespace corelane {

// A swatch of a state as it looks in a lane: colour, hatch, an outline for the pale one.
void paintSwatch(QPainter&, const QRect&, State, const struct Look&);

class Legend : public QWidget {
    Q_OBJECT

  public:
    Legend(Selection&, QWidget* parent);

  private:
    std::vector<QAbstractButton*> m_buttons;
};

}  // namespace corelane
