// A request to stop, from any thread: the run that is under way ends soon, the comparison after it. Or, gently: when
// all models have had their run of the repetition that is under way.
#pragma once

#include "engine/record/recorder.h"

#include <atomic>
#include <mutex>

namespace corelane {

class StopRequest {
  public:
    void request() {
        m_requested.store(true);
        const std::lock_guard lock(m_mutex);
        if (m_recorder) m_recorder->requestStop();
    }
    bool requested() const { return m_requested.load(); }
    void requestAfterRepetition() { m_afterRepetition.store(true); }
    bool requestedAfterRepetition() const { return m_afterRepetition.load(); }

    // While it lives, a request reaches this run's recorder too. A request made before reaches it at once.
    class During {
      public:
        During(StopRequest* stop, Recorder& recorder) : m_stop(stop) {
            if (!m_stop) return;
            const std::lock_guard lock(m_stop->m_mutex);
            m_stop->m_recorder = &recorder;
            if (m_stop->requested()) recorder.requestStop();
        }
        ~During() {
            if (!m_stop) return;
            const std::lock_guard lock(m_stop->m_mutex);
            m_stop->m_recorder = nullptr;
        }
        During(const During&) = delete;
        During& operator=(const During&) = delete;

      private:
        StopRequest* m_stop;
    };

  private:
    std::atomic<bool> m_requested{false}, m_afterRepetition{false};
    std::mutex m_mutex;
    Recorder* m_recorder = nullptr;
};

}  // namespace corelane
