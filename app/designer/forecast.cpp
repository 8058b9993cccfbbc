#include "app/designer/forecast.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corelane {
namespace {

std::optional<PlanForecast> forecastFrom(const QByteArray& json) {
    const QJsonDocument answer = QJsonDocument::fromJson(json);
    if (!answer.isObject()) return std::nullopt;
    PlanForecast told;
    told.tasks = answer["tasks"].toDouble();
    told.dependences = answer["dependences"].toDouble();
    told.taskNs = answer["task_ns"].toDouble();
    told.workNs = answer["work_ns"].toDouble();
    told.chainNs = answer["chain_ns"].toDouble();
    told.memoryBytes = answer["memory_bytes"].toDouble();
    told.freeMemoryBytes = answer["free_memory_bytes"].toDouble();
    for (const QJsonValue& entry : answer["models"].toArray())
        told.models.push_back({entry["model"].toString(), entry["workers"].toInt(), entry["ideal_ns"].toDouble()});
    for (const QJsonValue& step : answer["picture"].toArray()) {
        auto& row = told.picture.emplace_back();
        for (const QJsonValue& point : step.toArray()) {
            auto& inputs = row.emplace_back();
            if (!point.isArray()) continue;
            inputs.emplace();
            for (const QJsonValue& input : point.toArray()) inputs->push_back(input.toInt());
        }
    }
    return told;
}

}  // namespace

double PlanForecast::wholeNs(int runsOfEach) const {
    double sum = 0;
    for (const PerModel& entry : models) sum += entry.idealNs;
    return sum * runsOfEach;
}

Forecaster::Forecaster(QObject* parent) : QObject(parent) {
    connect(&m_question, &EngineQuestion::answered, this, [this](const QByteArray& answer, const QString& fault) {
        m_forecast = fault.isEmpty() ? forecastFrom(answer) : std::nullopt;
        m_fault = m_forecast || !fault.isEmpty() ? fault : tr("The engine's answer cannot be read.");
        emit answered();
    });
}

void Forecaster::ask(const Plan& plan) {
    m_question.ask({"forecast", "-", "--json"}, QJsonDocument(plan.json()).toJson(QJsonDocument::Compact));
}

}  // namespace corelane
