#include "tests/models/process_tree.h"

#include "engine/record/recorder_memory.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace corelane {
namespace {

const LaneEntry* laneOf(const Recorder& recorder, int worker, int& slot) {
    const Recorder::Shared& shared = *recorder.shared();
    for (slot = 0; slot < shared.lanesInUse(); ++slot)
        if (shared.lane[slot].state.load(std::memory_order_acquire) == EntryState::Ready &&
            shared.lane[slot].index == worker)
            return &shared.lane[slot];
    return nullptr;
}

}  // namespace

void adoptOrphans() {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
}

bool noChildren() {
    siginfo_t info{};
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 && errno == ECHILD;
}

std::string childrenNow() {
    std::string all;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream children(task.path() / "children");
        for (std::string pid; children >> pid;) {
            std::ifstream line("/proc/" + pid + "/cmdline");
            std::string words{std::istreambuf_iterator<char>(line), {}};
            for (char& c : words)
                if (c == 0) c = ' ';
            all += pid + ": " + words + "; ";
        }
    }
    return all;
}

int reapEverybody() {
    int count = 0;
    for (;;) {
        const pid_t child = waitpid(-1, nullptr, 0);
        if (child > 0)
            ++count;
        else if (errno != EINTR)
            return count;
    }
}

bool hasGone(pid_t child) {
    return waitpid(child, nullptr, WNOHANG) == child;
}

pid_t parentOf(pid_t pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string word; status >> word;) {
        pid_t parent = 0;
        if (word == "PPid:" && status >> parent) return parent;
    }
    return -1;
}

std::vector<pid_t> childrenOf(pid_t parent) {
    std::vector<pid_t> all;
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(parent) + "/task", gone)) {
        std::ifstream children(task.path() / "children");
        for (pid_t pid = 0; children >> pid;) all.push_back(pid);
    }
    return all;
}

std::string programOf(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    std::getline(file, name);
    return name;
}

std::size_t openDescriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
    return count - 1;  // the iterator's own
}

std::vector<std::string> sharedMemoryFiles() {
    std::vector<std::string> files;
    std::error_code absent;
    for (const char* const place : {"/dev/shm", "/dev/mqueue"})
        for (const auto& entry : std::filesystem::directory_iterator(place, absent))
            if (const std::string name = entry.path().filename(); name.find("corelane") != std::string::npos)
                files.push_back(name);
    return files;
}

std::vector<std::string> temporaryFolders() {
    std::vector<std::string> folders;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path()))
        if (const std::string name = entry.path().filename(); name.starts_with("corelane-") && entry.is_directory())
            folders.push_back(name);
    return folders;
}

pid_t lanePid(const Recorder& recorder, int worker) {
    int slot = 0;
    const LaneEntry* lane = laneOf(recorder, worker, slot);
    return lane ? lane->pid : 0;
}

std::uint64_t published(const Recorder& recorder, int worker) {
    int slot = 0;
    if (!laneOf(recorder, worker, slot)) return 0;
    return recorder.shared()->ring[slot].head.load(std::memory_order_acquire);
}

bool allRecorded(const Recorder& recorder, int workers, std::uint64_t records) {
    for (int worker = 0; worker < workers; ++worker)
        if (published(recorder, worker) < records) return false;
    return true;
}

pid_t startThisTest(const std::string& tag, int fd, const std::string& words) {
    setenv("CORELANE_TEST_DESCRIPTOR", std::to_string(fd).c_str(), 1);
    setenv("CORELANE_TEST_WORDS", words.c_str(), 1);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd, fd);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    std::string program = std::filesystem::read_symlink("/proc/self/exe"), chosen = tag;
    char* arguments[] = {program.data(), chosen.data(), nullptr};
    pid_t pid = -1;
    if (posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments, environ) != 0) pid = -1;
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

std::pair<int, std::string> whatThisTestWasTold() {
    const char* const fd = std::getenv("CORELANE_TEST_DESCRIPTOR");
    const char* const words = std::getenv("CORELANE_TEST_WORDS");
    return {fd ? std::atoi(fd) : -1, words ? words : ""};
}

}  // namespace corelane
