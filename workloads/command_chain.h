// A chain of commands: programs with exact argument vectors, the output of each the input of the next. What a shell
// writes as `a < input | b | c > output`, without a shell. It says what runs, never whether one command waits for the
// other's end: that is the model's. Immutable after make(); any thread may read. Starts nothing.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/task.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

// What the first command reads: `text`, or when that is empty so many lines, each a number below `distinct` that the
// seed decides.
struct CommandInput {
    std::string text = {};
    std::uint64_t lines = 0, distinct = 1000, seed = 1;
};

struct CommandText {
    std::vector<std::vector<std::string>> commands;  // argument vectors: the program and what it is given
    CommandInput input = {};
    std::chrono::milliseconds timeLimit{10'000};  // of one run of the whole chain
};

inline constexpr std::size_t maximumCommands = 32;
inline constexpr std::size_t maximumArgumentBytes = 128 * 1024 - 1;          // Linux takes no longer one
inline constexpr std::size_t maximumVectorBytes = 1024 * 1024;               // of all commands together
inline constexpr std::uint64_t maximumInputLines = 4'000'000;                // some 32 MB
inline constexpr std::uint64_t maximumOutputBytes = std::uint64_t{1} << 28;  // of a command, where it is kept

class CommandChain {
  public:
    // Errors (Invalid) begin with the place within the workload: "/commands/1/0: is empty; ...".
    static Result<CommandChain> make(CommandText);

    std::span<const std::vector<std::string>> commands() const { return m_text.commands; }
    std::size_t size() const { return m_text.commands.size(); }
    std::chrono::milliseconds timeLimit() const { return m_text.timeLimit; }
    std::string input() const;         // made anew by each call
    std::uint64_t inputLines() const;  // newlines in it
    // Each command is one task: (command, 0, 0), called by its program's name; a second of the same is "sort 2".
    const TaskNaming& naming() const { return m_naming; }
    std::string name(std::size_t command) const { return m_naming.graphs()[command].name; }
    // `sort (command 2 of 3)`, for sentences.
    std::string place(std::size_t command) const;

  private:
    CommandText m_text;
    TaskNaming m_naming;
};

// ["sort", "-k", "2"]: exactly what is given to the program, as JSON spells it, so that nothing hides in it.
std::string argumentVectorText(std::span<const std::string>);
// All of them, with | between.
std::string chainText(std::span<const std::vector<std::string>>);

// The digest of what the last command put out: the same whoever ran the chain. FNV-1a, 64 bits.
std::uint64_t outputDigest(std::span<const std::byte>);

}  // namespace corelane
