// The job queue in a Redis server that is given: how it is named, what a run leaves there, and what goes wrong.
#include "engine/models/redis_address.h"
#include "tests/models/given_redis.h"
#include "tests/models/process_pool_ways.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <string>

using namespace corelane;
using Over = GivenRedis::Over;

namespace {

const Model& redis() {
    return *findModel("redis_queue");
}

bool absent() {
    const std::string reason = redis().unavailable();
    if (!reason.empty()) WARN("Skipped: " + reason);
    return !reason.empty();
}

std::string missing(const std::string& url) {
    return redis().missing(*Options::resolve(redis().options, {{"url", url}}));
}

std::string refusal(const std::string& url) {
    const auto address = parseRedisUrl(url);
    INFO(url);
    REQUIRE_FALSE(address);
    CHECK(address.error().kind == Error::Kind::Invalid);
    return address.error().message;
}

// The highest value that each counter was noted with.
std::map<std::string, std::int64_t> highestCounts(Recorder& recorder) {
    Recorder::Shared& shared = *recorder.shared();
    std::map<std::string, std::int64_t> most;
    for (int slot = 0; slot < shared.lanesInUse(); ++slot) {
        RingReader reader(&shared.ring[slot], shared.records(slot), shared.recordsPerLane);
        reader.drain([&](const Record* first, std::size_t count) {
            for (const Record* record = first; record != first + count; ++record) {
                if (record->kind != RecordKind::Counter) continue;
                auto& highest = most.try_emplace(shared.counter[record->name].name, -1).first->second;
                highest = std::max(highest, static_cast<std::int64_t>(record->end));
            }
        });
    }
    return most;
}

}  // namespace

TEST_CASE("the url of a Redis server is read, or refused with what may be given", "[redis_url]") {
    CHECK(parseRedisUrl("unix:/run/r.sock")->socket == "/run/r.sock");
    CHECK(parseRedisUrl("unix:///run/r.sock")->socket == "/run/r.sock");
    const auto tcp = parseRedisUrl("redis://example.org:7000/3");
    REQUIRE(tcp);
    CHECK(tcp->host == "example.org");
    CHECK(tcp->port == "7000");
    CHECK(tcp->database == 3);
    CHECK(parseRedisUrl("tcp://10.0.0.1")->port == "6379");
    CHECK(parseRedisUrl("redis://[::1]:7000")->host == "::1");
    CHECK(parseRedisUrl("redis://[::1]")->port == "6379");
    for (const std::string url :
         {"", "6379", "http://a", "unix:", "unix:r.sock", "redis://", "redis://:1", "redis://a:x", "redis://a:70000",
          "redis://a/b", "tcp://a/1"})
        CHECK(refusal(url).find("give unix:/PATH or redis://HOST:PORT") != std::string::npos);
    CHECK(refusal("redis://me:secret@a").find("secret") == std::string::npos);
    CHECK(refusal("redis://me:secret@a").find("REDISCLI_AUTH") != std::string::npos);
}

TEST_CASE("jobs in a given Redis server give the serial result, and the run leaves nothing there", "[redis_url]") {
    if (absent()) return;
    NothingLeft left;
    const auto made = stencil(30, 8, 100, 4096);
    const Expected expected = evaluate(*made.workload);
    for (const Over over : {Over::Unix, Over::Tcp}) {
        GivenRedis given(over);
        given.ask({"SET", "mine", "1"});
        for (const std::string queue : {"list", "stream"})
            for (const std::string worker : {"resident", "fork"})
                for (const std::int64_t chunk : {1, 16}) {
                    INFO(given.url() << ", " << queue << ", " << worker << ", chunk " << chunk);
                    const Ran ran = runModel(
                        redis(), *made.workload, made.options,
                        {.workers = 2,
                         .options = {{"url", given.url()}, {"queue", queue}, {"worker", worker}, {"chunk", chunk}}});
                    INFO((ran.result ? std::string() : ran.result.error().message));
                    CHECK(ran.result);
                    CHECK(ran.faults == 0);
                    CHECK(ran.got == expected);
                    CHECK(given.keys() == std::vector<std::string>{"mine"});
                }
    }
    left.check();
}

TEST_CASE("two runs at a time in one Redis server do not meet", "[redis_url]") {
    if (absent()) return;
    const auto one = stencil(60, 8, 5000), other = stencil(60, 8, 5000, 1024);
    GivenRedis given(Over::Unix);
    Started first(one, redis(), {{"url", given.url()}}, 2), second(other, redis(), {{"url", given.url()}}, 2);
    CHECK(first.wait());
    CHECK(second.wait());
    for (auto& [run, made] : {std::pair(&first, &one), std::pair(&second, &other)})
        CHECK(Expected{run->recorder().tasks(), run->recorder().digest()} == evaluate(*made->workload));
    CHECK(given.keys().empty());
}

TEST_CASE("a given Redis server that is not there, or lets nobody in, is a sentence", "[redis_url]") {
    if (absent()) return;
    CHECK(
        missing("unix:/nowhere/redis.sock").find("no Redis server answers at unix:/nowhere/redis.sock (No such") ==
        0);
    CHECK(missing("redis://127.0.0.1:1").find("Connection refused") != std::string::npos);
    GivenRedis given(Over::Tcp, {"--requirepass", "open sesame"});
    CHECK(missing(given.url()).find("put its password into REDISCLI_AUTH") != std::string::npos);
    setenv("REDISCLI_AUTH", "wrong", 1);
    CHECK(missing(given.url()).find("correct REDISCLI_AUTH") != std::string::npos);
    setenv("REDISCLI_AUTH", "open sesame", 1);
    CHECK(missing(given.url()).empty());
    const auto made = stencil(5, 4);
    const Ran ran =
        runModel(redis(), *made.workload, made.options, {.workers = 2, .options = {{"url", given.url()}}});
    unsetenv("REDISCLI_AUTH");
    CHECK(ran.result);
    CHECK(ran.got == evaluate(*made.workload));
}

TEST_CASE("a given Redis server that ends fails the run in a sentence", "[redis_url]") {
    if (absent()) return;
    NothingLeft left;
    {
        const auto made = endless();
        GivenRedis given(Over::Unix);
        Started run(made, redis(), {{"url", given.url()}}, 2);
        run.untilRecorded(20, 2);
        given.end();
        const Result<> result = run.wait();
        REQUIRE_FALSE(result);
        CHECK(result.error().message.find("the Redis server at " + given.url() + " closed its connection") == 0);
    }
    left.check();
}

TEST_CASE("a job that may not be tried again is a dead letter, which expires", "[redis_url]") {
    if (absent()) return;
    for (const std::string queue : {"list", "stream"}) {
        INFO(queue);
        const auto made = stencil(60, 8, 20'000);
        GivenRedis given(Over::Unix);
        const Ran ran = runModel(
            redis(), *made.workload, made.options,
            {.workers = 2,
             .options = {
                 {"url", given.url()},
                 {"queue", queue},
                 {"retries", std::int64_t{0}},
                 {"expiry", std::int64_t{77}},
                 {"fault", std::string("kill")},
                 {"fault_worker", std::int64_t{1}}}});
        REQUIRE_FALSE(ran.result);
        CHECK(ran.result.error().message.find("redis-cli LRANGE ") != std::string::npos);
        const std::vector<std::string> keys = given.keys();
        REQUIRE(keys.size() == 1);
        CHECK(keys.front().ends_with(":dead"));
        const RedisReply letters = given.ask({"LRANGE", keys.front(), "0", "-1"});
        REQUIRE(elementsOf(*letters).size() == 1);
        const std::string letter(textOf(*elementsOf(*letters)[0]));
        CHECK(letter.find("was lost with every worker that it was given to, 1 of them") != std::string::npos);
        CHECK(letter.find("was killed by signal 9") != std::string::npos);
        const RedisReply left = given.ask({"TTL", keys.front()});
        CHECK(left->integer > 0);
        CHECK(left->integer <= 77);
    }
}

TEST_CASE("what a killed engine leaves in a given Redis server expires", "[redis_url]") {
    if (absent()) return;
    NothingLeft left;
    {
        GivenRedis given(Over::Unix);
        auto recorder = Recorder::make({.lanes = 4, .recordsPerLane = 1u << 12});
        REQUIRE(recorder);
        const pid_t engine = startThisTest("[redis_url_engine_to_be_killed]", recorder->fd(), given.url());
        REQUIRE(engine > 0);
        bool alive = true;
        while (!allRecorded(*recorder, 2, 40) && (alive = !hasGone(engine))) std::this_thread::yield();
        REQUIRE(alive);
        kill(engine, SIGKILL);
        while (!hasGone(engine)) std::this_thread::yield();
        for (const std::string& key : given.keys()) {
            INFO(key);
            const RedisReply seconds = given.ask({"TTL", key});
            CHECK((seconds->integer > 0 || seconds->integer == -2));  // -2: it has just gone
        }
        given.end();
        reapEverybody();  // its workers
    }
    left.check();
}

// Not a test: the engine that the test above kills.
TEST_CASE("engine at a given Redis server to be killed", "[.][redis_url_engine_to_be_killed]") {
    const auto [fd, url] = whatThisTestWasTold();
    if (fd < 0) return;
    auto recorder = Recorder::attach(fd);
    REQUIRE(recorder);
    const auto made = endless();
    const Options options = *Options::resolve(redis().options, {{"url", url}});
    const std::vector<int> cores = allowedCores();
    Execution execution = executionOf(made, options, cores, 2, *recorder);
    CHECK(redis().runGraph(execution));
}

TEST_CASE("how deep RQ's queues are is a counter each", "[redis_url]") {
    if (absent()) return;
    GivenRedis given(Over::Tcp);
    for (const std::string queue : {"low", "high"}) given.ask({"SADD", "rq:queues", "rq:queue:" + queue});
    for (int i = 0; i < 7; ++i) given.ask({"RPUSH", "rq:queue:high", "job"});
    const auto made = stencil(200, 8, 20'000);
    for (const std::string asked : {"*", "high,low"}) {
        const auto look = [](Recorder& recorder) {
            const auto highest = highestCounts(recorder);
            REQUIRE(highest.contains("rq: high"));
            REQUIRE(highest.contains("rq: low"));
            CHECK(highest.at("rq: high") == 7);
            CHECK(highest.at("rq: low") == 0);
        };
        const Ran ran = runModel(
            redis(), *made.workload, made.options,
            {.workers = 2, .options = {{"url", given.url()}, {"rq", asked}}, .recordsPerLane = 1u << 14}, look);
        INFO((ran.result ? std::string() : ran.result.error().message));
        CHECK(ran.result);
    }
    given.ask({"FLUSHALL"});
    const Ran ran = runModel(
        redis(), *made.workload, made.options,
        {.workers = 2, .options = {{"url", given.url()}, {"rq", std::string("*")}}});
    REQUIRE_FALSE(ran.result);
    CHECK(ran.result.error().message.find("RQ has no queues") == 0);
}

TEST_CASE("what has no meaning for a Redis server is refused", "[redis_url]") {
    const auto refused = [](const Given& given) {
        return redis().refuses(*Options::resolve(redis().options, given), 2);
    };
    CHECK(refused({{"rq", std::string("*")}}).find("set url") != std::string::npos);
    CHECK(refused({{"url", std::string("ftp://a")}}).find("is of no kind that is known") != std::string::npos);
    CHECK(
        refused({{"url", std::string("unix:/a")}, {"fault", std::string("kill_server")}})
            .find("not the run's to kill") != std::string::npos);
}
