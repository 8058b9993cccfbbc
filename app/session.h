// What the window shows: the catalogue, the plan that F5 runs, and the comparison that is being recorded or was
// opened. The one place that starts the engine and reads its bytes. Facts are immutable snapshots, replaced as they
// grow; every change is a signal. Lives on the window's thread; summaries and files are made on others.
#pragma once

#include "app/arrangement.h"
#include "app/catalogue.h"
#include "app/drawn_runs.h"
#include "app/engine_process.h"
#include "app/notes.h"
#include "app/plan.h"
#include "app/selection.h"
#include "app/sweeps/sweeps.h"
#include "engine/trace/read_trace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTemporaryFile>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace corelane {

struct Message {
    enum class Kind { Note, Warning, Error } kind = Kind::Note;
    QString text;  // full sentences
};

struct RunProgress {
    int done = 0, total = 0;  // runs; total 0: not known
    QString model;            // what runs now
    int repetition = 0, repetitions = 0;
    bool warmup = false;
    double secondsLeft = -1;  // below 0: not known yet
};

struct Loading {  // of a file that is being opened
    QString file;
    double share = 0;         // of it that was read
    double secondsLeft = -1;  // below 0: not known yet
};

class Session : public QObject {
    Q_OBJECT

  public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    Selection& selection() { return m_selection; }
    Notes& notes() { return m_notes; }  // on the comparison; saved beside its file when it has one
    Sweeps& sweeps() { return m_sweeps; }
    const Sweeps& sweeps() const { return m_sweeps; }
    const Catalogue& catalogue() const { return m_catalogue; }
    bool catalogueKnown() const { return m_catalogueKnown; }
    const Plan& plan() const { return m_plan; }
    const std::shared_ptr<const Trace>& trace() const { return m_trace; }        // null: nothing yet
    const std::shared_ptr<const Summary>& summary() const { return m_summary; }  // null: not known yet
    const std::vector<DrawnRun>& drawn() const { return m_drawn; }  // that are shown, as they are arranged
    const std::vector<DrawnRun>& allDrawn() const { return m_allDrawn; }
    const Arrangement& arrangement() const { return m_arrangement; }
    const DrawnRun* baseline() const;  // that the other shown runs are compared with; null: none is
    bool running() const { return m_running; }
    const RunProgress& progress() const { return m_progress; }
    const QString& file() const { return m_file; }  // opened or saved; empty: not saved
    bool unsaved() const { return m_spool && m_file.isEmpty() && m_trace != nullptr; }
    int machineCores() const;
    const QString& host() const { return m_host; }  // where the plan runs, as ssh knows it; empty: here
    void setHost(const QString&);

    void askCatalogue();                     // asynchronous; catalogueChanged() follows
    void choosePreset(const QString& name);  // may be asked before the catalogue is known
    void setPlan(const Plan&);
    // Asked before a plan with commands is run, with their argument vectors; nobody to ask: it is not run.
    void setAskCommands(std::function<bool(const QStringList&)> ask) { m_askCommands = std::move(ask); }
    void arrange(const Arrangement&);  // at least one run stays shown
    void start();                // runs the plan; when the catalogue is still being asked, as soon as it is known
    void stop();                 // keeps what was recorded
    void stopAfterRepetition();  // all models have had it then
    bool stoppingAfterRepetition() const { return m_stoppingGently; }
    bool paused() const { return m_paused; }
    void setPaused(bool);                  // the picture stands still, the run goes on
    void open(const QString& path);        // on another thread; traceChanged() or message() follows. Sweeps too
    void openBeside(const QString& path);  // its runs join those that are shown; once
    // One after the other: the first instead of what is shown, unless `beside`; the others beside it.
    void openAll(const QStringList& paths, bool beside);
    const std::optional<Loading>& loading() const { return m_loading; }
    void cancelLoading();  // what is shown stays
    void closeBeside();
    bool hasBeside() const { return !m_beside.empty(); }
    int selectedWork() const;  // whose task is selected (DrawnRun::work)
    bool saveAs(const QString& path);
    bool exportAs(const QString& path, const QString& exporter);
    // Writes a file whole or not at all, and tells why not.
    bool replaceFile(const QString& path, const std::function<bool(QIODevice&)>& write);
    void show(std::shared_ptr<const Trace>);  // a trace made elsewhere; tests and files come this way
    void tell(Message::Kind, const QString&);
    void noteFrameCost(qint64 microseconds);  // of a live frame: the window takes at most a tenth of one core

  signals:
    void catalogueChanged();
    void hostChanged();
    void planChanged();
    void traceChanged();        // trace() and drawn() are new
    void arrangementChanged();  // traceChanged() follows
    void summaryChanged();
    void runningChanged();
    void pausedChanged();
    void progressChanged();
    void fileChanged();
    void loadingChanged();
    void message(const corelane::Message&);
    void messageCleared();

  private:
    struct Beside {  // a file whose runs are shown together with the comparison's
        QString name, path;
        std::shared_ptr<const Trace> trace;
        std::shared_ptr<const Summary> summary;
    };

    void takeBytes(const QByteArray&);
    void refresh();
    void engineEnded(int code, bool crashed);
    void updateDrawn();
    void updateExtent();
    void updateProgress();
    void askSummary();
    void updateOrder();
    void failRun(const QString& sentence);
    void saveNotes();
    void addBeside(Beside);
    void openNextBeside();
    ReadProgress beginLoading(const QString& path);  // for another thread
    void endLoading();

    Selection m_selection;
    Notes m_notes;
    Sweeps m_sweeps;
    bool m_notesUnreadable = false;  // what stands in their file must not be lost
    Catalogue m_catalogue;
    bool m_catalogueKnown = false, m_startWhenKnown = false;
    QString m_wantedPreset;
    Plan m_plan;
    std::function<bool(const QStringList&)> m_askCommands;
    std::unique_ptr<EngineProcess> m_lister, m_engine;
    QByteArray m_listing;

    std::optional<Reader> m_reader;
    std::unique_ptr<QTemporaryFile> m_spool;  // never named: it is gone when the program is
    bool m_spoolBroken = false;
    std::shared_ptr<const Trace> m_trace;
    std::shared_ptr<const Summary> m_summary;
    std::vector<Beside> m_beside;
    std::vector<DrawnRun> m_allDrawn, m_drawn;
    Arrangement m_arrangement;
    std::vector<std::string> m_order;  // keys of drawn runs in the preset's order
    QString m_file;
    QString m_host;
    bool m_running = false, m_stopping = false, m_stoppingGently = false, m_paused = false, m_readBroken = false;
    RunProgress m_progress;
    QElapsedTimer m_elapsed, m_sinceSummary;
    QTimer m_refresh, m_killTimer, m_summaryTimer;
    std::size_t m_summarisedRuns = 0;
    bool m_summarising = false, m_summaryStale = false;
    QStringList m_toOpenBeside;
    int m_openings = 0;  // a later opening outdates an earlier one
    std::optional<Loading> m_loading;
    std::shared_ptr<std::atomic<bool>> m_loadingGivenUp;
    Duration m_longestSeen = 0;
    std::size_t m_orderedRuns = 0;
    QThreadPool m_pool;  // last: waits for its work before anything else goes
};

}  // namespace corelane
