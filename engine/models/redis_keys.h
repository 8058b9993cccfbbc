// Under which names a run keeps its jobs in a Redis server, which others may use at the same time.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace corelane {

struct RedisKeys {
    // `prefix`: "corelane" where the server is the run's own, else one that no other run has.
    explicit RedisKeys(std::string_view prefix)
        : jobs(fmt::format("{}:jobs", prefix)), results(fmt::format("{}:results", prefix)),
          deadLetters(fmt::format("{}:dead", prefix)), takenPrefix(fmt::format("{}:taken:", prefix)) {}

    std::string taken(int worker) const { return takenPrefix + std::to_string(worker); }

    std::string jobs, results, deadLetters, takenPrefix;
};

}  // namespace corelane
