#include "engine/export/report_style.h"

#include "engine/export/palette.h"

#include <fmt/format.h>

namespace corelane {

namespace {

std::string colours(Theme theme) {
    std::string css;
    for (int s = 0; s < stateCount; ++s) css += fmt::format("--s{}:{};", s, hex(stateColor(allStates[s], theme)));
    for (int c = 0; c < whoRanSteps; ++c) css += fmt::format("--c{}:{};", c, hex(whoRanColor(c, theme)));
    const std::pair<const char*, Role> roles[] = {{"window", Role::Window}, {"panel", Role::Panel}, {"line", Role::Line},
        {"faint", Role::FaintLine}, {"text", Role::Text}, {"second", Role::SecondText}, {"third", Role::ThirdText},
        {"accent", Role::Accent}, {"soft", Role::AccentSoft}, {"good", Role::Good}, {"warn", Role::Warn}, {"ink", Role::Ink}};
    for (const auto& [name, role] : roles) css += fmt::format("--{}:{};", name, hex(roleColor(role, theme)));
    return css;
}

constexpr const char* rules = R"css(
*{box-sizing:border-box}
body{margin:0;background:var(--window);color:var(--text);font:15px/1.5 Inter,system-ui,"Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}
h2{font-size:18px;margin:36px 0 10px}
.question{font-size:17px;color:var(--second);margin:0 0 20px}
.verdict{background:var(--soft);border-left:4px solid var(--accent);padding:14px 18px;font-size:17px;font-weight:600;margin:0 0 8px}
.panel{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:16px 18px;overflow-x:auto}
.note{color:var(--second);margin:8px 0 0}
.problem{color:var(--warn);font-weight:600;margin:6px 0 0}
table{border-collapse:collapse;width:100%}
th{font-weight:500;color:var(--third);text-align:right;padding:4px 10px;border-bottom:1px solid var(--line);vertical-align:bottom}
td{text-align:right;padding:6px 10px;border-bottom:1px solid var(--faint);white-space:nowrap}
th:first-child,td:first-child{text-align:left;padding-left:0}
td.words,th.words{text-align:left;white-space:normal}
tr.best td:first-child{font-weight:600}
.bar{display:flex;width:200px;height:12px;border-radius:2px;overflow:hidden}
.bar i{display:block;height:100%}
.key{display:inline-block;width:14px;height:12px;border-radius:2px;margin-right:6px;vertical-align:-1px}
.legend span{margin-right:18px;white-space:nowrap}
.good{color:var(--good);font-weight:600}
.warn{color:var(--warn);font-weight:600}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:0}
dt{color:var(--third)}
dd{margin:0}
pre{overflow-x:auto;margin:0;font:13px/1.45 "JetBrains Mono","DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
details{margin-top:10px}
summary{cursor:pointer;color:var(--accent)}
svg.timeline{display:block;width:100%;min-width:760px;height:auto;font:12px Inter,system-ui,"DejaVu Sans",sans-serif}
svg text{fill:var(--text)}
svg .tick,svg .more{fill:var(--third)}
svg .tick{text-anchor:middle}
svg .name{font-weight:600;font-size:13px}
svg .wall{font-weight:600}
svg .lane{fill:var(--second);text-anchor:end}
svg .small{font-size:8px}
svg .grid{stroke:var(--line);stroke-width:1;fill:none}
svg .end{stroke:var(--ink);stroke-width:1.5;fill:none}
@media print{body{background:#fff}.panel{break-inside:avoid;border-color:#ccc}main{max-width:none;padding:0}}
)css";

}  // namespace

std::string reportStyle() {
    std::string css = ":root{color-scheme:light dark;" + colours(Theme::Light) + "}\n";
    css += "@media screen and (prefers-color-scheme:dark){:root{" + colours(Theme::Dark) + "}}\n";
    css += rules;
    for (int s = 0; s < stateCount; ++s) css += fmt::format(".s{0}{{fill:var(--s{0});background:var(--s{0})}}", s);
    for (int c = 0; c < whoRanSteps; ++c) css += fmt::format("svg .c{0}{{fill:var(--c{0})}}", c);
    css += "svg .c5{fill:var(--third)}svg .c6,svg .c7{fill:none}\n";
    return css;
}

}  // namespace corelane
