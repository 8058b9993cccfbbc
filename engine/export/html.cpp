// A report to read, to send and to print: one file that needs neither the network nor a script.
#include "engine/export/exporter.h"
#include "engine/export/markup.h"
#include "engine/export/report_style.h"
#include "engine/export/summary.h"
#include "engine/export/timeline_svg.h"
#include "engine/export/wording.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <ostream>

namespace corelane {

namespace {

class Report {
  public:
    explicit Report(const Trace& trace) : m_trace(trace), m_summary(summarize(trace)) {}

    std::string write() {
        const Comparison& c = m_trace.comparison;
        const std::string title = escaped(c.title.empty() ? c.preset : c.title);
        out("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">\n<title>{} – Corelane</title>\n<style>\n{}</style>\n</head>\n"
            "<body>\n<main>\n<h1>{}</h1>\n<p class=\"question\">{}</p>\n",
            title, reportStyle(), title, escaped(c.question));
        if (m_summary.verdict.empty()) out("<p class=\"verdict\">No run is in this recording.</p>\n");
        else out("<p class=\"verdict\">{}</p>\n", escaped(m_summary.verdict));
        problems();
        results();
        timelines();
        balances();
        expectations();
        method();
        again();
        out("</main>\n</body>\n</html>\n");
        return std::move(m_out);
    }

  private:
    template <class... Args>
    void out(fmt::format_string<Args...> text, Args&&... args) {
        fmt::format_to(std::back_inserter(m_out), text, std::forward<Args>(args)...);
    }

    void problems() {
        for (const ModelSummary& model : m_summary.models)
            if (!model.problem.empty())
                out("<p class=\"problem\">{}: {}</p>\n", escaped(label(model)), escaped(model.problem));
        if (m_trace.tornBytes > 0)
            out("<p class=\"problem\">The file is cut: its last {} bytes could not be read. What stands before them is "
                "here.</p>\n",
                m_trace.tornBytes);
    }

    void results() {
        if (m_summary.models.empty()) return;
        out("<h2>Results</h2>\n<div class=\"panel\">\n<table id=\"results\">\n<tr><th>model</th><th>median, ms</th>"
            "<th>95 % interval, ms</th><th>speed-up, ×</th><th>efficiency</th><th>rank</th><th>repetitions</th><th>recording "
            "cost</th><th class=\"words\">where cores × time went</th><th class=\"words\">result</th></tr>\n");
        for (const ModelSummary& model : m_summary.models) {
            out("<tr{}><td>{}</td>", model.rank == 1 ? " class=\"best\"" : "", escaped(label(model)));
            if (model.repetitions == 0) {
                out("<td>–</td><td>–</td><td>–</td><td>–</td><td>–</td><td>0</td><td>–</td><td class=\"words\"></td>");
            } else {
                out("<td>{}</td>", milliseconds(model.medianNs));
                if (model.ci95Ns)
                    out("<td>{} – {}</td>", milliseconds(model.ci95Ns->first), milliseconds(model.ci95Ns->second));
                else out("<td title=\"six repetitions are the fewest that give one\">–</td>");
                out("<td>{}</td>", model.speedup ? fmt::format("{:.2f}", *model.speedup) : "–");
                out("<td>{}</td>", model.efficiency ? percent(*model.efficiency, 0) + " %" : "–");
                out("<td>{}</td><td>{}</td>", model.rank ? fmt::format("{}", *model.rank) : "–", model.repetitions);
                out("<td>{}</td>", model.costPercent ? fmt::format("{:.1f} %", *model.costPercent) : "–");
                bar(find(m_summary, model.medianRun.get()));
            }
            out("<td class=\"words\">{}</td></tr>\n",
                !model.correct           ? "<span class=\"warn\">wrong</span>"
                : model.repetitions == 0 ? "–"
                                         : "<span class=\"good\">correct</span>");
        }
        out("</table>\n<p class=\"note\">Models of one rank do not differ (Mann–Whitney, Holm-adjusted, 5 %). The interval is "
            "of the median, by order statistics. Correct: the result equals the serial one in every repetition.</p>\n</div>\n");
    }

    void bar(const RunSummary* run) {
        out("<td class=\"words\">");
        if (run && run->balance.total > 0) {
            out("<div class=\"bar\">");
            for (const State state : allStates) {
                const double share = shareOf(run->balance, state);
                if (share > 0)
                    out("<i class=\"s{}\" style=\"width:{:.2f}%\" title=\"{} {} %\"></i>", static_cast<int>(state),
                        share * 100, stateName(state), percent(share));
            }
            out("</div>");
        }
        out("</td>");
    }

    static double shareOf(const Balance& balance, State state) {
        return static_cast<double>(balance.of(state)) / static_cast<double>(balance.total);
    }

    void timelines() {
        const std::string svg = timelineSvg(m_summary);
        if (svg.empty()) return;
        out("<h2>What every core and worker did</h2>\n<div class=\"panel\">\n<p class=\"legend\">");
        for (const State state : allStates)
            out("<span><i class=\"key s{}\"></i>{}</span>", static_cast<int>(state), stateName(state));
        out("</p>\n{}\n<p class=\"note\">The median run of each model, all starts aligned on one axis. Thin lanes: cores, a "
            "shade a worker. Thick lanes: workers. A column of mixed colours holds several states; their heights are their "
            "shares.</p>\n</div>\n",
            svg);
    }

    void balances() {
        bool any = false;
        for (const ModelSummary& model : m_summary.models) any |= find(m_summary, model.medianRun.get()) != nullptr;
        if (!any) return;
        out("<h2>Every core-second</h2>\n<div class=\"panel\">\n<table id=\"balance\">\n<tr><th>state</th>");
        for (const ModelSummary& model : m_summary.models) out("<th>{}, ms</th><th>%</th>", escaped(label(model)));
        out("</tr>\n");
        for (const State state : allStates) {
            out("<tr><td title=\"{1}\"><i class=\"key s{0}\"></i>{2}<br><small class=\"note\">{1}</small></td>",
                static_cast<int>(state), escaped(stateExplanation(state)), stateName(state));
            balanceCells([state](const Balance& b) { return b.of(state); });
            out("</tr>\n");
        }
        out("<tr><td>residual<br><small class=\"note\">a worker's state is not known</small></td>");
        balanceCells([](const Balance& b) { return b.residual; });
        out("</tr>\n<tr class=\"best\"><td>cores × wall</td>");
        balanceCells([](const Balance& b) { return b.total; });
        out("</tr>\n</table>\n<p class=\"note\">Of the median runs. The rows sum to cores × wall time exactly.</p>\n</div>\n");
    }

    template <class Of>
    void balanceCells(Of of) {
        for (const ModelSummary& model : m_summary.models) {
            const RunSummary* run = find(m_summary, model.medianRun.get());
            if (!run || run->balance.total == 0) {
                out("<td>–</td><td>–</td>");
                continue;
            }
            const Duration time = of(run->balance);
            out("<td>{}</td><td>{}</td>", time == 0 ? "–" : milliseconds(static_cast<double>(time)),
                percent(static_cast<double>(time) / static_cast<double>(run->balance.total)));
        }
    }

    void expectations() {
        if (m_summary.expectations.empty()) return;
        out("<h2>What was expected</h2>\n<div class=\"panel\">\n<table id=\"expected\">\n<tr><th class=\"words\">expectation</th>"
            "<th>measure</th><th>measured</th><th>expected</th><th class=\"words\">holds</th></tr>\n");
        for (const Expectation& e : m_summary.expectations)
            out("<tr><td class=\"words\">{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"words\">{}</td></tr>\n",
                escaped(e.expect), escaped(e.measure), e.measured ? escaped(bounded(e, *e.measured)) : "not measured",
                escaped(boundsText(e)),
                !e.holds    ? "–"
                : *e.holds ? "<span class=\"good\">yes</span>"
                           : "<span class=\"warn\">no</span>");
        out("</table>\n</div>\n");
    }

    void fact(std::string_view name, std::string_view value) {
        if (!value.empty()) out("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value));
    }

    void method() {
        const Comparison& c = m_trace.comparison;
        const Machine& m = c.machine;
        out("<h2>How it was measured</h2>\n<div class=\"panel\">\n<dl>\n");
        fact("machine", fmt::format("{}, {}, {} cores", m.host, m.cpu, m.cores));
        fact("system", fmt::format("{}, Linux {}", m.system, m.kernel));
        fact("clock", fmt::format("{}, {:.1f} ns a reading, steps of {:.1f} ns", m.clock, m.clockReadNs, m.clockStepNs));
        fact("recording", recordingText(m_trace, m_summary));
        fact("what it sees", m.recordingDetail);
        if (!m_trace.runs.empty()) {
            const RunInfo& info = m_trace.runs.front()->info;
            fact("cores used", fmt::format("{} ({})", info.cores.size(), coreSetText(info.cores)));
            fact("workers", info.pinned ? "pinned, one core each in turn" : "not pinned");
        }
        fact("order", fmt::format("shuffled within each repetition, seed {}", c.seed));
        fact("started", c.started);
        fact("comparison", c.uuid);
        for (const ModelSummary& model : m_summary.models)
            if (!model.options.values().empty()) fact(label(model), optionsText(model.options));
        out("</dl>\n</div>\n");
    }

    void again() {
        const Comparison& c = m_trace.comparison;
        if (c.presetJson.empty()) return;
        const auto json = nlohmann::ordered_json::parse(c.presetJson, nullptr, false);
        out("<h2>Run it again</h2>\n<div class=\"panel\">\n<pre>corelane-engine run preset.json</pre>\n<p class=\"note\">with this "
            "as preset.json, or with the recorded file itself in its place.</p>\n<details><summary>preset.json</summary>\n<pre>");
        // Line ends are what a preset is read by, so they are kept.
        const std::string text = json.is_discarded() ? c.presetJson
                                                     : json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            m_out += escaped(std::string_view(text).substr(at, end - at)) + '\n';
            at = end + 1;
        }
        out("</pre>\n</details>\n</div>\n");
    }

    const Trace& m_trace;
    const Summary m_summary;
    std::string m_out;
};

Result<> write(const Trace& trace, std::ostream& to) {
    to << Report(trace).write();
    if (!to) return fail(Error::Kind::Io, "The report could not be written: the output took no more bytes; is the disk full?");
    return {};
}

}  // namespace

namespace exporter {
extern const Exporter html;
const Exporter html = {.name = "html",
    .suffix = ".html",
    .mimeType = "text/html",
    .summary = "A report to read, to send and to print, with results, timelines, balances and method",
    .write = write};
}  // namespace exporter

}  // namespace corelane
