#include "app/longest_waits.h"

#include <algorithm>

namespace corelane {

LongestWaits::LongestWaits(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

LongestWaits::~LongestWaits() {
    if (m_outdated) *m_outdated = true;
}

void LongestWaits::go(std::shared_ptr<const Trace> trace, std::shared_ptr<const Run> run, int direction) {
    if (run == m_run) {
        if (m_searching) return;
        m_at += direction;
        return tellCurrent();
    }
    if (m_outdated) *m_outdated = true;
    m_outdated = std::make_shared<std::atomic<bool>>(false);
    m_run = run;
    m_searching = true;
    m_pool.start([this, trace = std::move(trace), run = std::move(run), outdated = m_outdated] {
        constexpr std::size_t most = 1000;
        const Query query{.words = {{"wait", Spelling::Plain}}};
        auto waits = search(*trace, {&run, 1}, query, most, [&outdated](const Found&) { return !*outdated; }).places;
        std::ranges::stable_sort(waits, std::greater(), &SpanPlace::took);
        QMetaObject::invokeMethod(
            this,
            [this, outdated, waits = std::move(waits)]() mutable {
                if (*outdated) return;
                m_waits = std::move(waits);
                m_at = 0;
                m_searching = false;
                tellCurrent();
            },
            Qt::QueuedConnection);
    });
}

void LongestWaits::tellCurrent() {
    const auto size = static_cast<std::ptrdiff_t>(m_waits.size());
    const std::ptrdiff_t wanted = m_at;
    m_at = std::clamp<std::ptrdiff_t>(m_at, 0, std::max<std::ptrdiff_t>(0, size - 1));
    if (size == 0) return emit noneLeft(tr("Nothing waited in this run."));
    if (wanted < 0) return emit noneLeft(tr("This is the longest wait of the run."));
    if (wanted >= size)
        return emit noneLeft(
            size == 1 ? tr("The only wait has been shown.") : tr("The longest %1 waits have been shown.").arg(size));
    emit found(m_waits[static_cast<std::size_t>(m_at)]);
}

}  // namespace corelane
