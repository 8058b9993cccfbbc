#include "tests/models/given_redis.h"

#include "engine/models/redis_address.h"
#include "engine/models/spawn_program.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace corelane {
namespace {

int freePort() {
    const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    return ntohs(address.sin_port);
}

}  // namespace

GivenRedis::GivenRedis(Over over, const std::vector<std::string>& more) {
    std::string folder = std::filesystem::temp_directory_path() / "corelane-test-redis-XXXXXX";
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    m_folder = folder;
    const int port = over == Over::Tcp ? freePort() : 0;
    m_url = over == Over::Tcp ? fmt::format("redis://127.0.0.1:{}", port) : "unix:" + folder + "/redis.sock";
    std::vector<std::string> words = {
        "redis-server",
        "--port",
        std::to_string(port),
        "--bind",
        "127.0.0.1",
        "--unixsocket",
        folder + "/redis.sock",
        "--save",
        "",
        "--dir",
        folder,
        "--logfile",
        folder + "/log"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    REQUIRE(
        posix_spawn(&m_pid, programOnPath("redis-server").c_str(), nullptr, nullptr, arguments.data(), environ) == 0);
    while (!(m_redis = connected())) {
        REQUIRE(waitpid(m_pid, nullptr, WNOHANG) == 0);
        std::this_thread::yield();
    }
}

GivenRedis::~GivenRedis() {
    end();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

std::unique_ptr<RedisConnection> GivenRedis::connected() const {
    auto socket = connectTo(*parseRedisUrl(m_url), m_url);
    if (!socket) return nullptr;
    auto redis = std::make_unique<RedisConnection>(std::move(*socket), RedisConnection::Mode::Blocking);
    const RedisReply pong = redis->ask({"PING"});
    const bool loading = pong != nullptr && textOf(*pong).starts_with("LOADING");
    return pong == nullptr || loading ? nullptr : std::move(redis);
}

RedisReply GivenRedis::ask(const std::vector<std::string>& words) {
    const std::vector<std::string_view> views(words.begin(), words.end());
    m_redis->add(views);
    REQUIRE(m_redis->flush());
    RedisReply reply = m_redis->next();
    REQUIRE(reply != nullptr);
    return reply;
}

std::vector<std::string> GivenRedis::keys() {
    const RedisReply reply = ask({"KEYS", "*"});
    std::vector<std::string> found;
    for (const redisReply* const key : elementsOf(*reply)) found.emplace_back(textOf(*key));
    std::ranges::sort(found);
    return found;
}

void GivenRedis::end() {
    m_redis.reset();
    if (m_pid <= 0) return;
    kill(m_pid, SIGKILL);
    waitpid(std::exchange(m_pid, 0), nullptr, 0);
}

}  // namespace corelane
