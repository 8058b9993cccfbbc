// Paints the curves of a sweep, and is where one walks over their points: with the arrow keys, or the pointer. A
// model has one colour and one mark; intervals are bands, fits are dashed, and names stand at the curves' ends.
#pragma once

#include "app/sweeps/sweep_chart.h"

#include <QWidget>

#include <optional>

namespace corelane {

struct Look;

class SweepPlot : public QWidget {
    Q_OBJECT

  public:
    explicit SweepPlot(QWidget* parent = nullptr);
    void show(SweepChart);
    using QWidget::show;
    const SweepChart& chart() const { return m_chart; }

    struct Place {
        std::size_t curve = 0, point = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };
    const std::optional<Place>& place() const { return m_place; }  // where the keyboard is
    QPointF pixelOf(Place) const;
    QRectF area() const;  // within the axes
    QSize sizeHint() const override { return {480, 320}; }
    QSize minimumSizeHint() const override { return {240, 200}; }

  signals:
    void looked();                        // place() is another, by keyboard or pointer
    void chosen(std::size_t sweepPoint);  // to be opened
    void markLooked(const QString& sentence);

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    struct Label {
        QRectF box;
        std::size_t mark;
    };
    static constexpr int leftMargin = 52;
    double nameWidth() const;
    void layOut();  // the marks' texts
    QPointF pixel(double x, double y) const;
    std::optional<Place> nearest(QPointF, double within) const;
    void moveTo(Place);
    void step(int points, int curves);
    void paintAxes(QPainter&, const Look&) const;
    void paintMarks(QPainter&, const Look&) const;
    void paintCurve(QPainter&, const Look&, const ChartCurve&) const;
    void paintFits(QPainter&, const Look&, const ChartCurve&, bool all) const;
    void paintNames(QPainter&, const Look&) const;
    void paintPlace(QPainter&, const Look&) const;

    SweepChart m_chart;
    std::optional<Place> m_place;
    std::vector<Label> m_labels;
    int m_rows = 0;
};

}  // namespace corelane
