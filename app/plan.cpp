#include "app/plan.h"

#include "app/engine_words.h"
#include "app/figures.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace corelane {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Plan)
};

QString wordOf(const QJsonValue& value) {
    if (value.isBool()) return value.toBool() ? Words::tr("yes") : Words::tr("no");
    if (value.isString()) return value.toString();
    return QString::number(value.toDouble());
}

}  // namespace

QString Plan::title() const {
    const QString title = m_json["title"].toString();
    return title.isEmpty() ? name() : catalogueText(title);
}

QString Plan::question() const {
    return catalogueText(m_json["question"].toString());
}

QString Plan::explanation() const {
    return catalogueText(m_json["explanation"].toString());
}

std::vector<Plan::Entry> Plan::entries() const {
    std::vector<Entry> entries;
    for (const QJsonValue& value : m_json["models"].toArray()) {
        Entry entry;
        if (value.isString()) {
            entry.model = value.toString();
        } else {
            const QJsonObject o = value.toObject();
            entry.model = o["model"].toString();
            entry.options = o["options"].toObject();
            entry.workers = o["workers"].toInt();
            entry.workersPerCore = o["workers_per_core"].toInt();
        }
        entries.push_back(entry);
    }
    return entries;
}

void Plan::setEntries(const std::vector<Entry>& entries) {
    QJsonArray list;
    QStringList names;
    for (const Entry& entry : entries) {
        QJsonObject o{{"model", entry.model}};
        if (!entry.options.isEmpty()) o["options"] = entry.options;
        if (entry.workers > 0)
            o["workers"] = entry.workers;
        else if (entry.workersPerCore > 0)
            o["workers_per_core"] = entry.workersPerCore;
        list.append(o);
        names << entry.model;
    }
    m_json["models"] = list;
    // The engine refuses an expectation about a model that does not run.
    QJsonArray kept;
    for (const QJsonValue& expectation : m_json["expect"].toArray()) {
        const QJsonObject o = expectation.toObject();
        bool answerable = true;
        for (const char* key : {"model", "of", "against", "other", "baseline", "than"}) {
            const QJsonValue who = o[QLatin1String(key)];
            if (who.isString() && !names.contains(who.toString())) answerable = false;
        }
        if (answerable) kept.append(expectation);
    }
    if (m_json.contains("expect")) m_json["expect"] = kept;
}

void Plan::addModel(const QString& model) {
    std::vector<Entry> all = entries();
    all.push_back({model, {}, 0, 0});
    setEntries(all);
}

void Plan::removeEntry(std::size_t index) {
    std::vector<Entry> all = entries();
    if (index >= all.size()) return;
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(index));
    setEntries(all);
}

void Plan::setUntil(double withinPercent, double seconds) {
    QJsonObject until;
    if (withinPercent > 0) until["within_percent"] = withinPercent;
    if (seconds > 0) until["seconds"] = seconds;
    if (until.isEmpty())
        m_json.remove("until");
    else
        m_json["until"] = until;
}

void Plan::setRecordingLevel(int level) {
    if (level < 0)
        m_json["recording_level"] = "auto";
    else
        m_json["recording_level"] = level;
}

QString Plan::workloadKind() const {
    return m_json["workload"].toObject()["kind"].toString("task_graph");
}

std::vector<QJsonObject> Plan::graphs() const {
    std::vector<QJsonObject> graphs;
    for (const QJsonValue& value : m_json["workload"].toObject()["graphs"].toArray())
        graphs.push_back(value.toObject());
    return graphs;
}

void Plan::setGraphs(const std::vector<QJsonObject>& graphs) {
    QJsonObject workload = m_json["workload"].toObject();
    if (graphs.empty() && !workload.contains("graphs")) return;  // a script has none
    QJsonArray list;
    for (const QJsonObject& graph : graphs) list.append(graph);
    workload["graphs"] = list;
    m_json["workload"] = workload;
}

QStringList Plan::commands() const {
    QStringList vectors;
    if (workloadKind() != "commands") return vectors;
    for (const QJsonValue& command : m_json["workload"].toObject()["commands"].toArray())
        vectors << QString::fromUtf8(QJsonDocument(command.toArray()).toJson(QJsonDocument::Compact));
    return vectors;
}

QString Plan::shape() const {
    if (const QStringList all = commands(); !all.isEmpty())
        return plural(all.size(), Words::tr("%1 command"), Words::tr("%1 commands"));
    const std::vector<QJsonObject> all = graphs();
    if (all.empty()) {
        int actors = 0;
        for (const QJsonValue& actor : m_json["workload"].toObject()["actors"].toObject())
            actors += actor.toObject()["count"].toInt(1);
        return actors ? plural(actors, Words::tr("script, %1 actor"), Words::tr("script, %1 actors")) : QString();
    }
    const QJsonObject& first = all.front();
    QStringList parts;
    if (first.contains("pattern")) parts << first["pattern"].toString().replace('_', ' ');
    if (first.contains("steps") && first.contains("width"))
        parts << plural(first["steps"].toInt(), Words::tr("%1 step"), Words::tr("%1 steps")) + " × " +
                     plural(first["width"].toInt(), Words::tr("%1 point"), Words::tr("%1 points"));
    if (all.size() > 1) parts << Words::tr("%1 graphs").arg(all.size());
    return parts.join(Words::tr(", ", "between the parts of a list"));
}

QString variantOf(const Plan::Entry& one, const std::vector<Plan::Entry>& all) {
    QStringList parts;
    QStringList names = one.options.keys();
    bool otherWorkers = false, alone = true;
    for (const Plan::Entry& other : all) {
        if (&other == &one || other.model != one.model) continue;
        alone = false;
        otherWorkers |= other.workers != one.workers || other.workersPerCore != one.workersPerCore;
    }
    if (alone) return {};
    for (const QString& name : names) {
        bool differs = false;
        for (const Plan::Entry& other : all)
            differs |= other.model == one.model && other.options.value(name) != one.options.value(name);
        if (differs)
            parts
                << (one.options[name].isString() ? wordOf(one.options[name])
                                                 : name + ' ' + wordOf(one.options[name]));
    }
    if (otherWorkers && one.workers > 0)
        parts << plural(one.workers, Words::tr("%1 worker"), Words::tr("%1 workers"));
    else if (otherWorkers && one.workersPerCore > 0)
        parts << plural(one.workersPerCore, Words::tr("%1 worker a core"), Words::tr("%1 workers a core"));
    return parts.join(", ");
}

}  // namespace corelane
