// The ends of edges that still miss their other end, by the edge's id: open addressing, no allocation an edge, as
// every hand-over of a run passes through it twice. Private to the reader.
#pragma once

#include "engine/trace/task.h"
#include "engine/trace/time.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace corelane {

struct FlowEnd {
    Time time = 0;
    TaskIndex task = 0;
    std::uint32_t lane = 0;
    Duration held = 0;
};
enum class FlowSide : std::uint8_t { None, Source, Target };

class FlowTable {
  public:
    // The other end, which is taken out; or nothing: then this one waits, unless one of its side does already.
    std::optional<FlowEnd> match(std::uint64_t id, FlowSide side, const FlowEnd& end) {
        if (4 * (m_used + 1) > 3 * m_slots.size()) grow();
        std::size_t at = home(id);
        for (; m_slots[at].side != FlowSide::None; at = next(at)) {
            if (m_slots[at].id != id) continue;
            if (m_slots[at].side == side) return std::nullopt;
            const FlowEnd other = m_slots[at].end;
            remove(at);
            return other;
        }
        m_slots[at] = {id, end, side};
        ++m_used;
        return std::nullopt;
    }
    std::size_t size() const { return m_used; }

  private:
    struct Slot {
        std::uint64_t id = 0;
        FlowEnd end;
        FlowSide side = FlowSide::None;
    };

    std::size_t home(std::uint64_t id) const { return (id * 0x9e3779b97f4a7c15) >> m_shift; }
    std::size_t next(std::size_t at) const { return (at + 1) & (m_slots.size() - 1); }

    // Moves up what would not be found any more beyond the hole.
    void remove(std::size_t hole) {
        for (std::size_t at = next(hole); m_slots[at].side != FlowSide::None; at = next(at)) {
            const std::size_t mask = m_slots.size() - 1;
            if (((at - home(m_slots[at].id)) & mask) < ((at - hole) & mask)) continue;
            m_slots[hole] = m_slots[at];
            hole = at;
        }
        m_slots[hole].side = FlowSide::None;
        --m_used;
    }

    void grow() {
        const std::vector<Slot> old =
            std::exchange(m_slots, std::vector<Slot>(m_slots.empty() ? 64 : m_slots.size() * 2));
        m_shift = old.empty() ? 58 : m_shift - 1;
        for (const Slot& slot : old) {
            if (slot.side == FlowSide::None) continue;
            std::size_t at = home(slot.id);
            while (m_slots[at].side != FlowSide::None) at = next(at);
            m_slots[at] = slot;
        }
    }

    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
    int m_shift = 64;
};

}  // namespace corelane
