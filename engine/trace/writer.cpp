#include "engine/trace/writer.h"

#include "engine/trace/marker.h"
#include "engine/trace/name_table.h"
#include "engine/trace/packet_stream.h"
#include "engine/trace/perfetto.h"
#include "engine/trace/track_uuid.h"

#include <protozero/varint.hpp>

#include <algorithm>
#include <array>
#include <ctime>
#include <map>
#include <set>

namespace corelane {

using protozero::pbf_writer;
using namespace perfetto;

namespace {

Time boottime() {
    timespec t{};
    clock_gettime(CLOCK_BOOTTIME, &t);
    return Time(t.tv_sec) * 1'000'000'000 + t.tv_nsec;
}

struct OpenLane {
    LaneInfo info;
    std::uint32_t sequence = 0;
    std::uint64_t uuid = 0;
    Time last = 0;
    std::uint32_t open = 0;
    bool ended = false;
    std::vector<std::uint32_t> local;  // file-wide name number -> 1 + this lane's; 0: not yet used
    std::vector<std::uint8_t> known;   // by local number: which states were written, a bit each
};

struct CoreState {
    std::int32_t running = 0;
    Time last = 0;
};

}  // namespace

struct Writer::State_ {
    State_(Sink sink, Packing packing) : stream(std::move(sink), packing) {}

    PacketStream stream;
    NameTable names;
    std::optional<Comparison> waiting;  // the comparison's begin marker, until a time is known
    Time last = 0;
    int run = 0;
    Time runBegin = 0;
    std::vector<OpenLane> lanes;
    std::map<int, CoreState> cores;
    std::map<std::int32_t, std::string> threadNames;
    std::set<std::int32_t> describedProcesses;
    std::map<std::int32_t, std::string> processNames;

    // A packet of sequence 1, in absolute time.
    template <class Fill>
    void marker(
        std::uint32_t type, Time time, std::string_view category, std::string_view name,
        const Annotations& annotations, Fill&& more) {
        last = std::max(last, time);
        stream.add([&](pbf_writer& p) {
            p.add_uint64(packet::timestamp, static_cast<std::uint64_t>(time));
            p.add_uint32(packet::sequence, markerSequence);
            more(p);
            pbf_writer e(p, packet::trackEvent);
            e.add_uint32(event::type, type);
            e.add_uint64(event::track, markerTrack);
            e.add_string(event::category, category.data(), category.size());
            if (!name.empty()) e.add_string(event::name, name.data(), name.size());
            writeAnnotations(e, annotations);
        });
    }
    void marker(
        std::uint32_t type, Time time, std::string_view category, std::string_view name,
        const Annotations& annotations) {
        marker(type, time, category, name, annotations, [](pbf_writer&) {});
    }

    void startComparison(Time time) {
        if (!waiting) return;
        const Comparison comparison = std::move(*waiting);
        waiting.reset();
        marker(
            event::begin, time, categoryComparison, comparison.title.empty() ? comparison.preset : comparison.title,
            annotationsOf(comparison));
    }

    void describeProcess(std::int32_t pid) {
        if (!describedProcesses.insert(pid).second) return;
        stream.add([&](pbf_writer& p) {
            p.add_uint32(packet::sequence, markerSequence);
            pbf_writer d(p, packet::trackDescriptor);
            d.add_uint64(track::uuid, processUuid(pid));
            pbf_writer process(d, track::process);
            process.add_int32(track::processPid, pid);
            if (const auto name = processNames.find(pid); name != processNames.end())
                process.add_string(track::processName, name->second);
        });
    }

    void describeLane(const OpenLane& lane) {
        stream.add([&](pbf_writer& p) {
            p.add_uint32(packet::sequence, lane.sequence);
            pbf_writer d(p, packet::trackDescriptor);
            d.add_uint64(track::uuid, lane.uuid);
            if (lane.info.kind == LaneKind::Worker && lane.info.tid != 0) {
                pbf_writer thread(d, track::thread);
                thread.add_int32(track::threadPid, lane.info.pid);
                thread.add_int32(track::threadTid, lane.info.tid);
                thread.add_string(track::threadName, lane.info.name);
                return;
            }
            d.add_string(track::name, lane.info.name);
            d.add_uint64(track::parent, lane.info.pid != 0 ? processUuid(lane.info.pid) : markerTrack);
            if (lane.info.kind != LaneKind::Counter) return;
            pbf_writer counter(d, track::counter);
            if (!lane.info.unit.empty()) counter.add_string(track::counterUnitName, lane.info.unit);
        });
    }

    // Declares the lane's sequence anew: its clock of deltas and its track.
    void startSequence(const OpenLane& lane) {
        stream.add([&](pbf_writer& p) {
            p.add_uint32(packet::sequence, lane.sequence);
            p.add_uint32(packet::sequenceFlags, incrementalStateCleared);
            {
                pbf_writer clocks(p, packet::clockSnapshot);
                for (const std::uint32_t id : {snapshot::boottime, snapshot::deltas}) {
                    pbf_writer clock(clocks, snapshot::clock);
                    clock.add_uint32(snapshot::clockId, id);
                    clock.add_uint64(snapshot::clockTime, static_cast<std::uint64_t>(lane.last));
                    if (id == snapshot::deltas) clock.add_bool(snapshot::clockIncremental, true);
                }
                clocks.add_uint32(snapshot::primary, snapshot::boottime);
            }
            pbf_writer defaults(p, packet::defaults);
            defaults.add_uint32(perfetto::defaults::timestampClock, snapshot::deltas);
            pbf_writer e(defaults, perfetto::defaults::trackEvent);
            e.add_uint64(event::track, lane.uuid);
        });
    }

    // An event of a lane that carries more than the ordinary ones.
    template <class Before, class Fill>
    void laneEvent(OpenLane& lane, Time time, std::uint32_t type, Before&& before, Fill&& fill) {
        const std::uint64_t delta = advance(lane, time);
        stream.add([&](pbf_writer& p) {
            p.add_uint64(packet::timestamp, delta);
            p.add_uint32(packet::sequence, lane.sequence);
            before(p);
            pbf_writer e(p, packet::trackEvent);
            e.add_uint32(event::type, type);
            fill(e);
        });
    }

    void laneMarker(
        OpenLane& lane, Time time, std::string_view category, std::string_view name, const Annotations& all) {
        laneEvent(
            lane, time, event::instant, [](pbf_writer&) {},
            [&](pbf_writer& e) {
                // A counter's track holds numbers only.
                if (lane.info.kind == LaneKind::Counter) e.add_uint64(event::track, markerTrack);
                e.add_string(event::category, category.data(), category.size());
                e.add_string(event::name, name.data(), name.size());
                writeAnnotations(e, all);
            });
    }

    std::uint64_t advance(OpenLane& lane, Time time) {
        const Time previous = lane.last;
        lane.last = std::max(previous, time);
        last = std::max(last, lane.last);
        return static_cast<std::uint64_t>(lane.last - previous);
    }

    struct Interned {
        std::uint32_t iid;
        bool fresh;
    };
    Interned intern(OpenLane& lane, std::string_view name, State state) {
        std::uint32_t global = names.number(name);
        if (global >= lane.local.size()) lane.local.resize(global + 1);
        std::uint32_t& local = lane.local[global];
        if (local == 0) {
            if (lane.known.size() < maximumNames) lane.known.push_back(0);
            local = static_cast<std::uint32_t>(lane.known.size());
        }
        std::uint8_t& states = lane.known[local - 1];
        const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(state));
        const bool fresh = (states & bit) == 0;
        states = static_cast<std::uint8_t>(states | bit);
        return {iidOf(local - 1, state), fresh};
    }

    std::string_view nameOfThread(std::int32_t tid) const {
        if (tid == 0) return "swapper";
        const auto found = threadNames.find(tid);
        return found == threadNames.end() ? std::string_view("thread") : std::string_view(found->second);
    }

    void writeSwitches(int core, std::span<const Switch> all);
};

Writer::Writer(Sink sink, Packing packing) : m_state(std::make_unique<State_>(std::move(sink), packing)) {}
Writer::~Writer() = default;

// ---- the comparison -----------------------------------------------------------------------------

void Writer::comparison(const Comparison& comparison) {
    State_& s = *m_state;
    s.stream.add([&](pbf_writer& p) {
        p.add_uint32(packet::sequence, markerSequence);
        p.add_uint32(packet::sequenceFlags, incrementalStateCleared);
        const auto halves = uuidHalves(comparison.uuid);
        pbf_writer uuid(p, packet::traceUuid);
        uuid.add_int64(1, static_cast<std::int64_t>(halves[0]));
        uuid.add_int64(2, static_cast<std::int64_t>(halves[1]));
    });
    s.stream.add([&](pbf_writer& p) {
        p.add_uint32(packet::sequence, markerSequence);
        pbf_writer d(p, packet::trackDescriptor);
        d.add_uint64(track::uuid, markerTrack);
        d.add_string(track::name, "Corelane");
    });
    s.waiting = comparison;
}

void Writer::threadName(std::int32_t pid, std::int32_t tid, std::string_view name) {
    m_state->threadNames[tid] = name;
    m_state->stream.add([&](pbf_writer& p) {
        p.add_uint32(packet::sequence, markerSequence);
        pbf_writer tree(p, packet::processTree);
        pbf_writer thread(tree, tree::thread);
        thread.add_int32(tree::threadTid, tid);
        thread.add_string(tree::threadName, name.data(), name.size());
        thread.add_int32(tree::threadGroup, pid);
    });
}

void Writer::processName(std::int32_t pid, std::string_view name) {
    m_state->processNames[pid] = name;
    m_state->describedProcesses.erase(pid);
    m_state->stream.add([&](pbf_writer& p) {
        p.add_uint32(packet::sequence, markerSequence);
        pbf_writer tree(p, packet::processTree);
        pbf_writer process(tree, tree::process);
        process.add_int32(tree::processPid, pid);
        process.add_string(tree::processCommand, name.data(), name.size());
    });
}

void Writer::endComparison(bool interrupted, Time time) {
    State_& s = *m_state;
    s.startComparison(s.last != 0 ? s.last : boottime());
    s.marker(event::end, std::max(s.last, time), categoryComparison, "", endAnnotations(interrupted));
}

Result<> Writer::flush() {
    State_& s = *m_state;
    s.startComparison(s.last != 0 ? s.last : boottime());
    s.stream.handOver();
    if (s.stream.error()) return tl::unexpected<Error>(*s.stream.error());
    return {};
}

std::uint64_t Writer::bytesWritten() const {
    return m_state->stream.bytesWritten();
}

// ---- runs and lanes -----------------------------------------------------------------------------

void Writer::beginRun(const RunInfo& info, Time time) {
    State_& s = *m_state;
    s.startComparison(time);
    s.run = info.number;
    s.runBegin = time;
    s.lanes.clear();
    s.cores.clear();
    s.marker(event::begin, time, categoryRun, info.title.empty() ? info.model : info.title, annotationsOf(info));
}

Writer::LaneId Writer::lane(const LaneInfo& info, Time begin) {
    State_& s = *m_state;
    CORELANE_ASSERT(info.kind != LaneKind::Core);
    const auto id = static_cast<LaneId>(s.lanes.size());
    OpenLane& lane = s.lanes.emplace_back();
    lane.info = info;
    lane.sequence = firstLaneSequence + id;
    lane.uuid = uuidOf(info, s.run);
    lane.last = s.runBegin;
    if (info.kind == LaneKind::Worker && info.tid != 0) s.threadNames[info.tid] = info.name;
    if (info.pid != 0) s.describeProcess(info.pid);
    s.startSequence(lane);
    s.describeLane(lane);
    s.laneMarker(
        lane, begin, categoryLane, info.name + " begins",
        annotationsOf(
            LaneMarker{s.run, info.kind, info.index, info.name, info.unit, info.pid, info.tid, info.watched}));
    return id;
}

void Writer::begin(
    LaneId id, Time time, State state, std::string_view name, TaskIndex task,
    std::span<const std::uint64_t> flowsIn) {
    State_& s = *m_state;
    OpenLane& lane = s.lanes[id];
    const auto [iid, fresh] = s.intern(lane, name, state);
    ++lane.open;
    if (fresh || !flowsIn.empty() || lane.sequence > 127) {
        s.laneEvent(
            lane, time, event::begin,
            [&, iid = iid, fresh = fresh](pbf_writer& p) {
                if (!fresh) return;
                pbf_writer all(p, packet::internedData);
                pbf_writer one(all, interned::eventName);
                one.add_uint64(interned::iid, iid);
                one.add_string(interned::name, name.data(), name.size());
            },
            [&, iid = iid](pbf_writer& e) {
                e.add_uint64(event::nameIid, iid);
                if (task != 0) e.add_uint64(event::correlation, task);
                for (const std::uint64_t flow : flowsIn) e.add_fixed64(event::flowsIn, flow);
            });
        return;
    }
    // The ordinary span: every length below 128, so it is written straight through.
    std::array<char, 64> bytes;
    char* at = bytes.data() + 2;
    *at++ = 0x40;  // timestamp
    at += protozero::write_varint(at, s.advance(lane, time));
    *at++ = 0x50;  // sequence
    *at++ = static_cast<char>(lane.sequence);
    *at++ = 0x5a;  // track event
    char* const length = at++;
    *at++ = 0x48;  // type
    *at++ = event::begin;
    *at++ = 0x50;  // name
    at += protozero::write_varint(at, iid);
    if (task != 0) {
        *at++ = static_cast<char>(0xa0);  // correlation
        *at++ = 0x03;
        at += protozero::write_varint(at, task);
    }
    *length = static_cast<char>(at - length - 1);
    bytes[0] = 0x0a;
    bytes[1] = static_cast<char>(at - bytes.data() - 2);
    s.stream.addFramed(bytes.data(), static_cast<std::size_t>(at - bytes.data()));
}

void Writer::end(LaneId id, Time time, std::span<const std::uint64_t> flowsOut, std::uint64_t waitedFor) {
    State_& s = *m_state;
    OpenLane& lane = s.lanes[id];
    if (lane.open == 0) return;
    --lane.open;
    if (!flowsOut.empty() || waitedFor != 0 || lane.sequence > 127) {
        s.laneEvent(
            lane, time, event::end, [](pbf_writer&) {},
            [&](pbf_writer& e) {
                for (const std::uint64_t flow : flowsOut) e.add_fixed64(event::flowsOut, flow);
                if (waitedFor != 0) e.add_fixed64(event::flowsIn, waitedFor);
            });
        return;
    }
    std::array<char, 32> bytes;
    char* at = bytes.data() + 2;
    *at++ = 0x40;
    at += protozero::write_varint(at, s.advance(lane, time));
    *at++ = 0x50;
    *at++ = static_cast<char>(lane.sequence);
    *at++ = 0x5a;
    *at++ = 2;
    *at++ = 0x48;
    *at++ = event::end;
    bytes[0] = 0x0a;
    bytes[1] = static_cast<char>(at - bytes.data() - 2);
    s.stream.addFramed(bytes.data(), static_cast<std::size_t>(at - bytes.data()));
}

void Writer::give(
    LaneId id, Time time, std::string_view what, std::span<const std::uint64_t> flowsOut, Duration held) {
    m_state->laneEvent(
        m_state->lanes[id], time, event::instant, [](pbf_writer&) {},
        [&](pbf_writer& e) {
            e.add_string(event::category, categoryGive.data(), categoryGive.size());
            e.add_string(event::name, what.data(), what.size());
            for (const std::uint64_t flow : flowsOut) e.add_fixed64(event::flowsOut, flow);
            if (held > 0) writeAnnotations(e, heldAnnotations(held));
        });
}

void Writer::endLane(LaneId id, Time time) {
    State_& s = *m_state;
    if (s.lanes[id].ended) return;
    while (s.lanes[id].open != 0) end(id, time);
    s.lanes[id].ended = true;
    s.laneMarker(s.lanes[id], time, categoryLaneEnd, s.lanes[id].info.name + " ends", {});
}

void Writer::counter(LaneId id, Time time, std::int64_t value) {
    m_state->laneEvent(
        m_state->lanes[id], time, event::counter, [](pbf_writer&) {},
        [&](pbf_writer& e) { e.add_int64(event::counterValue, value); });
}

// ---- the cores ----------------------------------------------------------------------------------

void Writer::switches(int core, std::span<const Switch> all) {
    static constexpr std::size_t most = 4096;  // a packet, so that a torn file loses little
    for (std::size_t i = 0; i < all.size(); i += most)
        m_state->writeSwitches(core, all.subspan(i, std::min(most, all.size() - i)));
}

void Writer::State_::writeSwitches(int core, std::span<const Switch> all) {
    CoreState& state = cores[core];
    std::vector<std::uint64_t> times;
    std::vector<std::int64_t> previous;
    std::vector<std::int32_t> tids, priorities;
    std::vector<std::uint32_t> nameIndices;
    std::vector<std::string_view> texts;
    std::map<std::int32_t, std::uint32_t> textOf;
    for (const Switch& s : all) {
        const Time time = std::max(s.time, state.last);
        times.push_back(static_cast<std::uint64_t>(times.empty() ? time : time - state.last));
        previous.push_back(s.previousRunnable ? 0 : 1);
        tids.push_back(s.nextTid);
        priorities.push_back(120);
        const auto [at, fresh] = textOf.try_emplace(s.nextTid, static_cast<std::uint32_t>(texts.size()));
        if (fresh) texts.push_back(nameOfThread(s.nextTid));
        nameIndices.push_back(at->second);
        state = {s.nextTid, time};
    }
    last = std::max(last, state.last);
    stream.add([&](pbf_writer& p) {
        p.add_uint64(packet::timestamp, static_cast<std::uint64_t>(state.last));
        p.add_uint32(packet::sequence, markerSequence);
        pbf_writer bundle(p, packet::ftraceEvents);
        bundle.add_uint32(ftrace::cpu, static_cast<std::uint32_t>(core));
        pbf_writer compact(bundle, ftrace::compactSched);
        compact.add_packed_uint64(ftrace::switchTime, times.begin(), times.end());
        compact.add_packed_int64(ftrace::switchPrevState, previous.begin(), previous.end());
        compact.add_packed_int32(ftrace::switchNextPid, tids.begin(), tids.end());
        compact.add_packed_int32(ftrace::switchNextPrio, priorities.begin(), priorities.end());
        for (const std::string_view text : texts) compact.add_string(ftrace::names, text.data(), text.size());
        compact.add_packed_uint32(ftrace::switchNextName, nameIndices.begin(), nameIndices.end());
    });
}

void Writer::loss(const Loss& loss) {
    // Viewers drop a sequence's state after a lost packet unless it is declared anew at once; this one keeps none.
    m_state->marker(event::instant, loss.time, categoryLoss, loss.reason, annotationsOf(loss), [](pbf_writer& p) {
        p.add_uint32(packet::sequenceFlags, incrementalStateCleared);
        p.add_bool(packet::previousPacketDropped, true);
    });
}

void Writer::endRun(const RunResult& result, Time time) {
    State_& s = *m_state;
    // Whoever ran last would seem to run until the next run's first switch.
    for (auto& [core, state] : s.cores)
        if (state.running != 0) {
            const Switch leaves{std::max(time, state.last), 0, false};
            s.writeSwitches(core, std::span(&leaves, 1));
        }
    s.marker(event::end, time, categoryRun, "", annotationsOf(result));
    s.lanes.clear();
    s.cores.clear();
}

std::uint64_t edgeId(int run, TaskIndex consumer, std::uint32_t ordinal) {
    return static_cast<std::uint64_t>(run) << 44 | static_cast<std::uint64_t>(consumer) << 12 | (ordinal & 4095);
}

std::uint64_t handoverId(int run, std::uint32_t handover) {
    return static_cast<std::uint64_t>(run) << 44 | handover;
}

}  // namespace corelane
