// The balance of every drawn run over the visible range, made beside the window's thread: headers, lanes and the
// balance table all show these same numbers. The newest request wins.
#pragma once

#include "app/session.h"
#include "engine/trace/balance_index.h"
#include "engine/trace/differences.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace corelane {

struct RunShares {
    std::shared_ptr<const Run> run;
    Balance inView;
    std::vector<std::optional<double>> usefulOfWorker;  // share of its time in view; nothing where it did not live
    std::vector<LaneTime> timeOfWorker;                 // in view
};

class RangeBalance : public QObject {
    Q_OBJECT

  public:
    explicit RangeBalance(Session&, QObject* parent = nullptr);
    ~RangeBalance() override;
    // In the order of Session::drawn() at the time it was asked; may lag behind by a few frames.
    const std::vector<RunShares>& shares() const { return m_shares; }
    const RunShares* of(const Run*) const;
    TimeRange range() const { return m_range; }

  signals:
    void changed();

  private:
    void ask();
    std::vector<RunShares> sharesOf(const std::vector<DrawnRun>&, TimeRange);

    Session& m_session;
    std::vector<RunShares> m_shares;
    TimeRange m_range;
    QTimer m_delay;
    bool m_busy = false, m_stale = false;
    std::vector<std::shared_ptr<const BalanceIndex>>
        m_indices;  // of drawn runs that are finished; the pool's thread only
    QThreadPool m_pool;
};

}  // namespace corelane
