// The job queue in Redis against the same commands, pipelined, given directly to hiredis.
#include "engine/models/job_queue.h"
#include "engine/models/model.h"
#include "engine/models/redis_server.h"
#include "tests/bench/bare_pool.h"
#include "tests/bench/bench.h"
#include "tests/bench/cores.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace corelane {
namespace {

constexpr int chunk = 64, batch = 256;
constexpr std::string_view jobsKey = "jobs", resultsKey = "results";
const std::string engineProgram = CORELANE_BIN "/corelane-engine";

[[noreturn]] void giveUp(const std::string& why) {
    std::fprintf(stderr, "the Redis bench failed: %s\n", why.c_str());
    std::exit(1);
}

// Seconds of one run of ours with one worker, recording off.
double queueSeconds(const BareWork& work, const char* queue) {
    const Model& model = *findModel("redis_queue");
    const auto graphs = work.options();
    const auto workload = work.make();
    const Options options =
        *Options::resolve(model.options, {{"queue", std::string(queue)}, {"chunk", std::int64_t{chunk}}});
    const std::vector<int> cores = coresHere();
    Recorder recorder = *Recorder::make({.enabled = false, .lanes = 2, .recordsPerLane = 256});
    Execution execution{*workload, options, cores, 1, true, recorder, "task_graph", graphs, engineProgram};
    const Result<> result = model.runGraph(execution);
    if (!result || recorder.tasks() != workload->taskCount())
        giveUp(result ? "tasks are missing" : result.error().message);
    return static_cast<double>(recorder.endTime() - recorder.beginTime()) * 1e-9;
}

struct Bare {
    explicit Bare(RedisServer& server) : opened(std::move(*server.open())), connection(*opened) {
        connection.setPatience(0);
    }
    RedisReply reply() {
        RedisReply got = connection.next();
        if (got == nullptr || got->type == REDIS_REPLY_ERROR) giveUp("a bare command was refused");
        return got;
    }
    std::unique_ptr<RedisConnection> opened;
    RedisConnection& connection;
};

// Takes as many jobs as there are, 64 at a time, and gives back a result of 48 bytes for each.
void bareWorker(Bare& redis, std::int64_t jobs) {
    const std::string result(48, 'r');
    std::vector<std::string_view> results;
    for (std::int64_t done = 0; done < jobs;) {
        redis.connection.add({"BLMOVE", jobsKey, "taken", "RIGHT", "LEFT", "0"});
        for (int i = 1; i < chunk; ++i) redis.connection.add({"LMOVE", jobsKey, "taken", "RIGHT", "LEFT"});
        redis.connection.flush();
        if (done > 0)
            for (int i = 0; i < 2; ++i) redis.reply();
        results.assign({"LPUSH", resultsKey});
        for (int i = 0; i < chunk; ++i)
            if (redis.reply()->type == REDIS_REPLY_STRING) results.push_back(result);
        const auto taken = static_cast<std::int64_t>(results.size() - 2);
        done += taken;
        redis.connection.add(results);
        redis.connection.add({"RPOP", "taken", std::to_string(taken)});
    }
    redis.connection.flush();
    for (int i = 0; i < 2; ++i) redis.reply();
}

// Seconds for so many jobs of 16 bytes and their results.
double bareSeconds(RedisServer& server, std::int64_t jobs) {
    Bare put(server), take(server), work(server);
    const auto begin = std::chrono::steady_clock::now();
    std::thread worker([&] { bareWorker(work, jobs); });
    const std::string job(16, 'j');
    std::vector<std::string_view> words;
    for (std::int64_t sent = 0; sent < jobs; sent += batch) {
        words.assign({"LPUSH", jobsKey});
        for (std::int64_t i = sent; i < std::min<std::int64_t>(jobs, sent + batch); ++i) words.push_back(job);
        put.connection.add(words);
    }
    put.connection.flush();
    for (std::int64_t got = 0; got < jobs;) {
        take.connection.add({"BLMPOP", "0", "1", resultsKey, "RIGHT", "COUNT", "64"});
        take.connection.flush();
        const RedisReply reply = take.reply();
        got += static_cast<std::int64_t>(elementsOf(*elementsOf(*reply)[1]).size());
    }
    while (put.connection.owed() > 0) put.reply();
    worker.join();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

std::vector<Figure> redisBench() {
    auto server = RedisServer::start(engineProgram);
    if (!server) giveUp(server.error().message);
    const std::int64_t few = 5'000, many = 105'000;
    const BareWork shortWork{"trivial", 1, few, 0, 16}, longWork{"trivial", 1, many, 0, 16};
    const auto median = interleavedMedians(
        9, {[&] { return queueSeconds(longWork, "list"); }, [&] { return queueSeconds(shortWork, "list"); },
            [&] { return queueSeconds(longWork, "stream"); }, [&] { return queueSeconds(shortWork, "stream"); },
            [&] { return bareSeconds(**server, many); }, [&] { return bareSeconds(**server, few); }});
    const double jobs = static_cast<double>(many - few);
    const double list = jobs / (median[0] - median[1]), stream = jobs / (median[2] - median[3]),
                 bare = jobs / (median[4] - median[5]);
    std::fprintf(stderr, "jobs a second: list %.0f, stream %.0f, bare hiredis %.0f\n", list, stream, bare);
    return {
        {"jobs_list", list / bare, "x the jobs a second of bare pipelined hiredis", 0.8, false},
        {"jobs_stream", stream / bare, "x the jobs a second of bare pipelined hiredis, by list", 0.8, false}};
}

}  // namespace corelane
