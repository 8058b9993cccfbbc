// The sweep that is looked at, and the one that runs. A sweep is a folder: its figures in sweep.json, and the
// recording behind every point. It is run by the engine in a process of its own; its figures are engine/sweeps', read
// and fitted beside the window's thread. Lives on the window's thread.
#pragma once

#include "app/engine_process.h"
#include "app/plan.h"
#include "engine/sweeps/sweep.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace corelane {

struct ShownSweep {
    QString folder;
    Sweep sweep;
    SweepCurves curves;

    QString fileOf(std::size_t point) const;  // the recording behind it; empty when none was kept
};

struct SweepProgress {
    int done = 0, total = 0;  // runs; total 0: not known yet
    QString point, model;     // what runs now: "grain 4us"
    double secondsLeft = -1;  // below 0: not known yet
};

// The sweep's own file, when the path is one or the folder that holds one; else empty.
QString sweepFileOf(const QString& path);
Result<std::shared_ptr<const ShownSweep>> readSweepFile(const QString& file);  // any thread

class Sweeps : public QObject {
    Q_OBJECT

  public:
    explicit Sweeps(QObject* parent = nullptr);
    ~Sweeps() override;

    const std::shared_ptr<const ShownSweep>& shown() const { return m_shown; }  // null: none was opened
    bool running() const { return m_engine != nullptr; }
    const SweepProgress& progress() const { return m_progress; }

    // `over`: as the engine's option reads it, "grain=1us..1ms". What it writes is shown when it has ended.
    void start(const Plan&, const QString& over, const QString& folder);
    void stop();  // keeps what is done, and shows it
    void open(const QString& path);

  signals:
    void shownChanged();
    void runningChanged();
    void progressChanged();
    void noted(const QString& sentence);
    void failed(const QString& sentence);

  private:
    void takeMessage(const QString& line);
    void engineEnded(int code, bool crashed);

    std::shared_ptr<const ShownSweep> m_shown;
    std::unique_ptr<EngineProcess> m_engine;
    SweepProgress m_progress;
    QString m_folder, m_lastSentence;
    int m_openings = 0;  // a later opening outdates an earlier one
    QThreadPool m_pool;  // last: waits for its work before anything else goes
};

}  // namespace corelane
