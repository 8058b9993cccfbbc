#include "engine/trace/reader.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

namespace corelane {

Result<std::shared_ptr<const Trace>> readTrace(const std::filesystem::path& file, const Trace* beside) {
    const auto named = [&](Error error) {
        error.message = fmt::format("{}: {}", file.string(), error.message);
        return tl::unexpected<Error>(std::move(error));
    };
    const auto refused = [&] {
        return named({Error::Kind::Io, fmt::format("the file cannot be read ({}).", std::strerror(errno))});
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        return named({Error::Kind::Invalid, "this is a folder; name a trace in it."});
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> input(std::fopen(file.c_str(), "rbe"), &std::fclose);
    if (!input) return refused();
    Reader reader(beside);
    std::vector<char> piece(4u << 20);
    // Damage is no reason to keep what stands before it back: finish() decides, and the trace tells what was lost.
    while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), input.get()))
        (void)reader.feed({piece.data(), got});
    if (std::ferror(input.get())) return refused();
    if (auto finished = reader.finish(); !finished) return named(finished.error());
    return reader.snapshot();
}

}  // namespace corelane
