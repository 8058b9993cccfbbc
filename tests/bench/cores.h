// The cores a bench may use, and how its threads keep to one of them.
#pragma once

#include <cstddef>
#include <sched.h>
#include <vector>

namespace corelane {

// Those of the calling thread, ascending.
inline std::vector<int> coresHere() {
    cpu_set_t set;
    CPU_ZERO(&set);
    sched_getaffinity(0, sizeof set, &set);
    std::vector<int> cores;
    for (int core = 0; core < CPU_SETSIZE; ++core)
        if (CPU_ISSET(static_cast<std::size_t>(core), &set)) cores.push_back(core);
    return cores;
}

// The calling thread, and all it starts from now on.
inline void pinTo(int core) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(core), &one);
    sched_setaffinity(0, sizeof one, &one);
}

}  // namespace corelane
