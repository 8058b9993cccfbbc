// What the user looks at, shared by every view: the visible range, a measured range, a selected task, what the
// pointer is over, and the way back. Times are nanoseconds of the axis that all runs share, which is the time since
// their starts unless they are aligned otherwise (arrangement.h). Views change it and listen to it; they know nothing
// of each other. Lives on the window's thread.
#pragma once

#include "app/time_range.h"
#include "engine/trace/search.h"
#include "engine/trace/trace.h"

#include <QElapsedTimer>
#include <QObject>

#include <cstdint>
#include <optional>
#include <vector>

namespace corelane {

// What the pointer is over: a place in a lane of the run drawn in row `run`.
struct Hover {
    int run = -1;  // index among the drawn runs; -1: over no run
    LaneKind kind = LaneKind::Worker;
    int lane = -1;        // index among the run's lanes of that kind
    Time time = 0;        // of the axis
    TaskIndex task = 0;   // 0: no task there
    bool onLane = false;  // false: over a header or between lanes
    friend bool operator==(const Hover&, const Hover&) = default;
};

class Selection : public QObject {
    Q_OBJECT

  public:
    explicit Selection(QObject* parent = nullptr);

    TimeRange range() const { return m_range; }
    TimeRange extent() const { return m_extent; }  // all there is to see; range() stays within it
    const std::optional<TimeRange>& measured() const { return m_measured; }
    TaskIndex task() const { return m_task; }
    // The one span that is selected, of the task or of a wait; nothing when a task is selected in all runs alike.
    const std::optional<SpanPlace>& span() const { return m_span; }
    const Hover& hover() const { return m_hover; }
    const std::string& run() const { return m_run; }  // the key of the run that was clicked last; may be empty
    bool follows() const { return m_follows; }        // the range grows with what is being recorded
    std::uint8_t shownStates() const { return m_shownStates; }  // a bit a state; all others are drawn faint

    // A gesture's many small steps within half a second are one step of history. A leap is one of its own.
    void setRange(TimeRange);
    void leapTo(TimeRange);
    void zoom(double factor, Time around);  // below 1: closer
    void pan(Duration by);
    void showAll();
    void frame(const SpanPlace&, TimeRange onAxis);       // selects it and leaps to where it is, with some around it
    void setExtent(TimeRange extent, TimeRange natural);  // natural: what a following view shows
    void setMeasured(std::optional<TimeRange>);
    void setTask(TaskIndex);         // and no span
    void setSpan(const SpanPlace&);  // and its task
    void setHover(const Hover&);
    void setRun(const std::string& key);
    void ask(const QString& query) { emit asked(query); }  // for the spans behind a number (search.h)
    void setFollows(bool);
    void toggleState(State);  // the first one hides all others; none left shows all again
    void reset();             // another comparison: nothing is selected, no history
    bool canGoBack() const { return !m_back.empty(); }
    bool canGoForward() const { return !m_forward.empty(); }

  public slots:
    void back();
    void forward();

  signals:
    void rangeChanged();
    void measuredChanged();
    void taskChanged();
    void spanChanged();
    void hoverChanged();
    void runChanged();
    void asked(const QString& query);
    void followsChanged();
    void shownStatesChanged();

  private:
    TimeRange clamped(TimeRange) const;
    void moveTo(TimeRange);
    void select(TaskIndex, const std::optional<SpanPlace>&);

    TimeRange m_range{0, 1'000'000}, m_extent{0, 1'000'000}, m_natural{0, 1'000'000};
    std::optional<TimeRange> m_measured;
    TaskIndex m_task = 0;
    std::optional<SpanPlace> m_span;
    Hover m_hover;
    std::string m_run;
    bool m_follows = true;
    std::uint8_t m_shownStates = 0xff;
    std::vector<TimeRange> m_back, m_forward;
    QElapsedTimer m_lastStep;
};

}  // namespace corelane
