#include "app/session.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/host_question.h"
#include "engine/trace/differences.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QThread>

#include <algorithm>

namespace corelane {
namespace {

constexpr int frameMs = 33;  // at most 30 redraws a second

int plannedRuns(const Plan& plan, std::size_t models) {
    constexpr int unrecordedBlocks = 5;  // the engine runs these again with the recorder off, to know its own cost
    const int blocks = plan.warmup() + plan.repetitions() + std::min(plan.repetitions(), unrecordedBlocks);
    return static_cast<int>(models) * blocks;
}

// The preset of the sweep that is shown, while none is chosen.
void chooseSwept(Session& session) {
    const auto& presets = session.catalogue().presets;
    if (!session.plan().empty() || !session.sweeps().shown() || presets.empty()) return;
    const PresetEntry* swept =
        session.catalogue().preset(QString::fromStdString(session.sweeps().shown()->sweep.preset));
    session.setPlan(Plan(swept ? swept->preset : presets.front().preset));
}

}  // namespace

Session::Session(QObject* parent) : QObject(parent), m_selection(this) {
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(frameMs);
    connect(&m_refresh, &QTimer::timeout, this, &Session::refresh);
    m_killTimer.setSingleShot(true);
    m_killTimer.setInterval(5000);
    connect(&m_killTimer, &QTimer::timeout, this, [this] {
        if (m_engine) m_engine->kill();
    });
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    m_summaryTimer.setSingleShot(true);
    connect(&m_summaryTimer, &QTimer::timeout, this, &Session::askSummary);
    connect(&m_notes, &Notes::edited, this, &Session::saveNotes);
    connect(&m_sweeps, &Sweeps::shownChanged, this, [this] { chooseSwept(*this); });
    connect(&m_sweeps, &Sweeps::failed, this, [this](const QString& s) { tell(Message::Kind::Error, s); });
    connect(&m_sweeps, &Sweeps::noted, this, [this](const QString& s) { tell(Message::Kind::Note, s); });
}

Session::~Session() {
    if (m_loadingGivenUp) *m_loadingGivenUp = true;
    m_pool.waitForDone();
}

int Session::machineCores() const {
    return std::max(1, QThread::idealThreadCount());
}

void Session::tell(Message::Kind kind, const QString& text) {
    emit message({kind, text});
}

void Session::askCatalogue() {
    m_lister = std::make_unique<EngineProcess>();
    m_listing.clear();
    connect(m_lister.get(), &EngineProcess::bytes, this, [this](const QByteArray& bytes) { m_listing += bytes; });
    connect(m_lister.get(), &EngineProcess::failedToStart, this, [this](const QString& sentence) {
        tell(Message::Kind::Error, sentence);
        m_startWhenKnown = false;
    });
    connect(m_lister.get(), &EngineProcess::ended, this, [this](int code, bool crashed) {
        const auto catalogue = parseCatalogue(m_listing);
        if (crashed || code != 0 || !catalogue) {
            const QString reason = !m_lister->lastMessage().isEmpty() ? m_lister->lastMessage()
                                   : catalogue                        ? tr("It ended with status %1.").arg(code)
                                               : QString::fromStdString(catalogue.error().message);
            tell(
                Message::Kind::Error,
                tr("The engine could not say which models and presets there are. %1").arg(reason));
            m_startWhenKnown = false;
            return;
        }
        m_catalogue = *catalogue;
        m_catalogueKnown = true;
        emit catalogueChanged();
        if (!m_wantedPreset.isEmpty()) choosePreset(m_wantedPreset);
        chooseSwept(*this);
        if (m_startWhenKnown) start();
    });
    m_lister->start({"list", "--json"}, {});
}

void Session::choosePreset(const QString& name) {
    m_wantedPreset = name;
    if (!m_catalogueKnown) return;
    const PresetEntry* preset = m_catalogue.preset(name);
    m_wantedPreset.clear();
    if (!preset) {
        QStringList names;
        for (const PresetEntry& p : m_catalogue.presets) names << p.name;
        tell(
            Message::Kind::Error,
            tr("There is no file and no preset named %1; presets are %2.").arg(name, names.join(", ")));
        if (m_plan.empty() && !m_catalogue.presets.empty()) setPlan(Plan(m_catalogue.presets.front().preset));
        return;
    }
    setPlan(Plan(preset->preset));
}

void Session::setPlan(const Plan& plan) {
    if (plan == m_plan) return;
    m_plan = plan;
    emit planChanged();
}

void Session::start() {
    if (m_running) return;
    if (m_sweeps.running()) {  // they would take the cores from each other
        tell(Message::Kind::Error, tr("A sweep is running; stop it with Esc before you run a comparison."));
        return;
    }
    if (!m_catalogueKnown && m_plan.empty()) {
        m_startWhenKnown = true;
        if (!m_lister || !m_lister->running()) askCatalogue();
        return;
    }
    m_startWhenKnown = false;
    if (m_plan.entries().empty()) {
        tell(Message::Kind::Error, tr("There is no model to run; add one with \"+ model\"."));
        return;
    }
    QStringList words = {"run", "-", "--live", "-o", "-"};
    if (!m_host.isEmpty()) words << "--on=" + m_host;
    if (const QStringList commands = m_plan.commands(); !commands.isEmpty()) {
        if (!m_askCommands || !m_askCommands(commands) || m_running) return;
        words << "--yes";
    }
    emit messageCleared();
    if (m_loading) cancelLoading();
    ++m_openings;
    m_engine = std::make_unique<EngineProcess>();
    if (!m_host.isEmpty()) m_engine->setEnvironment(askingEnvironment(QCoreApplication::applicationFilePath()));
    connect(m_engine.get(), &EngineProcess::bytes, this, &Session::takeBytes);
    connect(m_engine.get(), &EngineProcess::ended, this, &Session::engineEnded);
    connect(m_engine.get(), &EngineProcess::failedToStart, this, &Session::failRun);
    m_reader.emplace();
    m_readBroken = m_stopping = m_stoppingGently = m_spoolBroken = false;
    setPaused(false);
    m_spool = std::make_unique<QTemporaryFile>();
    if (!m_spool->open()) {
        m_spoolBroken = true;
        tell(
            Message::Kind::Warning,
            tr("The comparison cannot be saved later, because no temporary file could be made: %1.")
                .arg(m_spool->errorString()));
    }
    // The engine reads it again, for what it says of reproduction; a large file is not worth the wait.
    constexpr qint64 notLarge = 64 << 20;
    if (const QFileInfo shown(m_file); !m_file.isEmpty() && shown.isReadable() && shown.size() < notLarge)
        words << "--repeats" << shown.absoluteFilePath();
    m_trace = nullptr;
    m_summary = nullptr;
    m_allDrawn.clear();
    m_drawn.clear();
    m_beside.clear();
    m_order.clear();
    m_file.clear();
    m_longestSeen = 0;
    m_summarisedRuns = m_orderedRuns = 0;
    m_summaryStale = false;
    m_progress = {};
    m_progress.total = plannedRuns(m_plan, m_plan.entries().size());
    m_progress.repetitions = m_plan.repetitions();
    m_elapsed.start();
    m_sinceSummary.start();
    m_running = true;
    m_selection.reset();
    m_notes.show({});
    m_notesUnreadable = false;
    emit fileChanged();
    emit traceChanged();
    emit summaryChanged();
    emit runningChanged();
    emit progressChanged();
    m_engine->start(words, QJsonDocument(m_plan.json()).toJson(QJsonDocument::Compact));
}

void Session::setHost(const QString& host) {
    if (host == m_host) return;
    m_host = host;
    emit hostChanged();
}

void Session::stop() {
    if (!m_running || !m_engine || m_stopping) return;
    m_stopping = true;
    m_engine->interrupt();
    m_killTimer.start();
    emit progressChanged();
}

void Session::stopAfterRepetition() {
    if (!m_running || !m_engine || m_stopping || m_stoppingGently) return;
    m_stoppingGently = true;
    m_engine->interruptAfterRepetition();
    tell(Message::Kind::Note, tr("The comparison ends when every model has had this repetition. Esc ends it now."));
}

void Session::setPaused(bool paused) {
    if (paused == m_paused) return;
    m_paused = paused;
    emit pausedChanged();
    if (!paused) refresh();
}

void Session::takeBytes(const QByteArray& bytes) {
    if (!m_spoolBroken && m_spool->write(bytes) != bytes.size()) {
        m_spoolBroken = true;
        tell(
            Message::Kind::Warning,
            tr("The comparison cannot be saved, because the temporary folder is full or broken: %1.")
                .arg(m_spool->errorString()));
    }
    if (m_readBroken) return;
    if (const auto fed = m_reader->feed({bytes.constData(), static_cast<std::size_t>(bytes.size())}); !fed) {
        m_readBroken = true;
        tell(
            Message::Kind::Error,
            tr("What the engine wrote cannot be read: %1").arg(QString::fromStdString(fed.error().message)));
        stop();
    }
    if (!m_refresh.isActive()) m_refresh.start();
}

void Session::noteFrameCost(qint64 microseconds) {
    // The measured machine is this one: the window must not take the time it measures.
    m_refresh.setInterval(std::clamp(static_cast<int>(microseconds / 100), frameMs, 250));
}

void Session::refresh() {
    if (!m_reader || (m_paused && m_running)) return;
    m_trace = m_reader->snapshot();
    updateDrawn();
    updateProgress();
    emit traceChanged();
    const auto finished =
        static_cast<std::size_t>(std::ranges::count_if(m_trace->runs, [](const auto& run) { return run->finished; }));
    if (finished != m_summarisedRuns) {
        m_summarisedRuns = finished;
        if (!m_running || m_sinceSummary.elapsed() > 500)
            askSummary();
        else if (!m_summaryTimer.isActive())
            m_summaryTimer.start(500);
    }
}

void Session::updateDrawn() {
    if (m_trace->runs.size() != m_orderedRuns) updateOrder();
    m_allDrawn = chooseRuns(*m_trace, m_summary.get(), m_running, m_order);
    for (const Beside& beside : m_beside)
        for (DrawnRun& run : chooseRuns(*beside.trace, beside.summary.get(), false, m_order)) {
            run.key += '@' + beside.name.toStdString();
            run.title += " · " + beside.name.toStdString();
            m_allDrawn.push_back(std::move(run));
        }
    for (auto run = m_allDrawn.begin(); run != m_allDrawn.end(); ++run) {
        const auto same = std::find_if(
            m_allDrawn.begin(), run, [&](const DrawnRun& other) { return sameWork(*other.run, *run->run); });
        run->work = same != run ? same->work : static_cast<int>(run - m_allDrawn.begin());
    }
    m_drawn = arranged(m_allDrawn, m_arrangement, m_running);
    updateExtent();
}

int Session::selectedWork() const {
    const auto& span = m_selection.span();
    const auto found = std::ranges::find_if(
        m_allDrawn, [&](const DrawnRun& run) { return span && run.run->info.number == span->run; });
    return found == m_allDrawn.end() ? 0 : found->work;
}

const DrawnRun* Session::baseline() const {
    const auto found = std::ranges::find(m_drawn, m_arrangement.baseline, &DrawnRun::key);
    return found == m_drawn.end() ? nullptr : &*found;
}

void Session::arrange(const Arrangement& arrangement) {
    if (arrangement == m_arrangement) return;
    if (!m_allDrawn.empty() && arranged(m_allDrawn, arrangement, m_running).empty()) return;
    const bool otherAxis = arrangement.align != m_arrangement.align || arrangement.anchor != m_arrangement.anchor ||
                           arrangement.sameLength != m_arrangement.sameLength;
    m_arrangement = arrangement;
    emit arrangementChanged();
    if (m_allDrawn.empty()) return;
    // What is looked at in the first run stays where it is.
    const OnAxis before = m_drawn.front().axis;
    const std::string key = m_drawn.front().key;
    const TimeRange range = m_selection.range(), all = m_selection.extent();
    m_drawn = arranged(m_allDrawn, m_arrangement, m_running);
    updateExtent();
    if (otherAxis) {
        m_selection.setMeasured(std::nullopt);
        const auto same = std::ranges::find(m_drawn, key, &DrawnRun::key);
        if (range == all || same == m_drawn.end())
            m_selection.showAll();
        else
            m_selection.leapTo({same->onAxis(before.absolute(range.from)), same->onAxis(before.absolute(range.to))});
    }
    emit traceChanged();
}

void Session::updateExtent() {
    if (m_drawn.empty()) return;
    std::vector<Duration> walls;
    for (const DrawnRun& drawn : m_drawn) walls.push_back(drawn.wall());
    std::ranges::sort(walls, std::greater());
    m_longestSeen = m_running ? std::max(m_longestSeen, walls[0]) : walls[0];
    const auto withRoom = [](Duration d) { return d + d / 12; };
    TimeRange extent{0, std::max<Duration>(withRoom(m_longestSeen), 1000)};
    TimeRange natural = extent;
    if (m_arrangement.align == Arrangement::Align::Start) {
        // One slow run, most often serial, must not squeeze all the others: it runs on beyond the view's edge.
        const bool allThere = !m_running || m_drawn.size() >= m_plan.entries().size();
        if (allThere && !m_arrangement.sameLength && walls.size() > 1 && walls[0] > walls[1] + walls[1] / 2)
            natural.to = withRoom(walls[1]);
    } else {
        extent = {0, 0};
        for (const DrawnRun& drawn : m_drawn) {
            extent.from = std::min(extent.from, drawn.onAxis(drawn.begin()));
            extent.to = std::max(extent.to, drawn.onAxis(drawn.begin() + drawn.wall()));
        }
        extent.to = std::max(extent.from + 1000, extent.to + extent.length() / 12);
        natural = extent;
    }
    m_selection.setExtent(extent, natural);
}

void Session::updateProgress() {
    if (m_trace->runs.empty()) return;
    const Run& last = *m_trace->runs.back();
    m_progress.done = static_cast<int>(m_trace->runs.size()) - (last.finished ? 0 : 1);
    m_progress.model = runTitle(last.info.title.empty() ? last.info.model : last.info.title);
    m_progress.repetition = last.info.repetition;
    m_progress.warmup = last.info.warmup;
    if (m_progress.done > 0)
        m_progress.secondsLeft = static_cast<double>(m_elapsed.elapsed()) / 1000 / m_progress.done *
                                 std::max(0, m_progress.total - m_progress.done);
    emit progressChanged();
}

void Session::failRun(const QString& sentence) {
    m_running = false;
    m_engine.release()->deleteLater();
    emit runningChanged();
    tell(Message::Kind::Error, sentence);
}

void Session::engineEnded(int code, bool crashed) {
    m_killTimer.stop();
    m_refresh.stop();
    m_running = false;
    setPaused(false);
    const QString lastMessage = m_engine->lastMessage();
    m_engine.release()->deleteLater();
    const auto finished = m_readBroken ? Result<>() : m_reader->finish();
    m_summarisedRuns = static_cast<std::size_t>(-1);
    refresh();
    m_reader.reset();
    const bool anything = m_trace && !m_trace->runs.empty();
    if (!anything) m_trace = nullptr;
    const QString kept = anything ? tr("What was recorded until then is shown.") : tr("Nothing was recorded.");
    if (crashed && m_stopping)
        tell(Message::Kind::Warning, tr("The engine did not stop by itself and was ended. %1").arg(kept));
    else if (crashed)
        tell(
            Message::Kind::Error,
            tr("The engine ended unexpectedly (signal %1). %2 Press F5 to run again.").arg(code).arg(kept));
    else if (code == 130 && m_stoppingGently)
        tell(Message::Kind::Note, tr("Stopped after a complete repetition. What was recorded until then is shown."));
    else if (code == 130 || m_stopping)
        tell(Message::Kind::Note, tr("Stopped. %1").arg(kept));
    else if (code != 0)
        tell(
            code == 1 ? Message::Kind::Warning : Message::Kind::Error,
            lastMessage.isEmpty() ? tr("The engine ended with status %1. %2").arg(code).arg(kept) : lastMessage);
    else if (!finished)
        tell(Message::Kind::Error, QString::fromStdString(finished.error().message));
    m_stopping = false;
    emit runningChanged();
    emit traceChanged();
    emit progressChanged();
}

}  // namespace corelane
