// One run of the corelane-engine program. The window never computes a workload itself: it starts this program, writes
// a preset to its standard input and reads the trace from its standard output. The program ends with the window, also
// when the window is killed.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace corelane {

// Beside this program, else found by PATH; empty when there is none. $CORELANE_ENGINE goes before both.
QString enginePath();

class EngineProcess : public QObject {
    Q_OBJECT

  public:
    explicit EngineProcess(QObject* parent = nullptr);
    ~EngineProcess() override;  // a running engine is interrupted, and killed after two seconds

    void setEnvironment(const QProcessEnvironment& environment) { m_process.setProcessEnvironment(environment); }
    void start(const QStringList& arguments, const QByteArray& input);
    void interrupt();  // as Ctrl+C does: the engine finishes its file
    void interruptAfterRepetition();
    void kill();
    bool running() const { return m_process.state() != QProcess::NotRunning; }
    qint64 processId() const { return m_process.processId(); }
    const QString& lastMessage() const { return m_lastMessage; }  // the last line of standard error

  signals:
    void bytes(const QByteArray& bytes);
    void message(const QString& line);
    // `crashed`: ended by a signal, then `code` is the signal's number. Bytes and messages all came before.
    void ended(int code, bool crashed);
    void failedToStart(const QString& sentence);

  private:
    void readMessages(bool all);

    QProcess m_process;
    QByteArray m_pendingMessages;
    QString m_lastMessage;
};

}  // namespace corelane
