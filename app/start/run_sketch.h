// A run in small, as a picture: a text a lane and a letter a piece of time, so that what is drawn can be read where
// it is written. u useful, o overhead, l lock, q queue, i io, r runnable, s startup, and . idle.
#pragma once

#include "engine/trace/state.h"

#include <QRect>

#include <optional>
#include <span>
#include <string_view>

class QPainter;

namespace corelane {

struct Look;

std::optional<State> sketchedState(char letter);  // nothing: no letter of a sketch

// Lanes from top to bottom, a pixel apart; colours and hatches are those of the timelines.
void paintSketch(QPainter&, const QRect&, std::span<const std::string_view> lanes, const Look&);

}  // namespace corelane
