#include "app/critical_paths.h"

#include <QThread>

#include <algorithm>

namespace corelane {

CriticalPaths::CriticalPaths(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    connect(&session, &Session::traceChanged, this, [this] {
        if (m_shown) ask();
    });
}

CriticalPaths::~CriticalPaths() {
    m_pool.waitForDone();
}

void CriticalPaths::setShown(bool shown) {
    if (shown == m_shown) return;
    m_shown = shown;
    if (shown)
        ask();
    else
        m_known.clear();
    emit changed();
}

std::shared_ptr<const CriticalPath> CriticalPaths::of(const Run* run) const {
    const auto found = std::ranges::find_if(m_known, [run](const Known& known) { return known.run.get() == run; });
    return found == m_known.end() ? nullptr : found->path;
}

void CriticalPaths::ask() {
    if (m_busy) {
        m_stale = true;
        return;
    }
    m_busy = true;
    m_stale = false;
    m_pool.start([this, drawn = m_session.drawn(), known = m_known] {
        std::vector<Known> now;
        for (const DrawnRun& drawnRun : drawn) {
            if (!drawnRun.run->finished) continue;
            const auto before =
                std::ranges::find_if(known, [&](const Known& k) { return k.run.get() == drawnRun.run.get(); });
            if (before != known.end()) {
                now.push_back(*before);
                continue;
            }
            auto path = criticalPath(*drawnRun.run);
            now.push_back({drawnRun.run, path ? std::make_shared<CriticalPath>(std::move(*path)) : nullptr});
        }
        QMetaObject::invokeMethod(
            this,
            [this, now] {
                m_busy = false;
                if (m_shown) m_known = now;
                emit changed();
                if (m_stale && m_shown) ask();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace corelane
