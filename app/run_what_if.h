// What if, of the run that is selected: how long it would have taken with one thing changed. Asked beside the
// window's thread, and no longer once another run is selected; what is known of a run stays known.
#pragma once

#include "app/session.h"
#include "engine/whatif/what_if.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <map>
#include <memory>

namespace corelane {

class RunWhatIf : public QObject {
    Q_OBJECT

  public:
    explicit RunWhatIf(Session&, QObject* parent = nullptr);
    ~RunWhatIf() override;

    // The selected run; while none is, the one that ranks first. Null: there is no finished one.
    const DrawnRun* run() const;
    const WhatIf* answers() const;  // of run(); null: not known yet
    void setWanted(bool);           // nothing is asked while nobody looks

  signals:
    void changed();

  private:
    void ask();

    Session& m_session;
    // Held by their runs, so that another run cannot come to stand at the same place in memory.
    std::map<std::shared_ptr<const Run>, WhatIf> m_known;
    std::shared_ptr<const Run> m_asked;
    bool m_wanted = false;
    std::shared_ptr<std::atomic<bool>> m_outdated;
    QThreadPool m_pool;  // last: waits for its work before anything else goes
};

}  // namespace corelane
