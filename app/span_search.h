// A search over spans on another thread: what is found so far comes at once and then ten times a second, and a newer
// question ends an older one.
#pragma once

#include "engine/trace/search.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <vector>

namespace corelane {

class SpanSearch : public QObject {
    Q_OBJECT

  public:
    static constexpr std::size_t most = 10'000;  // places that are kept, the longest ones

    explicit SpanSearch(QObject* parent = nullptr);
    ~SpanSearch() override;
    void ask(std::shared_ptr<const Trace>, std::vector<std::shared_ptr<const Run>>, Query);
    void stop();

  signals:
    void found(const std::shared_ptr<const corelane::Found>&, bool complete);

  private:
    void tell(const std::shared_ptr<std::atomic<bool>>& outdated, Found, bool complete);

    std::shared_ptr<std::atomic<bool>> m_outdated;
    QThreadPool m_pool;  // last: waits for its work before anything else goes
};

}  // namespace corelane
