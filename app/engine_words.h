// What the engine says, in the user's language: states, titles of models and presets, and what explains them.
// Sentences that the engine composes, such as findings and errors, are shown as they are.
#pragma once

#include "app/span_walk.h"

#include <QString>

namespace corelane {

QString stateWord(State);     // "lock"
QString stateMeaning(State);  // what is meant by it, in a few words

// A text of the catalogue (`corelane-engine list`); as it is where it has no translation.
QString catalogueText(const QString&);
// The title of a run: its model's, and behind a comma what tells it from others of the model.
QString runTitle(const std::string&);

// What a place is called: its task, or its state with the name of what was done or waited for.
QString titleOf(const Trace&, const Run&, const SpanPlace&);

}  // namespace corelane
