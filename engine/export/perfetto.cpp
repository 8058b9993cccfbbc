// Perfetto's own words and nothing of ours: every run is a process, every lane a track below it, spans are slices
// with their state as category, hand-overs flows. A recording opens at ui.perfetto.dev as well; this is for programs
// that read tracks and slices and know neither Corelane's markers nor who ran on a core. Field numbers:
// engine/trace/perfetto.h and, for what only this file writes, perfetto's protos/perfetto/trace/track_event.
#include "engine/trace/perfetto.h"

#include "engine/export/exporter.h"
#include "engine/export/wording.h"

#include <fmt/format.h>
#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace corelane {

namespace {

namespace p = perfetto;
using Writer = protozero::pbf_writer;

constexpr std::uint32_t sequence = 1, needsIncrementalState = 2;
constexpr protozero::pbf_tag_type categoryIids = 3, internedCategory = 1, childOrdering = 11, siblingRank = 12;
enum Kind : std::uint64_t { Process, Core, Worker, Task, Counter };

std::uint64_t uuidOf(const Run& run, Kind kind, std::size_t index) {
    return (static_cast<std::uint64_t>(run.info.number) << 40 | static_cast<std::uint64_t>(kind) << 36 | index) + 1;
}

// A hand-over at one of its ends: on which span of a lane, by its number.
struct FlowEnd {
    std::size_t span;
    std::uint64_t id;
    bool in;
};

class PacketWriter {
  public:
    PacketWriter(const Trace& trace, std::ostream& out) : m_trace(trace), m_out(out) {}

    void write() {
        writeNames();
        for (const auto& run : m_trace.runs) writeRun(*run);
        flush();
    }

  private:
    template <class Fill>
    void packet(Fill&& fill) {
        m_packet.clear();
        Writer writer(m_packet);
        fill(writer);
        writer.add_uint32(p::packet::sequence, sequence);
        Writer(m_buffer).add_message(p::trace::packet, m_packet);
        if (m_buffer.size() > 1 << 16) flush();
    }
    void flush() {
        m_out.write(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size()));
        m_buffer.clear();
    }

    void writeNames() {
        packet([&](Writer& packet) {
            packet.add_uint32(p::packet::sequenceFlags, p::incrementalStateCleared);
            Writer interned(packet, p::packet::internedData);
            for (const State state : allStates) {
                Writer category(interned, internedCategory);
                category.add_uint64(p::interned::iid, 1 + static_cast<std::uint64_t>(state));
                category.add_string(p::interned::name, std::string(stateName(state)));
            }
            for (std::size_t i = 0; m_trace.names && i < m_trace.names->size(); ++i) {
                Writer name(interned, p::interned::eventName);
                name.add_uint64(p::interned::iid, 1 + i);
                name.add_string(p::interned::name, cleanUtf8((*m_trace.names)[i]));
            }
        });
    }

    void track(std::uint64_t uuid, std::uint64_t parent, const std::string& name, int rank, const std::string* unit) {
        packet([&](Writer& packet) {
            Writer track(packet, p::packet::trackDescriptor);
            track.add_uint64(p::track::uuid, uuid);
            track.add_uint64(p::track::parent, parent);
            track.add_string(p::track::name, cleanUtf8(name));
            track.add_int32(siblingRank, rank);
            if (unit) Writer(track, p::track::counter).add_string(p::track::counterUnitName, cleanUtf8(*unit));
        });
    }

    void writeRun(const Run& run) {
        std::string name = fmt::format("{} r{}", run.info.model, run.info.repetition);
        if (run.info.warmup) name += " warm-up";
        if (!run.info.recorded) name += " not recorded";
        const std::uint64_t own = uuidOf(run, Process, 0);
        packet([&](Writer& packet) {
            Writer track(packet, p::packet::trackDescriptor);
            track.add_uint64(p::track::uuid, own);
            track.add_uint32(childOrdering, 3);  // explicit: by rank
            Writer process(track, p::track::process);
            process.add_int32(p::track::processPid, run.info.number);
            process.add_string(p::track::processName, cleanUtf8(name));
        });
        findFlows(run);
        int rank = 0;
        const auto lanes = [&](const auto& all, Kind kind) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                const std::uint64_t uuid = uuidOf(run, kind, i);
                track(uuid, own, all[i]->name, rank++, kind == Counter ? &all[i]->unit : nullptr);
                if (kind == Counter)
                    writeCounter(*all[i], uuid);
                else
                    writeLane(run, *all[i], uuid, kind, i);
            }
        };
        lanes(run.cores, Core);
        lanes(run.workers, Worker);
        lanes(run.tasks, Task);
        lanes(run.counters, Counter);
    }

    // The last span of a lane that began at or before a time, and whether there is one.
    static std::optional<std::size_t> spanAt(const Lane& lane, Time time) {
        const std::size_t after = lane.spans.partitionPoint([time](const Span& s) { return s.begin <= time; });
        if (after == 0) return std::nullopt;
        return after - 1;
    }

    void findFlows(const Run& run) {
        m_workerFlows.assign(run.workers.size(), {});
        m_taskFlows.assign(run.tasks.size(), {});
        const auto add = [&](std::uint32_t lane, std::optional<std::size_t> span, std::uint64_t id, bool in) {
            if (!span || !run.hasLane(lane)) return;
            (lane & inTaskLanes ? m_taskFlows[lane & ~inTaskLanes] : m_workerFlows[lane]).push_back({*span, id, in});
        };
        for (std::size_t i = 0; i < run.edges.size(); ++i) {
            const Edge& edge = run.edges[i];
            if (!run.hasLane(edge.fromLane) || !run.hasLane(edge.toLane)) continue;
            const std::uint64_t id = static_cast<std::uint64_t>(run.info.number) << 40 | (i + 1);
            auto from = spanAt(run.laneOfEdge(edge.fromLane), edge.fromTime - 1);
            auto to = spanAt(run.laneOfEdge(edge.toLane), edge.toTask == 0 ? edge.toTime - 1 : edge.toTime);
            if (edge.toTask != 0) {  // which span is known exactly
                if (const auto place = run.find(edge.fromTask)) from = place->span;
                if (const auto place = run.find(edge.toTask)) to = place->span;
            }
            if (!from || !to) continue;
            add(edge.fromLane, from, id, false);
            add(edge.toLane, to, id, true);
        }
        for (auto* all : {&m_workerFlows, &m_taskFlows})
            for (auto& flows : *all) std::ranges::stable_sort(flows, {}, &FlowEnd::span);
    }

    void begin(const Span& span, std::uint64_t uuid, bool core, std::span<const FlowEnd> flows) {
        packet([&](Writer& packet) {
            packet.add_uint64(p::packet::timestamp, static_cast<std::uint64_t>(span.begin));
            packet.add_uint32(p::packet::sequenceFlags, needsIncrementalState);
            Writer event(packet, p::packet::trackEvent);
            event.add_uint32(p::event::type, p::event::begin);
            event.add_uint64(p::event::track, uuid);
            event.add_uint64(p::event::nameIid, 1 + std::uint64_t{span.name});
            if (!core) event.add_uint64(categoryIids, 1 + static_cast<std::uint64_t>(span.state));
            for (const FlowEnd& flow : flows)
                event.add_fixed64(flow.in ? p::event::flowsIn : p::event::flowsOut, flow.id);
        });
    }

    void end(Time time, std::uint64_t uuid) {
        packet([&](Writer& packet) {
            packet.add_uint64(p::packet::timestamp, static_cast<std::uint64_t>(time));
            Writer event(packet, p::packet::trackEvent);
            event.add_uint32(p::event::type, p::event::end);
            event.add_uint64(p::event::track, uuid);
        });
    }

    void writeLane(const Run& run, const Lane& lane, std::uint64_t uuid, Kind kind, std::size_t index) {
        static const std::vector<FlowEnd> none;
        const auto& flows = kind == Worker ? m_workerFlows[index] : kind == Task ? m_taskFlows[index] : none;
        std::size_t flow = 0;
        std::vector<Time> open;
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            const Span& span = lane.spans[i];
            Time until = span.end >= span.begin ? span.end : std::max({span.begin, run.end, lane.end});
            // Who was there last stays until the next: what is said of its end may overlap by the time of a switch.
            if (kind == Core && i + 1 < lane.spans.size())
                until = std::min(until, std::max(span.begin, lane.spans[i + 1].begin));
            for (; !open.empty() && open.back() <= span.begin; open.pop_back()) end(open.back(), uuid);
            const std::size_t first = flow;
            while (flow < flows.size() && flows[flow].span == i) ++flow;
            begin(span, uuid, kind == Core, std::span(flows).subspan(first, flow - first));
            open.push_back(open.empty() ? until : std::min(until, open.back()));
        }
        for (; !open.empty(); open.pop_back()) end(open.back(), uuid);
    }

    void writeCounter(const Lane& lane, std::uint64_t uuid) {
        for (std::size_t i = 0; i < lane.points.size(); ++i)
            packet([&](Writer& packet) {
                packet.add_uint64(p::packet::timestamp, static_cast<std::uint64_t>(lane.points[i].time));
                Writer event(packet, p::packet::trackEvent);
                event.add_uint32(p::event::type, p::event::counter);
                event.add_uint64(p::event::track, uuid);
                event.add_int64(p::event::counterValue, lane.points[i].value);
            });
    }

    const Trace& m_trace;
    std::ostream& m_out;
    std::string m_packet, m_buffer;
    std::vector<std::vector<FlowEnd>> m_workerFlows, m_taskFlows;
};

Result<> write(const Trace& trace, std::ostream& out) {
    PacketWriter(trace, out).write();
    return allWritten(out, "The trace");
}

}  // namespace

namespace exporter {
extern const Exporter perfetto;
const Exporter perfetto = {
    .name = "perfetto",
    .suffix = ".perfetto-trace",
    .mimeType = "application/octet-stream",
    .summary = "Runs as processes, lanes as tracks, for whatever reads Perfetto's tracks and slices",
    .write = write};
}  // namespace exporter

}  // namespace corelane
