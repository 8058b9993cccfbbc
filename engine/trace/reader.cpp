#include "engine/trace/reader.h"

#include "engine/trace/event_packet.h"
#include "engine/trace/inflater.h"
#include "engine/trace/marker.h"
#include "engine/trace/perfetto.h"
#include "engine/trace/run_builder.h"

#include <fmt/format.h>
#include <protozero/exception.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

namespace corelane {

using namespace perfetto;
using protozero::pbf_reader;
using protozero::pbf_wire_type;
using protozero::tag_and_type;

namespace {

constexpr Time latest = Time(1) << 61;
constexpr std::size_t longestPacket = 256u << 20;
constexpr std::uint64_t mostIids = std::uint64_t(maximumNames) * 8 + 8;

Time timeFrom(std::uint64_t timestamp) {
    return timestamp < static_cast<std::uint64_t>(latest) ? static_cast<Time>(timestamp) : latest;
}

struct Sequence {
    Time time = 0;
    bool deltas = false;               // timestamps are steps from `time` unless a packet says otherwise
    std::vector<std::uint16_t> names;  // by interned number
    RunBuilder::LaneInUse* lane = nullptr;

    std::uint16_t name(std::uint64_t iid) const { return iid < names.size() ? names[iid] : 0; }
    void advance(std::uint64_t timestamp, bool delta) {
        time = delta ? std::min(latest, time + timeFrom(timestamp)) : timeFrom(timestamp);
    }
};

// What is in a packet that the ordinary event's parser does not take.
struct Packet {
    std::optional<std::uint64_t> timestamp;
    std::optional<std::uint32_t> clock;
    std::uint32_t sequence = 0, flags = 0;
    protozero::data_view event, interned, clocks, defaults, sched, compressed;
};

struct MarkerEvent {
    std::uint32_t type = 0;
    std::string_view category;
    Annotations annotations;
};

}  // namespace

struct Reader::State {
    std::string rest;            // bytes of a packet that is not whole yet
    std::uint64_t consumed = 0;  // bytes of whole packets
    std::uint64_t bytes = 0;
    std::optional<Error> error;
    bool finished = false, sawComparison = false, ended = false, interrupted = false;

    Comparison comparison;
    std::vector<std::shared_ptr<const Run>> runs;
    std::unique_ptr<RunBuilder> run;
    std::vector<Sequence> sequences;
    std::unordered_map<std::uint32_t, Sequence> farSequences;
    int numbersBefore = 0;  // of runs of the trace beside
    std::uint64_t events = 0;
    EventPacket fast;
    Inflater inflater;

    std::vector<std::string> names{std::string()};
    std::unordered_map<std::string, std::uint16_t> numbers{{std::string(), std::uint16_t(0)}};
    mutable std::shared_ptr<const std::vector<std::string>> sharedNames;

    Sequence& sequence(std::uint32_t id) {
        constexpr std::uint32_t near = 4096;
        if (id >= near) return farSequences[id];
        if (id >= sequences.size()) sequences.resize(id + 1);
        return sequences[id];
    }

    std::uint16_t number(std::string_view name) {
        const auto known = numbers.find(std::string(name));
        if (known != numbers.end()) return known->second;
        if (names.size() > 0xffff) return 0;
        const auto number = static_cast<std::uint16_t>(names.size());
        names.emplace_back(name);
        numbers.emplace(name, number);
        return number;
    }

    Result<> broken(std::string what) {
        error = Error{Error::Kind::Format, std::move(what)};
        return tl::unexpected<Error>(*error);
    }

    Result<> packets(std::string_view all, std::size_t& used, bool nested);
    void packet(std::string_view body, bool nested);
    void event(Sequence&, const EventPacket&);
    void clocks(Sequence&, pbf_reader);
    void defaults(Sequence&, pbf_reader);
    void interned(Sequence&, pbf_reader);
    void markerEvent(Sequence&, pbf_reader);
    void comparisonMarker(const MarkerEvent&);
    void runMarker(const MarkerEvent&, Time);
    void closeRun(const RunResult*, Time);
    void sched(pbf_reader);
    void compactSched(int core, pbf_reader);
};

Reader::Reader(const Trace* beside) : m_state(std::make_unique<State>()) {
    if (!beside) return;
    for (const std::string& name : *beside->names) m_state->number(name);
    for (const auto& run : beside->runs) m_state->numbersBefore = std::max(m_state->numbersBefore, run->info.number);
}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

// ---- packets ------------------------------------------------------------------------------------

Result<> Reader::feed(std::string_view bytes) {
    State& s = *m_state;
    s.bytes += bytes.size();
    if (s.error) return tl::unexpected<Error>(*s.error);
    std::size_t used = 0;
    if (s.rest.empty()) {
        auto read = s.packets(bytes, used, false);
        s.consumed += used;
        if (!read) return read;
        s.rest.assign(bytes.substr(used));
        return {};
    }
    s.rest.append(bytes);
    auto read = s.packets(s.rest, used, false);
    s.consumed += used;
    s.rest.erase(0, used);
    return read;
}

// Reads the whole packets of `all`; `used` is what they took.
Result<> Reader::State::packets(std::string_view all, std::size_t& used, bool nested) {
    const char *at = all.data(), *const end = at + all.size();
    while (at != end) {
        if (*at != static_cast<char>(trace::packet << 3 | 2))
            return broken(
                consumed + used == 0 && !nested
                    ? "This is not a trace: it does not begin as a Perfetto trace does."
                    : fmt::format("The trace is damaged at byte {}: no packet begins there.", consumed + used));
        const char* body = at + 1;
        std::uint64_t length = 0;
        int shift = 0;
        bool whole = false;
        while (body != end && shift < 64) {
            const auto byte = static_cast<unsigned char>(*body++);
            length |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            shift += 7;
            if (byte < 0x80) {
                whole = true;
                break;
            }
        }
        if (shift >= 64 || (whole && length > longestPacket))
            return broken(
                consumed + used == 0 && !nested
                    ? "This is not a trace: its first packet would be longer than any."
                    : fmt::format(
                          "The trace is damaged at byte {}: the packet there would be longer than any.",
                          consumed + used));
        if (!whole || length > static_cast<std::uint64_t>(end - body)) return {};
        try {
            packet({body, static_cast<std::size_t>(length)}, nested);
        } catch (const protozero::exception&) {
            return broken(fmt::format("The trace is damaged in the packet at byte {}.", consumed + used));
        }
        if (error) return tl::unexpected<Error>(*error);
        at = body + length;
        used = static_cast<std::size_t>(at - all.data());
    }
    return {};
}

void Reader::State::packet(std::string_view body, bool nested) {
    if (fast.parse(body)) return event(sequence(fast.sequence), fast);
    Packet p;
    pbf_reader message(body.data(), body.size());
    while (message.next()) switch (message.tag_and_type()) {
        case tag_and_type(packet::timestamp, pbf_wire_type::varint):
            p.timestamp = message.get_uint64();
            break;
        case tag_and_type(packet::sequence, pbf_wire_type::varint):
            p.sequence = message.get_uint32();
            break;
        case tag_and_type(packet::sequenceFlags, pbf_wire_type::varint):
            p.flags = message.get_uint32();
            break;
        case tag_and_type(packet::timestampClock, pbf_wire_type::varint):
            p.clock = message.get_uint32();
            break;
        case tag_and_type(packet::trackEvent, pbf_wire_type::length_delimited):
            p.event = message.get_view();
            break;
        case tag_and_type(packet::internedData, pbf_wire_type::length_delimited):
            p.interned = message.get_view();
            break;
        case tag_and_type(packet::clockSnapshot, pbf_wire_type::length_delimited):
            p.clocks = message.get_view();
            break;
        case tag_and_type(packet::defaults, pbf_wire_type::length_delimited):
            p.defaults = message.get_view();
            break;
        case tag_and_type(packet::ftraceEvents, pbf_wire_type::length_delimited):
            p.sched = message.get_view();
            break;
        case tag_and_type(packet::compressedPackets, pbf_wire_type::length_delimited):
            p.compressed = message.get_view();
            break;
        default:
            message.skip();
        }
    if (!p.compressed.empty()) {
        const auto inner = nested ? std::nullopt : inflater.inflate({p.compressed.data(), p.compressed.size()});
        std::size_t used = 0;
        if (!inner || !packets(*inner, used, true) || used != inner->size())
            throw protozero::unknown_pbf_wire_type_exception();
        return;
    }
    Sequence& s = sequence(p.sequence);
    if (p.flags & incrementalStateCleared) s.names.clear();
    if (!p.clocks.empty()) clocks(s, pbf_reader(p.clocks));
    if (!p.defaults.empty()) defaults(s, pbf_reader(p.defaults));
    if (!p.interned.empty()) interned(s, pbf_reader(p.interned));
    if (p.timestamp) {
        if (p.clock && *p.clock != snapshot::boottime && *p.clock != snapshot::deltas) return;
        s.advance(*p.timestamp, p.clock ? *p.clock == snapshot::deltas : s.deltas);
    }
    if (!p.event.empty()) markerEvent(s, pbf_reader(p.event));
    if (!p.sched.empty()) sched(pbf_reader(p.sched));
}

void Reader::State::clocks(Sequence& s, pbf_reader message) {
    while (message.next(snapshot::clock, pbf_wire_type::length_delimited)) {
        pbf_reader clock = message.get_message();
        std::uint64_t id = 0, time = 0;
        while (clock.next()) switch (clock.tag_and_type()) {
            case tag_and_type(snapshot::clockId, pbf_wire_type::varint):
                id = clock.get_uint64();
                break;
            case tag_and_type(snapshot::clockTime, pbf_wire_type::varint):
                time = clock.get_uint64();
                break;
            default:
                clock.skip();
            }
        if (id == snapshot::deltas) s.time = timeFrom(time);
    }
}

void Reader::State::defaults(Sequence& s, pbf_reader message) {
    s.deltas = false;
    while (message.next()) {
        if (message.tag_and_type() == tag_and_type(perfetto::defaults::timestampClock, pbf_wire_type::varint))
            s.deltas = message.get_uint32() == snapshot::deltas;
        else
            message.skip();
    }
}

void Reader::State::interned(Sequence& s, pbf_reader message) {
    while (message.next(interned::eventName, pbf_wire_type::length_delimited)) {
        pbf_reader one = message.get_message();
        std::uint64_t iid = 0;
        std::string_view text;
        while (one.next()) switch (one.tag_and_type()) {
            case tag_and_type(interned::iid, pbf_wire_type::varint):
                iid = one.get_uint64();
                break;
            case tag_and_type(interned::name, pbf_wire_type::length_delimited): {
                const auto view = one.get_view();
                text = {view.data(), view.size()};
                break;
            }
            default:
                one.skip();
            }
        if (iid > mostIids) continue;
        if (iid >= s.names.size()) s.names.resize(iid + 1);
        s.names[iid] = number(text);
    }
}

// ---- events -------------------------------------------------------------------------------------

void Reader::State::event(Sequence& s, const EventPacket& e) {
    s.advance(e.timestamp, s.deltas);
    if (!s.lane || !run) return;
    ++events;
    switch (e.type) {
    case event::begin:
        return run->begin(
            *s.lane, s.time, static_cast<TaskIndex>(e.correlation), s.name(e.nameIid),
            stateOf(std::max<std::uint64_t>(1, e.nameIid)), e.flowsIn);
    case event::end:
        return run->end(*s.lane, s.time, e.flowsOut, e.flowsIn);
    default:
        s.lane->builder.counter(s.time, static_cast<std::int64_t>(e.counterValue));
        run->seen(s.lane->builder.last());
    }
}

void Reader::State::markerEvent(Sequence& s, pbf_reader message) {
    EventPacket plain;
    MarkerEvent m;
    while (message.next()) switch (message.tag_and_type()) {
        case tag_and_type(event::type, pbf_wire_type::varint):
            plain.type = message.get_uint32();
            break;
        case tag_and_type(event::nameIid, pbf_wire_type::varint):
            plain.nameIid = message.get_uint64();
            break;
        case tag_and_type(event::correlation, pbf_wire_type::varint):
            plain.correlation = message.get_uint64();
            break;
        case tag_and_type(event::counterValue, pbf_wire_type::varint):
            plain.counterValue = message.get_uint64();
            break;
        case tag_and_type(event::flowsIn, pbf_wire_type::fixed64):
            plain.flowsIn.push_back(message.get_fixed64());
            break;
        case tag_and_type(event::flowsOut, pbf_wire_type::fixed64):
            plain.flowsOut.push_back(message.get_fixed64());
            break;
        case tag_and_type(event::category, pbf_wire_type::length_delimited): {
            const auto view = message.get_view();
            m.category = {view.data(), view.size()};
            break;
        }
        case tag_and_type(event::annotation, pbf_wire_type::length_delimited):
            m.annotations.push_back(readAnnotation(message.get_message()));
            break;
        default:
            message.skip();
        }
    m.type = plain.type;
    if (m.category == categoryComparison) return comparisonMarker(m);
    if (m.category == categoryRun) return runMarker(m, s.time);
    if (m.category == categoryLane) {
        if (!run) return;
        s.lane = &run->lane(laneMarkerFrom(m.annotations), s.time);
    } else if (m.category == categoryLaneEnd) {
        if (run && s.lane) s.lane->builder.endLane(s.time), run->seen(s.time);
    } else if (m.category == categoryGive) {
        if (!run || !s.lane) return;
        ++events;
        run->give(*s.lane, s.time, plain.flowsOut, heldFrom(m.annotations));
    } else if (m.category == categoryLoss) {
        if (!run) return;
        Loss loss = lossFrom(m.annotations);
        loss.time = s.time;
        run->loss(std::move(loss));
    } else if (m.type == event::begin || m.type == event::end || m.type == event::counter) {
        plain.timestamp = 0;
        const bool deltas = std::exchange(s.deltas, true);  // the packet's own time has been taken already
        event(s, plain);
        s.deltas = deltas;
    }
}

void Reader::State::comparisonMarker(const MarkerEvent& m) {
    if (m.type == event::end) {
        if (run) closeRun(nullptr, 0);
        ended = true;
        interrupted = interruptedFrom(m.annotations);
    } else if (!sawComparison) {
        comparison = comparisonFrom(m.annotations);
        sawComparison = true;
    }
}

void Reader::State::runMarker(const MarkerEvent& m, Time time) {
    if (m.type == event::begin) {
        if (run) closeRun(nullptr, 0);
        RunInfo info = runInfoFrom(m.annotations);
        info.number += numbersBefore;
        run = std::make_unique<RunBuilder>(std::move(info), time);
    } else if (run) {
        const RunResult result = runResultFrom(m.annotations);
        closeRun(&result, time);
    }
}

void Reader::State::closeRun(const RunResult* result, Time time) {
    run->finish(result, time);
    runs.push_back(run->snapshot());
    run.reset();
    for (Sequence& s : sequences) s.lane = nullptr;
    for (auto& [id, s] : farSequences) s.lane = nullptr;
}

// ---- the cores ----------------------------------------------------------------------------------

void Reader::State::sched(pbf_reader message) {
    int core = 0;
    while (message.next()) switch (message.tag_and_type()) {
        case tag_and_type(ftrace::cpu, pbf_wire_type::varint):
            core = static_cast<int>(std::min<std::uint32_t>(message.get_uint32(), 1u << 16));
            break;
        case tag_and_type(ftrace::compactSched, pbf_wire_type::length_delimited):
            compactSched(core, message.get_message());
            break;
        default:
            message.skip();
        }
}

void Reader::State::compactSched(int core, pbf_reader message) {
    std::vector<std::uint64_t> times;
    std::vector<std::int64_t> previous;
    std::vector<std::int32_t> tids;
    std::vector<std::uint32_t> nameOf;
    std::vector<std::uint16_t> texts;
    const auto take = [](auto& into, auto range) { into.assign(range.begin(), range.end()); };
    while (message.next()) switch (message.tag_and_type()) {
        case tag_and_type(ftrace::switchTime, pbf_wire_type::length_delimited):
            take(times, message.get_packed_uint64());
            break;
        case tag_and_type(ftrace::switchPrevState, pbf_wire_type::length_delimited):
            take(previous, message.get_packed_int64());
            break;
        case tag_and_type(ftrace::switchNextPid, pbf_wire_type::length_delimited):
            take(tids, message.get_packed_int32());
            break;
        case tag_and_type(ftrace::switchNextName, pbf_wire_type::length_delimited):
            take(nameOf, message.get_packed_uint32());
            break;
        case tag_and_type(ftrace::names, pbf_wire_type::length_delimited): {
            const auto view = message.get_view();
            texts.push_back(number({view.data(), view.size()}));
            break;
        }
        default:
            message.skip();
        }
    if (!run) return;
    Time time = 0;
    for (std::size_t i = 0; i < times.size() && i < tids.size(); ++i) {
        time = std::min(latest, time + timeFrom(times[i]));
        const bool preempted = i < previous.size() && previous[i] == 0;
        const std::uint16_t name =
            i < nameOf.size() && nameOf[i] < texts.size() ? texts[nameOf[i]] : std::uint16_t(0);
        run->switched(core, time, tids[i], preempted, name);
        ++events;
    }
}

// ---- the end, and what is there -----------------------------------------------------------------

Result<> Reader::finish() {
    State& s = *m_state;
    s.finished = true;
    if (s.run) s.closeRun(nullptr, 0);
    if (s.sawComparison) return {};
    if (s.error) return tl::unexpected<Error>(*s.error);
    if (s.bytes == 0) return s.broken("The trace is empty: nothing was recorded into it.");
    if (s.consumed == 0) return s.broken("The trace was cut within its first packet: nothing of it can be shown.");
    return s.broken(
        s.rest.empty() ? "This trace was not recorded by Corelane: it has no comparison in it."
                       : "The trace was cut before anything of its comparison was written.");
}

std::shared_ptr<const Trace> Reader::snapshot() const {
    State& s = *m_state;
    auto trace = std::make_shared<Trace>();
    trace->comparison = s.comparison;
    trace->runs = s.runs;
    if (s.run) trace->runs.push_back(s.run->snapshot());
    if (!s.sharedNames || s.sharedNames->size() != s.names.size())
        s.sharedNames = std::make_shared<const std::vector<std::string>>(s.names);
    trace->names = s.sharedNames;
    trace->bytes = s.bytes;
    trace->tornBytes = s.finished ? s.bytes - s.consumed : 0;
    trace->events = s.events;
    trace->ended = s.ended;
    trace->interrupted = s.interrupted;
    return trace;
}

}  // namespace corelane
