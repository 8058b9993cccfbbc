#include "engine/trace/bins.h"

#include "engine/trace/result.h"

#include <algorithm>

namespace corelane {

namespace {

constexpr std::size_t leafSize = 8, fanout = 4, runningStep = 128;

}  // namespace

std::uint8_t Column::dominant() const {
    return static_cast<std::uint8_t>(std::max_element(share.begin(), share.end()) - share.begin());
}

// ---- growing ------------------------------------------------------------------------------------

void SegmentIndex::append(Time begin, Time end, std::uint8_t category) {
    if (end <= begin) return;
    if (m_starts.empty()) {
        m_lastBegin = m_end = begin;
        m_lastCategory = category;
        m_starts.push_back(begin);
        m_categories.push_back(category);
    }
    CORELANE_ASSERT(begin >= m_end && category < categoryCount);
    const auto change = [&](Time at, std::uint8_t to) {
        m_end = at;
        if (to == m_lastCategory) return;
        closeLast();
        m_lastBegin = at;
        m_lastCategory = to;
        m_starts.push_back(at);
        m_categories.push_back(to);
    };
    if (begin > m_end) change(m_end, m_gapCategory);
    change(begin, category);
    m_end = end;
}

// The last segment is complete: counts it, and makes the nodes it completes, one level after the other.
void SegmentIndex::closeLast() {
    m_closed[m_lastCategory] += m_end - m_lastBegin;
    const std::size_t closed = m_starts.size();
    if (closed % leafSize != 0) return;
    std::size_t group = leafSize;
    for (std::size_t l = 0; closed % group == 0; ++l, group *= fanout) {
        if (m_levels.size() == l) m_levels.emplace_back();
        Level& level = m_levels[l];
        Node node{m_starts[closed - group], {}};
        const double scale = 255.0 / static_cast<double>(m_end - node.begin);
        // Rounding the running sum, not each share, makes the shares sum to 255.
        Duration sum = 0;
        int given = 0;
        for (std::size_t c = 0; c < categoryCount; ++c) {
            sum += m_closed[c] - level.before[c];
            const double halfMore = static_cast<double>(sum) * scale + 0.5;  // never negative: cutting it off rounds
            const int upTo = static_cast<int>(halfMore);
            node.share[c] = static_cast<std::uint8_t>(upTo - given);
            given = upTo;
        }
        level.nodes.push_back(node);
        level.before = m_closed;
    }
    if (closed % runningStep == 0) m_running.push_back(m_closed);
}

// ---- looking up ---------------------------------------------------------------------------------

SegmentIndex::Segment SegmentIndex::segment(std::size_t i) const {
    return {m_starts[i], i + 1 < size() ? m_starts[i + 1] : m_end, m_categories[i]};
}

std::size_t SegmentIndex::find(Time t) const {
    if (t >= m_end) return size();
    const std::size_t after = m_starts.partitionPoint([t](Time start) { return start <= t; });
    return after == 0 ? 0 : after - 1;
}

SegmentIndex::Sums SegmentIndex::sumsBefore(std::size_t target) const {
    const std::size_t whole = std::min(target / runningStep, m_running.size());
    Sums sums{};
    if (whole != 0) sums = m_running[whole - 1];
    for (std::size_t i = whole * runningStep; i < target; ++i) {
        const Segment s = segment(i);
        sums[s.category] += s.end - s.begin;
    }
    return sums;
}

std::array<Duration, categoryCount> SegmentIndex::totals(Time from, Time to) const {
    from = std::max(from, begin());
    to = std::min(to, end());
    if (size() == 0 || from >= to) return {};
    const std::size_t first = find(from), last = find(to - 1);
    Sums sums = sumsBefore(last), start = sumsBefore(first);
    for (std::size_t c = 0; c < categoryCount; ++c) sums[c] -= start[c];
    const Segment head = segment(first), tail = segment(last);
    sums[head.category] -= from - head.begin;
    sums[tail.category] += to - tail.begin;
    return sums;
}

std::size_t SegmentIndex::memoryBytes() const {
    std::size_t bytes = m_starts.size() * sizeof(Time) + m_categories.size() + m_running.size() * sizeof(Sums);
    for (const Level& level : m_levels) bytes += level.nodes.size() * sizeof(Node);
    return bytes;
}

// ---- columns ------------------------------------------------------------------------------------

// Streams the nodes of one level over the columns, opening a node where its even mixture would show: where it is
// wider than 3/4 of a column, or reaches over a column's border with more than 1/4. An unopened node of width w that
// reaches over a border is wrong by at most w/4 on that side, so a column by at most 2 x 1/16.
class ColumnFiller {
  public:
    ColumnFiller(const SegmentIndex& index, Time from, Time to, std::span<Column> columns)
        : m_index(index), m_from(from), m_columns(columns), m_width(static_cast<double>(columns.size())),
          m_scale(m_width / static_cast<double>(to - from)) {}

    void fill(std::size_t first, std::size_t last) {
        // The coarsest level that still has a node for every column.
        std::size_t levels = 0, group = leafSize;
        for (; levels < m_index.m_levels.size() && (last - first) / group >= m_columns.size(); ++levels)
            group *= fanout;
        std::size_t at = first;
        for (std::size_t l = levels; l-- > 0;) {
            group /= fanout;
            const auto& nodes = m_index.m_levels[l].nodes;
            const std::size_t end = std::min(nodes.size(), last / group + 1);
            if (at / group < end) {
                double begin = position(nodes[at / group].begin);
                for (std::size_t k = at / group; k < end; ++k) begin = node(l, group, k, begin);
            }
            at = std::max(at, end * group);
        }
        for (; at <= last; ++at) segment(at);
        flush();
    }

  private:
    double position(Time t) const { return static_cast<double>(t - m_from) * m_scale; }
    // Of a position within the columns. Through int: the way to an unsigned 64-bit number has a branch in it.
    static std::size_t columnOf(double x) { return static_cast<std::uint32_t>(static_cast<std::int32_t>(x)); }

    // Positions are handed on, from one node or segment to the next: each is worked out once. Returns where it ends.
    double node(std::size_t level, std::size_t group, std::size_t k, double a) {
        const auto& nodes = m_index.m_levels[level].nodes;
        const Time end = k + 1 < nodes.size() ? nodes[k + 1].begin : m_index.m_starts[(k + 1) * group];
        const double b = position(end), width = b - a;
        if (b <= 0 || a >= m_width) return b;
        const bool crosses = a < 0 || b > m_width || static_cast<int>(a) != static_cast<int>(b);
        if (width > 0.75 || (crosses && width > 0.25)) {
            if (level == 0) {
                leaf(k * leafSize, a, b);
            } else {
                for (std::size_t i = k * fanout; i < (k + 1) * fanout; ++i) a = node(level - 1, group / fanout, i, a);
            }
            return b;
        }
        const std::array<std::uint8_t, categoryCount>& share = nodes[k].share;
        const double begin = std::max(a, 0.0), stop = std::min(b, m_width);
        const std::size_t left = columnOf(begin), right = columnOf(stop);
        moveTo(left);
        if (left == right) {
            add(share, static_cast<float>(stop - begin));
            return b;
        }
        add(share, static_cast<float>(static_cast<double>(right) - begin));
        if (right == m_columns.size()) return b;
        moveTo(right);
        add(share, static_cast<float>(stop - static_cast<double>(right)));
        return b;
    }

    // The segments of a leaf lie side by side in one chunk.
    void leaf(std::size_t first, double a, double end) {
        const Time* const starts = &m_index.m_starts[first];
        const std::uint8_t* const categories = &m_index.m_categories[first];
        for (std::size_t i = 0; i < leafSize; ++i) {
            const double b = i + 1 < leafSize ? position(starts[i + 1]) : end;
            piece(a, b, categories[i]);
            a = b;
        }
    }

    void segment(std::size_t i) {
        const SegmentIndex::Segment s = m_index.segment(i);
        piece(position(s.begin), position(s.end), s.category);
    }

    void piece(double a, double b, std::uint8_t category) {
        a = std::max(a, 0.0);
        b = std::min(b, m_width);
        if (a >= b) return;
        const std::size_t left = columnOf(a), right = columnOf(b);
        if (left == right) return addOne(left, category, b - a);
        addOne(left, category, static_cast<double>(left + 1) - a);
        if (left + 1 < right) {
            flush();
            for (std::size_t c = left + 1; c < right; ++c) m_columns[c].share[category] = 255;
            m_column = right;
        }
        if (right < m_columns.size()) addOne(right, category, b - static_cast<double>(right));
    }

    void add(const std::array<std::uint8_t, categoryCount>& share, float weight) {
        for (std::size_t c = 0; c < categoryCount; ++c) m_sum[c] += static_cast<float>(share[c]) * weight;
    }

    void addOne(std::size_t column, std::uint8_t category, double weight) {
        moveTo(column);
        m_sum[category] += static_cast<float>(255 * weight);
    }

    void moveTo(std::size_t column) {
        if (column == m_column) return;
        flush();
        m_column = column;
    }

    void flush() {
        if (m_column >= m_columns.size()) return;
        Column& column = m_columns[m_column];
        for (std::size_t c = 0; c < categoryCount; ++c)
            column.share[c] = static_cast<std::uint8_t>(std::min(m_sum[c] + 0.5f, 255.0f));
        m_sum.fill(0);
        m_column = m_columns.size();
    }

    const SegmentIndex& m_index;
    Time m_from;
    std::span<Column> m_columns;
    double m_width, m_scale;
    std::size_t m_column = m_columns.size();  // the one being summed; past the end: none
    std::array<float, categoryCount> m_sum{};
};

void SegmentIndex::query(Time from, Time to, std::span<Column> columns) const {
    std::fill(columns.begin(), columns.end(), Column{});
    const Time a = std::max(from, begin()), b = std::min(to, end());
    if (columns.empty() || size() == 0 || a >= b) return;
    ColumnFiller(*this, from, to, columns).fill(find(a), find(b - 1));

    const double scale = static_cast<double>(columns.size()) / static_cast<double>(to - from);
    const auto first = static_cast<std::size_t>(static_cast<double>(a - from) * scale);
    const double end = static_cast<double>(b - from) * scale;
    for (std::size_t c = first; c < columns.size() && static_cast<double>(c) < end; ++c) columns[c].covered = true;
}

}  // namespace corelane
