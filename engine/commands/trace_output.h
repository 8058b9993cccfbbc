// Where a recording's bytes go: a file, standard output, or memory alone. Whole packets only, straight into place:
// what was recorded before a crash stays readable.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/trace.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace corelane {

class TraceOutput {
  public:
    // "": memory; "-": standard output; else a file, made or emptied now. Error (Invalid): it cannot be written.
    static Result<TraceOutput> open(const std::string& where);
    TraceOutput(TraceOutput&&) noexcept;
    ~TraceOutput();

    // Error (Missing): the disk is full, or the reader has gone away (then readerGone()).
    Result<> write(std::string_view bytes);
    bool readerGone() const { return m_readerGone; }
    Result<> close();
    // What was written, read back; not for standard output.
    Result<std::shared_ptr<const Trace>> trace();

  private:
    TraceOutput() = default;
    std::string m_name;   // for messages
    std::string m_bytes;  // kept when it cannot be read back
    int m_fd = -1;
    bool m_ownsFd = false, m_keepsBytes = false, m_readerGone = false;
};

}  // namespace corelane
