// Turns bytes into a trace, as they come: pieces of any size, cut anywhere. One thread feeds; snapshot() is called by
// the same thread and gives an immutable trace for any thread. FORMAT.md says what the bytes are.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/trace.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace corelane {

class Reader {
  public:
    // `beside`: another trace whose runs are shown together with these. Its names keep their numbers and come first
    // in this trace's table, which names the spans of both; runs are numbered on from its last.
    explicit Reader(const Trace* beside = nullptr);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    // Takes the next bytes. An error (Kind::Format) says what is wrong: not a Perfetto trace at all, a Perfetto trace
    // without Corelane's markers (known once finish() is called), or a broken packet. What was read before stays.
    Result<> feed(std::string_view bytes);
    // No more bytes will come. Whatever follows the last whole packet is counted in Trace::tornBytes; open runs are
    // closed as unfinished. Error: nothing of Corelane's was in it (empty, foreign).
    Result<> finish();
    // O(lanes of the open run), not of its spans.
    std::shared_ptr<const Trace> snapshot() const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Reads a whole file. A torn end is not an error: Trace::tornBytes tells. Errors name the file.
Result<std::shared_ptr<const Trace>> readTrace(const std::filesystem::path& file, const Trace* beside = nullptr);

}  // namespace corelane
