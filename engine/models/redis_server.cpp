#include "engine/models/redis_server.h"

#include "engine/models/spawn_program.h"
#include "engine/models/start_method.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace corelane {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{10};  // for a server to come up
constexpr int patienceSeconds = 5;            // with one that does not answer
constexpr std::string_view folderPrefix = "corelane-redis-", keyPrefix = "corelane";

// A server that is killed while it comes up leaves its folder: those of processes that are no more are removed.
void sweep(const fs::path& parent) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent, ignored)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with(folderPrefix)) continue;
        pid_t owner = 0;
        std::from_chars(name.data() + folderPrefix.size(), name.data() + name.size(), owner);
        if (owner > 0 && kill(owner, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), ignored);
    }
}

Result<std::string> makeFolder() {
    std::error_code none;
    fs::path parent = fs::temp_directory_path(none);
    if (none) parent = "/tmp";
    sweep(parent);
    std::string folder = parent / fmt::format("{}{}-XXXXXX", folderPrefix, getpid());
    if (mkdtemp(folder.data()) == nullptr)
        return fail(
            Error::Kind::Io, fmt::format(
                                 "no folder for Redis could be made in {} ({}); set TMPDIR to a folder that can be "
                                 "written",
                                 parent.string(), std::strerror(errno)));
    if (folder.size() + sizeof "/socket" > sizeof(sockaddr_un::sun_path)) {
        fs::remove_all(folder, none);
        return fail(
            Error::Kind::Io,
            fmt::format("the path {} is too long for a socket; set TMPDIR to a shorter one", parent.string()));
    }
    return folder;
}

}  // namespace

std::string RedisServer::program() {
    return programOnPath("redis-server");
}

Result<std::unique_ptr<RedisServer>> RedisServer::start(const std::string& enginePath) {
    const std::string program = RedisServer::program();
    if (program.empty())
        return fail(
            Error::Kind::Missing,
            "the program redis-server is not on PATH; install it (apt-get install redis-server)");
    std::unique_ptr<RedisServer> server(new RedisServer);
    server->m_folder = TRY(makeFolder());
    server->m_prefix = keyPrefix;
    server->m_address.socket = server->m_folder + "/socket";
    server->m_pid = TRY(spawnProgram(
        enginePath,
        {"worker",
         "become",
         std::to_string(getpid()),
         program,
         "--port",
         "0",
         "--unixsocket",
         server->m_address.socket,
         "--unixsocketperm",
         "700",
         "--save",
         "",
         "--appendonly",
         "no",
         "--dir",
         "/",
         "--daemonize",
         "no",
         "--logfile",
         "",
         "--databases",
         "1"},
        {}));
    server->m_pidfd = watchProcess(server->m_pid);
    if (!server->m_pidfd)
        return fail(
            Error::Kind::Io, fmt::format(
                                 "the Redis server cannot be watched ({}); raise the limit on open files (ulimit -n)",
                                 std::strerror(errno)));
    // It says nothing when it is there, so it is tried, each millisecond.
    const auto deadline = SteadyClock::now() + patience;
    for (;;) {
        const auto tried = connectTo(server->m_address, "the run's own socket");
        if (tried) break;
        if (errno != ENOENT && errno != ECONNREFUSED)
            return fail(
                Error::Kind::Io,
                fmt::format(
                    "no connection to the Redis server could be made ({}); use fewer workers or raise the limit on "
                    "open files (ulimit -n)",
                    std::strerror(errno)));
        pollfd ended = {server->watched(), POLLIN, 0};
        if (poll(&ended, 1, 1) == 1 || SteadyClock::now() > deadline) return tl::unexpected(server->lost());
    }
    return server;
}

RedisServer::~RedisServer() {
    hide();
    end();
}

Result<std::unique_ptr<RedisServer>> RedisServer::reach(const std::string& url) {
    std::unique_ptr<RedisServer> server(new RedisServer);
    server->m_url = url;
    server->m_address = TRY(parseRedisUrl(url));
    std::array<unsigned char, 6> chance{};
    if (getrandom(chance.data(), chance.size(), 0) != static_cast<ssize_t>(chance.size()))
        return fail(Error::Kind::Io, "the system gave no random bytes for the names of the run's keys");
    server->m_prefix = fmt::format("{}:{:02x}", keyPrefix, fmt::join(chance, ""));
    TRY(server->open());
    return server;
}

Result<std::unique_ptr<RedisConnection>> RedisServer::open() const {
    auto redis = std::make_unique<RedisConnection>(
        TRY(connectTo(m_address, own() ? "the run's own socket" : m_url)), RedisConnection::Mode::Blocking);
    redis->setPatience(patienceSeconds);
    if (own()) return redis;
    const auto refused = [&](std::string_view what, std::string_view why, std::string_view remedy) {
        return fail(
            Error::Kind::Missing, fmt::format("the Redis server at {} {} ({}); {}", m_url, what, why, remedy));
    };
    struct Greeting {
        std::vector<std::string_view> words;
        std::string_view remedy;
    };
    const char* const password = std::getenv("REDISCLI_AUTH");
    const std::string database = std::to_string(m_address.database);
    std::vector<Greeting> greetings = {
        {{"PING"}, "put its password into REDISCLI_AUTH, or give another url"},
        {{"SELECT", database}, "correct the url"}};
    if (password != nullptr) greetings.insert(greetings.begin(), {{"AUTH", password}, "correct REDISCLI_AUTH"});
    for (const Greeting& greeting : greetings) {
        redis->add(greeting.words);
        const RedisReply reply = redis->flush() ? redis->next() : nullptr;
        if (reply == nullptr) return refused("does not speak Redis' protocol", "no answer", "correct the option url");
        if (reply->type == REDIS_REPLY_ERROR)
            return refused(fmt::format("refused {}", greeting.words.front()), textOf(*reply), greeting.remedy);
    }
    return redis;
}

void RedisServer::hide() {
    std::error_code ignored;
    if (!m_folder.empty()) fs::remove_all(std::exchange(m_folder, {}), ignored);
}

void RedisServer::end() {
    if (m_pid <= 0 || std::exchange(m_ended, true)) return;
    kill(m_pid, SIGKILL);  // it is not reaped yet, so that the number is its own
    if (waitpid(m_pid, &m_status, 0) < 0) m_status = 0;
}

Error RedisServer::lost() {
    if (!own())
        return {
            Error::Kind::Failed, fmt::format(
                                     "the Redis server at {} closed its connection or does not answer; look into its "
                                     "log, and run it again",
                                     m_url)};
    // Its sockets close a moment before it can be reaped.
    pollfd ended = {watched(), POLLIN, 0};
    const bool byItself = m_ended || poll(&ended, 1, 1000) == 1;
    end();
    return {
        Error::Kind::Failed,
        byItself
            ? fmt::format(
                  "the Redis server (process {}) {}, and the jobs with it; look for what ended it (its message "
                  "above, or dmesg for the out-of-memory killer) and run it again",
                  m_pid, describeExit(m_status))
            : fmt::format("the Redis server (process {}) does not answer, so it was ended; run it again", m_pid)};
}

}  // namespace corelane
