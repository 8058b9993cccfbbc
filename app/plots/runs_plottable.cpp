#include "app/plots/runs_plottable.h"

#include "app/plots/lag_strip.h"
#include "app/plots/lane_text.h"

#include <QThread>

#include <algorithm>
#include <atomic>
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
    constexpr int mostHelping = 3;  // beside the window's own thread
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, mostHelping));
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

// One lane's part in a frame: its bins, and the rows of the image it is painted into.
struct RunsPlottable::LaneJob {
    std::shared_ptr<const Lane> lane;
    Time from = 0, to = 0;  // the range, in the run's time
    std::vector<Column>* columns = nullptr;
    bool stale = false;       // the bins are those of another range
    int top = 0, height = 0;  // device pixels; may reach beyond the image
    const LaneColours* colours = nullptr;
    int first = 0, last = 0;  // columns in which the lane exists
};

void RunsPlottable::paint(LaneJob& job, std::int64_t origin, std::uint32_t* bits, std::ptrdiff_t stride) const {
    std::vector<Column>& columns = *job.columns;
    if (job.stale) {
        columns.resize(static_cast<std::size_t>(m_binKey.pixels));
        job.lane->segments.query(job.from, job.to, columns);
    }
    job.first = 0;
    job.last = m_binKey.pixels;
    while (job.first < job.last && !columns[static_cast<std::size_t>(job.first)].covered) ++job.first;
    while (job.last > job.first && !columns[static_cast<std::size_t>(job.last - 1)].covered) --job.last;
    if (job.first == job.last) return;
    const int from = std::max(0, job.top), to = std::min(m_image.height(), job.top + job.height);
    const auto stretch = std::span(columns).subspan(
        static_cast<std::size_t>(job.first), static_cast<std::size_t>(job.last - job.first));
    if (from == job.top && to == job.top + job.height) {
        paintLane(stretch, *job.colours, bits + job.top * stride + job.first, stride, job.height, origin + job.first);
        return;
    }
    // A lane that is cut by the viewport's edge is painted whole into rows of its own and cropped by them.
    const auto n = static_cast<std::ptrdiff_t>(stretch.size());
    std::vector<std::uint32_t> whole(static_cast<std::size_t>(job.height) * stretch.size());
    paintLane(stretch, *job.colours, whole.data(), n, job.height, origin + job.first);
    for (int y = from; y < to; ++y) std::copy_n(whole.data() + (y - job.top) * n, n, bits + y * stride + job.first);
}

void RunsPlottable::renew(const Inputs& inputs) {
    m_inputs = inputs;
    const double scale = inputs.scale;
    const auto device = [scale](double v) { return static_cast<int>(std::lround(v * scale)); };
    const BinKey key{inputs.range, device(m_scene.plotWidth()), inputs.axes};
    const bool sameBins = key == m_binKey;
    m_binKey = key;
    const QSize size(key.pixels, device(inputs.height));
    if (m_image.size() != size) m_image = QImage(size, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(scale);
    const Look& look = inputs.dark ? darkLook() : lightLook();
    const LaneColours states = stateColours(look, inputs.shownStates), cores = coreColours(look);
    const auto origin = static_cast<std::int64_t>(
        std::floor(double(inputs.range.from) / (double(inputs.range.length()) / key.pixels)));

    std::vector<LaneJob> jobs;
    std::map<const Lane*, Bins> used;  // bins of lanes out of sight, or of an older snapshot, are let go
    for (const LaneRow& row : m_scene.layout.rows()) {
        if (row.kind == LaneKind::Counter) continue;
        const QRect rect = m_scene.rectOf(row);
        if (rect.bottom() < m_scene.top() || rect.top() >= inputs.height) continue;
        const auto& lane = m_scene.lane(row);
        Bins& bins = used[lane.get()];
        bins = std::move(m_bins[lane.get()]);
        const bool stale = !sameBins || bins.lane != lane;
        bins.lane = lane;
        const DrawnRun& drawn = m_scene.runs[static_cast<std::size_t>(row.run)];
        jobs.push_back(
            {lane, drawn.atAxis(inputs.range.from), drawn.atAxis(inputs.range.to), &bins.columns, stale,
             device(rect.top()), device(rect.height()), row.kind == LaneKind::Core ? &cores : &states});
    }
    m_bins = std::move(used);

    auto* bits = reinterpret_cast<std::uint32_t*>(m_image.bits());
    const std::ptrdiff_t stride = m_image.bytesPerLine() / 4;
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i; (i = next++) < jobs.size();) paint(jobs[i], origin, bits, stride);
    };
    // Lanes do not depend on each other. While a comparison is recorded its cores belong to it.
    constexpr std::size_t fewLanes = 8;
    if (!m_scene.recording && jobs.size() > fewLanes)
        for (int i = 0; i < m_pool.maxThreadCount(); ++i) m_pool.start(work);
    work();
    m_pool.waitForDone();

    m_strips.clear();
    for (const LaneJob& job : jobs) {
        const int from = std::max(0, job.top), to = std::min(size.height(), job.top + job.height);
        if (job.first < job.last && from < to)
            m_strips.push_back(
                {QRect(job.first, from, job.last - job.first, to - from),
                 QPointF(m_scene.left() + job.first / scale, from / scale)});
    }
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
    for (const DrawnRun& drawn : m_scene.runs) {
        inputs.runs.push_back(drawn.run.get());
        inputs.axes.push_back(drawn.axis);
    }
    if (!(inputs == m_inputs)) renew(inputs);

    painter->setAntialiasing(false);
    for (const Strip& strip : m_strips) painter->drawImage(strip.target, m_image, strip.source);
    paintCounters(*painter, m_scene, look);
    paintLaneNames(*painter, m_scene, look, m_shares);
    paintSpanLabels(*painter, m_scene, look);
    paintRunHeads(*painter, m_scene, look, m_shares);
    paintLagStrips(*painter, m_scene, look);
}

}  // namespace corelane
