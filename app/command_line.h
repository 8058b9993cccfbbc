// The words after `corelane`. An error is one sentence; the program then ends with status 2.
#pragma once

#include "app/theme.h"
#include "engine/trace/result.h"

#include <QSize>
#include <QStringList>

#include <optional>

namespace corelane {

struct CommandLine {
    QString what;        // a file or a preset; empty: the default comparison
    QStringList beside;  // more files
    bool run = false;    // start at once
    QString screenshot;  // paint once, after the run if there is one, into this PNG, and leave
    std::optional<QSize> size;
    std::optional<ThemeChoice> theme;  // for this start only
    std::optional<QString> language;   // for this start only
    bool help = false, version = false;
    bool frameBench = false, firstLanes = false;  // measure and leave; not in the help
};

Result<CommandLine> parseCommandLine(const QStringList& words);  // without the program's own name
QString commandLineHelp();

}  // namespace corelane
