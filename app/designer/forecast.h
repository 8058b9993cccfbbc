// What the engine says a plan would take, asked again some time after the last change. The newest plan wins.
#pragma once

#include "app/engine_question.h"
#include "app/plan.h"

#include <QObject>

#include <optional>
#include <vector>

namespace corelane {

struct PlanForecast {
    struct PerModel {
        QString model;
        int workers = 1;
        double idealNs = 0;
    };
    double tasks = 0, dependences = 0, taskNs = 0, workNs = 0, chainNs = 0;
    double memoryBytes = 0, freeMemoryBytes = 0;  // free: 0 when the system does not tell
    std::vector<PerModel> models;                 // in the plan's order
    // A small part of its first graph: a row a step, a list a point of the points before that it needs; nothing where
    // there is no point.
    std::vector<std::vector<std::optional<std::vector<int>>>> picture;

    double wholeNs(int runsOfEach) const;  // of the comparison, at best
};

class Forecaster : public QObject {
    Q_OBJECT

  public:
    explicit Forecaster(QObject* parent = nullptr);
    void ask(const Plan&);
    const std::optional<PlanForecast>& forecast() const { return m_forecast; }  // nothing: see fault()
    const QString& fault() const { return m_fault; }  // a sentence of the engine's, while the plan cannot be run
    bool pending() const { return m_question.pending(); }

  signals:
    void answered();

  private:
    EngineQuestion m_question;
    std::optional<PlanForecast> m_forecast;
    QString m_fault;
};

}  // namespace corelane
