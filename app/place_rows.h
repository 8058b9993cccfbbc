// Places in the timelines as rows of text: run, lane, start, duration, state and name. A plain value; any thread.
#pragma once

#include "app/drawn_runs.h"
#include "app/figures.h"
#include "engine/trace/search.h"

#include <memory>
#include <vector>

namespace corelane {

class PlaceRows {
  public:
    enum Column { RunColumn, LaneColumn, StartColumn, DurationColumn, StateColumn, NameColumn, columnsAll };
    enum class Order { Ascending, Descending };
    enum class Format { Text, Csv };  // Text: tabs between the cells

    PlaceRows() = default;
    PlaceRows(std::shared_ptr<const Trace>, std::vector<DrawnRun>, std::vector<SpanPlace>);
    const std::vector<SpanPlace>& places() const { return m_places; }
    const DrawnRun* runOf(const SpanPlace&) const;  // null when it is not drawn
    void sort(Column, Order);
    PlaceRows only(std::vector<SpanPlace>) const;
    QString head(int column) const;
    QString text(const SpanPlace&, int column) const;
    QString written(Format) const;  // all of it, under its heads

  private:
    std::shared_ptr<const Trace> m_trace;
    std::vector<DrawnRun> m_runs;
    std::vector<SpanPlace> m_places;
    TimeUnit m_startUnit, m_tookUnit;
};

}  // namespace corelane
