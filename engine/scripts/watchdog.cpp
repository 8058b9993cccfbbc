#include "engine/scripts/watchdog.h"

#include <fmt/format.h>

#include <utility>

namespace corelane {
namespace {

constexpr std::chrono::milliseconds lookEvery{100}, releaseEvery{5};

}  // namespace

Watchdog::Watchdog(ScriptExecution& execution, const WaitBoard& board, std::function<void()> release)
    : m_recorder(execution.recorder), m_patience(execution.script.patienceMs()), m_board(board),
      m_release(std::move(release)), m_thread([this] { watch(); }) {}

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void Watchdog::watch() {
    std::unique_lock lock(m_mutex);
    std::uint64_t movements = 0;
    auto moved = std::chrono::steady_clock::now();
    while (!m_changed.wait_for(
        lock, m_recorder.stopRequested() ? releaseEvery : lookEvery, [this] { return m_ended; })) {
        if (m_recorder.stopRequested() || m_board.foreground() == 0) {
            m_release();
            continue;
        }
        const auto now = std::chrono::steady_clock::now();
        if (const std::uint64_t seen = m_board.movements(); seen != movements) {
            movements = seen;
            moved = now;
        }
        if (const auto deadlock = m_board.deadlock()) {
            // What a script may have been written for: it struck when its last actor came, which without recording
            // nobody knows.
            if (deadlock->sinceTicks != 0) {
                m_recorder.noteInjected(Calibration(m_recorder.clock()).time(deadlock->sinceTicks));
                m_recorder.noteDetected();
            } else {
                m_recorder.noteInjected();
            }
            end(deadlock->sentence);
        } else if (now - moved > m_patience) {
            end(fmt::format(
                "no actor ended a step for {} ms, which is the script's patience; raise patience_ms if that is how "
                "it is meant",
                m_patience.count()));
        }
    }
}

void Watchdog::end(const std::string& sentence) {
    m_recorder.fault(sentence);
    m_recorder.requestStop();
}

}  // namespace corelane
