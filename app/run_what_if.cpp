#include "app/run_what_if.h"

#include <QThread>

#include <algorithm>

namespace corelane {

RunWhatIf::RunWhatIf(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    for (const auto signal : {&Session::traceChanged, &Session::summaryChanged, &Session::runningChanged})
        connect(&session, signal, this, &RunWhatIf::ask);
    connect(&session.selection(), &Selection::runChanged, this, &RunWhatIf::ask);
}

RunWhatIf::~RunWhatIf() {
    if (m_outdated) *m_outdated = true;
    m_pool.waitForDone();
}

const DrawnRun* RunWhatIf::run() const {
    const auto& drawn = m_session.drawn();
    if (m_session.running() || drawn.empty()) return nullptr;
    const auto selected = std::ranges::find(drawn, m_session.selection().run(), &DrawnRun::key);
    if (selected != drawn.end()) return &*selected;
    const auto first =
        std::ranges::find_if(drawn, [](const DrawnRun& run) { return run.summary && run.summary->rank == 1; });
    return first == drawn.end() ? &drawn.front() : &*first;
}

const WhatIf* RunWhatIf::answers() const {
    const DrawnRun* of = run();
    const auto found = of ? m_known.find(of->run) : m_known.end();
    return found == m_known.end() ? nullptr : &found->second;
}

void RunWhatIf::setWanted(bool wanted) {
    m_wanted = wanted;
    ask();
}

void RunWhatIf::ask() {
    const DrawnRun* of = run();
    std::erase_if(m_known, [this](const auto& known) {
        return std::ranges::none_of(
            m_session.allDrawn(), [&](const DrawnRun& drawn) { return drawn.run == known.first; });
    });
    emit changed();
    if (!m_wanted || !of || m_known.contains(of->run) || m_asked == of->run) return;
    if (m_outdated) *m_outdated = true;
    m_outdated = std::make_shared<std::atomic<bool>>(false);
    m_asked = of->run;
    m_pool.start([this, trace = m_session.trace(), run = of->run, outdated = m_outdated] {
        if (*outdated) return;
        WhatIf told = whatIf(*trace, *run, {}, outdated.get());
        QMetaObject::invokeMethod(
            this,
            [this, run, outdated, told = std::move(told)]() mutable {
                if (*outdated) return;
                m_asked.reset();
                m_known.insert_or_assign(run, std::move(told));
                emit changed();
            },
            Qt::QueuedConnection);
    });
}

}  // namespace corelane
