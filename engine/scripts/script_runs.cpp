#include "engine/scripts/script_runs.h"

#include "engine/record/own_thread.h"

namespace corelane {

Performance::Performance(ScriptExecution& execution, const MakeObject& make)
    : m_execution(execution), m_names(execution.script, execution.recorder), m_board(execution.script),
      m_threads(execution, m_names, m_board, make), m_watchdog(execution, m_board, [this] {
          for (const auto& object : m_threads.objects()) object->abandon();
      }) {
    CORELANE_ASSERT(execution.script.instances() <= maximumActorThreads);
}

std::vector<std::uint32_t> Performance::first() const {
    std::vector<std::uint32_t> instances;
    for (std::uint32_t i = 0; i < m_execution.script.instances(); ++i)
        if (!m_execution.script.actors()[m_execution.script.instance(i).actor].spawned) instances.push_back(i);
    return instances;
}

void Performance::perform(std::uint32_t instance, WorkerLane::Mark created) {
    Actor actor(m_execution, m_names, m_board, instance, created, 0);
    actor.perform(m_threads);
}

void Performance::refuse(std::span<const std::uint32_t> instances) {
    m_execution.recorder.requestStop();
    for (const std::uint32_t instance : instances) m_board.ended(instance);
}

Result<> runActorsOnThreads(ScriptExecution& execution, const MakeObject& make) {
    Performance performance(execution, make);
    const std::vector<std::uint32_t> first = performance.first();
    Result<> result;
    execution.recorder.begin();
    for (std::size_t i = 0; i < first.size() && result; ++i) {
        result = performance.threads().start(first[i], markBefore(execution.recorder), 0);
        if (!result) performance.refuse(std::span(first).subspan(i + 1));
    }
    performance.threads().join();
    execution.recorder.end();
    return result;
}

}  // namespace corelane
