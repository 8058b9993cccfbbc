// The style sheet of the standard widgets: buttons, fields, lists, menus, docks. Everything else paints itself.
#pragma once

#include <QString>

namespace corelane {

struct Look;
QString styleSheet(const Look&);

}  // namespace corelane
