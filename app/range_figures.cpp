#include "app/range_figures.h"

#include "engine/trace/run_numbers.h"

#include <QThread>

#include <algorithm>
#include <limits>

namespace corelane {

RangeFigures::RangeFigures(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &RangeFigures::ask);
    connect(&session, &Session::traceChanged, this, [this] {
        later();
        if (!m_session.drawn().empty() || m_figures.empty()) return;
        // Another comparison has begun: what is known is of runs that nobody sees any more.
        if (m_outdated) *m_outdated = true;
        m_figures.clear();
        emit changed();
    });
    connect(&session.selection(), &Selection::rangeChanged, this, &RangeFigures::later);
    connect(&session.selection(), &Selection::measuredChanged, this, &RangeFigures::later);
}

RangeFigures::~RangeFigures() {
    if (m_outdated) *m_outdated = true;
}

const RunFigures* RangeFigures::of(const Run* run) const {
    const auto found = std::ranges::find_if(m_figures, [run](const RunFigures& f) { return f.run.get() == run; });
    return found == m_figures.end() ? nullptr : &*found;
}

void RangeFigures::setFrozen(bool frozen) {
    if (frozen == m_frozen) return;
    m_frozen = frozen;
    emit changed();
    later();
}

void RangeFigures::setWanted(bool wanted) {
    m_wanted = wanted;
    later();
}

bool RangeFigures::wholeRuns() const {
    return std::ranges::all_of(m_session.drawn(), [this](const DrawnRun& run) {
        return run.onAxis(run.begin()) >= m_range.from && run.onAxis(run.begin() + run.wall()) <= m_range.to;
    });
}

void RangeFigures::later() {
    if (m_wanted && !m_frozen && !m_delay.isActive()) m_delay.start(m_session.running() ? 250 : 60);
}

void RangeFigures::ask() {
    if (m_frozen || !m_wanted) return;
    if (m_outdated) *m_outdated = true;
    m_outdated = std::make_shared<std::atomic<bool>>(false);
    const auto& measured = m_session.selection().measured();
    m_pool.start([this, drawn = m_session.drawn(), wholes = m_wholes, outdated = m_outdated,
                  range = measured ? *measured : m_session.selection().range()]() mutable {
        std::vector<RunFigures> figures;
        std::vector<Whole> kept;
        for (const DrawnRun& run : drawn) {
            if (*outdated) return;
            RunFigures f{run.run, run.atAxis(range.from), run.atAxis(range.to), {}, {}, {}};
            f.inRange = rangeStatistics(*run.run, f.from, f.to, outdated.get());
            f.computing = parallelismOver(*run.run, f.from, f.to, RunFigures::parts);
            // While a run goes on it is looked at over the range alone: its whole is new every time.
            if (run.run->finished) {
                const auto known = std::ranges::find_if(wholes, [&](const Whole& w) { return w.run == run.run; });
                constexpr Time ever = std::numeric_limits<Time>::max();
                f.whole = known != wholes.end() ? known->statistics
                                                : rangeStatistics(*run.run, -ever, ever, outdated.get());
                kept.push_back({run.run, f.whole});
            }
            figures.push_back(std::move(f));
        }
        QMetaObject::invokeMethod(
            this,
            [this, outdated, range, figures = std::move(figures), kept = std::move(kept)]() mutable {
                if (*outdated) return;
                m_figures = std::move(figures);
                m_wholes = std::move(kept);
                m_range = range;
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace corelane
