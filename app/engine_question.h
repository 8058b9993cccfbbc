// A question to the engine whose words change while somebody types or pulls a slider: asked some time after the last
// change, one at a time, and the newest wins.
#pragma once

#include "app/engine_process.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace corelane {

class EngineQuestion : public QObject {
    Q_OBJECT

  public:
    explicit EngineQuestion(QObject* parent = nullptr);
    void ask(const QStringList& arguments, const QByteArray& input);
    bool pending() const { return m_engine || m_rest.isActive(); }

  signals:
    // Of the newest question. `fault`: a sentence of the engine's when it ended with another status than 0, else
    // empty.
    void answered(const QByteArray& answer, const QString& fault);

  private:
    struct Words {
        QStringList arguments;
        QByteArray input;
        friend bool operator==(const Words&, const Words&) = default;
    };
    void start();
    void finish(const QString& fault);

    Words m_wanted, m_asked;
    QByteArray m_answer;
    std::unique_ptr<EngineProcess> m_engine;
    QTimer m_rest;
};

}  // namespace corelane
