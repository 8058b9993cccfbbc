#include "engine/remote/attendance.h"

#include "engine/record/clock.h"
#include "engine/record/write_all.h"
#include "engine/run/json_checks.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <poll.h>
#include <unistd.h>

namespace corelane {

namespace {

constexpr int statusOfLostReader = 130;

void answerPing() {
    writeAll(STDOUT_FILENO, fmt::format("pong {}\n", boottimeNow()));
}

// The number behind the word; nothing: it is another line, or says more than a preset may have.
std::optional<std::size_t> bytesAnnounced(std::string_view line, std::string_view word) {
    if (!line.starts_with(word)) return std::nullopt;
    line.remove_prefix(word.size());
    std::size_t bytes = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), bytes);
    if (error != std::errc() || bytes > maximumJsonBytes + 1) return std::nullopt;
    return bytes;
}

}  // namespace

Attendance::~Attendance() {
    // Reading ends at the latest after a silence; whoever is at the other end has closed it long before.
    if (m_thread.joinable()) m_thread.join();
}

bool Attendance::readMore() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const auto end = std::chrono::steady_clock::now() + attendanceSilence;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        const int ready = poll(&input, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (ready == 0) return false;
        char piece[4096];
        const ssize_t n = ready < 0 ? -1 : read(STDIN_FILENO, piece, sizeof piece);
        if (n > 0) m_rest.append(piece, static_cast<std::size_t>(n));
        if (n >= 0 || errno != EINTR) return n > 0;
    }
}

std::optional<Attendance::Line> Attendance::nextLine() {
    std::size_t end;
    while ((end = m_rest.find('\n')) == std::string::npos)
        if (!readMore()) return std::nullopt;
    Line line{m_rest.substr(0, end), {}};
    m_rest.erase(0, end + 1);
    auto bytes = bytesAnnounced(line.text, "preset ");
    if (!bytes) bytes = bytesAnnounced(line.text, "earlier ");
    if (bytes) {
        while (m_rest.size() < *bytes)
            if (!readMore()) return std::nullopt;
        line.bytes = m_rest.substr(0, *bytes);
        m_rest.erase(0, *bytes);
    }
    return line;
}

Result<AttendedOrder> Attendance::order() {
    AttendedOrder order;
    while (std::optional<Line> line = nextLine()) {
        if (line->text == "ping") {
            answerPing();
        } else if (line->text.starts_with("earlier ")) {
            order.earlierJson = std::move(line->bytes);
        } else if (line->text.starts_with("preset ")) {
            const std::size_t name = line->text.find(' ', sizeof "preset");
            order.presetName = name == std::string::npos ? "preset" : line->text.substr(name + 1);
            order.presetJson = std::move(line->bytes);
            return order;
        }
    }
    return fail(Error::Kind::Invalid, "whoever attends this run has gone before it said what to run");
}

void Attendance::watch(StopRequest& stop) {
    m_thread = std::thread([this, &stop] { attend(stop); });
}

void Attendance::attend(StopRequest& stop) {
    while (const std::optional<Line> line = nextLine()) {
        if (line->text == "ping" && m_over) answerPing();
        if (line->text == "enough") stop.requestAfterRepetition();
    }
    if (m_over) return;
    stop.request();
    constexpr auto patience = std::chrono::seconds(5);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!m_over && std::chrono::steady_clock::now() < end) {
        pollfd nothing{-1, 0, 0};
        poll(&nothing, 1, 50);
    }
    if (!m_over) _exit(statusOfLostReader);
}

void Attendance::done(int exitStatus) {
    m_over = true;
    writeAll(STDOUT_FILENO, fmt::format("done {}\n", exitStatus));
    if (m_thread.joinable()) {
        m_thread.join();
        return;
    }
    while (const std::optional<Line> line = nextLine())
        if (line->text == "ping") answerPing();
}

}  // namespace corelane
