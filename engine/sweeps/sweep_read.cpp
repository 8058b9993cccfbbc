// Reads the object that sweep_json.cpp writes.
#include "engine/sweeps/sweep.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace corelane {

namespace {

using Json = nlohmann::json;

// Reads on whatever it meets, and keeps the first thing that was missing or of another kind.
class SweepReader {
  public:
    Sweep sweep(const Json&);
    const std::string& fault() const { return m_fault; }  // "" when there was none

  private:
    void blame(std::string what) {
        if (m_fault.empty()) m_fault = std::move(what);
    }
    const Json& at(const Json& object, const char* key);
    const Json& list(const Json& object, const char* key);
    std::string text(const Json& object, const char* key);  // "" for null
    double number(const Json& value, const char* key);
    std::optional<double> numberOrNone(const Json& object, const char* key);
    int count(const Json& object, const char* key);
    AxisFacts axis(const Json& head);
    SweepSample sample(const Json&);
    SweepPoint point(const Json&);

    std::string m_fault;
};

const Json& SweepReader::at(const Json& object, const char* key) {
    static const Json none;
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (object.is_object() && found != object.end()) return *found;
    blame(fmt::format("it lacks \"{}\"", key));
    return none;
}

const Json& SweepReader::list(const Json& object, const char* key) {
    static const Json none = Json::array();
    const Json& value = at(object, key);
    if (value.is_array()) return value;
    blame(fmt::format("\"{}\" must be a list", key));
    return none;
}

std::string SweepReader::text(const Json& object, const char* key) {
    const Json& value = at(object, key);
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_null()) blame(fmt::format("\"{}\" must be a text", key));
    return {};
}

double SweepReader::number(const Json& value, const char* key) {
    if (value.is_number() && std::isfinite(value.get<double>())) return value.get<double>();
    blame(fmt::format("\"{}\" must be a number", key));
    return 0;
}

std::optional<double> SweepReader::numberOrNone(const Json& object, const char* key) {
    const Json& value = at(object, key);
    return value.is_null() ? std::nullopt : std::optional(number(value, key));
}

// Counts of this file are small; what is not is damage.
int SweepReader::count(const Json& object, const char* key) {
    constexpr double most = 1e9;
    return static_cast<int>(std::clamp(numberOrNone(object, key).value_or(0), 0.0, most));
}

AxisFacts SweepReader::axis(const Json& head) {
    AxisFacts facts;
    facts.name = text(head, "axis");
    facts.title = text(head, "axis_title");
    const std::string unit = text(head, "unit"), meaning = text(head, "meaning");
    facts.unit = unit == "ns"      ? AxisUnit::Nanoseconds
                 : unit == "bytes" ? AxisUnit::Size
                 : unit == "share" ? AxisUnit::Share
                                   : AxisUnit::Count;
    facts.spacing = text(head, "spacing") == "even" ? Spacing::Even : Spacing::Logarithmic;
    facts.meaning = meaning == "scale"         ? AxisFacts::Meaning::Scale
                    : meaning == "task_length" ? AxisFacts::Meaning::TaskLength
                                               : AxisFacts::Meaning::Other;
    return facts;
}

SweepSample SweepReader::sample(const Json& json) {
    SweepSample one;
    one.label = text(json, "label");
    one.model = text(json, "model");
    one.cores = count(json, "cores");
    one.workers = count(json, "workers");
    one.tasks = static_cast<std::uint64_t>(std::max(0.0, numberOrNone(json, "tasks").value_or(0)));
    for (const Json& wall : list(json, "walls_ns")) {
        one.wallsNs.push_back(number(wall, "walls_ns"));
        if (one.wallsNs.back() <= 0) blame("a wall time is not above 0");
    }
    if (!one.wallsNs.empty()) one.medianNs = median(one.wallsNs);
    if (const Json& interval = at(json, "ci95_ns"); interval.is_array() && interval.size() == 2)
        one.ci95Ns = {number(interval[0], "ci95_ns"), number(interval[1], "ci95_ns")};
    one.speedup = numberOrNone(json, "speedup");
    one.efficiency = numberOrNone(json, "efficiency");
    if (!at(json, "median_run").is_null()) one.medianRun = count(json, "median_run");
    one.problem = text(json, "problem");
    return one;
}

SweepPoint SweepReader::point(const Json& json) {
    SweepPoint one;
    one.value = number(at(json, "value"), "value");
    one.file = text(json, "file");
    // The recordings stand beside the file: no sweep may name another place.
    if (one.file.find('/') != std::string::npos) blame("the file of a point is in another folder");
    one.work = numberOrNone(json, "work").value_or(0);
    one.problem = text(json, "problem");
    for (const Json& model : list(json, "models")) one.models.push_back(sample(model));
    return one;
}

Sweep SweepReader::sweep(const Json& json) {
    Sweep read;
    const Json& head = at(json, "sweep");
    read.preset = text(head, "preset");
    read.title = text(head, "title");
    read.started = text(head, "started");
    read.machine = text(head, "cpu");
    read.cores = count(head, "cores");
    if (const Json& seed = at(head, "seed"); seed.is_number_unsigned()) read.seed = seed.get<std::uint64_t>();
    read.axis = axis(head);
    read.workUnit = text(head, "work_unit");
    read.interrupted = at(head, "interrupted") == true;
    for (const Json& point : list(json, "points")) read.points.push_back(this->point(point));
    std::ranges::stable_sort(read.points, {}, &SweepPoint::value);
    for (const SweepPoint& point : read.points)
        if (point.models.size() != read.points.front().models.size()) blame("its points are of different models");
    return read;
}

}  // namespace

Result<Sweep> readSweep(std::string_view json, std::string_view file) {
    const Json parsed = Json::parse(json, nullptr, false);
    if (parsed.is_discarded())
        return fail(Error::Kind::Format, fmt::format("{} is no JSON, or only a part of it.", file));
    SweepReader reader;
    Sweep sweep = reader.sweep(parsed);
    if (!reader.fault().empty())
        return fail(Error::Kind::Format, fmt::format("{} is no sweep: {}.", file, reader.fault()));
    return sweep;
}

}  // namespace corelane
