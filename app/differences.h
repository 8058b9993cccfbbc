// What sets the shown runs apart from the one that was chosen as their baseline, task by task; made beside the
// window's thread.
#pragma once

#include "app/session.h"
#include "engine/trace/differences.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <vector>

namespace corelane {

struct RunDifference {
    std::shared_ptr<const Run> run, base;
    std::shared_ptr<const Lag> lag;  // null: their tasks are not the same, or one of them is not finished
    std::vector<TaskDifference> slower;
};

class Differences : public QObject {
    Q_OBJECT

  public:
    static constexpr std::size_t mostTasks = 200;  // of a run

    explicit Differences(Session&, QObject* parent = nullptr);
    ~Differences() override;
    // Null while it is not known, for the baseline itself, and while there is no baseline.
    const RunDifference* of(const Run*) const;
    bool busy() const { return m_outdated != nullptr; }

  signals:
    void changed();

  private:
    void ask();

    Session& m_session;
    std::vector<RunDifference> m_known;
    std::shared_ptr<std::atomic<bool>> m_outdated;  // of what is being made; null: nothing is
    QThreadPool m_pool;
};

}  // namespace corelane
