#include "app/plots/chart_axis.h"

#include <algorithm>
#include <cmath>

namespace corelane {

ChartAxis::ChartAxis(Form form, double low, double high) : m_form(form), m_low(low), m_high(high) {
    if (m_form == Form::Logarithmic && !(m_low > 0)) m_form = Form::Linear;
    if (!(m_high > m_low)) m_high = m_low == 0 ? 1 : m_low + std::abs(m_low);
}

ChartAxis ChartAxis::around(Form form, const std::vector<double>& values) {
    if (values.empty()) return {};
    const auto [least, most] = std::ranges::minmax(values);
    if (form == Form::Linear || least <= 0) return {Form::Linear, std::min(0.0, least), most * 1.06};
    const double air = std::max(1.08, std::pow(most / least, 0.04));
    return {form, least / air, most * air};
}

double ChartAxis::at(double value) const {
    if (m_form == Form::Linear) return (value - m_low) / (m_high - m_low);
    return value > 0 ? std::log(value / m_low) / std::log(m_high / m_low) : -1;
}

double ChartAxis::value(double at) const {
    return m_form == Form::Linear ? m_low + at * (m_high - m_low) : m_low * std::pow(m_high / m_low, at);
}

std::vector<double> ChartAxis::steps(int most) const {
    std::vector<double> found;
    if (m_form == Form::Linear) {
        const double decade = std::pow(10.0, std::floor(std::log10((m_high - m_low) / most)));
        double step = decade;
        for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
            step = decade * factor;
            if ((m_high - m_low) / step <= most) break;
        }
        for (double i = std::ceil(m_low / step - 1e-9); i * step <= m_high * (1 + 1e-9); ++i)
            found.push_back(i * step);
        return found;
    }
    const auto of = [&](std::initializer_list<double> factors, int everyDecade) {
        std::vector<double> all;
        const int first = static_cast<int>(std::floor(std::log10(m_low)));
        for (int decade = first; std::pow(10.0, decade) <= m_high; ++decade) {
            if ((decade - first) % everyDecade != 0) continue;
            for (const double factor : factors) {
                const double value = factor * std::pow(10.0, decade);
                if (value >= m_low * (1 - 1e-9) && value <= m_high * (1 + 1e-9)) all.push_back(value);
            }
        }
        return all;
    };
    found = of({1, 2, 5}, 1);
    if (static_cast<int>(found.size()) > most) found = of({1}, 1);
    for (int every = 2; static_cast<int>(found.size()) > most; ++every) found = of({1}, every);
    // Within less than an octave even steps say more.
    if (found.size() < 2) return ChartAxis(Form::Linear, m_low, m_high).steps(most);
    return found;
}

}  // namespace corelane
