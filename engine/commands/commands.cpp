#include "engine/commands/commands.h"

#include "engine/record/write_all.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace corelane {

void message(std::string_view sentence) {
    std::string line = fmt::format("corelane-engine: {}", sentence);
    // Words of the user's come back in it: one line, and nothing that commands a terminal.
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    line += '\n';
    writeAll(STDERR_FILENO, line);
}

int report(const Error& error) {
    message(error.message);
    switch (error.kind) {
    case Error::Kind::Failed:
        return status::wrong;
    case Error::Kind::Denied:
    case Error::Kind::Missing:
        return status::missing;
    case Error::Kind::Io:
    case Error::Kind::Format:
    case Error::Kind::Invalid:
        break;
    }
    return status::input;
}

int print(std::string_view result) {
    const int error = writeAll(STDOUT_FILENO, result);
    if (error == 0 || error == EPIPE) return status::done;
    message(fmt::format(
        "standard output cannot be written ({}); free some space or send it elsewhere.", std::strerror(error)));
    return status::missing;
}

}  // namespace corelane
