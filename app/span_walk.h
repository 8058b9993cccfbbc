// Ways from one span to another, and what a place stands for. No Qt.
#pragma once

#include "app/task_facts.h"
#include "engine/trace/search.h"

#include <optional>
#include <string>

namespace corelane {

// The lane of a place; null when the run has no such lane or span (any more).
const Lane* laneOf(const Run&, const SpanPlace&);
// The place of a span of a lane; nothing when there is none, or it is no lane with spans.
std::optional<SpanPlace> placeOf(const Run&, LaneKind, int lane, std::size_t span);
std::optional<SpanPlace> placeOf(const Run&, TaskIndex);

// The next (1) or the one before (-1) on its lane; of the same name (and state) when asked for. Looks at most at a
// million spans: a key must not take longer than a frame.
enum class Which { Any, SameName };
std::optional<SpanPlace> stepped(const Run&, const SpanPlace&, int direction, Which);

// The other end of a hand-over: forward (1) what took first what this span gave; back (-1) what gave last what this
// one had waited for, or what it needed.
std::optional<SpanPlace> followed(const Run&, const SpanPlace&, int direction);

}  // namespace corelane
