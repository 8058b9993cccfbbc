#include "app/place_rows.h"

#include "app/span_walk.h"
#include "app/state_words.h"

#include <QObject>
#include <QStringList>

#include <algorithm>
#include <map>

namespace corelane {
namespace {

int decimalsOf(TimeUnit unit) {
    return unit.ns >= 1e6 ? 3 : unit.ns >= 1e3 ? 2 : 0;
}

// A cell of a CSV, quoted where it must be.
QString csv(QString cell) {
    const bool plain = std::ranges::none_of(cell, [](QChar c) { return QString(",\"\n\r").contains(c); });
    return plain ? cell : '"' + cell.replace('"', "\"\"") + '"';
}

}  // namespace

PlaceRows::PlaceRows(std::shared_ptr<const Trace> trace, std::vector<DrawnRun> runs, std::vector<SpanPlace> places)
    : m_trace(std::move(trace)), m_runs(std::move(runs)), m_places(std::move(places)) {
    Time latest = 0;
    Duration longest = 0;
    for (const SpanPlace& place : m_places) {
        if (const DrawnRun* run = runOf(place)) latest = std::max(latest, place.begin - run->begin());
        longest = std::max(longest, place.took());
    }
    m_startUnit = timeUnitFor(double(latest));
    m_tookUnit = timeUnitFor(double(longest));
}

const DrawnRun* PlaceRows::runOf(const SpanPlace& place) const {
    const auto found =
        std::ranges::find_if(m_runs, [&](const DrawnRun& d) { return d.run->info.number == place.run; });
    return found == m_runs.end() ? nullptr : &*found;
}

PlaceRows PlaceRows::only(std::vector<SpanPlace> places) const {
    PlaceRows rows = *this;  // with its units
    rows.m_places = std::move(places);
    return rows;
}

QString PlaceRows::head(int column) const {
    switch (column) {
    case RunColumn:
        return QObject::tr("run");
    case LaneColumn:
        return QObject::tr("lane");
    case StartColumn:
        return QObject::tr("start, %1").arg(m_startUnit.text());
    case DurationColumn:
        return QObject::tr("duration, %1").arg(m_tookUnit.text());
    case StateColumn:
        return QObject::tr("state");
    default:
        return QObject::tr("name");
    }
}

QString PlaceRows::text(const SpanPlace& place, int column) const {
    const DrawnRun* run = runOf(place);
    if (!run) return {};
    const Lane* lane = laneOf(*run->run, place);
    switch (column) {
    case RunColumn:
        return QString::fromStdString(run->title);
    case LaneColumn:
        return lane ? QString::fromStdString(lane->name) : QString();
    case StartColumn:
        return inUnit(double(place.begin - run->begin()), m_startUnit, decimalsOf(m_startUnit));
    case DurationColumn:
        return inUnit(double(place.took()), m_tookUnit, decimalsOf(m_tookUnit));
    case StateColumn:
        return stateWord(place.state);
    default:
        return QString::fromStdString(
            place.task != 0 ? run->run->naming.name(place.task) : m_trace->name(place.name));
    }
}

QString PlaceRows::written(Format format) const {
    const auto line = [format](const auto& cell) {
        QStringList cells;
        for (int c = 0; c < columnsAll; ++c) cells << (format == Format::Csv ? csv(cell(c)) : cell(c));
        return cells.join(format == Format::Csv ? ',' : '\t') + '\n';
    };
    QString all = line([this](int c) { return head(c); });
    for (const SpanPlace& place : m_places) all += line([&](int c) { return text(place, c); });
    return all;
}

void PlaceRows::sort(Column column, Order order) {
    // One number a place; texts are ranked once, not with every comparison.
    std::map<int, std::pair<std::int64_t, Time>> runs;  // a run's number: its place among the runs, its begin
    for (const DrawnRun& run : m_runs)
        runs[run.run->info.number] = {static_cast<std::int64_t>(runs.size()), run.begin()};
    std::vector<std::int64_t> rank;
    if (column == NameColumn && m_trace) {
        std::vector<std::size_t> byName(m_trace->names->size());
        for (std::size_t i = 0; i < byName.size(); ++i) byName[i] = i;
        std::ranges::sort(byName, {}, [this](std::size_t i) -> const std::string& { return (*m_trace->names)[i]; });
        rank.resize(byName.size());
        for (std::size_t i = 0; i < byName.size(); ++i) rank[byName[i]] = static_cast<std::int64_t>(i);
    }
    const auto key = [&](const SpanPlace& p) -> std::pair<std::int64_t, std::int64_t> {
        const auto [run, begin] = runs[p.run];
        switch (column) {
        case RunColumn:
            return {run, p.begin};
        case LaneColumn:
            return {static_cast<std::int64_t>(p.kind) << 32 | p.lane, p.begin - begin};
        case StartColumn:
            return {p.begin - begin, run};
        case DurationColumn:
            return {p.took(), begin - p.begin};
        case StateColumn:
            return {static_cast<std::int64_t>(p.state), p.took()};
        default:  // tasks by their numbers, then what has a name only
            return {
                p.task != 0            ? std::int64_t(p.task) - (std::int64_t(1) << 40)
                : p.name < rank.size() ? rank[p.name]
                                       : 0,
                run};
        }
    };
    std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, SpanPlace>> keyed;
    keyed.reserve(m_places.size());
    for (const SpanPlace& place : m_places) keyed.push_back({key(place), place});
    const auto first = [](const auto& entry) { return entry.first; };
    if (order == Order::Ascending)
        std::ranges::stable_sort(keyed, std::less(), first);
    else
        std::ranges::stable_sort(keyed, std::greater(), first);
    for (std::size_t i = 0; i < keyed.size(); ++i) m_places[i] = keyed[i].second;
}

}  // namespace corelane
