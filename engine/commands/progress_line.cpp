#include "engine/commands/progress_line.h"

#include "engine/commands/write_all.h"

#include <fmt/format.h>

#include <cmath>
#include <unistd.h>

namespace corelane {

ProgressLine::ProgressLine(bool quiet) : m_enabled(!quiet && isatty(STDERR_FILENO)) {}

void ProgressLine::show(const Progress& progress) {
    if (!m_enabled || progress.model.empty()) return;
    const std::string when = progress.repetition == 0
                                 ? "warm-up"
                                 : fmt::format("repetition {} of {}", progress.repetition, progress.repetitions);
    const std::string left =
        progress.secondsLeft < 0 ? "" : fmt::format(", {:.0f} s left", std::ceil(progress.secondsLeft));
    writeAll(
        STDERR_FILENO, fmt::format(
                           "\r\x1b[K{} of {} runs: {}{}{}, {}{}", progress.done, progress.total, progress.point,
                           progress.point.empty() ? "" : ", ", progress.model, when, left));
    m_shown = true;
}

void ProgressLine::clear() {
    if (!m_shown) return;
    writeAll(STDERR_FILENO, "\r\x1b[K");
    m_shown = false;
}

}  // namespace corelane
