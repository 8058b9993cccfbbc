// The centre of the window: all runs stacked on one aligned time axis. Composes the minimap, the plot and its
// overlay; mouse and keys are in compare_input.
#pragma once

#include "app/critical_paths.h"
#include "app/plots/minimap.h"
#include "app/plots/overlay.h"
#include "app/plots/runs_plottable.h"
#include "app/plots/time_ticker.h"

#include <QLabel>
#include <QScrollBar>
#include <QStackedLayout>
#include <QWidget>
#include <qcustomplot.h>

namespace corelane {

class CompareInput;
class StartPage;

class CompareView : public QWidget {
    Q_OBJECT

  public:
    CompareView(Session&, RangeBalance&, QWidget* parent = nullptr);
    ~CompareView() override;

    const Scene& scene() const { return m_scene; }
    QCustomPlot& plot() { return *m_plot; }
    Selection& selection() { return m_session.selection(); }
    CompareInput& input() { return *m_input; }
    CriticalPaths& criticalPaths() { return m_paths; }
    void scrollTo(int y);
    void scrollBy(int pixels) { scrollTo(m_scene.scroll + pixels); }
    bool overflows() const { return m_scroll->maximum() > 0; }
    void focusContent();  // the timelines, or the start page's button while there are none
    qint64 paintNow();    // one whole frame, at once; its nanoseconds
    void tell(const QString& note);
    void showTip(QPoint at);  // hover at a point of the plot
    void hideTip();
    // The drawn run of a place; null when it is not drawn (any more).
    const DrawnRun* runOf(const SpanPlace&) const;
    void bringIntoView(const SpanPlace&);  // pans and scrolls as little as needed
    void frame(const SpanPlace&);          // selects it and zooms to it

  protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

  private:
    void rebuild();  // the runs are new
    void showPaths();
    void layOut();  // sizes are new
    void applyLook();
    void updateNote();
    void replot();
    void scrollTo(const SpanPlace&);

    Session& m_session;
    RangeBalance& m_shares;
    CriticalPaths m_paths;
    Scene m_scene;
    QStackedLayout* m_pages = nullptr;
    StartPage* m_start = nullptr;
    QLabel* m_note = nullptr;
    Minimap* m_minimap = nullptr;
    QCustomPlot* m_plot = nullptr;
    RunsPlottable* m_lanes = nullptr;
    Overlay* m_overlay = nullptr;
    QScrollBar* m_scroll = nullptr;
    QSharedPointer<TimeTicker> m_ticker;
    CompareInput* m_input = nullptr;
    int m_minimapRows = -1;
};

}  // namespace corelane
