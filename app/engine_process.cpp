#include "app/engine_process.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>

namespace corelane {

QString enginePath() {
    const QString told = qEnvironmentVariable("CORELANE_ENGINE");
    if (!told.isEmpty()) return told;
    const QString beside = QCoreApplication::applicationDirPath() + "/corelane-engine";
    if (QFileInfo(beside).isExecutable()) return beside;
    return QStandardPaths::findExecutable("corelane-engine");
}

EngineProcess::EngineProcess(QObject* parent) : QObject(parent) {
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
        emit bytes(m_process.readAllStandardOutput());
    });
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] { readMessages(false); });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        const QByteArray rest = m_process.readAllStandardOutput();
        if (!rest.isEmpty()) emit bytes(rest);
        readMessages(true);
        emit ended(code, status == QProcess::CrashExit);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;
        emit failedToStart(tr("The engine %1 cannot be started (%2); install corelane-engine beside this program.")
                               .arg(m_process.program(), m_process.errorString()));
    });
}

EngineProcess::~EngineProcess() {
    m_process.disconnect(this);
    if (!running()) return;
    interrupt();
    if (m_process.waitForFinished(2000)) return;
    m_process.kill();
    m_process.waitForFinished(2000);
}

void EngineProcess::start(const QStringList& arguments, const QByteArray& input) {
    m_pendingMessages.clear();
    m_lastMessage.clear();
    const QString program = enginePath();
    if (program.isEmpty()) {
        emit failedToStart(tr("corelane-engine was found neither beside this program nor by PATH; install it, or set "
                              "CORELANE_ENGINE to its place."));
        return;
    }
    m_process.start(program, arguments);
    m_process.write(input);
    m_process.closeWriteChannel();
}

void EngineProcess::interrupt() {
    if (m_process.processId() > 0) ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
}

void EngineProcess::interruptAfterRepetition() {
    if (m_process.processId() > 0) ::kill(static_cast<pid_t>(m_process.processId()), SIGUSR1);
}

void EngineProcess::kill() {
    m_process.kill();
}

void EngineProcess::readMessages(bool all) {
    m_pendingMessages += m_process.readAllStandardError();
    if (all && !m_pendingMessages.isEmpty() && !m_pendingMessages.endsWith('\n')) m_pendingMessages += '\n';
    qsizetype end;
    while ((end = m_pendingMessages.indexOf('\n')) >= 0) {
        QString line = QString::fromUtf8(m_pendingMessages.left(end)).trimmed();
        if (line.startsWith("corelane-engine: ")) line = line.section(": ", 1);  // who says it, which one sees here
        m_pendingMessages.remove(0, end + 1);
        if (line.isEmpty()) continue;
        m_lastMessage = line;
        emit message(line);
    }
}

}  // namespace corelane
