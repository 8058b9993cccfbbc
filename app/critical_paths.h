// The critical paths of the drawn runs, made beside the window's thread while they are shown.
#pragma once

#include "app/session.h"
#include "engine/trace/critical_path.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace corelane {

class CriticalPaths : public QObject {
    Q_OBJECT

  public:
    explicit CriticalPaths(Session&, QObject* parent = nullptr);
    ~CriticalPaths() override;

    bool shown() const { return m_shown; }
    void setShown(bool);
    // Null while it is not known, is not shown, or where there is none: of a run that is not finished.
    std::shared_ptr<const CriticalPath> of(const Run*) const;

  signals:
    void changed();

  private:
    struct Known {
        std::shared_ptr<const Run> run;
        std::shared_ptr<const CriticalPath> path;
    };
    void ask();

    Session& m_session;
    bool m_shown = false, m_busy = false, m_stale = false;
    std::vector<Known> m_known;
    QThreadPool m_pool;
};

}  // namespace corelane
