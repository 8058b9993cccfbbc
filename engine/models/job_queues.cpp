#include "engine/models/job_queue.h"

#include <algorithm>
#include <array>

namespace corelane {

extern const JobQueue listJobs;
extern const JobQueue streamJobs;

namespace {

constexpr std::array<std::string_view, 2> names = {"list", "stream"};

}  // namespace

std::span<const std::string_view> jobQueueNames() {
    return names;
}

const JobQueue* findJobQueue(std::string_view name) {
    static const std::array kinds = {&listJobs, &streamJobs};
    const auto found = std::ranges::find(kinds, name, [](const JobQueue* kind) { return kind->name; });
    return found == kinds.end() ? nullptr : *found;
}

}  // namespace corelane
