// The comparisons and sweeps that were opened or saved last, newest first, kept between starts of the program.
#pragma once

#include <QString>
#include <QStringList>

namespace corelane {

QStringList recentFiles();                // only those that are still there; eight at most
QString recentName(const QString& path);  // of a sweep, its folder's
void noteRecentFile(const QString& path);

}  // namespace corelane
