#include "app/sweeps/sweeps.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace corelane {
namespace {

constexpr auto fileName = "sweep.json";
constexpr qint64 mostBytes = 64 << 20;  // far more than 64 points of any preset's models need

}  // namespace

QString ShownSweep::fileOf(std::size_t point) const {
    if (point >= sweep.points.size() || sweep.points[point].file.empty()) return {};
    return QDir(folder).filePath(QString::fromStdString(sweep.points[point].file));
}

QString sweepFileOf(const QString& path) {
    const QFileInfo given(path);
    if (given.isFile() && given.fileName() == fileName) return given.absoluteFilePath();
    const QFileInfo within(QDir(path).filePath(fileName));
    return given.isDir() && within.isFile() ? within.absoluteFilePath() : QString();
}

Result<std::shared_ptr<const ShownSweep>> readSweepFile(const QString& file) {
    QFile json(file);
    if (!json.open(QIODevice::ReadOnly))
        return fail(
            Error::Kind::Io, QObject::tr("%1 cannot be read: %2.").arg(file, json.errorString()).toStdString());
    if (json.size() > mostBytes)
        return fail(Error::Kind::Format, QObject::tr("%1 is too large for a sweep.").arg(file).toStdString());
    const QByteArray bytes = json.readAll();
    auto shown = std::make_shared<ShownSweep>();
    shown->folder = QFileInfo(file).absolutePath();
    shown->sweep = TRY(readSweep(
        {bytes.constData(), static_cast<std::size_t>(bytes.size())}, QFileInfo(file).filePath().toStdString()));
    shown->curves = curvesOf(shown->sweep);
    return shown;
}

Sweeps::Sweeps(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

Sweeps::~Sweeps() {
    m_pool.waitForDone();
}

void Sweeps::start(const Plan& plan, const QString& over, const QString& folder) {
    if (running()) return;
    m_folder = folder;
    m_progress = {};
    m_lastSentence.clear();
    m_engine = std::make_unique<EngineProcess>();
    connect(m_engine.get(), &EngineProcess::message, this, &Sweeps::takeMessage);
    connect(m_engine.get(), &EngineProcess::ended, this, &Sweeps::engineEnded);
    connect(m_engine.get(), &EngineProcess::failedToStart, this, [this](const QString& sentence) {
        m_engine.release()->deleteLater();
        emit runningChanged();
        emit failed(sentence);
    });
    emit runningChanged();
    emit progressChanged();
    m_engine->start(
        {"sweep", "-", "--over", over, "-o", folder, "--progress", "--quiet"},
        QJsonDocument(plan.json()).toJson(QJsonDocument::Compact));
}

void Sweeps::stop() {
    if (m_engine) m_engine->interrupt();
}

void Sweeps::takeMessage(const QString& line) {
    const QJsonObject now = QJsonDocument::fromJson(line.toUtf8()).object();
    if (!now.contains("done")) {
        m_lastSentence = line;
        return;
    }
    m_progress.done = now["done"].toInt();
    m_progress.total = now["total"].toInt();
    m_progress.point = now["point"].toString();
    m_progress.model = now["model"].toString();
    m_progress.secondsLeft = now["seconds_left"].toDouble(-1);
    emit progressChanged();
}

void Sweeps::engineEnded(int code, bool crashed) {
    m_engine.release()->deleteLater();
    emit runningChanged();
    constexpr int interrupted = 130;
    const QString file = sweepFileOf(m_folder);
    const bool written = !crashed && (code == 0 || code == 1 || code == interrupted) && !file.isEmpty();
    if (!written)
        return emit failed(
            !m_lastSentence.isEmpty() ? m_lastSentence
            : crashed ? tr("The engine ended unexpectedly (signal %1). What it recorded until then is in %2.")
                            .arg(code)
                            .arg(m_folder)
                      : tr("The engine ended with status %1.").arg(code));
    if (code == 1) emit failed(tr("Some runs of the sweep failed or were wrong: they are marked, and not compared."));
    if (code == interrupted) emit noted(tr("The sweep was stopped. What was run until then is shown."));
    if (code == 0) emit noted(tr("The sweep is in %1.").arg(m_folder));
    open(file);
}

void Sweeps::open(const QString& path) {
    const int opening = ++m_openings;
    m_pool.start([this, opening, file = sweepFileOf(path), path] {
        const auto read = file.isEmpty() ? fail(Error::Kind::Io, tr("%1 holds no sweep.").arg(path).toStdString())
                                         : readSweepFile(file);
        QMetaObject::invokeMethod(
            this,
            [this, opening, read] {
                if (opening != m_openings) return;
                if (!read) return emit failed(QString::fromStdString(read.error().message));
                m_shown = *read;
                emit shownChanged();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace corelane
