#include "engine/export/summary.h"
#include "engine/export/wording.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>

using namespace corelane;
using namespace corelane::test;

namespace {

std::string tableOf(const Trace& trace) {
    return summaryTable(trace, summarize(trace));
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace

TEST_CASE("the terminal's table says it all") {
    CHECK(
        tableOf(*traceOf(fourEntries(), fourEntriesComparison())) ==
        R"(A stencil
Who is fastest?

model                          wall ms     ±  speed-up  efficiency  useful  most lost to  result
threads                          20.40  0.30    1.98 ×        99 %  75.0 %  lock 25.0 %   correct
process_pool (transport=ring)    20.45  0.30    1.98 ×        99 %  75.0 %  lock 25.0 %   correct
process_pool (transport=pipe)    25.40  0.30    1.59 ×        80 %  75.0 %  lock 25.0 %   correct
serial                           40.40  0.30    1.00 ×        50 %  50.0 %  idle 50.0 %   correct

threads and process_pool (transport=ring) do not differ (p = 0.73): take either of them; the smallest median is that of threads, 1.98 × on 2 cores, 25 % faster than process_pool (transport=pipe) (23 to 26 %, p < 0.001).

at once                        computing  fairness  task p50      p99    p99.9  longest  wake p50  p99
threads                             1.50     0.900   10.2 ms  20.4 ms  20.4 ms  20.4 ms         –    –
process_pool (transport=ring)       1.50     0.900   10.2 ms  20.4 ms  20.4 ms  20.4 ms         –    –
process_pool (transport=pipe)       1.50     0.900   12.7 ms  25.4 ms  25.4 ms  25.4 ms         –    –
serial                              1.00         –   40.4 ms  40.4 ms  40.4 ms  40.4 ms         –    –

found
  threads: Straggler, 25.0 % of its core time
    w0 computed for 20.4 ms, 33 % more than the mean of 2 workers. Try a model that shares work out while it runs, or smaller tasks.
  threads: Serial section, 25.0 % of its core time
    From 0 ns on, for 10.2 ms, one worker at a time computed while the others waited or had nothing to do; 10.2 ms of 20.4 ms were like that. Try to split this part, or to do it beside something else.
  process_pool (transport=ring): Straggler, 25.0 % of its core time
    w0 computed for 20.4 ms, 33 % more than the mean of 2 workers. Try a model that shares work out while it runs, or smaller tasks.
  process_pool (transport=ring): Serial section, 25.0 % of its core time
    From 0 ns on, for 10.2 ms, one worker at a time computed while the others waited or had nothing to do; 10.2 ms of 20.4 ms were like that. Try to split this part, or to do it beside something else.
  process_pool (transport=pipe): Straggler, 25.0 % of its core time
    w0 computed for 25.4 ms, 33 % more than the mean of 2 workers. Try a model that shares work out while it runs, or smaller tasks.
  process_pool (transport=pipe): Serial section, 25.0 % of its core time
    From 0 ns on, for 12.7 ms, one worker at a time computed while the others waited or had nothing to do; 12.7 ms of 25.4 ms were like that. Try to split this part, or to do it beside something else.

expected
  ✓ Threads are faster than one core.
    speedup: 1.98 ×; at least 1.90 ×
  ✗ Nobody waits for a lock.
    lock_share: 25.0 %; at most 10.0 %
  ✓ The pipe is slower.
    ratio: 1.24 ×; at least 1.10 ×, at most 1.30 ×
  – There are few switches.
    switches: not measured; at most 100

The data are good.
Where workers ran was noted at each span, without the kernel's switches (level 0); recording cost 2.0 % (the same runs with it off); 0 events lost.
)");
}

TEST_CASE("the table says why nothing is judged by a comparison that was stopped") {
    std::vector<RunPlan> plans = fourEntries();
    plans.push_back(
        {.model = "threads", .wall = millisecond, .repetition = 10, .correct = false, .interrupted = true});
    const std::string table = tableOf(*traceOf(plans, fourEntriesComparison()));
    CHECK_THAT(
        table, Catch::Contains("\nexpected (not judged, since the comparison is not complete)\n") &&
                   Catch::Contains("  – Threads are faster than one core.\n    speedup: 1.98 ×; at least 1.90 ×\n"));
    CHECK(table.find("✓") == std::string::npos);
}

TEST_CASE("columns stay in line whatever the names' width") {
    Options wide, narrow;
    wide.set("transport", std::string("管道"));
    narrow.set("transport", std::string("x"));
    const auto lines = linesOf(tableOf(*traceOf(
        {{.model = "process_pool", .wall = millisecond, .options = wide},
         {.model = "process_pool", .wall = millisecond, .options = narrow}})));
    const std::size_t columns = displayWidth(lines.at(3).substr(0, lines[3].find("result")));
    CHECK(displayWidth(lines.at(4).substr(0, lines[4].find("correct"))) == columns);
    CHECK(displayWidth(lines.at(5).substr(0, lines[5].find("correct"))) == columns);
}

TEST_CASE("the table lets no control character through to the terminal") {
    Comparison comparison = someComparison();
    comparison.title = "evil \x1b[2J title\n\x07";
    const std::string table = tableOf(*traceOf(
        {{.model = "threads", .wall = millisecond, .correct = false, .error = "It \x1b[31mdied\nhere."}},
        comparison));
    CHECK(table.find('\x1b') == std::string::npos);
    CHECK(table.find("! threads: It  [31mdied here.\n") != std::string::npos);
    CHECK(table.find("No model gave a correct result, so none can be named.") != std::string::npos);
}

TEST_CASE("the table tells of runs that did not finish, and of a recording without one") {
    CHECK(tableOf(*traceOf({})).find("No run is in this recording.\n") != std::string::npos);
    CHECK(
        tableOf(*traceOf({{.model = "threads", .wall = millisecond, .finished = false}}))
            .find("! run 1 (threads) did not finish; what was recorded of it is kept.\n") != std::string::npos);
}

TEST_CASE("short walls get a third decimal") {
    CHECK(tableOf(*traceOf({{.model = "threads", .wall = 1'234'500}})).find(" 1.234") != std::string::npos);
}
