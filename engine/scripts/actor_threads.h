// The actors of a run that have a thread each: those that begin with it, and those that others spawn.
#pragma once

#include "engine/scripts/blocking_object.h"
#include "engine/scripts/offspring.h"

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace corelane {

using MakeObject = std::function<std::unique_ptr<BlockingObject>(const ScriptObject&, std::uint32_t producers)>;

// A run's objects, named: services, and of `make` what the script declares.
std::vector<std::unique_ptr<BlockingObject>> makeObjects(ScriptExecution&, const MakeObject&);

class ActorThreads : public Ensemble {
  public:
    ActorThreads(ScriptExecution&, const StepNames&, WaitBoard&, const MakeObject&);

    std::span<const std::unique_ptr<BlockingObject>> objects() const override { return m_objects; }
    Offspring& offspring(std::uint32_t actor) override { return *m_offspring[actor]; }  // a spawned one

    Result<> start(std::uint32_t instance, WorkerLane::Mark created, HandoverId spawn) override;
    // Until all have ended, those included that are started meanwhile by others.
    void join();

  private:
    ScriptExecution& m_execution;
    const StepNames& m_names;
    WaitBoard& m_board;
    std::vector<std::unique_ptr<BlockingObject>> m_objects;
    std::vector<std::unique_ptr<Offspring>> m_offspring;  // by actor; null: not a spawned one
    std::mutex m_mutex;
    std::vector<std::thread> m_threads;
};

}  // namespace corelane
