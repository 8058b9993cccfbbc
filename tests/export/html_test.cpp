#include "engine/export/exporter.h"
#include "engine/export/markup.h"
#include "engine/export/palette.h"
#include "engine/export/summary.h"
#include "engine/export/timeline_svg.h"
#include "engine/export/wording.h"
#include "tests/export/outside_check.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace corelane;
using namespace corelane::test;

namespace {

std::string htmlOf(const Trace& trace) {
    std::ostringstream out;
    REQUIRE(findExporter("html")->write(trace, out));
    return out.str();
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

// From the element with this id to the end of its table or list.
std::string part(const std::string& html, std::string_view id, std::string_view end = "</table>") {
    const std::size_t from = html.find(fmt::format("id=\"{}\"", id));
    REQUIRE(from != std::string::npos);
    return html.substr(from, html.find(end, from) - from);
}

// What is wrong with the markup; "" when every element is closed in order, every attribute quoted, every & an entity.
std::string fault(std::string_view html) {
    std::vector<std::string> open;
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] == '&') {
            const std::string_view entity = html.substr(at, html.substr(at).find(';') + 1);
            if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&quot;" && entity != "&#39;")
                return fmt::format("& at {}", at);
            at += entity.size();
            continue;
        }
        if (html[at] == '>') return fmt::format("> at {}", at);
        if (html[at] != '<') {
            ++at;
            continue;
        }
        if (html.substr(at).starts_with("<!DOCTYPE html>")) {
            at += 15;
            continue;
        }
        std::size_t end = at + 1;
        for (bool quoted = false; end < html.size() && (quoted || html[end] != '>'); ++end) {
            if (html[end] == '"') {
                if (!quoted && html[end - 1] != '=') return fmt::format("quote at {}", end);
                quoted = !quoted;
            } else if (html[end] == '<') {
                return fmt::format("< at {}", end);
            } else if (!quoted && html[end] == '=' && html[end + 1] != '"') {
                return fmt::format("bare attribute at {}", end);
            }
        }
        const std::string_view tag = html.substr(at + 1, end - at - 1);
        const std::string name(tag.substr(0, tag.find_first_of(" /", 1)));
        at = end + 1;
        if (tag.ends_with('/')) continue;
        if (name.front() != '/') {
            open.push_back(name);
            if (name == "style") at = html.find("</style>", at);
        } else if (open.empty() || open.back() != name.substr(1)) {
            return fmt::format("<{}> closes {}", name, open.empty() ? "nothing" : open.back());
        } else {
            open.pop_back();
        }
    }
    return open.empty() ? "" : open.back() + " is open";
}

Comparison nastyComparison() {
    Comparison c = fourEntriesComparison();
    c.title = R"(<script>alert("1")</script> & 'more')";
    c.question = "</p><img src=x onerror=alert(2)>?";
    c.machine.cpu = "<b>CPU</b>";
    c.machine.host = "\xff\x01host";
    c.presetJson =
        R"({"expect": [{"expect": "<i>it</i> holds", "measure": "<u>", "at_most": 1}], "x": "</pre><script>"})";
    return c;
}

std::vector<RunPlan> nastyPlans() {
    Options options;
    options.set("transport", std::string("</td><script>"));
    auto plans = fourEntries();
    plans.push_back(
        {.model = "process_pool",
         .wall = millisecond,
         .options = options,
         .correct = false,
         .error = "It said </p><script>."});
    return plans;
}

std::shared_ptr<const Trace> littleStartup() {
    return traceOf({{.model = "threads", .wall = 20 * millisecond, .startup = 1000}});
}

std::vector<double> numbersAfter(const std::string& text, std::string_view mark) {
    std::vector<double> numbers;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
        numbers.push_back(std::strtod(text.c_str() + at + mark.size(), nullptr));
    return numbers;
}

}  // namespace

TEST_CASE("the report is well-formed, whatever the names and however much was recorded") {
    CHECK(fault("<p><b></p>") == "</p> closes b");  // the check can fail
    CHECK(fault("<p>a & b</p>") == "& at 5");
    for (const auto& trace :
         {traceOf(fourEntries(), fourEntriesComparison()), traceOf(nastyPlans(), nastyComparison()), traceOf({}),
          traceOf({{.model = "threads", .wall = millisecond, .finished = false}}),
          traceOf({{.model = "threads", .wall = millisecond, .recorded = false}}), littleStartup()})
        CHECK(fault(htmlOf(*trace)) == "");
}

TEST_CASE("xmllint reads the report") {
    checkXml(htmlOf(*traceOf(nastyPlans(), nastyComparison())));
}

TEST_CASE("the report needs neither the network nor a script") {
    const std::string html = htmlOf(*traceOf(nastyPlans(), nastyComparison()));
    for (const char* word :
         {"<script", "<img", "<link", "src=\"", "href=", "http:", "https:", "@import", "onerror=\""}) {
        INFO(word);
        CHECK_FALSE(has(html, word));
    }
    for (std::size_t at = html.find("url("); at != std::string::npos; at = html.find("url(", at + 1))
        CHECK(html[at + 4] == '#');
}

TEST_CASE("names in the report are escaped and still readable") {
    const std::string html = htmlOf(*traceOf(nastyPlans(), nastyComparison()));
    for (const char* word :
         {"<h1>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;</h1>",
          "&lt;/p&gt;&lt;img src=x onerror=alert(2)&gt;?", "&lt;b&gt;CPU&lt;/b&gt;", "&lt;i&gt;it&lt;/i&gt; holds",
          "It said &lt;/p&gt;&lt;script&gt;.", "process_pool (transport=&lt;/td&gt;&lt;script&gt;)",
          "&quot;x&quot;: &quot;&lt;/pre&gt;&lt;script&gt;&quot;", "\xef\xbf\xbdhost"}) {
        INFO(word);
        CHECK(has(html, word));
    }
}

TEST_CASE("every figure of the summary is in the report's results") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    const Summary summary = summarize(*trace);
    const std::string html = htmlOf(*trace), table = part(html, "results");
    std::size_t at = 0;
    for (const ModelSummary& model : summary.models) {
        INFO(label(model));
        at = table.find(fmt::format("<td>{}</td>", label(model)), at);
        REQUIRE(at != std::string::npos);
        const std::string row = table.substr(at, table.find("</tr>", at) - at);
        CHECK(has(
            row,
            fmt::format(
                "<td>{}<small>{} – {}</small></td><td>{:.2f} ×<small>{:.0f} %</small></td><td>{}</td>{}<td>9</td>",
                milliseconds(model.medianNs), milliseconds(model.ci95Ns->first), milliseconds(model.ci95Ns->second),
                *model.speedup, *model.efficiency * 100, *model.rank,
                model.versusBest ? fmt::format(
                                       "<td>{:.2f} ×<small>{}</small></td>", model.versusBest->ratio.value,
                                       spreadText(*model.versusBest))
                                 : std::string("<td>–</td>"))));
        CHECK(has(row, model.costPercent ? "<td>2.0 %</td><td>0</td>" : "<td>–</td><td>0</td>"));
        CHECK(has(row, ">correct<"));
        CHECK(has(row, "width:"));
    }
    CHECK(has(html, "<h1>A stencil</h1>"));
    CHECK(has(html, "Who is fastest?"));
    CHECK(has(html, "<p class=\"verdict\">threads and process_pool (transport=ring) do not differ (p = 0.73)"));
}

TEST_CASE("the report's balances have every state, the residual and the sum, with their shares") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    const std::string html = htmlOf(*trace), table = part(html, "balance");
    const std::size_t at = table.find("<td>threads</td>");
    CHECK(
        table.substr(at, table.find("</tr>", at) - at) ==
        "<td>threads</td><td>30.60<small>75.0 %</small></td><td>–</td><td>10.20<small>25.0 "
        "%</small></td><td>–</td><td>–</td>"
        "<td>–</td><td>–</td><td>–</td><td>–</td><td>40.80<small>100.0 %</small></td>");
    const std::string states = part(html, "states", "</dl>");
    for (const State state : allStates) {
        CHECK(has(table, stateName(state)));
        CHECK(has(states, escaped(stateExplanation(state))));
    }
}

TEST_CASE("a share too small for its digits is said to be small") {
    const std::string html = htmlOf(*littleStartup());
    CHECK(has(part(html, "balance"), "<td>0.00<small>&lt; 0.1 %</small></td>"));
    CHECK(has(part(html, "results"), "title=\"startup &lt; 0.1 %\""));
}

TEST_CASE("the report sets what was measured beside what was expected") {
    const std::string table = part(htmlOf(*traceOf(fourEntries(), fourEntriesComparison())), "expected");
    CHECK(
        has(table, "Threads are faster than one core.</td><td>speedup</td><td>1.98 ×</td><td>at least 1.90 ×</td>"
                   "<td class=\"words\"><span class=\"good\">yes</span>"));
    CHECK(
        has(table, "Nobody waits for a lock.</td><td>lock_share</td><td>25.0 %</td><td>at most 10.0 %</td>"
                   "<td class=\"words\"><span class=\"warn\">no</span>"));
    CHECK(has(table, "<td>switches</td><td>not measured</td><td>at most 100</td><td class=\"words\">–</td>"));
}

TEST_CASE("the report says why nothing is judged by a comparison that was stopped") {
    std::vector<RunPlan> plans = fourEntries();
    plans.push_back(
        {.model = "threads", .wall = millisecond, .repetition = 10, .correct = false, .interrupted = true});
    const std::string html = htmlOf(*traceOf(plans, fourEntriesComparison()));
    CHECK(has(html, "<p>This is not judged, since the comparison is not complete.</p>"));
    CHECK_FALSE(has(part(html, "expected"), "class=\"good\""));
}

TEST_CASE("the report says how it was measured, what was not, and how to do it again") {
    const std::string html = htmlOf(*traceOf(fourEntries(), fourEntriesComparison()));
    for (const char* word :
         {"lab-04, A CPU, 2 cores", "Debian GNU/Linux 12 (bookworm), Linux 6.1.0",
          "tsc, 11.8 ns a reading, steps of 0.5 ns", "Sees all of it.", "seed 18364758544493064720",
          "9 of every model, interleaved, after 1 that is not counted", "by order statistics", "recording cost 2.0 %",
          "the kernel’s switches, so preemption is known at the spans’ ends only",
          "switches, which an expectation asks for", "corelane-engine run preset.json",
          "&quot;baseline&quot;: &quot;process_pool:ring&quot;"}) {
        INFO(word);
        CHECK(has(html, word));
    }
    const std::string bare = htmlOf(*traceOf({{.model = "threads", .wall = millisecond}}));
    CHECK(has(bare, "a 95 % interval, which takes six repetitions"));
    CHECK(has(bare, "a speed-up, for want of a correct serial run"));
    CHECK(has(bare, "what recording costs, for want of runs with the recorder off"));
}

TEST_CASE("the report names what went wrong before any number") {
    const std::string html = htmlOf(*traceOf(nastyPlans(), nastyComparison()));
    CHECK(html.find("<p class=\"problem\">") < html.find("id=\"results\""));
    CHECK(has(part(html, "results"), "<span class=\"warn\">wrong</span>"));
    CHECK(
        has(htmlOf(*traceOf({{.model = "threads", .wall = millisecond, .finished = false}})),
            "Run 1 (threads) did not finish; what was recorded of it is kept."));
    CHECK(has(htmlOf(*traceOf({})), "No run is in this recording."));
}

TEST_CASE("the report follows the reader's light or dark, and prints in light") {
    const std::string html = htmlOf(*traceOf({}));
    const std::size_t dark = html.find("@media screen and (prefers-color-scheme:dark)");
    REQUIRE(dark != std::string::npos);
    for (const State state : allStates) {
        CHECK(html.find(hex(stateColor(state, Theme::Light))) < dark);
        CHECK(html.find(hex(stateColor(state, Theme::Dark)), dark) != std::string::npos);
    }
}

TEST_CASE("timelines share one axis: half the time ends at half the width") {
    const std::string svg = timelineSvg(summarize(*traceOf(
        {{.model = "serial", .wall = 40 * millisecond, .workers = 1},
         {.model = "threads", .wall = 20 * millisecond}})));
    const auto ends = numbersAfter(svg, "class=\"end\" d=\"M");
    const auto ticks = numbersAfter(svg, "class=\"tick\" x=\"");
    REQUIRE(ends.size() == 2);
    REQUIRE(ticks.size() >= 3);
    const double left = ticks.front();
    CHECK(ends[1] - left == Approx((ends[0] - left) / 2).margin(0.2));
    CHECK(has(svg, ">0 ms</text>"));
    CHECK(has(svg, "40.00 ms"));
    // Both runs begin at the left edge with useful work.
    const auto useful = numbersAfter(svg, "class=\"s0\" d=\"M");
    REQUIRE(useful.size() == 3);
    CHECK(useful[0] == Approx(left));
    CHECK(useful[1] == Approx(left));
    CHECK(useful[2] == Approx(left + (ends[1] - left) / 2).margin(1.0));  // w1, behind its lock
    const auto lock = numbersAfter(svg, "class=\"s2\" d=\"M");
    REQUIRE(lock.size() == 1);
    CHECK(lock[0] == Approx(left));
}

TEST_CASE("timelines draw sixteen lanes of a kind and say how many more there are") {
    const std::string svg =
        timelineSvg(summarize(*traceOf({{.model = "threads", .wall = millisecond, .workers = 20}})));
    CHECK(numbersAfter(svg, "<title>").size() == 16);
    CHECK(has(svg, "and 4 more workers"));
}

TEST_CASE("there is no picture of runs that were not recorded") {
    CHECK(timelineSvg(summarize(*traceOf({{.model = "threads", .wall = millisecond, .recorded = false}}))).empty());
    CHECK(timelineSvg(Summary{}).empty());
}
