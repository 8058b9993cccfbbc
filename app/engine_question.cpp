#include "app/engine_question.h"

namespace corelane {
namespace {

constexpr int restMs = 120;

}  // namespace

EngineQuestion::EngineQuestion(QObject* parent) : QObject(parent) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &EngineQuestion::start);
}

void EngineQuestion::ask(const QStringList& arguments, const QByteArray& input) {
    m_wanted = {arguments, input};
    m_rest.start();
}

void EngineQuestion::start() {
    if (m_engine) return;  // the answer to come is found to be outdated, and asks again
    m_asked = m_wanted;
    m_answer.clear();
    m_engine = std::make_unique<EngineProcess>();
    connect(m_engine.get(), &EngineProcess::bytes, this, [this](const QByteArray& bytes) { m_answer += bytes; });
    connect(m_engine.get(), &EngineProcess::ended, this, [this](int code, bool crashed) {
        QString fault;
        if (crashed || code != 0) {
            // The plan comes by standard input, which is nothing a user has given.
            fault = m_engine->lastMessage();
            fault.remove("standard input: ");
            if (fault.isEmpty()) fault = tr("The engine could not answer; it ended with status %1.").arg(code);
        }
        finish(fault);
    });
    connect(m_engine.get(), &EngineProcess::failedToStart, this, &EngineQuestion::finish);
    m_engine->start(m_asked.arguments, m_asked.input);
}

void EngineQuestion::finish(const QString& fault) {
    m_engine.release()->deleteLater();
    if (m_asked == m_wanted) {
        emit answered(m_answer, fault);
    } else if (!m_rest.isActive()) {
        start();
    }
}

}  // namespace corelane
