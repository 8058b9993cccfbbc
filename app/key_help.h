// All keys, by menu, and what the mouse does.
#pragma once

#include "app/commands.h"

#include <QDialog>

namespace corelane {

class KeyHelp : public QDialog {
    Q_OBJECT

  public:
    KeyHelp(const Commands&, QWidget* parent);
};

}  // namespace corelane
