#include "engine/export/markup.h"
#include "engine/export/palette.h"
#include "engine/export/timeline_svg.h"
#include "engine/export/wording.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace corelane;
using namespace corelane::test;

TEST_CASE("per cent says nothing and little in words") {
    CHECK(percent(0) == "–");
    CHECK(percent(0.0004) == "< 0.1");
    CHECK(percent(0.134) == "13.4");
    CHECK(percent(1) == "100.0");
    CHECK(percent(0.004, 0) == "< 1");
    CHECK(percent(0.82, 0) == "82");
}

TEST_CASE("numbers of expectations carry their unit") {
    Expectation e;
    e.atLeast = 0.1;
    e.atMost = 0.2;
    e.unit = std::string("share");
    CHECK(bounded(e, 0.134) == "13.4 %");
    CHECK(boundsText(e) == "at least 10.0 %, at most 20.0 %");
    e.unit = std::string("x");
    CHECK(bounded(e, 3.267) == "3.27 ×");
    e.unit = std::string("ns");
    CHECK(bounded(e, 35.13e6) == "35.13 ms");
    e.unit = std::string("bytes");
    CHECK(bounded(e, 4096) == "4096 bytes");
    e.unit.clear();
    CHECK(bounded(e, 24) == "24");
    CHECK(boundsText(Expectation{}).empty());
}

TEST_CASE("core sets are written as ranges") {
    CHECK(coreSetText({}).empty());
    CHECK(coreSetText({0, 1, 2, 3}) == "0–3");
    CHECK(coreSetText({0, 2, 3, 5}) == "0, 2–3, 5");
}

TEST_CASE("a recording that made runs faster cost less than they vary") {
    CHECK(costText(0.44) == "0.4 %");
    CHECK(costText(-3.14) == "−3.1 %");
    CHECK(costText(-0.01) == "0.0 %");
    const auto trace = traceOf({});
    Summary summary;
    summary.costPercent = 0.44;
    CHECK(
        recordingText(*trace, summary).find("recording cost 0.4 % (the same runs with it off)") != std::string::npos);
    summary.costPercent = -3.14;
    CHECK(recordingText(*trace, summary).find("less than the runs vary (−3.1 % against") != std::string::npos);
    summary.costPercent.reset();
    CHECK(
        recordingText(*trace, summary).find("what recording cost was not measured; 0 events lost.") !=
        std::string::npos);
}

TEST_CASE("width counts terminal columns, not bytes") {
    CHECK(displayWidth("abc") == 3);
    CHECK(displayWidth("Größe") == 5);
    CHECK(displayWidth("工作") == 4);
    CHECK(displayWidth("e\xcc\x81") == 1);
    CHECK(displayWidth("\xff\xfe") == 2);
}

TEST_CASE("broken UTF-8 becomes replacement characters, and the rest stays") {
    CHECK(cleanUtf8("a\xffz") == "a\xef\xbf\xbdz");
    CHECK(cleanUtf8("\xe5\xb7") == "\xef\xbf\xbd\xef\xbf\xbd");
    CHECK(cleanUtf8("\xc0\x80 \xed\xa0\x80").find_first_not_of("\xef\xbf\xbd ") == std::string::npos);
    CHECK(cleanUtf8("工作 ×") == "工作 ×");
}

TEST_CASE("markup cannot be broken out of") {
    CHECK(escaped(R"(<b class="x">&'</b>)") == "&lt;b class=&quot;x&quot;&gt;&amp;&#39;&lt;/b&gt;");
    CHECK(escaped(std::string("a\0b\x1b\nc", 6)) == "ab c");
    CHECK(escaped("\xef\xbf\xbe") == "\xef\xbf\xbd");
}

TEST_CASE("axis ticks are 1, 2 or 5 times a power of ten apart and carry a unit") {
    CHECK(tickStep(45 * millisecond, 10) == 5 * millisecond);
    CHECK(tickStep(100 * millisecond, 10) == 20 * millisecond);
    CHECK(tickStep(1, 10) == 1);
    CHECK(tickText(15 * millisecond, 5 * millisecond) == "15 ms");
    CHECK(tickText(1'500'000, 500'000) == "1.5 ms");
    CHECK(tickText(2'000 * millisecond, 500 * millisecond) == "2 s");
    CHECK(tickText(20'000, 5'000) == "20 µs");
    CHECK(tickText(20, 5) == "20 ns");
    for (Duration longest = 1; longest < 100'000 * millisecond; longest = longest * 3 + 1)
        CHECK(longest / tickStep(longest, 10) < 10);
}

TEST_CASE("a label is readable on its state's colour, light and dark") {
    const auto luminance = [](Rgb color) {
        double sum = 0;
        const double weights[] = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; ++i) {
            const double c = ((color >> (16 - 8 * i)) & 0xff) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    };
    for (const Theme theme : {Theme::Light, Theme::Dark})
        for (const State state : allStates) {
            INFO(stateName(state));
            const double a = luminance(stateColor(state, theme)), b = luminance(labelColor(state, theme));
            CHECK((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= 4.5);
        }
}
