#include "app/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace corelane {
namespace {

constexpr qsizetype most = 8;
constexpr auto key = "recentFiles";

}  // namespace

QStringList recentFiles() {
    QStringList there;
    for (const QString& path : QSettings("corelane", "corelane").value(key).toStringList())
        if (there.size() < most && QFileInfo(path).isFile()) there << path;
    return there;
}

QString recentName(const QString& path) {
    const QFileInfo file(path);
    return file.fileName() == "sweep.json" ? QFileInfo(file.absolutePath()).fileName() : file.fileName();
}

void noteRecentFile(const QString& path) {
    QStringList all = recentFiles();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    all.removeAll(absolute);
    all.prepend(absolute);
    QSettings("corelane", "corelane").setValue(key, QStringList(all.mid(0, most)));
}

}  // namespace corelane
