#include "app/editor/script_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStringDecoder>

namespace corelane {

namespace {

// Whether a process is one of this program. Its number alone would not do: it may have been given to another since.
bool isWindow(qint64 process) {
    const auto program = [](const QString& name) {
        QString path = QFileInfo("/proc/" + name + "/exe").symLinkTarget();
        if (path.endsWith(" (deleted)")) path.chop(10);  // replaced by a newer one while it runs
        return QFileInfo(path).fileName();
    };
    return program(QString::number(process)) == program("self");
}

}  // namespace

Result<QString> readScript(const QString& path) {
    const auto wrong = [&](Error::Kind kind, const QString& what) {
        return fail(kind, what.arg(path).toStdString());
    };
    // A pipe or a device would make the window wait.
    const QFileInfo there(path);
    if (there.exists() && !there.isFile())
        return wrong(Error::Kind::Invalid, QObject::tr("%1 is not an ordinary file. Choose another one."));
    if (there.size() > largestScript)
        return wrong(
            Error::Kind::Invalid,
            QObject::tr("%1 is larger than 16 MiB, which no script is. Choose another file, or open a recorded "
                        "comparison with Ctrl+O."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(Error::Kind::Io, QObject::tr("%1 cannot be opened: %2.").arg("%1", file.errorString()));
    const QByteArray bytes = file.read(largestScript + 1);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return wrong(
            Error::Kind::Format,
            QObject::tr(
                "%1 is not text in UTF-8. Choose a preset's JSON, or open a recorded comparison with Ctrl+O."));
    return text;
}

QString UnsavedCopy::folder() {
    const QString told = qEnvironmentVariable("XDG_STATE_HOME");
    return (told.startsWith('/') ? told : QDir::homePath() + "/.local/state") + "/corelane";
}

QString UnsavedCopy::fileOf(qint64 process) {
    return folder() + QString("/script-%1.json").arg(process);
}

void UnsavedCopy::keep(const UnsavedText& text) const {
    if (!QDir().mkpath(folder())) return;  // a net below the net: nothing to say about it
    QSaveFile file(fileOf(QCoreApplication::applicationPid()));
    if (!file.open(QIODevice::WriteOnly)) return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument(QJsonObject{{"path", text.path}, {"text", text.text}}).toJson(QJsonDocument::Compact));
    file.commit();
}

void UnsavedCopy::drop() const {
    QFile::remove(fileOf(QCoreApplication::applicationPid()));
}

std::optional<UnsavedText> UnsavedCopy::takeOver() const {
    const qint64 self = QCoreApplication::applicationPid();
    for (const QFileInfo& left : QDir(folder()).entryInfoList({"script-*.json"}, QDir::Files)) {
        const qint64 process = left.baseName().mid(7).toLongLong();
        if (process <= 0 || process == self || isWindow(process)) continue;
        // Who renames it has it, when two windows start at once.
        if (!QFile::rename(left.filePath(), fileOf(self))) continue;
        QFile file(fileOf(self));
        if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
        const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
        if (kept["text"].toString().isEmpty()) {
            drop();
            continue;
        }
        return UnsavedText{kept["path"].toString(), kept["text"].toString()};
    }
    return std::nullopt;
}

}  // namespace corelane
