// oneTBB's threads as a model's workers: an arena in which every thread that comes to work takes a seat of its own.
#pragma once

#include "engine/models/worker.h"

#include <atomic>
#include <functional>
#include <optional>

namespace corelane {

class TbbCrew {
  public:
    // What a thread has while it works for a run. It ends with the thread, on the thread: a lane is its own.
    struct Seat {
        const TbbCrew* crew = nullptr;
        std::optional<Worker> worker;
        Points points;
        ~Seat();
    };

    TbbCrew(Execution&, const Outputs&, WorkerLane::Mark created);
    TbbCrew(const TbbCrew&) = delete;
    TbbCrew& operator=(const TbbCrew&) = delete;

    // Of the calling thread, which takes it with the first call.
    Seat& seat() const;
    Worker& worker() const { return *seat().worker; }

    // By the thread that runs work(): the others are made from now on, when they get their first task, and not
    // before. Their start-up is measured from here.
    void beginNow() const;

    const Execution& execution() const { return m_execution; }
    // What a worker waits for that finds nothing to do: the same words under every model of oneTBB's.
    NameId idleName() const { return m_idleName; }

  private:
    Execution& m_execution;
    const Outputs& m_outputs;
    mutable WorkerLane::Mark m_created;
    const NameId m_idleName;
    mutable std::atomic<int> m_seats{0};
};

// Calls work(crew) in an arena of as many threads as the run has workers, which are made for it and end with it. The
// run's wall time is from before the first thread to after the last.
Result<> runInArena(Execution&, const Outputs&, const std::function<void(const TbbCrew&)>& work);

}  // namespace corelane
