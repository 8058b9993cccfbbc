// The built corelane-engine as a black box: words in; status, standard output and standard error out.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace corelane {

struct Ended {
    int status = -1;  // the exit status, or 128 + signal
    std::string out, err;
};

// One started engine. Everything it or its workers leave behind carries a mark of its own in the environment.
class EngineProgram {
  public:
    struct Start {
        std::string input;  // to standard input
        std::map<std::string, std::string> environment;
        std::string outFile;  // standard output goes there instead of to the test
    };
    explicit EngineProgram(const std::vector<std::string>& words) : EngineProgram(words, Start{}) {}
    EngineProgram(const std::vector<std::string>& words, const Start& start);
    ~EngineProgram();
    EngineProgram(const EngineProgram&) = delete;
    EngineProgram& operator=(const EngineProgram&) = delete;

    void signal(int number) const;
    void closeOutput();  // the reader of standard output goes away
    // Reads until `enough` says so of what came to standard output; false when the program ended first.
    bool readUntil(const std::function<bool(const std::string& out)>& enough);
    // Until the program has ended; kills it after a minute, which is a failure.
    Ended wait();
    // Processes alive that this one or its workers started, itself included.
    std::vector<pid_t> alive() const;
    // Waits until nobody is left; false after ten seconds.
    bool allGone() const;
    pid_t pid() const { return m_pid; }

  private:
    bool readSome(int milliseconds);
    pid_t m_pid = -1;
    int m_out = -1, m_err = -1;
    std::string m_mark;
    Ended m_ended;
};

Ended engine(const std::vector<std::string>& words);
Ended engine(const std::vector<std::string>& words, const EngineProgram::Start& start);

// Processes alive with these words in their environment.
std::vector<pid_t> processesWith(const std::string& environmentWords);
// Whether it came true in that time.
bool goneWithin(std::chrono::seconds, const std::function<bool()>& gone);

// An empty folder that goes away with the object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    std::string file(const std::string& name) const { return (m_path / name).string(); }
    std::string path() const { return m_path.string(); }

  private:
    std::filesystem::path m_path;
};

std::string readFile(const std::filesystem::path&);
void writeFile(const std::filesystem::path&, const std::string& content);

// Compares with tests/golden/<name>; CORELANE_APPROVE=1 in the environment writes it instead.
bool matchesGolden(const std::string& name, const std::string& text);

}  // namespace corelane
