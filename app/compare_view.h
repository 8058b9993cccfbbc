// The centre of the window: all runs stacked on one aligned time axis. Composes the minimap, the plot and its
// overlay; mouse and keys are in compare_input.
#pragma once

#include "app/critical_paths.h"
#include "app/differences.h"
#include "app/plots/minimap.h"
#include "app/plots/overlay.h"
#include "app/plots/runs_plottable.h"
#include "app/plots/time_ticker.h"

#include <QLabel>
#include <QScrollBar>
#include <QStackedLayout>
#include <QWidget>
#include <qcustomplot.h>

#include <map>
#include <optional>
#include <vector>

class QMenu;
class QToolButton;

namespace corelane {

class CompareInput;
class StartPage;
class SwipeView;

class CompareView : public QWidget {
    Q_OBJECT

  public:
    CompareView(Session&, RangeBalance&, Differences&, QWidget* parent = nullptr);
    ~CompareView() override;

    const Scene& scene() const { return m_scene; }
    QCustomPlot& plot() { return *m_plot; }
    Session& session() { return m_session; }
    Selection& selection() { return m_session.selection(); }
    CompareInput& input() { return *m_input; }
    CriticalPaths& criticalPaths() { return m_paths; }
    void scrollTo(int y);
    void scrollBy(int pixels) { scrollTo(m_scene.scroll + pixels); }
    bool overflows() const { return m_scroll->maximum() > 0; }
    void setArrangeMenu(QMenu*);
    void focusContent();  // the timelines, or the start page's cards while there are none
    // The start page, in place of timelines that there are; it goes when there are others.
    void setStartWanted(bool);
    bool startWanted() const { return m_startWanted; }
    qint64 paintNow();  // one whole frame, at once; its nanoseconds
    void tell(const QString& note);
    void showTip(QPoint at);  // hover at a point of the plot
    void hideTip();
    // The drawn run of a place; null when it is not drawn (any more).
    const DrawnRun* runOf(const SpanPlace&) const;
    void bringIntoView(const SpanPlace&);  // pans and scrolls as little as needed
    void frame(const SpanPlace&);          // selects it and zooms to it

    // Two runs in one place: the one clicked last, and the baseline or the one above it.
    void swipe();
    SwipeView& swipeView() { return *m_swipe; }

    void showDrop(std::optional<int> before);  // where a run that is moved would come to stand

  signals:
    void menuWanted(QPoint global);  // on what is selected
    void tourWanted();

  protected:
    void changeEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

  private:
    void rebuild();  // the runs are new
    void turnPage();
    void showPaths();
    void showNotes();
    void showLags();
    std::vector<int> workersOf(const DrawnRun&);  // from top to bottom
    void layOut();                                // sizes are new
    void applyLook();
    void updateNote();
    void replot();
    void scrollTo(const SpanPlace&);

    Session& m_session;
    RangeBalance& m_shares;
    Differences& m_differences;
    CriticalPaths m_paths;
    Scene m_scene;
    QStackedLayout* m_pages = nullptr;
    StartPage* m_start = nullptr;
    bool m_startWanted = false;
    QLabel* m_note = nullptr;
    QToolButton* m_arrange = nullptr;
    Minimap* m_minimap = nullptr;
    QCustomPlot* m_plot = nullptr;
    RunsPlottable* m_lanes = nullptr;
    Overlay* m_overlay = nullptr;
    SwipeView* m_swipe = nullptr;
    QScrollBar* m_scroll = nullptr;
    QSharedPointer<TimeTicker> m_ticker;
    CompareInput* m_input = nullptr;
    std::map<const Run*, std::vector<int>> m_workers;  // of finished runs, in the order m_lanesBy
    Arrangement::Lanes m_lanesBy = Arrangement::Lanes::Number;
};

}  // namespace corelane
