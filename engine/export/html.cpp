// A report to read, to send and to print: one file that needs neither the network nor a script. It is well-formed
// XML, too, so that any program can take figures out of it.
#include "engine/export/exporter.h"
#include "engine/export/markup.h"
#include "engine/export/palette.h"
#include "engine/export/report_notes.h"
#include "engine/export/report_numbers.h"
#include "engine/export/report_style.h"
#include "engine/export/report_what_if.h"
#include "engine/export/summary.h"
#include "engine/export/timeline_svg.h"
#include "engine/export/wording.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>
#include <vector>

namespace corelane {

namespace {

constexpr double barWidth = 120;  // px, as in reportStyle()

class Report {
  public:
    Report(const Trace& trace, std::span<const ReportNote> notes)
        : m_trace(trace), m_notes(notes), m_summary(summarize(trace)) {}

    std::string write() {
        const Comparison& c = m_trace.comparison;
        const std::string title = escaped(c.title.empty() ? c.preset : c.title);
        out("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\"/>\n<title>{} – "
            "Corelane</title>\n<style>\n{}</style>\n</head>\n"
            "<body>\n<main>\n<header>\n<p class=\"made\">Corelane comparison</p>\n<h1>{}</h1>\n<p "
            "class=\"question\">{}</p>\n"
            "</header>\n",
            title, reportStyle(), title, escaped(c.question));
        if (m_summary.verdict.empty())
            out("<p class=\"verdict\">No run is in this recording.</p>\n");
        else
            out("<p class=\"verdict\">{}</p>\n<p id=\"quality\">The data are <span class=\"{}\">{}</span>.{}</p>\n",
                escaped(m_summary.verdict), m_summary.quality.grade == Grade::Good ? "good" : "warn",
                gradeName(m_summary.quality.grade), reasons());
        if (m_summary.reproduction) out("<p id=\"reproduction\">{}</p>\n", escaped(m_summary.reproduction->sentence));
        problems();
        faults();
        results();
        findings();
        m_out += notesSection(m_notes);
        expectations();
        timelines();
        balances();
        criticalPaths();
        m_out += numbersSection(m_summary);
        m_out += whatIfSection(m_trace, m_summary);
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

    std::string reasons() const {
        std::string text;
        for (const std::string& reason : m_summary.quality.reasons) text += ' ' + escaped(reason);
        return text;
    }

    void problems() {
        for (const ModelSummary& model : m_summary.models)
            if (!model.problem.empty())
                out("<p class=\"problem\">{}: {}</p>\n", escaped(label(model)), escaped(model.problem));
        for (const RunSummary& entry : m_summary.runs)
            if (!entry.run->finished)
                out("<p class=\"problem\">Run {} ({}) did not finish; what was recorded of it is kept.</p>\n",
                    entry.run->info.number, escaped(entry.run->info.model));
        if (m_trace.tornBytes > 0)
            out("<p class=\"problem\">The file is cut: its last {} bytes could not be read. What stands before them "
                "is "
                "here.</p>\n",
                m_trace.tornBytes);
    }

    void faults() {
        for (const ModelSummary& model : m_summary.models)
            if (model.fault) out("<p class=\"fault\">{}: {}</p>\n", escaped(label(model)), escaped(faultText(model)));
    }

    void results() {
        if (m_summary.models.empty()) return;
        out("<h2>Results</h2>\n<div class=\"panel\">\n<table id=\"results\">\n<tr><th>model</th>"
            "<th>median, ms<small>95 % interval</small></th><th>speed-up<small>efficiency</small></th><th>rank</th>"
            "<th>times the best<small>95 % interval, δ</small></th><th>repetitions</th>"
            "<th>recording cost</th><th>events lost</th><th class=\"words\">where cores × time went</th>"
            "<th class=\"words\">result</th></tr>\n");
        for (const ModelSummary& model : m_summary.models) {
            const bool counted = model.repetitions > 0;
            const auto cell = [&](bool known, const std::string& text) {
                out("<td>{}</td>", known ? escaped(text) : "–");
            };
            // What belongs to a number stands below it, so that the table fits a page.
            const auto stacked = [&](bool known, const std::string& text, const std::string& below) {
                if (!known) return out("<td>–</td>");
                out("<td>{}<small>{}</small></td>", escaped(text), below.empty() ? "–" : escaped(below));
            };
            out("<tr{}><td>{}</td>", model.rank == 1 ? " class=\"best\"" : "", escaped(label(model)));
            const auto interval = model.ci95Ns.value_or(std::pair(0.0, 0.0));
            stacked(
                counted, milliseconds(model.medianNs),
                model.ci95Ns ? milliseconds(interval.first) + " – " + milliseconds(interval.second) : "");
            stacked(
                model.speedup.has_value(), fmt::format("{:.2f} ×", model.speedup.value_or(0)),
                model.efficiency ? percent(*model.efficiency, 0) + " %" : "");
            cell(model.rank.has_value(), fmt::format("{}", model.rank.value_or(0)));
            const Versus versus = model.versusBest.value_or(Versus{});
            stacked(model.versusBest.has_value(), fmt::format("{:.2f} ×", versus.ratio.value), spreadText(versus));
            cell(true, fmt::format("{}", model.repetitions));
            cell(model.costPercent.has_value(), costText(model.costPercent.value_or(0)));
            cell(true, fmt::format("{}", model.lostEvents));
            bar(find(m_summary, model.medianRun.get()));
            const std::string_view mark = !model.correct ? "warn" : counted ? "good" : "";
            out("<td class=\"words\"><span class=\"{}\">{}</span></td></tr>\n", mark, resultWord(model));
        }
        out("</table>\n<p class=\"note\">Models of one rank do not differ (Mann–Whitney, Holm-adjusted, 5 %). "
            "Times the best: the median of all ratios to its repetitions, with the interval that inverts the same "
            "test, and Cliff’s δ (1: each repetition took longer than each of the best). Correct: the "
            "result equals the serial one in every repetition; what is wrong is not ranked. Recording cost: against "
            "the same "
            "runs with the recorder off; below zero, it is less than the runs vary.</p>\n</div>\n");
    }

    void bar(const RunSummary* run) {
        out("<td class=\"words\">");
        if (run && run->balance.total > 0) {
            out("<div class=\"bar\">");
            for (const State state : allStates) {
                const double share = shareOf(run->balance, state);
                if (share > 0)
                    // Where there is no room for a hatch it is left out, as in the timelines.
                    out("<i class=\"s{0}{1}\" style=\"width:{2:.2f}%\" title=\"{3} {4} %\"></i>",
                        static_cast<int>(state),
                        share * barWidth < hatchSmallest ? "" : fmt::format(" h{}", static_cast<int>(state)),
                        share * 100, stateName(state), escaped(percent(share)));
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
            out("<span><i class=\"key s{0} h{0}\"></i>{1}</span>", static_cast<int>(state), stateName(state));
        out("</p>\n{}\n<p class=\"note\">The median run of each model (of an even number, the faster of the middle "
            "two), all "
            "starts aligned on one axis. Thin lanes: cores, a shade a worker. Thick lanes: workers. A column of "
            "mixed colours "
            "holds several states; their heights are their shares.</p>\n</div>\n",
            svg);
    }

    void balances() {
        bool any = false;
        for (const ModelSummary& model : m_summary.models) any |= find(m_summary, model.medianRun.get()) != nullptr;
        if (!any) return;
        out("<h2>Every core-second</h2>\n<div class=\"panel\">\n<table id=\"balance\">\n<tr><th>core time, ms</th>");
        for (const State state : allStates)
            out("<th><i class=\"key s{0} h{0}\"></i><br/>{1}</th>", static_cast<int>(state), stateName(state));
        out("<th>residual</th><th>cores × wall</th></tr>\n");
        for (const ModelSummary& model : m_summary.models) {
            const RunSummary* run = find(m_summary, model.medianRun.get());
            out("<tr><td>{}</td>", escaped(label(model)));
            for (const State state : allStates) balanceCell(run, run ? run->balance.of(state) : 0);
            balanceCell(run, run ? run->balance.residual : 0);
            balanceCell(run, run ? run->balance.total : 0);
            out("</tr>\n");
        }
        out("</table>\n<p class=\"note\">Of the median runs. The states and the residual sum to cores × wall time "
            "exactly.</p>\n"
            "<h3>What the states mean</h3>\n<dl id=\"states\">\n");
        for (const State state : allStates)
            out("<dt><i class=\"key s{0} h{0}\"></i>{1}</dt><dd>{2}</dd>\n", static_cast<int>(state),
                stateName(state), escaped(stateExplanation(state)));
        out("<dt>residual</dt><dd>time in which a worker’s state is not known</dd>\n</dl>\n</div>\n");
    }

    void criticalPaths() {
        const auto known = [](const ModelSummary& model) { return model.criticalPath.has_value(); };
        if (std::none_of(m_summary.models.begin(), m_summary.models.end(), known)) return;
        out("<h2>What decided when each run ended</h2>\n<div class=\"panel\">\n<table id=\"path\">\n<tr><th>critical "
            "path, ms</th>");
        for (const State state : allStates)
            out("<th><i class=\"key s{0} h{0}\"></i><br/>{1}</th>", static_cast<int>(state), stateName(state));
        out("<th>unknown</th><th>from lane to lane</th></tr>\n");
        for (const ModelSummary& model : m_summary.models) {
            if (!known(model)) continue;
            const PathShares& path = *model.criticalPath;
            Duration wall = path.unknown;
            for (const State state : allStates) wall += path.of(state);
            const auto cell = [&](Duration time) {
                if (time == 0) return out("<td>–</td>");
                out("<td>{}<small>{} %</small></td>", milliseconds(static_cast<double>(time)),
                    escaped(percent(static_cast<double>(time) / static_cast<double>(wall))));
            };
            out("<tr><td>{}</td>", escaped(label(model)));
            for (const State state : allStates) cell(path.of(state));
            cell(path.unknown);
            out("<td>{} ×</td></tr>\n", path.handOvers);
        }
        out("</table>\n<p class=\"note\">Walked back from the end of the median run: on a lane while it worked, over "
            "the "
            "hand-over that ended a wait to who gave. Only what shortens this chain shortens the run; its pieces sum "
            "to "
            "the wall time.</p>\n</div>\n");
    }

    void balanceCell(const RunSummary* run, Duration time) {
        if (!run || run->balance.total == 0 || time == 0) {
            out("<td>–</td>");
            return;
        }
        out("<td>{}<small>{} %</small></td>", milliseconds(static_cast<double>(time)),
            escaped(percent(static_cast<double>(time) / static_cast<double>(run->balance.total))));
    }

    void findings() {
        if (m_summary.findings.empty()) return;
        out("<h2>What was found</h2>\n<div class=\"panel\">\n<table id=\"found\">\n<tr><th>model</th><th "
            "class=\"words\">finding</th><th>cost, ms<small>of its core time</small></th><th>at, ms</th><th "
            "class=\"words\">what is there, and what to try</th></tr>\n");
        for (const ModelFinding& entry : m_summary.findings) {
            const Finding& finding = entry.finding;
            const RunSummary* run = find(m_summary, entry.run.get());
            const auto total = static_cast<double>(run ? run->balance.total : 0);
            const auto cost = static_cast<double>(finding.cost);
            out("<tr><td>{}</td><td class=\"words\">{}</td><td>{}<small>{} %</small></td><td>{}</td><td "
                "class=\"words\">{}</td></tr>\n",
                escaped(label(m_summary.models[entry.model])), escaped(finding.title), milliseconds(cost),
                escaped(total > 0 ? percent(cost / total) : "–"),
                milliseconds(static_cast<double>(finding.at - extent(*entry.run).begin)), escaped(finding.sentence));
        }
        out("</table>\n<p class=\"note\">In the median run of each model. Findings may explain the same time twice, "
            "so "
            "their costs do not add up. A run within 5 % of the least core time that this work took has "
            "none.</p>\n</div>\n");
    }

    void expectations() {
        if (m_summary.expectations.empty()) return;
        out("<h2>What was expected</h2>\n<div class=\"panel\">\n");
        if (const std::string notJudged = notJudgedText(m_summary); !notJudged.empty())
            out("<p>This is {}.</p>\n", notJudged);
        out("<table id=\"expected\">\n<tr><th "
            "class=\"words\">expectation</th>"
            "<th>measure</th><th>measured</th><th>expected</th><th class=\"words\">holds</th></tr>\n");
        for (const Expectation& e : m_summary.expectations)
            out("<tr><td class=\"words\">{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"words\">{}</td></tr>\n",
                escaped(e.expect), escaped(e.measure), e.measured ? escaped(bounded(e, *e.measured)) : "not measured",
                escaped(boundsText(e)),
                !e.holds   ? "–"
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
        fact(
            "clock",
            fmt::format("{}, {:.1f} ns a reading, steps of {:.1f} ns", m.clock, m.clockReadNs, m.clockStepNs));
        fact("recording", recordingText(m_trace, m_summary));
        fact("what it sees", m.recordingDetail);
        if (!m_trace.runs.empty()) {
            const RunInfo& info = m_trace.runs.front()->info;
            fact("cores used", fmt::format("{} ({})", info.cores.size(), coreSetText(info.cores)));
            fact("workers", info.pinned ? "pinned, one core each in turn" : "not pinned");
        }
        fact("order", fmt::format("shuffled within each repetition, seed {}", c.seed));
        fact("repetitions", repetitions());
        fact(
            "intervals",
            "of the median, by order statistics, at least 95 %, no distribution assumed; they take six repetitions");
        fact("started", c.started);
        fact("comparison", c.uuid);
        for (const ModelSummary& model : m_summary.models)
            if (!model.options.values().empty()) fact(label(model), optionsText(model.options));
        out("<dt>not measured</dt><dd>");
        const std::vector<std::string> unknown = notMeasured();
        if (unknown.empty())
            out("nothing that this report shows");
        else
            out("{}", escaped(fmt::format("{}", fmt::join(unknown, "; "))));
        out("</dd>\n</dl>\n</div>\n");
    }

    std::string repetitions() const {
        int warmups = 0, most = 0;
        for (const RunSummary& entry : m_summary.runs) {
            const RunInfo& info = entry.run->info;
            if (info.warmup)
                warmups = std::max(warmups, info.repetition + 1);
            else
                most = std::max(most, info.repetition);
        }
        std::string text = fmt::format("{} of every model, interleaved{}", most, untilText());
        if (warmups > 0) text += fmt::format(", after {} that {} not counted", warmups, warmups == 1 ? "is" : "are");
        return text;
    }

    // What ended them, when it was not their number.
    std::string untilText() const {
        const auto preset = nlohmann::json::parse(m_trace.comparison.presetJson, nullptr, false);
        if (!preset.is_object() || !preset.contains("until") || !preset["until"].is_object()) return {};
        std::vector<std::string> ends;
        const auto& until = preset["until"];
        if (until.contains("within_percent") && until["within_percent"].is_number())
            ends.push_back(fmt::format("every median was known to ± {:g} %", until["within_percent"].get<double>()));
        if (until.contains("seconds") && until["seconds"].is_number())
            ends.push_back(fmt::format("{:g} seconds were over", until["seconds"].get<double>()));
        return ends.empty() ? std::string() : fmt::format(" until {}", fmt::join(ends, " or "));
    }

    // What a reader would look for and does not find, and why.
    std::vector<std::string> notMeasured() const {
        std::vector<std::string> unknown;
        bool level0 = false, wanting = false, noSpeedup = false;
        Duration residual = 0;
        for (const RunSummary& entry : m_summary.runs) {
            level0 |= entry.run->info.recorded && entry.run->info.level == 0;
            residual += entry.balance.residual;
        }
        for (const ModelSummary& model : m_summary.models) {
            wanting |= model.repetitions > 0 && !model.ci95Ns;
            noSpeedup |= model.repetitions > 0 && model.correct && !model.speedup;
        }
        if (level0) unknown.push_back("the kernel’s switches, so preemption is known at the spans’ ends only");
        if (wanting) unknown.push_back("a 95 % interval, which takes six repetitions");
        if (noSpeedup) unknown.push_back("a speed-up, for want of a correct serial run in this comparison");
        if (!m_summary.costPercent) unknown.push_back("what recording costs, for want of runs with the recorder off");
        if (residual > 0)
            unknown.push_back(fmt::format(
                "the state of workers for {} ms of core time in all (the residual)",
                milliseconds(static_cast<double>(residual))));
        for (const Expectation& e : m_summary.expectations)
            if (!e.measured) unknown.push_back(fmt::format("{}, which an expectation asks for", e.measure));
        return unknown;
    }

    void again() {
        const Comparison& c = m_trace.comparison;
        if (c.presetJson.empty()) return;
        const auto json = nlohmann::ordered_json::parse(c.presetJson, nullptr, false);
        out("<h2>Run it again</h2>\n<div class=\"panel\">\n<pre>corelane-engine run preset.json</pre>\n<p "
            "class=\"note\">The "
            "recorded file may stand in its place; or this, as preset.json:</p>\n<pre class=\"preset\">");
        // Line ends are what a preset is read by, so they are kept.
        const std::string text =
            json.is_discarded() ? c.presetJson : json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
        for (std::size_t at = 0; at <= text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            m_out += escaped(std::string_view(text).substr(at, end - at)) + '\n';
            at = end + 1;
        }
        out("</pre>\n</div>\n");
    }

    const Trace& m_trace;
    const std::span<const ReportNote> m_notes;
    const Summary m_summary;
    std::string m_out;
};

Result<> writeWithNotes(const Trace& trace, std::span<const ReportNote> notes, std::ostream& to) {
    to << Report(trace, notes).write();
    return allWritten(to, "The report");
}

Result<> write(const Trace& trace, std::ostream& to) {
    return writeWithNotes(trace, {}, to);
}

}  // namespace

namespace exporter {
extern const Exporter html;
const Exporter html = {
    .name = "html",
    .suffix = ".html",
    .mimeType = "text/html",
    .summary = "A report to read, to send and to print, with results, timelines, balances and method",
    .write = write,
    .writeWithNotes = writeWithNotes};
}  // namespace exporter

}  // namespace corelane
