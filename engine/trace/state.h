// The eight states a core-second can be in: the same under every model, in every table and every picture.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace corelane {

enum class State : std::uint8_t { Useful, Overhead, Lock, Queue, Io, Runnable, Idle, Startup };

inline constexpr int stateCount = 8;

// Order of the table in design and JSON: useful overhead lock queue io runnable idle startup.
inline constexpr std::array<State, stateCount> allStates = {State::Useful, State::Overhead, State::Lock,
                                                            State::Queue,  State::Io,       State::Runnable,
                                                            State::Idle,   State::Startup};

std::string_view stateName(State);         // "useful"
std::string_view stateExplanation(State);  // "running the workload's own work"
std::optional<State> stateFromName(std::string_view);

}  // namespace corelane
