// What lies in the recorder's memfd. Every process of a run maps it; only plain words and atomics, no pointers.
#pragma once

#include "engine/record/recorder.h"

#include <atomic>

namespace corelane {

inline constexpr int maximumLanes = 80, maximumNames = 200, maximumCounters = 32;
inline constexpr std::uint16_t unknownName = 0xffff;  // the table was full

// An entry of an append-only table: claimed, filled, then ready for ever. A process killed in between leaves one
// unused.
enum class EntryState : std::uint32_t { Free, Claimed, Ready };

struct NameEntry {
    std::atomic<EntryState> state;
    char text[48];  // ends with a zero
};

struct CounterEntry {
    std::atomic<EntryState> state;
    char name[48], unit[16];
};

struct LaneEntry {
    std::atomic<EntryState> state;
    std::int32_t index, pid, tid;
    std::uint64_t begin;                // ticks
    std::atomic<std::uint64_t> end;     // ticks; 0 while the lane lives, or for ever if its worker was killed
    bool watched;                       // its spans are noted by another process, which watches it
    std::atomic<bool> forks;            // processes that its thread forks do its work, in its place
    std::atomic<std::uint64_t> slices;  // times the scheduler put the worker on a core, as far as noticed
    char name[48];
};

struct Recorder::Shared {
    static constexpr std::uint64_t expectedMagic = 0x31656e616c726f63;  // "corlane1"
    std::uint64_t magic, bytes;
    bool enabled, notePreemption;
    Clock::Kind clock;
    std::int32_t lanes;  // rings
    std::uint64_t recordsPerLane;

    std::atomic<std::uint32_t> stop;
    std::atomic<Time> begin, end, injected, detected;
    alignas(64) std::atomic<std::uint64_t> tasks;
    std::atomic<std::uint64_t> digest, bytesMoved, faults;
    std::atomic<std::uint32_t> handovers;
    std::atomic<bool> countsBytesMoved;
    std::atomic<EntryState> firstFault;
    char firstFaultText[501];

    std::atomic<std::uint32_t> lanesOpened;  // may exceed `lanes`: those beyond record nothing
    LaneEntry lane[maximumLanes];
    NameEntry name[maximumNames];
    CounterEntry counter[maximumCounters];
    RingHeader ring[maximumLanes];
    // Then, from the next page on, the records of every ring.

    static std::size_t recordsOffset() { return (sizeof(Shared) + 4095) & ~std::size_t(4095); }
    Record* records(int slot) {
        return reinterpret_cast<Record*>(reinterpret_cast<char*>(this) + recordsOffset()) +
               static_cast<std::size_t>(slot) * recordsPerLane;
    }
    int lanesInUse() const {
        const auto opened = lanesOpened.load(std::memory_order_acquire);
        return opened < static_cast<std::uint32_t>(lanes) ? static_cast<int>(opened) : lanes;
    }
};

}  // namespace corelane
