// A Redis server of one run's own: on a socket in a folder of its own, without a port, a file or a configuration.
// Whoever shall speak to it is connected first; then the folder is removed, so that nothing remains whatever is
// killed.
#pragma once

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
    ~RedisServer();  // end()
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    pid_t pid() const { return m_pid; }
    int watched() const { return m_pidfd.get(); }  // readable when it has ended
    Result<Descriptor> connect() const;            // close-on-exec; errno says why not
    void hide();                                   // nobody else can connect: socket and folder are gone
    void end();                                    // kills and reaps it; it keeps nothing that were to be saved
    // It has ended, or does not answer any more: says so, and how. Ends it.
    Error lost();

  private:
    RedisServer() = default;
    std::string m_folder, m_socket;
    pid_t m_pid = 0;
    Descriptor m_pidfd;
    int m_status = 0;
    bool m_ended = false;
};

}  // namespace corelane
