#include "engine/trace/result.h"

#include <cstdio>
#include <cstdlib>

namespace corelane {

void assertionFailed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: this must hold and does not: %s\n", file, line, expression);
    std::abort();
}

}  // namespace corelane
