#include "engine/trace/state.h"

namespace corelane {

namespace {

struct Words {
    std::string_view name, explanation;
};

// In the order of the enumeration.
constexpr std::array<Words, stateCount> words = {{
    {"useful", "running the workload's own work"},
    {"overhead", "running, but for the model: scheduling, copying, synchronising"},
    {"lock", "waiting for or spinning on a lock"},
    {"queue", "waiting for a message, an item or a free slot in a queue"},
    {"io", "waiting for a device, a file or the network"},
    {"runnable", "ready to run, but without a core"},
    {"idle", "nothing there to do"},
    {"startup", "starting or ending a worker"},
}};

}  // namespace

std::string_view stateName(State state) {
    return words[static_cast<std::size_t>(state)].name;
}

std::string_view stateExplanation(State state) {
    return words[static_cast<std::size_t>(state)].explanation;
}

std::optional<State> stateFromName(std::string_view name) {
    for (const State state : allStates)
        if (stateName(state) == name) return state;
    return std::nullopt;
}

}  // namespace corelane
