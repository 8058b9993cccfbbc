// What the engine says exists: models, workloads and presets, with the options each declares, and the words a preset
// may use. Read from
// `corelane-engine list --json`, so that whatever is added there appears in the window unasked.
#pragma once

#include "engine/trace/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <vector>

namespace corelane {

struct OptionEntry {
    QString name, type, summary;  // type: "bool", "int", "real", "choice"
    QJsonValue fallback;
    QStringList choices;
    double minimum = 0, maximum = 0;  // both 0: no bound
};

struct ModelEntry {
    QString name, title, summary, family;
    QString unavailable;  // a reason, or empty: can run here
    std::vector<OptionEntry> options;
    QStringList forms;  // of workloads it runs: "graph", "script", "commands"

    // Of the kind a preset names: each kind that is neither a script nor commands makes graphs.
    bool runs(const QString& workloadKind) const {
        return forms.contains(workloadKind == "script" || workloadKind == "commands" ? workloadKind : "graph");
    }
};

struct WorkloadEntry {
    QString name, title, summary;
    std::vector<OptionEntry> options;  // of one graph
};

struct PresetEntry {
    QString name, group, title, question, explanation;
    QJsonObject preset;  // the whole, to be run as it is or edited
};

// A step of a script: its word, and what stands behind it.
struct StepEntry {
    QString name, takes;  // takes: "object", "micros", "rounds" ..., as list says
    QStringList objects;  // the kinds it may name
    QStringList keys;     // its other keys
};

// What a sweep may vary.
struct AxisEntry {
    QString name, title, summary, range;  // range: one that suits most presets
    bool graph = false, script = false;   // which kinds of workload have it
};

// The keys an object of a preset may have.
struct KeysEntry {
    QString place, workload;  // place: a JSON pointer, * for any name or number; workload: only with that kind, or ""
    QStringList keys;
};

struct Catalogue {
    std::vector<ModelEntry> models;
    std::vector<WorkloadEntry> workloads;
    std::vector<PresetEntry> presets;
    std::vector<StepEntry> steps;
    std::vector<AxisEntry> axes;
    std::vector<KeysEntry> keys;
    QStringList objectKinds, measures;

    const ModelEntry* model(const QString& name) const;  // null when unknown
    const WorkloadEntry* workload(const QString& name) const;
    const PresetEntry* preset(const QString& name) const;
    const StepEntry* step(const QString& name) const;
};

Result<Catalogue> parseCatalogue(const QByteArray& json);

}  // namespace corelane
