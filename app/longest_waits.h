// The waits of a run from the longest to the shortest, to go through one by one. Found on another thread.
#pragma once

#include "engine/trace/search.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <vector>

namespace corelane {

class LongestWaits : public QObject {
    Q_OBJECT

  public:
    explicit LongestWaits(QObject* parent = nullptr);
    ~LongestWaits() override;
    // Of another run than before: its longest wait. Else the next shorter one (1), or the next longer one (-1).
    void go(std::shared_ptr<const Trace>, std::shared_ptr<const Run>, int direction);

  signals:
    void found(const corelane::SpanPlace&);
    void noneLeft(const QString& why);

  private:
    void tellCurrent();

    std::shared_ptr<const Run> m_run;  // whose waits m_waits are, or will be
    std::vector<SpanPlace> m_waits;
    std::ptrdiff_t m_at = 0;
    bool m_searching = false;
    std::shared_ptr<std::atomic<bool>> m_outdated;
    QThreadPool m_pool;  // last: waits for its work before anything else goes
};

}  // namespace corelane
