// An axis of a chart: where a value stands between 0 and 1, and which values are written beside it.
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace corelane {

struct ChartTick {
    double value = 0;
    QString text;
};

class ChartAxis {
  public:
    enum class Form { Linear, Logarithmic };

    ChartAxis() = default;
    // low < high; above 0 for a logarithmic one.
    ChartAxis(Form form, double low, double high);
    // Around values: linear axes begin at 0, logarithmic ones have a little air at both ends.
    static ChartAxis around(Form, const std::vector<double>& values);

    Form form() const { return m_form; }
    double low() const { return m_low; }
    double high() const { return m_high; }
    double at(double value) const;  // below 0 or above 1 where it is beyond an end
    double value(double at) const;
    // Of 1, 2 and 5 times a power of ten, at most `most` of them and, where there are any, at least two.
    std::vector<double> steps(int most) const;

  private:
    Form m_form = Form::Linear;
    double m_low = 0, m_high = 1;
};

}  // namespace corelane
