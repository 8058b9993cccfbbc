// The timelines as a picture of their own: for slides and papers. Vectors and text that can be selected; colours are
// written out, as not every program that reads SVG knows CSS variables.
#include "engine/export/exporter.h"
#include "engine/export/markup.h"
#include "engine/export/pages.h"
#include "engine/export/palette.h"
#include "engine/export/timeline_svg.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

namespace corelane {

namespace {

constexpr Theme theme = Theme::Light;
constexpr int left = 136, headHeight = 92;

std::string style() {
    const auto role = [](Role r) { return hex(roleColor(r, theme)); };
    std::string css =
        "text{font-family:Inter,'Noto Sans','DejaVu Sans','Noto Sans CJK SC','WenQuanYi Zen Hei',sans-serif;fill:" +
        role(Role::Text) + "}";
    for (int s = 0; s < stateCount; ++s)
        css += fmt::format(
            ".s{0}{{fill:{1}}}.h{0}{{fill:url(#hatch{0})}}.k{0}{{fill:{2}}}", s, hex(stateColor(allStates[s], theme)),
            hex(hatchColor(allStates[s], theme)));
    for (int c = 0; c < whoRanSteps; ++c) css += fmt::format(".c{}{{fill:{}}}", c, hex(whoRanColor(c, theme)));
    css += fmt::format(
        ".c5{{fill:{0}}}.tick,.more{{fill:{0};font-size:12px}}.tick{{text-anchor:middle}}.name{{font-weight:600;"
        "font-size:13px}}.wall{{font-weight:400}}.lane{{fill:{1};font-size:12px;text-anchor:end}}.grid{{stroke:{2};"
        "fill:none}}.end{{stroke:{3};stroke-width:1.5;fill:none}}.title{{font-size:18px;font-weight:600}}"
        ".question{{font-size:13px;fill:{1}}}.key{{font-size:12px}}",
        role(Role::ThirdText), role(Role::SecondText), role(Role::Line), role(Role::Ink));
    return css;
}

std::string legend(int y) {
    std::string out;
    int x = left;
    for (int s = 0; s < stateCount; ++s) {
        const std::string_view name = stateName(allStates[s]);
        out += fmt::format("<rect class=\"s{0}\" x=\"{1}\" y=\"{2}\" width=\"16\" height=\"12\"/>", s, x, y - 10);
        if (hatch(allStates[s]).kind != Hatch::Kind::None)
            out += fmt::format("<rect class=\"h{0}\" x=\"{1}\" y=\"{2}\" width=\"16\" height=\"12\"/>", s, x, y - 10);
        out += fmt::format("<text class=\"key\" x=\"{}\" y=\"{}\">{}</text>", x + 22, y, name);
        x += 44 + 7 * static_cast<int>(name.size());
    }
    return out;
}

}  // namespace

std::string timelinesPicture(const Trace& trace, const Summary& summary) {
    const TimelinePicture picture = timelinePicture(summary);
    const Comparison& c = trace.comparison;
    const std::string title = escaped(c.title.empty() ? c.preset : c.title);
    const int width = picture.content.empty() ? 1160 : picture.width;
    const int height = headHeight + (picture.content.empty() ? 20 : picture.height);
    std::string out = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
        "height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n<title>{2}</title>\n<style>{3}</style>\n<rect width=\"{0}\" "
        "height=\"{1}\" fill=\"{4}\"/>\n<text class=\"title\" x=\"{5}\" y=\"28\">{2}</text>\n<text "
        "class=\"question\" x=\"{5}\" y=\"50\">{6}</text>\n",
        width, height, title, style(), hex(roleColor(Role::Panel, theme)), left, escaped(c.question));
    if (picture.content.empty())
        out += fmt::format("<text class=\"key\" x=\"{}\" y=\"78\">No run is in this recording.</text>\n", left);
    else
        out += legend(78) + fmt::format("\n<g transform=\"translate(0 {})\">{}</g>\n", headHeight, picture.content);
    return out + "</svg>\n";
}

namespace {

Result<> write(const Trace& trace, std::ostream& out) {
    out << timelinesPicture(trace, summarize(trace));
    return allWritten(out, "The picture");
}

}  // namespace

namespace exporter {
extern const Exporter svg;
const Exporter svg = {
    .name = "svg",
    .suffix = ".svg",
    .mimeType = "image/svg+xml",
    .summary = "The timelines of the median runs as a vector picture, for slides and papers",
    .write = write};
}  // namespace exporter

}  // namespace corelane
