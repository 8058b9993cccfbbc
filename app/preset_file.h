// A preset as a file of one's own: written from the window, read when it is opened or dropped on it.
#pragma once

#include "app/session.h"

namespace corelane {

bool isPresetFile(const QString& path);  // by its name: .json, but not the notes of a comparison
// Error: it cannot be read, is not JSON, or is no preset; a sentence that names the file. The engine checks the rest
// when it runs.
Result<Plan> readPreset(const QString& path);
// Named like its file. What goes wrong is told by the session; true: it is there.
bool savePreset(Session&, const QString& path, const Plan&);
QString presetName(const QString& title);  // one word of it: "My workload" is "my_workload"

}  // namespace corelane
