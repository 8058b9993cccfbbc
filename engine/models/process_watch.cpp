#include "engine/models/process_watch.h"

#include <array>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace corelane {
namespace {

std::string pathOf(pid_t pid, std::string_view file) {
    return "/proc/" + std::to_string(pid) + '/' + std::string(file);
}

Descriptor openFile(pid_t pid, std::string_view file) {
    return Descriptor(open(pathOf(pid, file).c_str(), O_RDONLY | O_CLOEXEC));
}

template <std::size_t N>
std::string_view readAgain(const Descriptor& file, std::array<char, N>& into) {
    const ssize_t size = file ? pread(file.get(), into.data(), into.size(), 0) : -1;
    return {into.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

// The word at the front, as a number; cuts it off.
std::optional<std::int64_t> numberAtFront(std::string_view& text) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool hex = word.starts_with("0x");
    if (hex) word.remove_prefix(2);
    std::int64_t value = 0;
    const auto [stopped, error] = std::from_chars(word.data(), word.data() + word.size(), value, hex ? 16 : 10);
    if (error != std::errc()) return std::nullopt;
    return value;
}

bool reads(long call) {
    return call == SYS_read || call == SYS_readv || call == SYS_splice;
}
bool writes(long call) {
    return call == SYS_write || call == SYS_writev;
}
bool sleeps(long call) {
    return call == SYS_nanosleep || call == SYS_clock_nanosleep || call == SYS_wait4 || call == SYS_waitid;
}

}  // namespace

ProcessWatch::ProcessWatch(pid_t pid)
    : m_pid(pid), m_schedstat(openFile(pid, "schedstat")), m_syscall(openFile(pid, "syscall")) {
    clockid_t clock = 0;
    if (clock_getcpuclockid(pid, &clock) == 0) m_clock = clock;
    m_sums = sums();
}

ProcessWatch::Sums ProcessWatch::sums() const {
    Sums now = m_sums;
    timespec time{};
    if (m_clock && clock_gettime(*m_clock, &time) == 0)
        now.ran = Duration{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    std::array<char, 128> buffer;
    std::string_view text = readAgain(m_schedstat, buffer);
    numberAtFront(text);  // of its first thread alone, where the clock is of all
    now.ready = numberAtFront(text).value_or(now.ready);
    if (text.ends_with('\n')) text.remove_suffix(1);
    now.turns = numberAtFront(text).value_or(now.turns);
    return now;
}

ProcessWatch::Look ProcessWatch::look() {
    Look look;
    const Sums now = sums();
    look.ran = now.ran - m_sums.ran;
    look.ready = now.ready - m_sums.ready;
    look.sameTurn = now.turns == m_sums.turns;
    m_sums = now;
    std::array<char, 256> buffer;
    std::string_view text = readAgain(m_syscall, buffer);
    if (text.starts_with("running")) return look;
    look.asleep = !text.empty() || look.ran == 0;
    if (const auto number = numberAtFront(text); number && *number >= 0) {
        look.call = Call{static_cast<long>(*number), -1};
        if (const auto first = numberAtFront(text); first && *first < 65536)
            look.call->descriptor = static_cast<int>(*first);
    }
    return look;
}

// Opened for a moment only: whoever holds an end of a pipe keeps the other end's owner from learning that it is
// alone.
std::optional<ProcessWatch::Fill> ProcessWatch::inputPipe() const {
    const Descriptor pipe(open(pathOf(m_pid, "fd/0").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    Fill fill;
    if (!pipe) return std::nullopt;
    fill.capacity = fcntl(pipe.get(), F_GETPIPE_SZ);
    if (fill.capacity <= 0 || ioctl(pipe.get(), FIONREAD, &fill.bytes) != 0) return std::nullopt;
    return fill;
}

HeldUp whatHolds(
    const ProcessWatch::Look& look, const std::optional<ProcessWatch::Fill>& input,
    const std::optional<ProcessWatch::Fill>& output) {
    if (look.call) {
        if (reads(look.call->number) && look.call->descriptor == STDIN_FILENO) return HeldUp::Empty;
        if (writes(look.call->number) && look.call->descriptor == STDOUT_FILENO) return HeldUp::Full;
        if (sleeps(look.call->number)) return HeldUp::Elsewhere;
    }
    // poll() names no descriptor, and one of several threads may be the one that reads: the pipes tell.
    if (output && output->full()) return HeldUp::Full;
    if (input && input->bytes == 0) return HeldUp::Empty;
    return HeldUp::Elsewhere;
}

}  // namespace corelane
