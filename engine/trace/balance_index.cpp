#include "engine/trace/balance_index.h"

#include <algorithm>
#include <utility>

namespace corelane {

namespace {

constexpr int windows = 1024;

template <class Combine>
Balance combined(const Balance& a, const Balance& b, Combine&& combine) {
    Balance result;
    for (std::size_t s = 0; s < result.state.size(); ++s) result.state[s] = combine(a.state[s], b.state[s]);
    result.residual = combine(a.residual, b.residual);
    result.total = combine(a.total, b.total);
    return result;
}

Balance operator+(const Balance& a, const Balance& b) {
    return combined(a, b, [](Duration x, Duration y) { return x + y; });
}
Balance operator-(const Balance& a, const Balance& b) {
    return combined(a, b, [](Duration x, Duration y) { return x - y; });
}

}  // namespace

BalanceIndex::BalanceIndex(std::shared_ptr<const Run> run) : m_run(std::move(run)), m_extent(extent(*m_run)) {
    const Duration wall = std::max<Duration>(0, m_extent.end - m_extent.begin);
    m_width = std::max<Duration>(1, (wall + windows - 1) / windows);
    m_before.emplace_back();
    for (Time from = m_extent.begin; from < m_extent.end; from += m_width)
        m_before.push_back(m_before.back() + balance(*m_run, from, std::min(from + m_width, m_extent.end)));
}

Balance BalanceIndex::of(Time from, Time to) const {
    from = std::clamp(from, m_extent.begin, m_extent.end);
    to = std::clamp(to, from, m_extent.end);
    // The whole windows within: [first, last).
    const auto first = static_cast<std::size_t>((from - m_extent.begin + m_width - 1) / m_width);
    const auto last =
        to == m_extent.end ? m_before.size() - 1 : static_cast<std::size_t>((to - m_extent.begin) / m_width);
    if (first >= last) return balance(*m_run, from, to);
    const auto boundary = [&](std::size_t window) {
        return std::min(m_extent.begin + static_cast<Duration>(window) * m_width, m_extent.end);
    };
    Balance sum = m_before[last] - m_before[first];
    if (from < boundary(first)) sum = sum + balance(*m_run, from, boundary(first));
    if (boundary(last) < to) sum = sum + balance(*m_run, boundary(last), to);
    return sum;
}

}  // namespace corelane
