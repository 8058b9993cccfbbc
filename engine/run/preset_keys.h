// The keys a preset may have, place by place: the parsers refuse all others, and `list` shows these.
#pragma once

#include <array>
#include <string_view>

namespace corelane::presetKeys {

inline constexpr std::array<std::string_view, 17> preset = {
    "name",    "group", "order",       "title", "question", "explanation",     "workload", "models", "cores",
    "workers", "pin",   "repetitions", "until", "warmup",   "recording_level", "seed",     "expect"};
inline constexpr std::array<std::string_view, 2> until = {"within_percent", "seconds"};
inline constexpr std::array<std::string_view, 2> taskGraph = {"kind", "graphs"};
inline constexpr std::array<std::string_view, 6> script = {"kind",      "seed",    "patience_ms",
                                                           "deadlocks", "objects", "actors"};
inline constexpr std::array<std::string_view, 4> commands = {"kind", "commands", "input", "time_limit_ms"};
inline constexpr std::array<std::string_view, 4> commandInput = {"text", "lines", "distinct", "seed"};
inline constexpr std::array<std::string_view, 4> object = {"kind", "capacity", "recursive", "empty"};
inline constexpr std::array<std::string_view, 7> actor = {"count", "priority", "spawned", "background",
                                                          "cores", "delay",    "steps"};
inline constexpr std::array<std::string_view, 4> model = {"model", "options", "workers", "workers_per_core"};
inline constexpr std::array<std::string_view, 6> expectation = {"expect",   "measure",  "model",
                                                                "baseline", "at_least", "at_most"};

}  // namespace corelane::presetKeys
