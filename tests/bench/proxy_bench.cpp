// A call through a proxy of the model manager, against a bare round trip of as many bytes over a unix socket.
#include "engine/models/proxy.h"
#include "engine/models/server_process.h"
#include "tests/bench/bare_pool.h"
#include "tests/bench/bench.h"
#include "tests/bench/cores.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sys/socket.h>
#include <thread>

namespace corelane {
namespace {

constexpr int calls = 20'000;

[[noreturn]] void giveUp(const std::string& why) {
    std::fprintf(stderr, "the proxy bench failed: %s\n", why.c_str());
    std::exit(1);
}

// Seconds a call, to a manager of its own.
double callSeconds() {
    const BareWork work{"trivial", 1, 1, 0, 16};
    const auto graphs = work.options();
    const auto workload = work.make();
    const Options options = *Options::resolve(findModel("manager")->options, {});
    const std::vector<int> cores = coresHere();
    Recorder recorder = *Recorder::make({.enabled = false, .lanes = 2, .recordsPerLane = 256});
    Execution execution{
        *workload, options, cores, 1, true, recorder, "task_graph", graphs, CORELANE_BIN "/corelane-engine"};
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) giveUp("no socket");
    Proxy proxy{Descriptor(ends[0])};
    const Descriptor other(ends[1]);
    const int descriptors[] = {ends[1]};
    const auto server = ServerProcess::start(execution, "proxy", "manager", descriptors);
    if (!server) giveUp(server.error().message);
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i)
        if (!proxy.call(ProxyMethod::NamespaceGet, 1)) giveUp("the manager has gone");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / calls;
}

}  // namespace

std::vector<Figure> proxyBench() {
    std::vector<double> median;
    // On one core: across cores it depends on where the scheduler leaves either side.
    std::thread([&] {
        pinTo(coresHere().front());
        median = interleavedMedians(
            15, {callSeconds, [] { return bareSocketRoundTrip(CORELANE_BIN "/corelane-bare-worker", calls); }});
    }).join();
    std::fprintf(stderr, "proxy call: %.2f us, bare %.2f us\n", median[0] * 1e6, median[1] * 1e6);
    return {{"proxy_call", median[0] / median[1], "x a bare round trip over a unix socket, on one core", 1.3}};
}

}  // namespace corelane
