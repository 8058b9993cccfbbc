#include "app/preset_file.h"

#include "app/editor/preset_text.h"
#include "app/editor/script_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace corelane {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PresetFile)
};

}  // namespace

bool isPresetFile(const QString& path) {
    return path.endsWith(".json", Qt::CaseInsensitive) && !path.endsWith(".notes.json", Qt::CaseInsensitive);
}

Result<Plan> readPreset(const QString& path) {
    const auto text = readScript(path);
    if (!text) return tl::unexpected(text.error());
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(text->toUtf8(), &error).object();
    const QString file = QFileInfo(path).fileName();
    if (error.error != QJsonParseError::NoError)
        return fail(
            Error::Kind::Format,
            Words::tr("%1 is no JSON: %2 at byte %3. Ctrl+Shift+O opens it as a script, to mend it.")
                .arg(file, error.errorString())
                .arg(error.offset)
                .toStdString());
    if (!json["workload"].isObject() || json["models"].toArray().isEmpty())
        return fail(
            Error::Kind::Format,
            Words::tr("%1 is no preset: it lacks a workload or models. A recorded comparison ends in .corelane.")
                .arg(file)
                .toStdString());
    return Plan(json);
}

bool savePreset(Session& session, const QString& path, const Plan& plan) {
    QJsonObject json = plan.json();
    json["name"] = presetName(QFileInfo(path).completeBaseName());
    const QByteArray bytes = presetText(json, session.catalogue()).toUtf8();
    if (!session.replaceFile(path, [&](QIODevice& file) { return file.write(bytes) == bytes.size(); })) return false;
    session.tell(
        Message::Kind::Note,
        Words::tr("Saved as %1. Drop it on the window, or open it with Ctrl+O, to run it again.").arg(path));
    return true;
}

QString presetName(const QString& title) {
    static const QRegularExpression others("[^a-z0-9]+");
    QString name = title.toLower().replace(others, "_");
    while (name.startsWith('_')) name.remove(0, 1);
    while (name.endsWith('_')) name.chop(1);
    return name.isEmpty() ? QString("design") : name;
}

}  // namespace corelane
