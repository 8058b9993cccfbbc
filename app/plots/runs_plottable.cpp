#include "app/plots/runs_plottable.h"

#include "app/plots/lane_text.h"

#include <cmath>

namespace corelane {
namespace {

std::uint32_t pixel(const QColor& c) {
    return c.rgb() | 0xff000000u;
}

std::uint32_t faint(const QColor& c, const QColor& panel) {
    return pixel(QColor::fromRgb(mix(c.rgb() & 0xffffffu, panel.rgb() & 0xffffffu, 0.82) | 0xff000000u));
}

}  // namespace

RunsPlottable::RunsPlottable(QCPAxis* time, QCPAxis* vertical, const Scene& scene, const RangeBalance& shares)
    : QCPAbstractPlottable(time, vertical), m_scene(scene), m_shares(shares) {
    setSelectable(QCP::stNone);
}

QCPRange RunsPlottable::getKeyRange(bool& found, QCP::SignDomain) const {
    found = true;
    return QCPRange(double(m_scene.range.from), double(m_scene.range.to));
}

QCPRange RunsPlottable::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = true;
    return QCPRange(0, std::max(1, m_scene.layout.height()));
}

QRect RunsPlottable::clipRect() const {
    // Heads and the two gutters belong to the picture as well; only the axis above stays clear.
    return {0, m_scene.top(), m_scene.width, m_scene.height - m_scene.top()};
}

LaneColours RunsPlottable::stateColours(const Look& look, std::uint8_t shownStates) {
    LaneColours colours;
    for (const State s : allStates) {
        const auto i = static_cast<std::size_t>(s);
        const bool shown = (shownStates >> i & 1u) != 0;
        colours.fill[i] = shown ? pixel(look.state[i]) : faint(look.state[i], look.panel);
        colours.hatch[i] = pixel(look.hatch[i]);
        if (shown) colours.pattern[i] = hatch(s);
    }
    for (std::size_t level = 0; level < stackOrder.size(); ++level)
        colours.level[static_cast<std::size_t>(stackOrder[level])] = static_cast<std::uint8_t>(level);
    return colours;
}

LaneColours RunsPlottable::coreColours(const Look& look) {
    LaneColours colours;
    for (std::size_t i = 0; i < colours.fill.size(); ++i) {
        colours.fill[i] = pixel(look.core[i]);
        colours.level[i] = static_cast<std::uint8_t>(i);
    }
    return colours;
}

const std::vector<Column>& RunsPlottable::binsOf(const std::shared_ptr<const Lane>& lane, Time runBegin) {
    const BinKey& key = m_binKey;
    Bins& bins = m_bins[lane.get()];
    if (bins.lane == lane && bins.columns.size() == static_cast<std::size_t>(key.pixels)) return bins.columns;
    bins.lane = lane;
    bins.columns.assign(static_cast<std::size_t>(key.pixels), Column{});
    lane->segments.query(runBegin + key.range.from, runBegin + key.range.to, bins.columns);
    return bins.columns;
}

void RunsPlottable::renew(const Inputs& inputs) {
    m_inputs = inputs;
    const double scale = inputs.scale;
    const auto device = [scale](double v) { return static_cast<int>(std::lround(v * scale)); };
    const BinKey key{inputs.range, device(m_scene.plotWidth())};
    if (!(key == m_binKey)) {
        m_bins.clear();
        m_binKey = key;
    }
    const QSize size(key.pixels, device(inputs.height));
    if (m_image.size() != size) m_image = QImage(size, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(scale);
    const Look& look = inputs.dark ? darkLook() : lightLook();
    const LaneColours states = stateColours(look, inputs.shownStates), cores = coreColours(look);
    const auto origin =
        static_cast<std::int64_t>(std::floor(double(inputs.range.from) / (double(inputs.range.length()) / key.pixels)));
    m_strips.clear();
    std::map<const Lane*, Bins> used;
    for (const LaneRow& row : m_scene.layout.rows()) {
        if (row.kind == LaneKind::Counter) continue;
        const QRect rect = m_scene.rectOf(row);
        if (rect.bottom() < m_scene.top() || rect.top() >= inputs.height) continue;
        const auto& lane = m_scene.lane(row);
        const auto& columns = binsOf(lane, m_scene.runs[static_cast<std::size_t>(row.run)].begin());
        int first = 0, last = key.pixels;
        while (first < last && !columns[static_cast<std::size_t>(first)].covered) ++first;
        while (last > first && !columns[static_cast<std::size_t>(last - 1)].covered) --last;
        if (first < last) {
            // A lane that is cut by the viewport's edge is painted whole into rows of its own and cropped by them.
            const int height = device(rect.height()), top = device(rect.top());
            const int from = std::max(0, top), to = std::min(size.height(), top + height);
            const auto stretch =
                std::span(columns).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
            auto* bits = reinterpret_cast<std::uint32_t*>(m_image.bits());
            const std::ptrdiff_t stride = m_image.bytesPerLine() / 4;
            const LaneColours& colours = row.kind == LaneKind::Core ? cores : states;
            if (from == top && to == top + height) {
                paintLane(stretch, colours, bits + top * stride + first, stride, height, origin + first);
            } else {
                std::vector<std::uint32_t> whole(static_cast<std::size_t>(height) * stretch.size());
                const auto n = static_cast<std::ptrdiff_t>(stretch.size());
                paintLane(stretch, colours, whole.data(), n, height, origin + first);
                for (int y = from; y < to; ++y)
                    std::copy_n(whole.data() + (y - top) * n, n, bits + y * stride + first);
            }
            if (from < to)
                m_strips.push_back({QRect(first, from, last - first, to - from),
                    QPointF(m_scene.left() + first / scale, from / scale)});
        }
        used[lane.get()] = std::move(m_bins[lane.get()]);
    }
    m_bins = std::move(used);  // bins of lanes out of sight, or of an older snapshot, are let go
}

void RunsPlottable::draw(QCPPainter* painter) {
    if (m_scene.runs.empty()) return;
    const Look& look = lookOf(mParentPlot->palette());
    Inputs inputs;
    inputs.trace = m_scene.trace;
    inputs.range = m_scene.range;
    inputs.shownStates = m_scene.shownStates;
    inputs.width = m_scene.width;
    inputs.height = m_scene.height;
    inputs.scroll = m_scene.scroll;
    inputs.contentHeight = m_scene.layout.height();
    inputs.dark = look.dark;
    inputs.scale = painter->device()->devicePixelRatioF();
    for (const DrawnRun& drawn : m_scene.runs) inputs.runs.push_back(drawn.run.get());
    if (!(inputs == m_inputs)) renew(inputs);

    painter->setAntialiasing(false);
    for (const Strip& strip : m_strips) painter->drawImage(strip.target, m_image, strip.source);
    paintCounters(*painter, m_scene, look);
    paintLaneNames(*painter, m_scene, look, m_shares);
    paintSpanLabels(*painter, m_scene, look);
    paintRunHeads(*painter, m_scene, look, m_shares);
}

}  // namespace corelane
