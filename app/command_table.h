// The commands of the window; a view declares its own (view.h).
#pragma once

#include "app/commands.h"

namespace corelane {

class MainWindow;

std::vector<Command> windowCommands(MainWindow&);  // which outlives them

}  // namespace corelane
