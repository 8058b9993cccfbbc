#include "app/differences.h"

#include <QThread>

#include <algorithm>

namespace corelane {

Differences::Differences(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    connect(&session, &Session::traceChanged, this, &Differences::ask);
}

Differences::~Differences() {
    if (m_outdated) *m_outdated = true;
}

const RunDifference* Differences::of(const Run* run) const {
    const auto found = std::ranges::find_if(m_known, [run](const RunDifference& d) { return d.run.get() == run; });
    return found == m_known.end() ? nullptr : &*found;
}

void Differences::ask() {
    const DrawnRun* base = m_session.baseline();
    std::vector<RunDifference> wanted;
    std::vector<std::size_t> missing;
    if (base && base->run->finished)
        for (const DrawnRun& drawn : m_session.drawn()) {
            if (drawn.run == base->run || !drawn.run->finished) continue;
            const RunDifference* known = of(drawn.run.get());
            if (!known || known->base != base->run) missing.push_back(wanted.size());
            wanted.push_back(
                known && known->base == base->run ? *known : RunDifference{drawn.run, base->run, {}, {}});
        }
    if (m_outdated) *m_outdated = true;
    m_outdated.reset();
    if (missing.empty()) {
        const bool fewer = wanted.size() != m_known.size();
        m_known = std::move(wanted);
        if (fewer) emit changed();
        return;
    }
    m_outdated = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, wanted = std::move(wanted), missing = std::move(missing), outdated = m_outdated]() mutable {
        for (const std::size_t i : missing) {
            if (*outdated) return;
            RunDifference& difference = wanted[i];
            if (auto behind = lag(*difference.run, *difference.base))
                difference.lag = std::make_shared<const Lag>(std::move(*behind));
            difference.slower = slowerTasks(*difference.run, *difference.base, mostTasks, outdated.get());
        }
        QMetaObject::invokeMethod(
            this,
            [this, outdated, wanted = std::move(wanted)]() mutable {
                if (*outdated) return;
                m_outdated.reset();
                m_known = std::move(wanted);
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace corelane
