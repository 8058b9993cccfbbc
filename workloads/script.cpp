#include "workloads/script.h"

#include <algorithm>
#include <array>

namespace corelane {
namespace {

constexpr std::array<std::string_view, 10> objectKinds = {
    "mutex", "shared_mutex", "semaphore", "event", "latch", "condition", "barrier", "queue", "counter", "service"};
constexpr std::array<std::string_view, 34> stepKinds = {
    "run",  "busy",     "generate",    "memory", "file_read", "file_write", "sleep", "timer",      "yield",
    "lock", "try_lock", "shared_lock", "unlock", "acquire",   "release",    "wait",  "notify_one", "notify_all",
    "set",  "clear",    "barrier",     "put",    "get",       "close",      "add",   "spawn",      "join",
    "call", "fail",     "loop",        "branch", "each",      "serve",      "reply"};

constexpr std::array<std::string_view, 2> timerModes = {"relative", "absolute"};
constexpr std::array<std::string_view, 2> generateWays = {"generators", "loop"};
constexpr std::array<std::string_view, 3> accesses = {"read", "write", "chase"};

}  // namespace

std::span<const std::string_view> objectKindNames() {
    return std::span(objectKinds).first(static_cast<std::size_t>(ObjectKind::Service));
}

std::string_view objectKindName(ObjectKind kind) {
    return objectKinds[static_cast<std::size_t>(kind)];
}

std::span<const std::string_view> stepKindNames() {
    return std::span(stepKinds).first(static_cast<std::size_t>(StepKind::Reply));
}

std::string_view stepKindName(StepKind kind) {
    return stepKinds[static_cast<std::size_t>(kind)];
}

std::span<const std::string_view> memoryAccessNames() {
    return accesses;
}

std::span<const std::string_view> generateWayNames() {
    return generateWays;
}

std::span<const std::string_view> timerModeNames() {
    return timerModes;
}

Script::Instance Script::instance(std::uint32_t index) const {
    const auto after = std::ranges::upper_bound(m_first, index);
    const auto actor = static_cast<std::uint32_t>(after - m_first.begin() - 1);
    return {actor, index - m_first[actor]};
}

std::string Script::instanceName(std::uint32_t index) const {
    const Instance at = instance(index);
    const ScriptActor& actor = m_text.actors[at.actor];
    return actor.count == 1 ? actor.name : actor.name + " " + std::to_string(at.number + 1);
}

}  // namespace corelane
