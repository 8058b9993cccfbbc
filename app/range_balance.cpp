#include "app/range_balance.h"

#include <QThread>

#include <algorithm>

namespace corelane {
namespace {

RunShares sharesOf(const DrawnRun& drawn, TimeRange range, const BalanceIndex* index) {
    RunShares shares;
    shares.run = drawn.run;
    const Time from = drawn.atAxis(range.from), to = drawn.atAxis(range.to);
    shares.inView = index ? index->of(from, to) : balance(*drawn.run, from, to);
    for (const auto& lane : drawn.run->workers) {
        const auto totals = lane->segments.totals(from, to);
        shares.timeOfWorker.push_back(laneTime(totals));
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

std::vector<RunShares> RangeBalance::sharesOf(const std::vector<DrawnRun>& drawn, TimeRange range) {
    std::vector<std::shared_ptr<const BalanceIndex>> indices;
    std::vector<RunShares> shares;
    for (const DrawnRun& run : drawn) {
        if (run.run->finished) {
            const auto known =
                std::ranges::find_if(m_indices, [&](const auto& index) { return index->run() == run.run; });
            indices.push_back(known != m_indices.end() ? *known : std::make_shared<BalanceIndex>(run.run));
            shares.push_back(corelane::sharesOf(run, range, indices.back().get()));
        } else {
            shares.push_back(corelane::sharesOf(run, range, nullptr));
        }
    }
    m_indices = std::move(indices);
    return shares;
}

void RangeBalance::ask() {
    if (m_busy) {
        m_stale = true;
        return;
    }
    m_busy = true;
    m_stale = false;
    m_pool.start([this, drawn = m_session.drawn(), range = m_session.selection().range()] {
        const std::vector<RunShares> shares = sharesOf(drawn, range);
        QMetaObject::invokeMethod(
            this,
            [this, shares, range] {
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
