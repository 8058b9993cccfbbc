#include "engine/trace/read_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

namespace corelane {

Result<std::shared_ptr<const Trace>> readTrace(const std::filesystem::path& file, const Trace* beside) {
    return readTrace(file, beside, {});
}

Result<std::shared_ptr<const Trace>> readTrace(
    const std::filesystem::path& file, const Trace* beside, const ReadProgress& progress) {
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
    std::vector<char> piece(1u << 20);
    // Damage is no reason to keep what stands before it back: finish() decides, and the trace tells what was lost.
    const auto size = std::filesystem::file_size(file, ignored);
    const bool sized = !ignored && size > 0;
    using Clock = std::chrono::steady_clock;
    auto told = Clock::now();
    std::uint64_t done = 0;
    while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), input.get())) {
        (void)reader.feed({piece.data(), got});
        done += got;
        constexpr auto often = std::chrono::milliseconds(50);
        if (!progress || Clock::now() - told < often) continue;
        told = Clock::now();
        const double share = sized ? std::min(1.0, static_cast<double>(done) / static_cast<double>(size)) : 0;
        if (!progress(share)) return named({Error::Kind::Failed, "reading it was given up."});
    }
    if (std::ferror(input.get())) return refused();
    if (auto finished = reader.finish(); !finished) return named(finished.error());
    return reader.snapshot();
}

}  // namespace corelane
