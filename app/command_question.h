// Asks before programs of this machine are started, and shows exactly which.
#pragma once

#include <QStringList>
#include <QWidget>

namespace corelane {

// `vectors`: one command each, its argument vector as JSON. True: they may be started. To refuse is what Enter and
// Escape do.
bool askCommands(QWidget* parent, const QStringList& vectors);

}  // namespace corelane
