#include "app/designer/pattern_picture.h"

#include "app/theme.h"

#include <QPainter>

#include <algorithm>

namespace corelane {

PatternPicture::PatternPicture(QWidget* parent) : QWidget(parent) {
    setMinimumSize(220, 130);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PatternPicture::show(const PlanForecast& told) {
    if (told.picture == m_steps) return;
    m_steps = told.picture;
    std::size_t tasks = 0, lines = 0;
    for (const auto& row : m_steps)
        for (const auto& inputs : row) {
            tasks += inputs.has_value();
            lines += inputs ? inputs->size() : 0;
        }
    setAccessibleName(
        m_steps.empty() ? tr("No picture: the pattern has none that is this small")
                        : tr("Picture of the pattern: %1 tasks in %2 steps, %3 lines between them")
                              .arg(tasks)
                              .arg(m_steps.size())
                              .arg(lines));
    update();
}

void PatternPicture::paintEvent(QPaintEvent*) {
    if (m_steps.empty()) return;
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr double margin = 14;
    const auto columns = static_cast<double>(m_steps.front().size()), rows = static_cast<double>(m_steps.size());
    const double across = std::min(34.0, (width() - 2 * margin) / std::max(1.0, columns - 1));
    const double down = std::min(40.0, (height() - 2 * margin) / std::max(1.0, rows - 1));
    const double left = (width() - across * (columns - 1)) / 2;
    const auto placeOf = [&](std::size_t step, std::size_t point) {
        return QPointF(left + across * double(point), margin + down * double(step));
    };
    painter.setPen(QPen(look.thirdText, 1.2));
    for (std::size_t step = 1; step < m_steps.size(); ++step)
        for (std::size_t point = 0; point < m_steps[step].size(); ++point)
            if (const auto& inputs = m_steps[step][point])
                for (const int input : *inputs)
                    painter.drawLine(placeOf(step - 1, static_cast<std::size_t>(input)), placeOf(step, point));
    painter.setPen(QPen(look.panel, 1.5));
    painter.setBrush(look.of(State::Useful));
    for (std::size_t step = 0; step < m_steps.size(); ++step)
        for (std::size_t point = 0; point < m_steps[step].size(); ++point)
            if (m_steps[step][point]) painter.drawEllipse(placeOf(step, point), 5, 5);
}

}  // namespace corelane
