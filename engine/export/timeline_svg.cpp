#include "engine/export/timeline_svg.h"

#include "engine/export/markup.h"
#include "engine/export/palette.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace corelane {

namespace {

constexpr int width = 1160, labelRight = 128, plotLeft = 136, plotWidth = 990, columnCount = 990;
constexpr int coreHeight = 8, workerHeight = 18, headHeight = 30, runGap = 14, axisHeight = 26;
constexpr std::size_t longestLabel = 19;  // characters that fit beside a lane
constexpr std::size_t mostLanes = 16;     // of a run; the rest is said, not drawn
constexpr int levels = 8;                 // a column's shares are drawn in eighths of its height

// Eighths of a column, in the order they are stacked; together 8, or none where the lane does not exist.
using Stack = std::array<std::uint8_t, categoryCount>;

Stack stackOf(const Column& column, const std::array<std::uint8_t, categoryCount>& order) {
    Stack stack{};
    if (!column.covered) return stack;
    int sum = 0, given = 0;
    for (const std::uint8_t category : order) {
        sum += column.share[category];
        const int upTo = (sum * levels + 127) / 255;
        stack[category] = static_cast<std::uint8_t>(upTo - given);
        given = upTo;
    }
    return stack;
}

class Picture {
  public:
    explicit Picture(Duration longest) : m_longest(longest) {}

    void axis() {
        const Duration step = tickStep(m_longest, 10);
        for (Duration t = 0; t <= m_longest; t += step)
            m_top +=
                fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"14\">{}</text>", x(t), escaped(tickText(t, step)));
        m_step = step;
        m_y = axisHeight;
    }

    void run(const ModelSummary& model, const RunSummary& entry) {
        const Run& run = *entry.run;
        m_y += headHeight;
        const std::string speedup = model.speedup ? fmt::format("{:.2f} × serial", *model.speedup) : std::string();
        m_body += fmt::format(
            "<text class=\"name\" x=\"{}\" y=\"{}\">{}<tspan class=\"wall\" dx=\"14\">{} ms</tspan>"
            "<tspan class=\"more\" dx=\"14\">{}</tspan></text>",
            plotLeft, m_y - 10, escaped(label(model)), milliseconds(static_cast<double>(run.result.wall)), speedup);
        const int top = m_y;
        const std::size_t cores = std::min(run.cores.size(), mostLanes);
        for (std::size_t i = 0; i < cores; ++i) lane(*run.cores[i], run, coreHeight, true);
        if (cores > 0) {
            // The lanes are too thin for a name each.
            std::vector<int> numbers;
            for (std::size_t i = 0; i < cores; ++i) numbers.push_back(run.cores[i]->index);
            text(
                "lane", labelRight, (top + m_y) / 2 + 4,
                shortened((cores == 1 ? "core " : "cores ") + coreSetText(numbers)));
            m_y += 3;
        }
        if (cores < run.cores.size()) more(run.cores.size() - cores, "cores");
        const std::size_t workers = std::min(run.workers.size(), mostLanes);
        for (std::size_t i = 0; i < workers; ++i) {
            text("lane", labelRight, m_y + workerHeight - 5, shortened(run.workers[i]->name));
            lane(*run.workers[i], run, workerHeight, false);
        }
        if (workers < run.workers.size()) more(run.workers.size() - workers, "workers");
        const double end = x(run.result.wall);
        m_body += fmt::format("<path class=\"end\" d=\"M{:.1f} {}V{}\"/>", end, top - 4, m_y);
        m_y += runGap;
    }

    TimelinePicture picture() const {
        std::string grid;
        for (Duration t = 0; t <= m_longest; t += m_step)
            grid += fmt::format("<path class=\"grid\" d=\"M{:.1f} {}V{}\"/>", x(t), axisHeight - 6, m_y);
        return {width, m_y, hatches() + m_top + grid + m_body};
    }

  private:
    double x(Duration t) const {
        return plotLeft + static_cast<double>(t) / static_cast<double>(m_longest) * plotWidth;
    }

    // One pattern a state, fixed to the picture; reportStyle() colours the strokes.
    static std::string hatches() {
        std::string defs = "<defs>";
        for (int s = 0; s < stateCount; ++s) {
            const Hatch h = hatch(allStates[s]);
            const auto pattern = [&](std::string_view attributes, std::string_view lines) {
                defs += fmt::format(
                    "<pattern id=\"hatch{}\" patternUnits=\"userSpaceOnUse\" width=\"{}\" height=\"{}\"{}>"
                    "<path class=\"k{}\" d=\"{}\"/></pattern>",
                    s, h.step, h.step, attributes, s, lines);
            };
            const std::string upright = fmt::format("M0 0h{}v{}h-{}z", h.width, h.step, h.width);
            switch (h.kind) {
            case Hatch::Kind::None:
                break;
            case Hatch::Kind::Vertical:
                pattern("", upright);
                break;
            case Hatch::Kind::Rising:
                pattern(" patternTransform=\"rotate(45)\"", upright);
                break;
            case Hatch::Kind::Falling:
                pattern(" patternTransform=\"rotate(-45)\"", upright);
                break;
            case Hatch::Kind::Horizontal:
                pattern("", fmt::format("M0 0h{}v{}h-{}z", h.step, h.width, h.step));
                break;
            case Hatch::Kind::Dots:
                pattern("", fmt::format("M0 0h{0}v1h-{0}zM{1} {1}h{0}v1h-{0}z", h.width, h.step / 2));
                break;
            }
        }
        return defs + "</defs>";
    }

    void text(std::string_view style, int x, int y, std::string_view words) {
        m_body += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>", style, x, y, escaped(words));
    }

    void more(std::size_t count, std::string_view what) {
        text("more", plotLeft, m_y + 12, fmt::format("and {} more {}", count, what));
        m_y += 18;
    }

    static std::string shortened(const std::string& name) {
        if (displayWidth(name) <= longestLabel) return name;
        std::string text = cleanUtf8(name);
        while (displayWidth(text) + 1 > longestLabel) {
            while ((static_cast<unsigned char>(text.back()) & 0xc0) == 0x80) text.pop_back();
            text.pop_back();
        }
        return text + "…";
    }

    void lane(const Lane& lane, const Run& run, int height, bool core) {
        std::array<std::uint8_t, categoryCount> order{};
        for (int c = 0; c < categoryCount; ++c)
            order[c] = core ? static_cast<std::uint8_t>(c) : static_cast<std::uint8_t>(stackOrder[c]);
        std::vector<Column> columns(columnCount);
        const Time begin = run.result.begin;
        lane.segments.query(begin, begin + m_longest, columns);

        std::array<std::string, categoryCount> paths, hatched;
        const double unit = static_cast<double>(height) / levels, step = double(plotWidth) / columnCount;
        for (std::size_t first = 0; first < columns.size();) {
            const Stack stack = stackOf(columns[first], order);
            std::size_t last = first + 1;
            while (last < columns.size() && stackOf(columns[last], order) == stack) ++last;
            int below = 0;
            for (const std::uint8_t category : order) {
                const int eighths = stack[category];
                below += eighths;
                if (eighths == 0 || (core && category == coreSpare)) continue;
                const double across = static_cast<double>(last - first) * step;
                const std::string box = fmt::format(
                    "M{:g} {:g}h{:g}v{:g}h-{:g}z", plotLeft + static_cast<double>(first) * step,
                    m_y + height - below * unit, across, eighths * unit, across);
                paths[category] += box;
                if (!core && eighths == levels && across >= hatchSmallest) hatched[category] += box;
            }
            first = last;
        }
        m_body += fmt::format("<g><title>{}</title>", escaped(lane.name));
        for (int c = 0; c < categoryCount; ++c) {
            if (!paths[c].empty())
                m_body += fmt::format("<path class=\"{}{}\" d=\"{}\"/>", core ? "c" : "s", c, paths[c]);
            if (!hatched[c].empty() && hatch(allStates[c]).kind != Hatch::Kind::None)
                m_body += fmt::format("<path class=\"h{}\" d=\"{}\"/>", c, hatched[c]);
        }
        m_body += "</g>";
        m_y += height + (core ? 1 : 2);
    }

    Duration m_longest, m_step = 1;
    int m_y = 0;
    std::string m_top, m_body;
};

}  // namespace

Duration tickStep(Duration longest, int most) {
    Duration step = 1;
    for (;;) {
        for (const Duration factor : {1, 2, 5})
            if (longest / (step * factor) < most) return step * factor;
        step *= 10;
    }
}

std::string tickText(Duration time, Duration step) {
    struct Unit {
        Duration ns;
        const char* name;
    };
    for (const Unit unit : {Unit{1'000'000'000, "s"}, Unit{1'000'000, "ms"}, Unit{1'000, "µs"}})
        if (step >= unit.ns / 10)
            return fmt::format("{:g} {}", static_cast<double>(time) / static_cast<double>(unit.ns), unit.name);
    return fmt::format("{} ns", time);
}

TimelinePicture timelinePicture(const Summary& summary) {
    Duration longest = 0;
    for (const ModelSummary& model : summary.models)
        if (model.medianRun) longest = std::max(longest, model.medianRun->result.wall);
    if (longest <= 0) return {};
    Picture picture(longest);
    picture.axis();
    for (const ModelSummary& model : summary.models)
        if (const RunSummary* entry = find(summary, model.medianRun.get())) picture.run(model, *entry);
    return picture.picture();
}

std::string timelineSvg(const Summary& summary) {
    const TimelinePicture picture = timelinePicture(summary);
    if (picture.content.empty()) return {};
    return fmt::format(
               "<svg class=\"timeline\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Timelines of the median "
               "runs on one time axis\">",
               picture.width, picture.height) +
           picture.content + "</svg>";
}

}  // namespace corelane
