// The system's ssh, running one command on another host: its three streams, and its end.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace corelane {

class SshProcess {
  public:
    // The program is that on PATH, or $CORELANE_SSH, which takes the same words. Error (Missing): there is none.
    static Result<SshProcess> start(const std::vector<std::string>& words);
    SshProcess(SshProcess&&) noexcept;
    SshProcess& operator=(SshProcess&&) = delete;
    ~SshProcess();  // ends it, and waits for that

    // To its standard input, as soon as it takes it; nothing is sent any more once it does not.
    void send(std::string_view bytes);
    void closeInput();  // when all was sent
    void end();         // by SIGTERM: ssh gives a terminal back that it asked for a password on

    struct News {
        std::string out;
        bool ended = false;  // its standard output has
    };
    // What came; waits for it for that long at most.
    News wait(int milliseconds);
    // When its output has ended: as from waitpid().
    int exitStatus();
    // The last line of its standard error, which is ssh's own or the command's; "": it said nothing.
    std::string lastWords() const;
    bool said(std::string_view words) const { return m_errors.find(words) != std::string::npos; }

  private:
    SshProcess() = default;
    bool takeErrors();  // false: they have ended
    void push();

    pid_t m_pid = 0;
    Descriptor m_in, m_out, m_err;
    std::string m_toSend, m_errors;
    bool m_closing = false;
};

}  // namespace corelane
