// States in the user's language, as the legend, tables and tips call them.
#pragma once

#include "app/span_walk.h"

#include <QString>

namespace corelane {

QString stateWord(State);     // "lock"
QString stateMeaning(State);  // what is meant by it, in a few words

// What a place is called: its task, or its state with the name of what was done or waited for.
QString titleOf(const Trace&, const Run&, const SpanPlace&);

}  // namespace corelane
