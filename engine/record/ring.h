// One single-writer, single-reader ring of fixed 32-byte records in shared memory. See recorder.h for the promise;
// this file is the layout. Writer and reader may live in different processes; what was published survives the writer.
#pragma once

#include "engine/trace/state.h"
#include "engine/trace/task.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace corelane {

enum class RecordKind : std::uint8_t {
    Span,      // begin, end, task, name, state and both cores
    Open,      // begin (= end), task, name, state, beginCore
    Close,     // end (= begin), endCore
    Counter,   // begin; `end` holds the value, `name` the counter's id
    Switched,  // the thread left its core at least once between `begin` and the record or mark before; `end` holds
               // the nanoseconds it spent on a run queue. Written before the span at whose end it was noticed.
    Wait,      // like Span, but `task` is the hand-over that ended it, or 0
    Give,  // a hand-over begins: begin; `task` is its number, or of `endCore` hand-overs the first; `name` what is
           // handed over; `end` since when it was held, in ticks, or 0
    // The same on a task lane, whose number stands in `depth`: of something that moves between workers.
    TaskSpan,
    TaskWait,
    TaskGive,
};

struct Record {
    std::uint64_t begin, end;  // ticks of the recorder's clock
    TaskIndex task;
    std::uint16_t name;
    State state;
    RecordKind kind;
    std::uint16_t beginCore, endCore;  // noCore: not known
    std::uint32_t depth;               // open spans around it; of a task lane's record: the lane
};
static_assert(sizeof(Record) == 32 && std::is_trivially_copyable_v<Record>);

inline constexpr std::uint16_t noCore = 0xffff;

// The three words live on cache lines of their own, so that the drainer's store never takes the writer's line.
struct RingHeader {
    alignas(64) std::atomic<std::uint64_t> head;     // written by the writer only
    alignas(64) std::atomic<std::uint64_t> tail;     // written by the reader only
    alignas(64) std::atomic<std::uint64_t> dropped;  // written by the writer only
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

class RingWriter {
  public:
    RingWriter() = default;  // writes nowhere
    // `capacity` is a power of two.
    RingWriter(RingHeader* header, Record* records, std::size_t capacity)
        : m_header(header), m_records(records), m_mask(capacity - 1),
          m_head(header->head.load(std::memory_order_relaxed)), m_tail(header->tail.load(std::memory_order_acquire)) {
    }

    bool on() const { return m_records != nullptr; }

    // Goes on behind what another writer, which has ended, wrote meanwhile.
    void resume() {
        if (on()) m_head = m_header->head.load(std::memory_order_acquire);
    }

    // Only when on(). The reader's position is looked up only when the ring seems full.
    [[gnu::always_inline]] void put(const Record& record) {
        if (m_head - m_tail > m_mask) [[unlikely]] {
            if (!reclaim()) return;
        }
        m_records[m_head & m_mask] = record;
        m_header->head.store(++m_head, std::memory_order_release);
    }

  private:
    bool reclaim();  // false: full, and the loss is counted

    RingHeader* m_header = nullptr;
    Record* m_records = nullptr;
    std::uint64_t m_mask = 0, m_head = 0, m_tail = 0;
};

class RingReader {
  public:
    RingReader(RingHeader* header, const Record* records, std::size_t capacity)
        : m_header(header), m_records(records), m_mask(capacity - 1) {}

    // Calls take(const Record*, count) for every contiguous piece published since the last call, then frees them.
    template <class Take>
    std::size_t drain(Take take) {
        std::uint64_t tail = m_header->tail.load(std::memory_order_relaxed);
        const std::uint64_t head = m_header->head.load(std::memory_order_acquire);
        const std::uint64_t first = tail;
        if (head - tail > m_mask + 1) return 0;  // a writer gone wild overwrote the header: never trust it
        while (tail != head) {
            const std::uint64_t at = tail & m_mask, left = head - tail, whole = m_mask + 1 - at;
            const std::uint64_t count = left < whole ? left : whole;
            take(m_records + at, static_cast<std::size_t>(count));
            tail += count;
        }
        if (tail != first) m_header->tail.store(tail, std::memory_order_release);
        return static_cast<std::size_t>(tail - first);
    }
    std::uint64_t waiting() const {
        return m_header->head.load(std::memory_order_acquire) - m_header->tail.load(std::memory_order_relaxed);
    }
    // All that were ever written into the ring, and kept.
    std::uint64_t published() const { return m_header->head.load(std::memory_order_acquire); }
    std::uint64_t dropped() const { return m_header->dropped.load(std::memory_order_relaxed); }

  private:
    RingHeader* m_header;
    const Record* m_records;
    std::uint64_t m_mask;
};

}  // namespace corelane
