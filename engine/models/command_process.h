// One command, started as a shell would start it, by a process with one thread: its standard input and output are
// what it is given, its standard error is ours, and it has no other descriptor. It is in the chain's process group
// and is killed when the process that started it ends. No shell is ever involved.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

#include <csignal>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace corelane {

struct CommandStart {
    const std::vector<std::string>& words;
    int input, output;
    pid_t group;  // 0: its own
    std::span<const int> cores;
    bool pin;
    int index;                // 0 ... in the chain
    const sigset_t& signals;  // its signal mask
};

// Not reaped before it is destroyed, so that its number stays its own.
class CommandProcess {
  public:
    // Error (Io): the system makes no process.
    static Result<CommandProcess> start(const CommandStart&);
    CommandProcess(CommandProcess&&) noexcept = default;
    CommandProcess& operator=(CommandProcess&&) = delete;

    // Waits until its program runs. Error (Missing): it does not, and why, for a sentence that begins with its name.
    Result<> executing();
    pid_t pid() const { return m_pid; }
    int watched() const { return m_pidfd.get(); }  // readable when it has ended
    // It has ended: how, as from waitpid().
    int status() const;

  private:
    CommandProcess() = default;
    pid_t m_pid = 0;
    Descriptor m_pidfd, m_news;
    std::string m_program;
};

}  // namespace corelane
