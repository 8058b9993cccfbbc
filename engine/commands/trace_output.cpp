#include "engine/commands/trace_output.h"

#include "engine/record/write_all.h"
#include "engine/trace/reader.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace corelane {

Result<TraceOutput> TraceOutput::open(const std::string& where) {
    TraceOutput output;
    if (where.empty()) {
        output.m_keepsBytes = true;
        return output;
    }
    if (where == "-") {
        if (isatty(STDOUT_FILENO))
            return fail(
                Error::Kind::Invalid, "-o -: a trace is no text for a terminal; send it into a pipe or a file");
        output.m_name = "standard output";
        output.m_fd = STDOUT_FILENO;
        return output;
    }
    output.m_name = where;
    output.m_fd = ::open(where.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (output.m_fd < 0)
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "{}: cannot be written ({}); name a file in a folder you may write to", where, std::strerror(errno)));
    output.m_ownsFd = true;
    struct stat facts {};
    output.m_keepsBytes = fstat(output.m_fd, &facts) != 0 || !S_ISREG(facts.st_mode);  // a device, a named pipe
    return output;
}

TraceOutput::TraceOutput(TraceOutput&& other) noexcept
    : m_name(std::move(other.m_name)), m_bytes(std::move(other.m_bytes)), m_fd(std::exchange(other.m_fd, -1)),
      m_ownsFd(std::exchange(other.m_ownsFd, false)), m_keepsBytes(other.m_keepsBytes),
      m_readerGone(other.m_readerGone) {}

TraceOutput::~TraceOutput() {
    if (m_ownsFd) ::close(m_fd);
}

Result<> TraceOutput::write(std::string_view bytes) {
    if (m_keepsBytes) m_bytes += bytes;
    if (m_fd < 0) return {};
    const int error = writeAll(m_fd, bytes);
    if (error == 0) return {};
    m_readerGone = error == EPIPE;
    if (m_readerGone) return fail(Error::Kind::Missing, fmt::format("{}: its reader has gone away", m_name));
    return fail(
        Error::Kind::Missing,
        fmt::format(
            "{}: cannot be written any further ({}); what was written before stays readable. Free some space or "
            "write elsewhere with -o.",
            m_name, std::strerror(error)));
}

Result<> TraceOutput::close() {
    if (!m_ownsFd) return {};
    m_ownsFd = false;
    if (::close(std::exchange(m_fd, -1)) == 0) return {};
    return fail(
        Error::Kind::Missing, fmt::format("{}: cannot be written to its end ({})", m_name, std::strerror(errno)));
}

Result<std::shared_ptr<const Trace>> TraceOutput::trace() {
    if (!m_keepsBytes) return readTrace(m_name);
    Reader reader;
    TRY(reader.feed(m_bytes));
    TRY(reader.finish());
    return reader.snapshot();
}

}  // namespace corelane
