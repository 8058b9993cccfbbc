// Asks the engine whether a text can be run, and finds the place of what is wrong in it. A moment after the last key,
// so that no half-typed word is judged; one question at a time.
#pragma once

#include "app/editor/json_tree.h"
#include "app/engine_process.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace corelane {

struct ScriptFault {
    TextRange range;   // in the text; empty: of the whole
    QString sentence;  // one that says what to do
};

class ScriptCheck : public QObject {
    Q_OBJECT

  public:
    explicit ScriptCheck(QObject* parent = nullptr);

    void setText(const QString&);  // asks after a rest
    void askNow();
    bool pending() const { return m_rest.isActive() || m_engine != nullptr; }
    // Of the text as it is now; nothing while pending() or when the text is fine.
    const std::optional<ScriptFault>& fault() const { return m_fault; }

  signals:
    void answered();

  private:
    void ask();
    void take(int code);
    void finish(std::optional<ScriptFault>);

    QString m_text, m_asked;
    QByteArray m_answer;
    std::unique_ptr<EngineProcess> m_engine;
    QTimer m_rest;
    std::optional<ScriptFault> m_fault;
};

}  // namespace corelane
