#include "engine/record/recorder.h"

#include "engine/record/free_memory.h"
#include "engine/record/recorder_memory.h"

#include <fmt/format.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <new>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace corelane {

namespace {

Recorder::Shared* map(int fd, std::size_t bytes) {
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? nullptr : static_cast<Recorder::Shared*>(memory);
}

// Touches fresh pages now, so that no span pays for a page fault.
void populate(void* from, std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE
    if (madvise(from, bytes, MADV_POPULATE_WRITE) == 0) return;
#endif
    // Before Linux 5.14. An atomic no-op, as another process may already write there.
    auto* at = static_cast<char*>(from);
    for (std::size_t i = 0; i < bytes; i += 4096) __atomic_fetch_or(at + i, 0, __ATOMIC_RELAXED);
}

// The same where another process has made the pages: reading maps sixteen of them at a time, for writing as well,
// where a write would map one.
void populateMade(void* from, std::size_t bytes) {
#ifdef MADV_POPULATE_READ
    if (madvise(from, bytes, MADV_POPULATE_READ) == 0) return;
#endif
    const auto* at = static_cast<const volatile char*>(from);
    for (std::size_t i = 0; i < bytes; i += 4096) static_cast<void>(at[i]);
}

template <std::size_t N>
void copyText(char (&into)[N], std::string_view text) {
    std::size_t length = text.size() < N - 1 ? text.size() : N - 1;
    // Never half a UTF-8 character.
    if (length < text.size())
        while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
    std::memcpy(into, text.data(), length);
    into[length] = 0;
}

// Finds the ready entry that `same` accepts, or claims a free one and fills it. Entries are claimed in order and an
// entry is looked at only when ready, so two threads never add the same text twice. The process that claimed one may
// have been killed before it was ready: then it is passed over after a while. -1: the table is full.
template <class Entry, std::size_t N, class Same, class Fill>
int findOrAppend(Entry (&table)[N], Same same, Fill fill) {
    for (std::size_t i = 0; i < N; ++i) {
        EntryState state = table[i].state.load(std::memory_order_acquire);
        if (state == EntryState::Free && table[i].state.compare_exchange_strong(state, EntryState::Claimed)) {
            fill(table[i]);
            table[i].state.store(EntryState::Ready, std::memory_order_release);
            return static_cast<int>(i);
        }
        for (int tries = 0; state != EntryState::Ready && tries < 2000; ++tries) {
            sched_yield();
            state = table[i].state.load(std::memory_order_acquire);
        }
        if (state == EntryState::Ready && same(table[i])) return static_cast<int>(i);
    }
    return -1;
}

template <std::size_t N>
bool sameText(const char (&stored)[N], std::string_view text) {
    char cut[N];
    copyText(cut, text);
    return std::strcmp(stored, cut) == 0;
}

}  // namespace

Result<Recorder> Recorder::make(const RecorderSettings& settings) {
    if (settings.lanes < 1 || settings.lanes > maximumLanes)
        return fail(
            Error::Kind::Invalid,
            fmt::format("a recording has 1 to {} lanes, {} were asked for", maximumLanes, settings.lanes));
    if (!std::has_single_bit(settings.recordsPerLane) || settings.recordsPerLane < 2)
        return fail(
            Error::Kind::Invalid,
            fmt::format("records per lane must be a power of two, got {}", settings.recordsPerLane));
    // The system would hand out pages until other programs die for it.
    const std::uint64_t mostBytes = freeMemory().value_or(std::uint64_t(1) << 40) / 2;
    if (settings.enabled &&
        settings.recordsPerLane > mostBytes / sizeof(Record) / static_cast<std::size_t>(settings.lanes))
        return fail(
            Error::Kind::Invalid,
            fmt::format(
                "{} lanes of {} records need more than half of the free memory: record fewer lanes or fewer "
                "records per lane",
                settings.lanes, settings.recordsPerLane));
    const std::size_t ringBytes =
        settings.enabled ? static_cast<std::size_t>(settings.lanes) * settings.recordsPerLane * sizeof(Record) : 0;
    Recorder recorder;
    recorder.m_bytes = Shared::recordsOffset() + ringBytes;
    recorder.m_fd = memfd_create("corelane-recording", MFD_CLOEXEC);
    if (recorder.m_fd < 0)
        return fail(
            Error::Kind::Failed,
            fmt::format("no shared memory for the recording: memfd_create says {}", std::strerror(errno)));
    // posix_fallocate, and not ftruncate alone: memory that is not there must be an error here, not a SIGBUS in a
    // span.
    if (const int error = ftruncate(recorder.m_fd, static_cast<off_t>(recorder.m_bytes)) != 0
                              ? errno
                              : posix_fallocate(recorder.m_fd, 0, static_cast<off_t>(recorder.m_bytes)))
        return fail(
            Error::Kind::Failed,
            fmt::format(
                "{} MiB of shared memory for the recording were refused ({}): record fewer lanes or fewer "
                "records per lane",
                recorder.m_bytes >> 20, std::strerror(error)));
    recorder.m_shared = map(recorder.m_fd, recorder.m_bytes);
    if (!recorder.m_shared)
        return fail(
            Error::Kind::Failed,
            fmt::format(
                "{} MiB for the recording could not be mapped: {}", recorder.m_bytes >> 20, std::strerror(errno)));
    populate(recorder.m_shared, recorder.m_bytes);
    recorder.m_mapped = true;
    Shared& shared = *new (recorder.m_shared) Shared;  // fresh pages: all zero
    shared.bytes = recorder.m_bytes;
    shared.enabled = settings.enabled;
    shared.notePreemption = settings.notePreemption;
    shared.clock = settings.clock;
    shared.lanes = settings.enabled ? settings.lanes : 0;
    shared.recordsPerLane = settings.recordsPerLane;
    shared.magic = Shared::expectedMagic;
    return recorder;
}

Result<Recorder> Recorder::attach(int fd) {
    struct stat facts {};
    if (fstat(fd, &facts) != 0)
        return fail(
            Error::Kind::Failed,
            fmt::format("descriptor {} is not the recording this worker was promised: {}", fd, std::strerror(errno)));
    const auto bytes = static_cast<std::size_t>(facts.st_size);
    Recorder recorder;
    recorder.m_bytes = bytes;
    if (bytes >= Shared::recordsOffset()) recorder.m_shared = map(fd, bytes);
    if (!recorder.m_shared || recorder.m_shared->magic != Shared::expectedMagic || recorder.m_shared->bytes != bytes)
        return fail(Error::Kind::Invalid, fmt::format("descriptor {} is not a recording of this program", fd));
    recorder.m_fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (recorder.m_fd < 0)
        return fail(
            Error::Kind::Failed, fmt::format("no descriptor for the recording is left: {}", std::strerror(errno)));
    return recorder;
}

Recorder::Recorder(Recorder&& other) noexcept
    : m_shared(std::exchange(other.m_shared, nullptr)), m_bytes(std::exchange(other.m_bytes, 0)),
      m_fd(std::exchange(other.m_fd, -1)), m_mapped(other.m_mapped) {}

Recorder& Recorder::operator=(Recorder&& other) noexcept {
    std::swap(m_shared, other.m_shared);
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_fd, other.m_fd);
    std::swap(m_mapped, other.m_mapped);
    return *this;
}

Recorder::~Recorder() {
    if (m_shared) munmap(m_shared, m_bytes);
    if (m_fd >= 0) close(m_fd);
}

int Recorder::fd() const {
    return m_fd;
}

bool Recorder::enabled() const {
    return m_shared->enabled;
}

NameId Recorder::name(std::string_view text) {
    const int i = findOrAppend(
        m_shared->name, [&](const NameEntry& e) { return sameText(e.text, text); },
        [&](NameEntry& e) { copyText(e.text, text); });
    return i < 0 ? unknownName : static_cast<NameId>(i);
}

CounterId Recorder::counter(std::string_view name, std::string_view unit) {
    const int i = findOrAppend(
        m_shared->counter, [&](const CounterEntry& e) { return sameText(e.name, name); },
        [&](CounterEntry& e) { copyText(e.name, name), copyText(e.unit, unit); });
    return i < 0 ? unknownName : static_cast<CounterId>(i);
}

void Recorder::begin() {
    m_shared->begin.store(boottimeNow(), std::memory_order_release);
}
void Recorder::end() {
    m_shared->end.store(boottimeNow(), std::memory_order_release);
}
Time Recorder::beginTime() const {
    return m_shared->begin.load(std::memory_order_acquire);
}
Time Recorder::endTime() const {
    return m_shared->end.load(std::memory_order_acquire);
}

void Recorder::requestStop() {
    m_shared->stop.store(1, std::memory_order_relaxed);
}
bool Recorder::stopRequested() const {
    return m_shared->stop.load(std::memory_order_relaxed) != 0;
}

void Recorder::addTasks(std::uint64_t tasks, std::uint64_t digest) {
    m_shared->digest.fetch_add(digest, std::memory_order_relaxed);
    m_shared->tasks.fetch_add(tasks, std::memory_order_release);
}
HandoverId Recorder::handovers(std::uint32_t count) {
    return 1 + m_shared->handovers.fetch_add(count, std::memory_order_relaxed);
}

void Recorder::addBytesMoved(std::uint64_t bytes) {
    m_shared->bytesMoved.fetch_add(bytes, std::memory_order_relaxed);
    m_shared->countsBytesMoved.store(true, std::memory_order_relaxed);
}

void Recorder::fault(std::string_view sentence) {
    EntryState state = EntryState::Free;
    if (m_shared->firstFault.compare_exchange_strong(state, EntryState::Claimed)) {
        copyText(m_shared->firstFaultText, sentence);
        m_shared->firstFault.store(EntryState::Ready, std::memory_order_release);
    }
    m_shared->faults.fetch_add(1, std::memory_order_release);
}

namespace {

void noteOnce(std::atomic<Time>& time, Time now) {
    Time never = 0;
    time.compare_exchange_strong(never, now);
}

}  // namespace

void Recorder::noteInjected() {
    noteInjected(boottimeNow());
}
void Recorder::noteInjected(Time at) {
    noteOnce(m_shared->injected, at);
}
void Recorder::noteDetected() {
    if (m_shared->injected.load() != 0) noteOnce(m_shared->detected, boottimeNow());
}
Time Recorder::injectedTime() const {
    return m_shared->injected.load();
}
Time Recorder::detectedTime() const {
    return m_shared->detected.load();
}

Clock::Kind Recorder::clock() const {
    return m_shared->clock;
}

void Recorder::endLane(int worker) {
    for (int slot = 0; slot < m_shared->lanesInUse(); ++slot) {
        LaneEntry& lane = m_shared->lane[slot];
        if (lane.state.load(std::memory_order_acquire) != EntryState::Ready || lane.index != worker) continue;
        std::uint64_t open = 0;
        lane.end.compare_exchange_strong(open, Clock(m_shared->clock).ticks());
    }
}

std::uint64_t Recorder::tasks() const {
    return m_shared->tasks.load(std::memory_order_acquire);
}
std::uint64_t Recorder::digest() const {
    return m_shared->digest.load(std::memory_order_relaxed);
}
std::optional<std::uint64_t> Recorder::bytesMoved() const {
    if (!m_shared->countsBytesMoved.load(std::memory_order_relaxed)) return std::nullopt;
    return m_shared->bytesMoved.load(std::memory_order_relaxed);
}
std::uint64_t Recorder::faults() const {
    return m_shared->faults.load(std::memory_order_acquire);
}

std::string Recorder::firstFault() const {
    if (m_shared->firstFault.load(std::memory_order_acquire) == EntryState::Ready) return m_shared->firstFaultText;
    return faults() ? "a worker died while it was telling what went wrong" : "";
}

namespace {

Preemption::Notes notes(const Recorder::Shared& shared) {
    if (!shared.enabled) return Preemption::Notes::Nothing;
    return shared.notePreemption ? Preemption::Notes::CoreAndSwitch : Preemption::Notes::Core;
}

}  // namespace

WorkerLane::WorkerLane(Recorder& recorder, int index, Preemption::Notes notes)
    : m_recorder(&recorder), m_index(index), m_clock(recorder.m_shared->clock), m_preemption(notes) {}

WorkerLane::WorkerLane(Recorder& recorder, int index, std::string_view name, std::uint64_t called)
    : WorkerLane(recorder, index, notes(*recorder.m_shared)) {
    openLife(name, getpid(), static_cast<std::int32_t>(syscall(SYS_gettid)), called, false);
}

WorkerLane::WorkerLane(Recorder& recorder, int index, std::string_view name, Watched process, std::uint64_t called)
    : WorkerLane(recorder, index, Preemption::Notes::Nothing) {
    openLife(name, process.pid, process.pid, called, true);
}

void WorkerLane::openLife(
    std::string_view name, std::int32_t pid, std::int32_t tid, std::uint64_t called, bool watched) {
    Recorder::Shared& shared = *m_recorder->m_shared;
    if (!shared.enabled) return;
    const auto slot = shared.lanesOpened.fetch_add(1, std::memory_order_acq_rel);
    if (slot >= static_cast<std::uint32_t>(shared.lanes)) return;
    m_slot = static_cast<int>(slot);
    if (!m_recorder->m_mapped) populateMade(shared.records(m_slot), shared.recordsPerLane * sizeof(Record));
    LaneEntry& lane = shared.lane[slot];
    lane.index = m_index;
    lane.pid = pid;
    lane.tid = tid;
    lane.watched = watched;
    copyText(lane.name, name);
    m_ring = RingWriter(&shared.ring[slot], shared.records(m_slot), shared.recordsPerLane);
    // What it waited for until here is no part of the lane's life.
    if (m_preemption.switched()) m_preemption.waited();
    lane.begin = called ? called : m_clock.ticks();
    lane.state.store(EntryState::Ready, std::memory_order_release);
}

WorkerLane::~WorkerLane() {
    if (m_slot < 0) return;
    const std::uint64_t now = m_clock.ticks();
    if (m_preemption.switched()) noteSwitch(now);
    m_recorder->m_shared->lane[m_slot].end.store(now, std::memory_order_release);
}

void WorkerLane::lend() {
    if (m_slot >= 0) m_recorder->m_shared->lane[m_slot].forks.store(true, std::memory_order_release);
}

void WorkerLane::noteSwitch(std::uint64_t ticks) {
    const Preemption::Waited waited = m_preemption.waited();
    if (waited.slices == 0 && m_preemption.tellsWaits()) return;  // it never left
    m_recorder->m_shared->lane[m_slot].slices.fetch_add(waited.slices, std::memory_order_relaxed);
    put({ticks, waited.runnableNs, 0, 0, State::Runnable, RecordKind::Switched, noCore, core(), 0});
}

}  // namespace corelane
