// A host of the test's own that ssh reaches: a real sshd with keys of its own, started for each connection at the
// other end of ssh's ProxyCommand, so that it needs no port, no network and no account of this machine's
// configuration.
#pragma once

#include "tests/commands/engine_program.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace corelane {

class SshHost {
  public:
    // `under`: words that start sshd, for a host whose clock differs: "unshare -T --boottime 1000 --fork".
    explicit SshHost(const std::string& under = {});

    static std::string unavailable();  // why there can be none here; "": there can

    std::string name() const { return "there"; }
    // What makes an engine's ssh reach this host.
    EngineProgram::Start reaching(const std::string& input = {}) const;
    void forgetHostKey();  // as if nobody had ever been there
    void refuseKeys();     // so that it would ask for a password
    std::string script(const std::string& name, const std::string& text) const;  // a program there; its path

    std::vector<pid_t> alive() const;  // what runs there, except sshd
    bool allGone() const;              // waits for it; false after thirty seconds
    pid_t connection() const;          // the sshd above what runs there; 0: nothing runs

  private:
    TemporaryFolder m_folder;
    std::string m_mark;
};

}  // namespace corelane
