#include "engine/commands/progress_line.h"

#include "engine/record/write_all.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <unistd.h>

namespace corelane {

namespace {

std::string jsonOf(const Progress& progress) {
    const nlohmann::ordered_json object = {
        {"done", progress.done},
        {"total", progress.total},
        {"point", progress.point},
        {"model", progress.model},
        {"repetition", progress.repetition},
        {"repetitions", progress.repetitions},
        {"seconds_left",
         progress.secondsLeft < 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(progress.secondsLeft)}};
    return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace

ProgressLine::ProgressLine(ProgressForm form)
    : m_form(form == ProgressForm::Line && !isatty(STDERR_FILENO) ? ProgressForm::None : form) {}

void ProgressLine::show(const Progress& progress) {
    if (m_form == ProgressForm::None || progress.model.empty()) return;
    if (m_form == ProgressForm::Json) {
        writeAll(STDERR_FILENO, jsonOf(progress));
        return;
    }
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
