#include "tests/commands/ssh_host.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace corelane {

namespace {

namespace fs = std::filesystem;

constexpr const char* daemonPath = "/usr/sbin/sshd";

void makeKey(const std::string& file) {
    if (std::system(("ssh-keygen -q -t ed25519 -N '' -f " + file).c_str()) != 0)
        throw std::runtime_error("ssh-keygen makes no key");
}

}  // namespace

std::string SshHost::unavailable() {
    if (access(daemonPath, X_OK) != 0) return "there is no sshd here (Debian: openssh-server)";
    if (geteuid() != 0) return "a host of its own needs root, for sshd's folder in /run";
    return std::system("unshare -m true 2>/dev/null") == 0 ? "" : "no namespaces may be made here";
}

SshHost::SshHost(const std::string& under)
    : m_mark("CORELANE_TEST_HOST=" + fs::path(m_folder.path()).filename().string()) {
    makeKey(m_folder.file("host"));
    makeKey(m_folder.file("user"));
    fs::copy_file(m_folder.file("user.pub"), m_folder.file("authorized"));
    writeFile(m_folder.file("known"), name() + " " + readFile(m_folder.file("host.pub")));
    const std::string programs = fs::path(CORELANE_ENGINE).parent_path();
    writeFile(
        m_folder.file("sshd.conf"), "HostKey " + m_folder.file("host") + "\nAuthorizedKeysFile " +
                                        m_folder.file("authorized") +
                                        "\nUsePAM no\nStrictModes no\nPasswordAuthentication "
                                        "yes\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
                                        "PidFile none\nSetEnv " +
                                        m_mark + " PATH=" + programs + ":/usr/bin:/bin\n");
    // sshd insists on a folder in /run, which is made where nobody else sees it.
    script(
        "sshd", "exec unshare -m sh -c 'mount -t tmpfs none /run && mkdir /run/sshd && exec " + under + " " +
                    daemonPath + " -i -f " + m_folder.file("sshd.conf") + "'\n");
    script(
        "ssh", "exec ssh -F /dev/null -o IdentitiesOnly=yes -o IdentityFile=" + m_folder.file("user") +
                   " -o UserKnownHostsFile=" + m_folder.file("known") +
                   " -o GlobalKnownHostsFile=/dev/null -o ProxyCommand=" + m_folder.file("sshd") + " \"$@\"\n");
}

std::string SshHost::script(const std::string& name, const std::string& text) const {
    const std::string file = m_folder.file(name);
    writeFile(file, "#!/bin/sh\n" + text);
    fs::permissions(file, fs::perms::owner_all);
    return file;
}

EngineProgram::Start SshHost::reaching(const std::string& input) const {
    EngineProgram::Start start;
    start.input = input;
    start.environment["CORELANE_SSH"] = m_folder.file("ssh");
    return start;
}

void SshHost::forgetHostKey() {
    writeFile(m_folder.file("known"), "");
}

void SshHost::refuseKeys() {
    writeFile(m_folder.file("authorized"), "");
}

std::vector<pid_t> SshHost::alive() const {
    return processesWith(m_mark);
}

bool SshHost::allGone() const {
    return goneWithin(std::chrono::seconds(30), [this] { return alive().empty(); });
}

pid_t SshHost::connection() const {
    for (const pid_t pid : alive()) {
        std::istringstream status(readFile("/proc/" + std::to_string(pid) + "/status"));
        pid_t parent = 0;
        for (std::string word; status >> word;)
            if (word == "PPid:") status >> parent;
        if (parent > 0 && readFile("/proc/" + std::to_string(parent) + "/comm") == "sshd\n") return parent;
    }
    return 0;
}

}  // namespace corelane
