#include "app/range_balance.h"

#include <QThread>

#include <algorithm>

namespace corelane {
namespace {

RunShares sharesOf(const DrawnRun& drawn, TimeRange range) {
    RunShares shares;
    shares.run = drawn.run;
    const Time from = drawn.begin() + range.from, to = drawn.begin() + range.to;
    shares.inView = balance(*drawn.run, from, to);
    for (const auto& lane : drawn.run->workers) {
        const auto totals = lane->segments.totals(from, to);
        Duration all = 0;
        for (const Duration d : totals) all += d;
        if (all <= 0)
            shares.usefulOfWorker.push_back(std::nullopt);
        else
            shares.usefulOfWorker.push_back(double(totals[0]) / double(all));
    }
    return shares;
}

}  // namespace

RangeBalance::RangeBalance(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &RangeBalance::ask);
    const auto later = [this] {
        if (!m_delay.isActive()) m_delay.start(m_session.running() ? 200 : 40);
    };
    connect(&session, &Session::traceChanged, this, later);
    connect(&session.selection(), &Selection::rangeChanged, this, later);
}

RangeBalance::~RangeBalance() {
    m_pool.waitForDone();
}

const RunShares* RangeBalance::of(const Run* run) const {
    // A live run is another object with every snapshot: its number says which it is.
    const auto found = std::ranges::find_if(m_shares, [run](const RunShares& s) {
        return s.run.get() == run || (s.run->info.number == run->info.number && s.run->begin == run->begin);
    });
    return found == m_shares.end() ? nullptr : &*found;
}

void RangeBalance::ask() {
    if (m_busy) {
        m_stale = true;
        return;
    }
    m_busy = true;
    m_stale = false;
    m_pool.start([this, drawn = m_session.drawn(), range = m_session.selection().range()] {
        std::vector<RunShares> shares;
        for (const DrawnRun& run : drawn) shares.push_back(sharesOf(run, range));
        QMetaObject::invokeMethod(
            this,
            [this, shares = std::move(shares), range] {
                m_shares = shares;
                m_range = range;
                m_busy = false;
                emit changed();
                if (m_stale) ask();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace corelane
