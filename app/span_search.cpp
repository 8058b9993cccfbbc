#include "app/span_search.h"

#include <QElapsedTimer>

namespace corelane {

SpanSearch::SpanSearch(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

SpanSearch::~SpanSearch() {
    stop();
}

void SpanSearch::stop() {
    if (m_outdated) *m_outdated = true;
}

void SpanSearch::ask(std::shared_ptr<const Trace> trace, std::vector<std::shared_ptr<const Run>> runs, Query query) {
    stop();
    m_outdated = std::make_shared<std::atomic<bool>>(false);
    m_pool.start(
        [this, outdated = m_outdated, trace = std::move(trace), runs = std::move(runs), query = std::move(query)] {
            constexpr qint64 msBetween = 100;
            QElapsedTimer sinceTold;
            const auto look = [&](const Found& soFar) {
                if (*outdated) return false;
                if (soFar.count > 0 && (!sinceTold.isValid() || sinceTold.elapsed() > msBetween)) {
                    tell(outdated, soFar, false);
                    sinceTold.start();
                }
                return true;
            };
            Found all = search(*trace, runs, query, most, look);
            if (!*outdated) tell(outdated, std::move(all), true);
        });
}

void SpanSearch::tell(const std::shared_ptr<std::atomic<bool>>& outdated, Found found, bool complete) {
    QMetaObject::invokeMethod(
        this,
        [this, outdated, found = std::make_shared<const Found>(std::move(found)), complete] {
            if (!*outdated) emit this->found(found, complete);
        },
        Qt::QueuedConnection);
}

}  // namespace corelane
