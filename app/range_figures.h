// How long tasks took, what was waited for and how often cores changed hands, of every drawn run: over the measured
// range or, while nothing is measured, the visible one, and over the whole run beside it. Made beside the window's
// thread; the newest request wins.
#pragma once

#include "app/session.h"
#include "engine/trace/range_statistics.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <vector>

namespace corelane {

struct RunFigures {
    std::shared_ptr<const Run> run;
    Time from = 0, to = 0;  // absolute
    RangeStatistics inRange, whole;
    std::vector<double> computing;  // workers that did, on average in each of equal parts of [from, to)
    static constexpr std::size_t parts = 240;
};

class RangeFigures : public QObject {
    Q_OBJECT

  public:
    explicit RangeFigures(Session&, QObject* parent = nullptr);
    ~RangeFigures() override;
    const std::vector<RunFigures>& all() const { return m_figures; }
    const RunFigures* of(const Run*) const;
    bool frozen() const { return m_frozen; }
    void setFrozen(bool);         // what is shown stays, whatever is looked at
    void setWanted(bool wanted);  // nothing is made while nobody looks
    TimeRange range() const { return m_range; }
    bool wholeRuns() const;  // the range holds all of every run

  signals:
    void changed();

  private:
    void later();
    void ask();

    struct Whole {
        std::shared_ptr<const Run> run;
        RangeStatistics statistics;
    };
    Session& m_session;
    std::vector<RunFigures> m_figures;
    std::vector<Whole> m_wholes;  // of finished runs
    TimeRange m_range;
    bool m_frozen = false, m_wanted = false;
    QTimer m_delay;
    std::shared_ptr<std::atomic<bool>> m_outdated;
    QThreadPool m_pool;
};

}  // namespace corelane
