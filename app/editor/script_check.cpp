#include "app/editor/script_check.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace corelane {
namespace {

constexpr int restMs = 300;

// Of a line and a column in bytes, both from 1; where there is nothing to see, what stands before it.
TextRange rangeOfByte(const QString& text, int line, int column) {
    qsizetype begin = 0;
    for (int i = 1; i < line && begin >= 0; ++i) begin = text.indexOf('\n', begin) + 1;
    const qsizetype end = text.indexOf('\n', begin);
    const QByteArray bytes = text.mid(begin, end < 0 ? -1 : end - begin).toUtf8();
    qsizetype at = begin + QString::fromUtf8(bytes.left(std::max(0, column - 1))).size();
    at = std::min(at, text.size());
    while (at > 0 && (at == text.size() || text[at].isSpace())) --at;
    return {at, std::min(at + 1, text.size())};
}

// The engine's words stand behind their place: "lock: unknown object M, did you mean L?". The line is the caller's.
QString asSentence(const QString& words, const QString& pointer) {
    const QString end = words.endsWith('.') || words.endsWith('?') ? "" : ".";
    const QStringList tokens = pointerTokens(pointer);
    if (tokens.isEmpty())
        return (words.startsWith("is ") || words.startsWith("has ") || words.startsWith("must ") ? "the text " : "") +
               words + end;
    bool isNumber = false;
    tokens.back().toInt(&isNumber);
    return (isNumber ? QString() : tokens.back() + ": ") + words + end;
}

}  // namespace

ScriptCheck::ScriptCheck(QObject* parent) : QObject(parent) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &ScriptCheck::ask);
}

void ScriptCheck::setText(const QString& text) {
    m_text = text;
    m_fault.reset();
    m_rest.start();
}

void ScriptCheck::askNow() {
    m_rest.stop();
    ask();
}

void ScriptCheck::ask() {
    if (m_engine) return;  // the answer to come is found to be outdated, and asks again
    m_asked = m_text;
    m_answer.clear();
    m_engine = std::make_unique<EngineProcess>();
    connect(m_engine.get(), &EngineProcess::bytes, this, [this](const QByteArray& bytes) { m_answer += bytes; });
    connect(
        m_engine.get(), &EngineProcess::ended, this, [this](int code, bool crashed) { take(crashed ? -1 : code); });
    connect(m_engine.get(), &EngineProcess::failedToStart, this, [this](const QString& sentence) {
        finish(ScriptFault{{}, sentence});
    });
    m_engine->start({"run", "-", "--check", "--json"}, m_asked.toUtf8());
}

void ScriptCheck::take(int code) {
    const QJsonDocument answer = QJsonDocument::fromJson(m_answer);
    if (!answer.isObject()) {
        const QString reason = m_engine->lastMessage();
        return finish(ScriptFault{
            {},
            reason.isEmpty() ? tr("The engine could not check the text; it ended with status %1.").arg(code)
                             : tr("The engine could not check the text: %1").arg(reason)});
    }
    const QJsonValue error = answer["error"];
    if (!error.isObject()) return finish(std::nullopt);
    ScriptFault fault;
    fault.sentence = asSentence(error["message"].toString(), error["pointer"].toString());
    if (error["line"].toInt() > 0)
        fault.range = rangeOfByte(m_asked, error["line"].toInt(), error["column"].toInt());
    else if (const QString pointer = error["pointer"].toString(); !pointer.isEmpty())
        fault.range = JsonTree(m_asked).rangeOf(pointer);
    finish(std::move(fault));
}

void ScriptCheck::finish(std::optional<ScriptFault> fault) {
    m_engine.release()->deleteLater();
    if (m_asked != m_text) {
        if (!m_rest.isActive()) ask();
        return;
    }
    m_rest.stop();
    m_fault = std::move(fault);
    emit answered();
}

}  // namespace corelane
