#include "engine/commands/recorded_file.h"

#include "engine/commands/commands.h"
#include "engine/trace/reader.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace corelane {

Result<std::shared_ptr<const Trace>> readRecorded(const std::string& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error))
        return fail(Error::Kind::Invalid, fmt::format("{}: is a folder; give a recorded file", file));
    if (access(file.c_str(), R_OK) != 0)
        return fail(Error::Kind::Invalid, fmt::format("{}: cannot be opened ({})", file, std::strerror(errno)));
    if (!std::filesystem::is_regular_file(file, error))
        return fail(Error::Kind::Invalid, fmt::format("{}: is no file; save the trace into one first", file));
    auto trace = readTrace(file);
    if (!trace) return fail(Error::Kind::Invalid, trace.error().message);
    if ((*trace)->tornBytes != 0)
        message(fmt::format(
            "{}: the last {} bytes are no whole packet and were left out; everything before them is here.", file,
            (*trace)->tornBytes));
    return trace;
}

}  // namespace corelane
