#pragma once

#include <string>

namespace corelane {

// A comparison of every model that takes well under a second.
inline const std::string tinyPreset = R"({
  "name": "tiny", "title": "A tiny stencil", "question": "Does it run?",
  "workload": {"graphs": [{"pattern": "stencil_1d", "steps": 8, "width": 8, "kernel": "compute_bound", "iterations": 200}]},
  "models": ["serial", "threads", "thread_pool", "tbb_tasks", "openmp_tasks", "coroutines",
             {"model": "process_pool", "options": {"transport": "pipe"}},
             {"model": "process_pool", "options": {"transport": "shared_memory"}}],
  "workers": 2, "repetitions": 2, "warmup": 1,
  "expect": [{"expect": "No event is lost.", "measure": "lost_events", "at_most": 0}]
})";

// One that would run for minutes: to be stopped.
inline const std::string longPreset = R"({
  "name": "long", "title": "A long run", "question": "When does it end?",
  "workload": {"graphs": [{"pattern": "stencil_1d", "steps": 2000, "width": 4, "kernel": "compute_bound", "iterations": 20000}]},
  "models": ["process_pool", "threads", "serial"],
  "workers": 2, "repetitions": 1000, "warmup": 0, "seed": 1
})";

}  // namespace corelane
