// speedscope's file format (speedscope.app), one "evented" profile for every worker and task lane of the median run
// of each model: what was done when, nested as it was recorded. Times are nanoseconds from the run's begin.
#include "engine/export/exporter.h"
#include "engine/export/summary.h"
#include "engine/export/wording.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace corelane {

namespace {

std::string jsonText(std::string_view text) {
    return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// A frame is a name in a state: the same name may be computed here and waited for there.
class Frames {
  public:
    explicit Frames(const Trace& trace) : m_trace(trace) {}
    std::size_t of(const Span& span) {
        return m_numbers.try_emplace({span.name, span.state}, m_numbers.size()).first->second;
    }
    std::string json() const {
        std::vector<std::string> frames(m_numbers.size());
        for (const auto& [frame, number] : m_numbers) {
            const std::string name =
                m_trace.names && frame.first < m_trace.names->size() ? (*m_trace.names)[frame.first] : std::string();
            frames[number] =
                fmt::format("{{\"name\":{}}}", jsonText(fmt::format("{} ({})", name, stateName(frame.second))));
        }
        return fmt::format("[{}]", fmt::join(frames, ",\n"));
    }

  private:
    const Trace& m_trace;
    std::map<std::pair<std::uint16_t, State>, std::size_t> m_numbers;
};

class ProfileWriter {
  public:
    ProfileWriter(const Trace& trace, std::ostream& out) : m_trace(trace), m_frames(trace), m_out(out) {}

    void write() {
        m_out << "{\"$schema\":\"https://www.speedscope.app/"
                 "file-format-schema.json\",\"exporter\":\"Corelane\",\"name\":"
              << jsonText(m_trace.comparison.title.empty() ? m_trace.comparison.preset : m_trace.comparison.title)
              << ",\n\"profiles\":[";
        const Summary summary = summarize(m_trace);
        for (const ModelSummary& model : summary.models) {
            if (!model.medianRun) continue;
            const Run& run = *model.medianRun;
            for (const auto* lanes : {&run.workers, &run.tasks})
                for (const auto& lane : *lanes) profile(run, *lane, fmt::format("{}: {}", label(model), lane->name));
        }
        m_out << "],\n\"shared\":{\"frames\":" << m_frames.json() << "}}\n";
    }

  private:
    void profile(const Run& run, const Lane& lane, const std::string& name) {
        m_out << (std::exchange(m_any, true) ? ",\n" : "\n")
              << fmt::format(
                     R"({{"type":"evented","name":{},"unit":"nanoseconds","startValue":0,"endValue":{},"events":[)",
                     jsonText(name), std::max<Duration>(0, run.end - run.begin));
        bool first = true;
        fmt::memory_buffer buffer;
        const auto event = [&](char type, std::size_t frame, Time at) {
            fmt::format_to(
                std::back_inserter(buffer), R"({}{{"type":"{}","frame":{},"at":{}}})",
                std::exchange(first, false) ? "" : ",", type, frame,
                std::clamp(at, run.begin, std::max(run.begin, run.end)) - run.begin);
        };
        // Spans are in the order of their begins, outer ones first: what has ended by then is closed before.
        std::vector<std::pair<std::size_t, Time>> open;
        const auto closeUntil = [&](Time time) {
            for (; !open.empty() && open.back().second <= time; open.pop_back())
                event('C', open.back().first, open.back().second);
        };
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            const Span& span = lane.spans[i];
            closeUntil(span.begin);
            // An inner span ends with the one around it, at the latest.
            Time end = span.end >= span.begin ? span.end : run.end;
            if (!open.empty()) end = std::min(end, open.back().second);
            open.emplace_back(m_frames.of(span), end);
            event('O', open.back().first, span.begin);
        }
        closeUntil(std::numeric_limits<Time>::max());
        m_out.write(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        m_out << "]}";
    }

    const Trace& m_trace;
    Frames m_frames;
    std::ostream& m_out;
    bool m_any = false;
};

Result<> write(const Trace& trace, std::ostream& out) {
    ProfileWriter(trace, out).write();
    return allWritten(out, "The speedscope profile");
}

}  // namespace

namespace exporter {
extern const Exporter speedscope;
const Exporter speedscope{
    "speedscope", ".speedscope.json", "application/json",
    "A profile for every lane of each model's median run, for speedscope.app", write};
}  // namespace exporter

}  // namespace corelane
