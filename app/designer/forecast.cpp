#include "app/designer/forecast.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace corelane {
namespace {

constexpr int restMs = 120;

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
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &Forecaster::start);
}

void Forecaster::ask(const Plan& plan) {
    m_wanted = QJsonDocument(plan.json()).toJson(QJsonDocument::Compact);
    m_rest.start();
}

void Forecaster::start() {
    if (m_engine) return;  // the answer to come is found to be outdated, and asks again
    m_asked = m_wanted;
    m_answer.clear();
    m_engine = std::make_unique<EngineProcess>();
    connect(m_engine.get(), &EngineProcess::bytes, this, [this](const QByteArray& bytes) { m_answer += bytes; });
    connect(
        m_engine.get(), &EngineProcess::ended, this, [this](int code, bool crashed) { take(crashed ? -1 : code); });
    connect(m_engine.get(), &EngineProcess::failedToStart, this, [this](const QString& sentence) {
        finish(std::nullopt, sentence);
    });
    m_engine->start({"forecast", "-", "--json"}, m_asked);
}

void Forecaster::take(int code) {
    auto told = code == 0 ? forecastFrom(m_answer) : std::nullopt;
    QString fault;
    if (!told) {
        // The plan comes by standard input, which is nothing a user has given.
        fault = m_engine->lastMessage();
        fault.remove("standard input: ");
        if (fault.isEmpty()) fault = tr("The engine could not say what it takes; it ended with status %1.").arg(code);
    }
    finish(std::move(told), fault);
}

void Forecaster::finish(std::optional<PlanForecast> told, const QString& fault) {
    m_engine.release()->deleteLater();
    if (m_asked != m_wanted) {
        if (!m_rest.isActive()) start();
        return;
    }
    m_forecast = std::move(told);
    m_fault = fault;
    emit answered();
}

}  // namespace corelane
