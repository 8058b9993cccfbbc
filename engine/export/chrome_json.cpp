// The Chrome trace event format (chrome://tracing, Perfetto, Speedscope). pid is the run's number, so runs stay
// apart; tid is the lane: core c is 1 + c, worker w 10001 + w, task lane t 20001 + t. Times are microseconds from the
// first run's begin. An edge starts in the last nanosecond of the span that hands over, as a flow event needs a span
// around it, and one that ends a wait ends in that wait's last. Events are written as they come; nothing the size of
// the trace is held in memory.
#include "engine/export/exporter.h"
#include "engine/export/wording.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <string>

namespace corelane {

namespace {

constexpr int firstCore = 1, firstWorker = 10001, firstTask = 20001;

std::string jsonText(std::string_view text) {
    return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

class EventWriter {
  public:
    EventWriter(const Trace& trace, std::ostream& out) : m_trace(trace), m_out(out) {
        m_origin = trace.runs.empty() ? 0 : trace.runs.front()->begin;
        // A span's name is quoted once, not once a span.
        if (trace.names)
            for (const std::string& name : *trace.names) m_names.push_back(jsonText(name));
    }

    void write() {
        m_out << "{\"displayTimeUnit\":\"ns\",\"otherData\":{\"preset\":" << jsonText(m_trace.comparison.preset)
              << ",\"title\":" << jsonText(m_trace.comparison.title)
              << ",\"uuid\":" << jsonText(m_trace.comparison.uuid)
              << ",\"started\":" << jsonText(m_trace.comparison.started) << "},\n\"traceEvents\":[";
        for (const auto& run : m_trace.runs) writeRun(*run);
        flush();
        m_out << "\n]}\n";
    }

  private:
    template <class... Args>
    void event(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(m_buffer), "{}", m_any ? ",\n" : "\n");
        fmt::format_to(std::back_inserter(m_buffer), format, std::forward<Args>(args)...);
        m_any = true;
        if (m_buffer.size() > 1 << 16) flush();
    }
    void flush() {
        m_out.write(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size()));
        m_buffer.clear();
    }

    // Microseconds with the nanoseconds behind the point, exact whatever their size.
    static std::string micros(std::int64_t ns) {
        const std::uint64_t size = ns < 0 ? 0 - static_cast<std::uint64_t>(ns) : static_cast<std::uint64_t>(ns);
        return fmt::format("{}{}.{:03}", ns < 0 ? "-" : "", size / 1000, size % 1000);
    }
    std::string at(Time time) const { return micros(time - m_origin); }

    void metadata(int pid, int tid, const char* kind, std::string_view name, int order) {
        event(
            R"({{"ph":"M","pid":{},"tid":{},"name":"{}_name","args":{{"name":{}}}}})", pid, tid, kind,
            jsonText(name));
        event(
            R"({{"ph":"M","pid":{},"tid":{},"name":"{}_sort_index","args":{{"sort_index":{}}}}})", pid, tid, kind,
            order);
    }

    void writeRun(const Run& run) {
        const int pid = run.info.number;
        std::string name = fmt::format("{} r{}", run.info.model, run.info.repetition);
        if (run.info.warmup) name += " warm-up";
        if (!run.info.recorded) name += " not recorded";
        metadata(pid, 0, "process", name, pid);
        for (const auto& lane : run.cores) {
            metadata(pid, firstCore + lane->index, "thread", lane->name, lane->index);
            for (std::size_t i = 0; i < lane->spans.size(); ++i) coreSpan(run, *lane, i);
        }
        for (std::size_t w = 0; w < run.workers.size(); ++w)
            writeLane(run, *run.workers[w], firstWorker + static_cast<int>(w));
        for (std::size_t t = 0; t < run.tasks.size(); ++t)
            writeLane(run, *run.tasks[t], firstTask + static_cast<int>(t));
        for (const auto& lane : run.counters) writeCounter(pid, *lane);
        for (std::size_t i = 0; i < run.edges.size(); ++i) writeEdge(run, run.edges[i], i);
    }

    Time endOf(const Span& span, const Run& run, const Lane& lane) const {
        if (span.end >= span.begin) return span.end;
        return std::max({span.begin, run.end, lane.end});  // open when the recording ended
    }

    void coreSpan(const Run& run, const Lane& lane, std::size_t i) {
        const Span& span = lane.spans[i];
        const bool worker = span.task > 0 && span.task <= run.workers.size();
        const std::string name = worker ? jsonText(run.workers[span.task - 1]->name) : nameOf(span.name);
        Time end = endOf(span, run, lane);
        if (i + 1 < lane.spans.size()) end = std::min(end, std::max(span.begin, lane.spans[i + 1].begin));
        event(
            R"({{"ph":"X","pid":{},"tid":{},"ts":{},"dur":{},"name":{},"cat":"core"}})", run.info.number,
            firstCore + lane.index, at(span.begin), micros(end - span.begin), name);
    }

    void writeLane(const Run& run, const Lane& lane, int tid) {
        metadata(run.info.number, tid, "thread", lane.name, tid);
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            const Span& span = lane.spans[i];
            const std::string task =
                span.task == 0 ? std::string()
                               : fmt::format(R"(,"args":{{"task":{}}})", jsonText(run.naming.name(span.task)));
            event(
                R"({{"ph":"X","pid":{},"tid":{},"ts":{},"dur":{},"name":{},"cat":"{}"{}}})", run.info.number, tid,
                at(span.begin), micros(endOf(span, run, lane) - span.begin), nameOf(span.name), stateName(span.state),
                task);
        }
    }

    void writeCounter(int pid, const Lane& lane) {
        const std::string name = jsonText(lane.name), unit = jsonText(lane.unit.empty() ? "value" : lane.unit);
        for (std::size_t i = 0; i < lane.points.size(); ++i)
            event(
                R"({{"ph":"C","pid":{},"ts":{},"name":{},"args":{{{}:{}}}}})", pid, at(lane.points[i].time), name,
                unit, lane.points[i].value);
    }

    static int threadOf(std::uint32_t lane) {
        return lane & inTaskLanes ? firstTask + static_cast<int>(lane & ~inTaskLanes)
                                  : firstWorker + static_cast<int>(lane);
    }
    void writeEdge(const Run& run, const Edge& edge, std::size_t number) {
        const std::string id = fmt::format("{}.{}", run.info.number, number);
        event(
            R"({{"ph":"s","pid":{},"tid":{},"ts":{},"id":"{}","name":"hand-over","cat":"edge"}})", run.info.number,
            threadOf(edge.fromLane), at(edge.fromTime - 1), id);
        event(
            R"({{"ph":"f","bp":"e","pid":{},"tid":{},"ts":{},"id":"{}","name":"hand-over","cat":"edge"}})",
            run.info.number, threadOf(edge.toLane), at(edge.toTask == 0 ? edge.toTime - 1 : edge.toTime), id);
    }

    std::string nameOf(std::uint16_t name) const {
        return name < m_names.size() ? m_names[name] : std::string("\"\"");
    }

    const Trace& m_trace;
    std::ostream& m_out;
    Time m_origin = 0;
    std::vector<std::string> m_names;
    fmt::memory_buffer m_buffer;
    bool m_any = false;
};

Result<> write(const Trace& trace, std::ostream& out) {
    EventWriter(trace, out).write();
    return allWritten(out, "The events");
}

}  // namespace

namespace exporter {
extern const Exporter chrome_json;
const Exporter chrome_json{
    "chrome-json", ".json", "application/json",
    "Every span, hand-over and counter as Chrome trace events, for other viewers", write};
}  // namespace exporter

}  // namespace corelane
