// corelane-bare-worker: a worker process of the bare pool in bare_pool.cpp.
#include "tests/bench/bare_pool.h"

int main(int argc, char** argv) {
    return corelane::bareWorker(argc, argv);
}
