// Two runs drawn in the same place, the one on this side of a divider, the other beyond it. Lies over the timelines
// until it is left with Esc; the divider is pulled, or moved with the arrow keys.
#pragma once

#include "app/scroll_gesture.h"
#include "app/swipe/run_picture.h"

#include <QComboBox>
#include <QToolButton>
#include <QWidget>

#include <array>
#include <string>

namespace corelane {

class Selection;

class SwipeView : public QWidget {
    Q_OBJECT

  public:
    // `all`: the compare view's, which outlives it.
    SwipeView(const Scene& all, Selection&, const RangeBalance& shares, QWidget* parent);

    void begin(const std::string& first, const std::string& second);  // keys of drawn runs; shows itself
    void leave();
    void refresh();  // what is drawn has changed; leaves when one of the runs is not shown any more
    Qt::Orientation divider() const { return m_divider; }  // vertical: one run left of it, the other right
    void turn();
    double place() const { return m_place; }  // of the divider, 0 to 1 across the lanes
    void setPlace(double);
    QRect handle() const;  // where it is pulled
    // What is painted for either run, whole; for tests and for the picture.
    const QPixmap& picture(std::size_t side) const { return m_pictures[side]; }

  signals:
    void left();

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    bool event(QEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    QWidget* makeBar();
    void fillRuns();
    void repaintRuns();
    int indexOf(const std::string& key) const;  // among the drawn runs; -1: not shown
    QRect lanes() const;                        // between the axis and the bar
    void paintName(QPainter&, std::size_t side) const;
    void scrollBy(int pixels);

    const Scene& m_all;
    ScrollGesture m_gesture;
    Selection& m_selection;
    std::array<RunPicture, 2> m_runs;
    std::array<std::string, 2> m_keys;
    std::array<QPixmap, 2> m_pictures;
    std::array<QComboBox*, 2> m_choices{};
    QWidget* m_bar;
    QToolButton *m_turn = nullptr, *m_close = nullptr;
    Qt::Orientation m_divider = Qt::Vertical;
    double m_place = 0.5;
    int m_scroll = 0;
    enum class Drag { None, Divider, Pan } m_drag = Drag::None;
    QPoint m_last;
};

}  // namespace corelane
