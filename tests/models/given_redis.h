// A Redis server that a test starts, as a user would, and ends by its number.
#pragma once

#include "engine/models/redis_connection.h"

#include <filesystem>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace corelane {

class GivenRedis {
  public:
    enum class Over { Unix, Tcp };
    explicit GivenRedis(Over, const std::vector<std::string>& more = {});  // fails the test unless it answers
    ~GivenRedis();                                                         // end()
    GivenRedis(const GivenRedis&) = delete;
    GivenRedis& operator=(const GivenRedis&) = delete;

    const std::string& url() const { return m_url; }
    pid_t pid() const { return m_pid; }
    RedisReply ask(const std::vector<std::string>& words);
    std::vector<std::string> keys();  // all there are, sorted
    void end();

  private:
    std::unique_ptr<RedisConnection> connected() const;
    std::filesystem::path m_folder;
    std::string m_url;
    pid_t m_pid = 0;
    std::unique_ptr<RedisConnection> m_redis;
};

}  // namespace corelane
