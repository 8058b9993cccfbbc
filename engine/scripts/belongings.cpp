#include "engine/scripts/belongings.h"

#include "workloads/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

namespace corelane {
namespace {

constexpr std::size_t word = sizeof(std::uint64_t);
constexpr std::uint64_t unheardAccesses = 1u << 16;   // between two looks at whether the run is to stop
constexpr std::uint64_t unheardBytes = 1u << 20;      // of a file
constexpr std::uint64_t factor = 0x9e3779b97f4a7c15;  // of the memory's contents

std::unique_ptr<std::uint64_t[]> freshWords(std::uint64_t bytes) {
    return std::unique_ptr<std::uint64_t[]>(new (std::nothrow) std::uint64_t[bytes / word]);
}

// One circle through all places of `stride` bytes, by Sattolo's algorithm: always the same one.
void makeChain(std::span<std::uint64_t> words, std::size_t stride) {
    const std::size_t places = words.size() / stride;
    std::vector<std::uint32_t> order(places);
    for (std::size_t i = 0; i < places; ++i) order[i] = static_cast<std::uint32_t>(i);
    for (std::size_t i = places; i-- > 1;) std::swap(order[i], order[mixBits(i) % i]);
    for (std::size_t i = 0; i < places; ++i) words[i * stride] = order[i] * stride;
}

std::uint64_t chase(const std::uint64_t* words, std::uint64_t at, std::uint64_t accesses) {
    for (; accesses > 0; --accesses) at = words[at];
    return at;
}

// What stands in the scratch file, from its beginning on.
const std::vector<std::uint64_t>& contents() {
    static const std::vector<std::uint64_t> all = [] {
        std::vector<std::uint64_t> words(unheardBytes / word);
        for (std::size_t i = 0; i < words.size(); ++i) words[i] = mixBits(i);
        return words;
    }();
    return all;
}

std::string temporaryFolder() {
    const char* const given = std::getenv("TMPDIR");
    return given && *given ? given : "/tmp";
}

}  // namespace

Result<> StepMemory::make(const ActorNeeds& needs) {
    const auto refused = [](std::uint64_t bytes) {
        return fail(
            Error::Kind::Failed,
            fmt::format("cannot have {} bytes of memory; give the script less, or free some", bytes));
    };
    if (needs.plainBytes != 0) {
        m_plain = freshWords(needs.plainBytes);
        if (!m_plain) return refused(needs.plainBytes);
        for (std::uint64_t i = 0; i < needs.plainBytes / word; ++i) m_plain[i] = i * factor;
    }
    for (const auto& [size, stride] : needs.chains) {
        Words& words = m_chains[{size, stride}];
        words = freshWords(size);
        if (!words) return refused(size);
        std::fill_n(words.get(), size / word, 0);
        makeChain({words.get(), size / word}, stride / word);
    }
    return {};
}

std::uint64_t StepMemory::goOver(const Step& step, std::uint64_t where, const Stopped& stopped) {
    const std::uint64_t stride = step.stride / word, places = step.size / step.stride;
    std::uint64_t left = (step.bytes + step.stride - 1) / step.stride, place = where % places, value = 0;
    if (step.access == MemoryAccess::Chase) {
        const std::uint64_t* const words = m_chains.at({step.size, step.stride}).get();
        std::uint64_t at = place * stride;
        for (; left > unheardAccesses && !stopped(); left -= unheardAccesses) at = chase(words, at, unheardAccesses);
        return mixBits(chase(words, at, std::min(left, unheardAccesses)));
    }
    std::uint64_t* const words = m_plain.get();
    while (left > 0 && !stopped()) {
        const std::uint64_t count = std::min({left, places - place, unheardAccesses});
        std::uint64_t at = place * stride;
        const std::uint64_t end = at + count * stride;
        if (step.access == MemoryAccess::Write) {
            for (; at < end; at += stride) words[at] = at * factor;  // what stands there: nobody reads otherwise
            value += count;
        } else {
            for (; at < end; at += stride) value += words[at];
        }
        left -= count;
        place = (place + count) % places;
    }
    return mixBits(value);
}

ScratchFile::~ScratchFile() {
    if (m_fd >= 0) ::close(m_fd);
}

tl::unexpected<Error> ScratchFile::refused(const std::string& what) const {
    return fail(
        Error::Kind::Io, fmt::format(
                             "cannot {}: {}; make room in {}, or set TMPDIR to another folder", what,
                             std::strerror(errno), temporaryFolder()));
}

Result<> ScratchFile::make(std::uint64_t bytes) {
    const std::string folder = temporaryFolder();
    m_fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (m_fd < 0) {
        // Not every file system has files without names.
        std::string name = folder + "/corelane-XXXXXX";
        m_fd = ::mkostemp(name.data(), O_CLOEXEC);
        if (m_fd < 0) return refused("make a file in " + folder);
        ::unlink(name.c_str());
    }
    return write(bytes, [] { return false; });
}

Result<> ScratchFile::write(std::uint64_t bytes, const Stopped& stopped) {
    for (std::uint64_t done = 0; done < bytes && !stopped();) {
        const std::uint64_t within = done % unheardBytes;
        const auto* const from = reinterpret_cast<const char*>(contents().data()) + within;
        const ssize_t wrote =
            ::pwrite(m_fd, from, std::min(bytes - done, unheardBytes - within), static_cast<off_t>(done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return refused(fmt::format("write {} bytes", bytes));
        done += static_cast<std::uint64_t>(wrote);
    }
    return {};
}

Result<std::uint64_t> ScratchFile::read(std::uint64_t bytes, const Stopped& stopped) {
    std::array<unsigned char, std::size_t{64} << 10> piece;
    std::uint64_t sum = 0;
    for (std::uint64_t done = 0; done < bytes && !stopped();) {
        const ssize_t got = ::pread(
            m_fd, piece.data(), std::min<std::uint64_t>(bytes - done, piece.size()), static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return refused(fmt::format("read {} bytes", bytes));
        // Weighed by their places, so that the sum does not depend on how many come at a time.
        for (std::size_t i = 0; i < static_cast<std::size_t>(got); ++i) sum += piece[i] * (done + i + 1);
        done += static_cast<std::uint64_t>(got);
    }
    return mixBits(sum);
}

Result<> ScratchFile::sync() {
    if (::fsync(m_fd) != 0) return refused("bring what it wrote to the disk");
    return {};
}

StepTimer::Clock::time_point StepTimer::next(double microseconds, TimerMode mode, Clock::time_point now) {
    const auto end = m_expiry + std::chrono::nanoseconds(static_cast<std::int64_t>(microseconds * 1000));
    m_expiry = mode == TimerMode::Relative ? std::max(end, now) : end;
    return end;
}

Result<> Belongings::make(const ScriptActor& actor) {
    const ActorNeeds needs = needsOf(actor);
    TRY(memory.make(needs));
    if (needs.file) TRY(file.make(needs.readBytes));
    timer.begin(StepTimer::Clock::now());
    return {};
}

}  // namespace corelane
