// The Redis server of a run. One of its own is on a socket in a folder of its own, without a port, a file or a
// configuration: whoever shall speak to it is connected first; then the folder is removed, so that nothing remains
// whatever is killed. One that is given is left as it was, but for what expires.
#pragma once

#include "engine/models/redis_address.h"
#include "engine/models/redis_connection.h"
#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

#include <memory>
#include <string>
#include <sys/types.h>

namespace corelane {

class RedisServer {
  public:
    // Where the program is, on PATH; "": nowhere.
    static std::string program();

    // Returns when it answers. It ends with the calling thread at the latest.
    static Result<std::unique_ptr<RedisServer>> start(const std::string& enginePath);
    // The one at the url, which answers. Missing: it does not.
    static Result<std::unique_ptr<RedisServer>> reach(const std::string& url);
    ~RedisServer();  // end()
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    bool own() const { return m_url.empty(); }
    // What runs keep in it begins with this: no two runs have the same.
    const std::string& prefix() const { return m_prefix; }
    pid_t pid() const { return m_pid; }            // 0: it is not the run's own
    int watched() const { return m_pidfd.get(); }  // readable when it has ended; -1 as above
    // A connection that has proved itself and blocks, but no longer than some seconds.
    Result<std::unique_ptr<RedisConnection>> open() const;
    void hide();  // nobody else can connect: socket and folder are gone
    void end();   // kills and reaps one of the run's own; it keeps nothing that were to be saved
    // It has ended, or does not answer any more: says so, and how. Ends it.
    Error lost();

  private:
    RedisServer() = default;
    std::string m_folder, m_url, m_prefix;
    RedisAddress m_address;
    pid_t m_pid = 0;
    Descriptor m_pidfd;
    int m_status = 0;
    bool m_ended = false;
};

}  // namespace corelane
