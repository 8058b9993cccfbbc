// A process that serves the workers of one run: the engine program, started beside them as `worker attend`, which
// does what its TransportKind's `serve` does. It has one end of a socket, by which the engine learns that it is ready
// and it learns that it may go.
#pragma once

#include "engine/models/model.h"
#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace corelane {

// The engine's side. It ends with the thread that started it at the latest.
class ServerProcess {
  public:
    // Returns when it is ready. `what`: it, in sentences, such as "queue server". `descriptors`: what serve() gets.
    static Result<std::unique_ptr<ServerProcess>> start(
        const Execution&, std::string_view transport, std::string_view what, std::span<const int> descriptors);
    ~ServerProcess();  // end()
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    std::uint32_t word() const { return m_word; }  // what it said when it was ready
    pid_t pid() const { return m_pid; }
    int watched() const { return m_pidfd.get(); }  // readable when it has ended
    // Lets it go, which ends its lane; one that does not go within a second is killed, and so is one without time.
    enum class How { LetGo, AtOnce };
    void end(How);
    // It has ended, or does not answer any more: says so, and how. Ends it.
    Error lost();

  private:
    explicit ServerProcess(std::string_view what) : m_what(what) {}
    std::string m_what;
    std::uint32_t m_word = 0;
    pid_t m_pid = 0;
    Descriptor m_pidfd, m_control;
    int m_status = 0;
    bool m_ended = false;
};

// The server's side, in `serve`: says that it is ready, and one word.
bool sayReady(int control, std::uint32_t word);

}  // namespace corelane
