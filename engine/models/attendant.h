// A process that does one run's work by processes it forks: the engine program, started with one thread, which the
// engine's own threads never allow. The engine waits for what it says; when either goes, so does what it started.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/record/recorder.h"
#include "engine/trace/result.h"

#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace corelane {

// The engine's side, of one run.
class Attendant {
  public:
    explicit Attendant(std::string_view whom);  // whom it attends, in sentences: "the commands"
    ~Attendant();                               // it has ended, and so have they
    Attendant(const Attendant&) = delete;
    Attendant& operator=(const Attendant&) = delete;

    int itsEnd() const { return m_its.get(); }  // of the socket between them, which it is to inherit

    // Starts it, lets it go when it is ready, and waits until all is done. The wall time is from the one to the
    // other: its own start is not part of it.
    Result<> run(
        const std::string& program, std::vector<std::string> words, std::span<const int> keep, Recorder& recorder);

  private:
    Result<> hear(char expected);
    Result<> lost();

    std::string m_whom;
    pid_t m_pid = 0;
    Descriptor m_control, m_its, m_pidfd;
};

// Its own side: false when the engine has gone.
bool readyToGo(int control);
void sayResult(int control, const Result<>&);

}  // namespace corelane
