// The comparison that F5 will run: a preset's JSON, as edited in the window. A value; it checks nothing, the engine
// does.
#pragma once

#include "app/catalogue.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace corelane {

class Plan {
  public:
    struct Entry {
        QString model;
        QJsonObject options;  // only those that were given
        int workers = 0;      // 0: as many as cores
        int workersPerCore = 0;
    };

    Plan() = default;
    explicit Plan(QJsonObject preset) : m_json(std::move(preset)) {}

    const QJsonObject& json() const { return m_json; }
    bool empty() const { return m_json.isEmpty(); }
    QString name() const { return m_json["name"].toString(); }
    // In the user's language, where the preset is a shipped one.
    QString title() const;  // the name when it has none
    QString question() const;
    QString explanation() const;

    std::vector<Entry> entries() const;
    void setEntries(const std::vector<Entry>&);
    void addModel(const QString& model);
    void removeEntry(std::size_t index);

    int cores() const { return m_json["cores"].toInt(0); }  // 0: all there are
    void setCores(int cores) { m_json["cores"] = cores; }
    int repetitions() const { return m_json["repetitions"].toInt(9); }
    void setRepetitions(int repetitions) { m_json["repetitions"] = repetitions; }
    // What ends the repetitions sooner; 0: it does not. Percent of every median, and seconds.
    double untilWithin() const { return m_json["until"]["within_percent"].toDouble(0); }
    double untilSeconds() const { return m_json["until"]["seconds"].toDouble(0); }
    void setUntil(double withinPercent, double seconds);
    int warmup() const { return m_json["warmup"].toInt(1); }
    void setWarmup(int warmup) { m_json["warmup"] = warmup; }
    int workers() const { return m_json["workers"].toInt(0); }  // 0: one a core
    void setWorkers(int workers) { m_json["workers"] = workers; }
    bool pinned() const { return m_json["pin"].toBool(true); }
    void setPinned(bool pinned) { m_json["pin"] = pinned; }
    int recordingLevel() const { return m_json["recording_level"].toInt(-1); }  // -1: the best there is
    void setRecordingLevel(int level);

    QString workloadKind() const;
    std::vector<QJsonObject> graphs() const;
    void setGraphs(const std::vector<QJsonObject>&);

    // "32 steps × 16 points" of its graphs, as far as the preset says.
    QString shape() const;

    friend bool operator==(const Plan&, const Plan&) = default;

  private:
    QJsonObject m_json;
};

// What tells an entry from the others of its model: "transport pipe"; empty when it stands alone.
QString variantOf(const Plan::Entry&, const std::vector<Plan::Entry>& all);

}  // namespace corelane
