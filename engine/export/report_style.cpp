#include "engine/export/report_style.h"

#include "engine/export/palette.h"

#include <fmt/format.h>

namespace corelane {

namespace {

std::string colours(Theme theme) {
    std::string css;
    for (int s = 0; s < stateCount; ++s) css += fmt::format("--s{}:{};", s, hex(stateColor(allStates[s], theme)));
    for (int s = 0; s < stateCount; ++s) css += fmt::format("--k{}:{};", s, hex(hatchColor(allStates[s], theme)));
    for (int c = 0; c < whoRanSteps; ++c) css += fmt::format("--c{}:{};", c, hex(whoRanColor(c, theme)));
    const std::pair<const char*, Role> roles[] = {
        {"window", Role::Window},   {"panel", Role::Panel},   {"line", Role::Line},
        {"faint", Role::FaintLine}, {"text", Role::Text},     {"second", Role::SecondText},
        {"third", Role::ThirdText}, {"accent", Role::Accent}, {"soft", Role::AccentSoft},
        {"good", Role::Good},       {"warn", Role::Warn},     {"ink", Role::Ink}};
    for (const auto& [name, role] : roles) css += fmt::format("--{}:{};", name, hex(roleColor(role, theme)));
    return css;
}

// The same hatch on swatches and bars as in the timelines.
std::string hatchRule(int s) {
    const Hatch h = hatch(allStates[s]);
    const auto lines = [&](int angle) {
        return fmt::format(
            ".h{0}{{background-image:repeating-linear-gradient({1}deg,var(--k{0}) 0 {2}px,transparent {2}px "
            "{3}px)}}",
            s, angle, h.width, h.step);
    };
    std::string rule = fmt::format("svg .h{0}{{fill:url(#hatch{0})}}svg .k{0}{{fill:var(--k{0})}}", s);
    switch (h.kind) {
    case Hatch::Kind::None:
        return {};
    case Hatch::Kind::Rising:
        return rule + lines(135);
    case Hatch::Kind::Falling:
        return rule + lines(45);
    case Hatch::Kind::Horizontal:
        return rule + lines(180);
    case Hatch::Kind::Vertical:
        return rule + lines(90);
    case Hatch::Kind::Dots:
        return rule + fmt::format(
                          ".h{0}{{background-image:linear-gradient(90deg,var(--k{0}) {1}px,transparent "
                          "0),linear-gradient(90deg,"
                          "var(--k{0}) {1}px,transparent 0);background-size:{2}px 1px,{2}px "
                          "1px;background-position:0 2px,{3}px 6px;"
                          "background-repeat:repeat-x}}",
                          s, h.width, h.step, h.step / 2);
    }
    return rule;
}

constexpr const char* rules = R"css(
*{box-sizing:border-box;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:var(--window);color:var(--text);font:15px/1.5 Inter,system-ui,"Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto;padding:32px 24px 64px}
header p{margin:0;color:var(--third)}
header .made{color:var(--accent);font-weight:600}
h1{font-size:28px;line-height:1.2;margin:4px 0}
h2{font-size:18px;margin:32px 0 10px}
h3{font-size:15px;margin:20px 0 6px}
header .question{font-size:17px;color:var(--second);margin:0 0 20px}
.verdict{background:var(--soft);border-left:4px solid var(--accent);border-radius:2px 8px 8px 2px;padding:14px 18px;font-size:17px;font-weight:600;margin:0 0 8px}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:14px 18px;overflow-x:auto}
.note{color:var(--second);margin:10px 0 0}
.problem{color:var(--warn);font-weight:600;margin:6px 0 0}
table{border-collapse:collapse;width:100%}
th{font-weight:500;color:var(--third);text-align:right;padding:4px 8px;border-bottom:1px solid var(--line);vertical-align:bottom}
td{text-align:right;padding:6px 8px;border-bottom:1px solid var(--faint);white-space:nowrap}
th:first-child,td:first-child{text-align:left;padding-left:0}
td:first-child{white-space:normal;min-width:7em}
td.words,th.words{text-align:left;white-space:normal}
td small,th small{display:block;color:var(--third);font-size:12px;line-height:1.2}
tr.best td:first-child{font-weight:600}
.bar{display:flex;width:120px;height:12px;border-radius:2px;overflow:hidden}
.bar i{display:block;height:100%}
.key{display:inline-block;width:16px;height:12px;border-radius:2px;margin-right:6px;vertical-align:-1px}
.key.s6{box-shadow:inset 0 0 0 1px var(--third)}
.legend{margin:2px 0 8px}
.legend span{margin-right:18px;white-space:nowrap}
.good{color:var(--good);font-weight:600}
.warn{color:var(--warn);font-weight:600}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:0}
dt{color:var(--third)}
dd{margin:0;overflow-wrap:anywhere}
ul{margin:0;padding-left:18px}
pre.preset{margin-top:10px}
pre{margin:0;font:13px/1.45 "JetBrains Mono","DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
svg.timeline{display:block;width:100%;min-width:760px;height:auto;font:12px Inter,system-ui,"DejaVu Sans",sans-serif}
svg text{fill:var(--text)}
svg .tick,svg .more{fill:var(--third);font-weight:400;font-size:12px}
svg .tick{text-anchor:middle}
svg .name{font-weight:600;font-size:13px}
svg .lane{fill:var(--second);text-anchor:end}
svg .grid{stroke:var(--line);stroke-width:1;fill:none}
svg .end{stroke:var(--ink);stroke-width:1.5;fill:none}
@page{size:A4;margin:14mm}
@media print{body{background:#fff;font-size:11px}main{max-width:none;padding:0}h1{font-size:22px}h2{font-size:14px;margin-top:20px;break-after:avoid}
h3{font-size:12px}header .question,.verdict{font-size:13px}th,td{padding:3px 4px}td small,th small{font-size:9px}.bar{width:100px}
.panel{border:0;border-top:1px solid var(--line);border-radius:0;padding:8px 0;overflow:visible}tr,svg{break-inside:avoid}svg.timeline{min-width:0}pre{font-size:10px}}
)css";

}  // namespace

std::string reportStyle() {
    std::string css = ":root{color-scheme:light dark;" + colours(Theme::Light) + "}\n";
    css += "@media screen and (prefers-color-scheme:dark){:root{" + colours(Theme::Dark) + "}}\n";
    css += rules;
    for (int s = 0; s < stateCount; ++s) css += fmt::format(".s{0}{{fill:var(--s{0});background:var(--s{0})}}", s);
    for (int c = 0; c < whoRanSteps; ++c) css += fmt::format("svg .c{0}{{fill:var(--c{0})}}", c);
    for (int s = 0; s < stateCount; ++s) css += hatchRule(s);
    css += "svg .c5{fill:var(--third)}svg .c6,svg .c7{fill:none}\n";
    return css;
}

}  // namespace corelane
