#include "app/catalogue.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace corelane {
namespace {

std::vector<OptionEntry> optionsOf(const QJsonValue& list) {
    std::vector<OptionEntry> options;
    for (const QJsonValue& value : list.toArray()) {
        const QJsonObject o = value.toObject();
        OptionEntry option;
        option.name = o["name"].toString();
        option.type = o["type"].toString();
        option.summary = o["summary"].toString();
        option.fallback = o["default"];
        for (const QJsonValue& choice : o["choices"].toArray()) option.choices << choice.toString();
        option.minimum = o["minimum"].toDouble();
        option.maximum = o["maximum"].toDouble();
        options.push_back(option);
    }
    return options;
}

QStringList wordsOf(const QJsonValue& list) {
    QStringList words;
    for (const QJsonValue& value : list.toArray()) words << (value.isObject() ? value["name"] : value).toString();
    return words;
}

template <class Entry>
const Entry* named(const std::vector<Entry>& entries, const QString& name) {
    const auto found = std::ranges::find(entries, name, &Entry::name);
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const ModelEntry* Catalogue::model(const QString& name) const {
    return named(models, name);
}

const WorkloadEntry* Catalogue::workload(const QString& name) const {
    return named(workloads, name);
}

const PresetEntry* Catalogue::preset(const QString& name) const {
    return named(presets, name);
}

const StepEntry* Catalogue::step(const QString& name) const {
    return named(steps, name);
}

Result<Catalogue> parseCatalogue(const QByteArray& json) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return fail(
            Error::Kind::Format, "The engine's list of models and presets cannot be read; check that corelane "
                                 "and corelane-engine are of the same version.");
    const QJsonObject root = document.object();
    Catalogue catalogue;
    for (const QJsonValue& value : root["models"].toArray()) {
        const QJsonObject o = value.toObject();
        catalogue.models.push_back(
            {o["name"].toString(), o["title"].toString(), o["summary"].toString(), o["family"].toString(),
             o["unavailable"].toString(), optionsOf(o["options"]), wordsOf(o["runs"])});
    }
    for (const QJsonValue& value : root["workloads"].toArray()) {
        const QJsonObject o = value.toObject();
        catalogue.workloads.push_back(
            {o["name"].toString(), o["title"].toString(), o["summary"].toString(), optionsOf(o["options"])});
    }
    for (const QJsonValue& value : root["presets"].toArray()) {
        const QJsonObject o = value.toObject();
        const QJsonObject preset = o["preset"].toObject();
        const auto text = [&](const char* key) {
            return o.contains(QLatin1String(key)) ? o[QLatin1String(key)].toString()
                                                  : preset[QLatin1String(key)].toString();
        };
        catalogue.presets.push_back(
            {text("name"), text("group"), text("title"), text("question"), text("explanation"), preset});
    }
    for (const QJsonValue& value : root["steps"].toArray())
        catalogue.steps.push_back(
            {value["name"].toString(), value["takes"].toString(), wordsOf(value["objects"]), wordsOf(value["keys"])});
    for (const QJsonValue& value : root["axes"].toArray())
        catalogue.axes.push_back(
            {value["name"].toString(), value["title"].toString(), value["summary"].toString(),
             value["range"].toString(), value["graph"].toBool(), value["script"].toBool()});
    for (const QJsonValue& value : root["keys"].toArray())
        catalogue.keys.push_back({value["place"].toString(), value["workload"].toString(), wordsOf(value["keys"])});
    catalogue.objectKinds = wordsOf(root["objects"]);
    catalogue.measures = wordsOf(root["measures"]);
    return catalogue;
}

}  // namespace corelane
