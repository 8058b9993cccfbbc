// Makes one lane out of its events. Times may come in any order and begins and ends in any number, as a damaged file
// has them: a time before the last one is taken for it. Private to the reader.
#pragma once

#include "engine/trace/presence.h"
#include "engine/trace/trace.h"

#include <memory>
#include <vector>

namespace corelane {

class LaneBuilder {
  public:
    // A worker, a task or a counter. `presence`: where the worker's thread was; null when only its spans tell.
    LaneBuilder(Lane lane, Presence* presence);

    void begin(Time, TaskIndex, std::uint16_t name, State);
    // The span that ends, or null when none is open. Valid until the next call.
    const Span* end(Time);
    void endLane(Time);
    void counter(Time time, std::int64_t value) {
        m_last = std::max(m_last, time);
        m_lane.points.push_back({m_last, value});
    }
    void lose(std::uint64_t events) { m_lane.lost += events; }
    // No more events will come: what is open ends with the last event.
    void close();

    Time last() const { return m_last; }
    std::size_t openSpans() const { return m_open.size(); }
    const Lane& lane() const { return m_lane; }
    std::shared_ptr<const Lane> snapshot();

  private:
    struct Open {
        std::size_t span;
        State state;
    };
    void advance(Time);
    void paint(Time begin, Time end, State);

    Lane m_lane;
    Presence* m_presence;
    Time m_last, m_painted;
    bool m_hasSpans = false;
    std::vector<Open> m_open;
};

// Makes a core's lane out of its switches.
class CoreBuilder {
  public:
    CoreBuilder(int core, Time begin);

    // From `time` on the core ran this thread; category and task as trace.h says of core lanes.
    void run(Time time, std::uint8_t category, TaskIndex task, std::uint16_t name);
    // Whoever is on the core was there until `time` at least.
    void extend(Time time);
    void close(Time end);

    std::int32_t tid = 0;  // who is on the core, 0: nobody; kept here by the run's builder
    std::shared_ptr<const Lane> snapshot();

  private:
    Lane m_lane;
    Time m_last;
    std::uint8_t m_category = coreSpare;
    bool m_open = false;  // the last span is
};

}  // namespace corelane
