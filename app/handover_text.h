// A wait and the hand-over that ended it, in sentences: how long for what, who gave and how long it had held it, and
// how long it took to run again. The same words in the tool tip and in the task's dock.
#pragma once

#include "app/task_facts.h"

#include <QStringList>

namespace corelane {

// "Bob waited 1.210 ms for L.", "Ann ended the wait; it had held L for 900.0 µs.", "Bob ran again 41.0 µs later."
QStringList handoverSentences(const Trace&, const Run&, const EndedWait&);

}  // namespace corelane
