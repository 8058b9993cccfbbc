// A preset as a person would write it: keys in the order of the documentation, a step on one line.
#pragma once

#include "app/catalogue.h"

namespace corelane {

QString presetText(const QJsonObject&, const Catalogue&);
// Two actors and a lock, to begin with; its explanation says how to go on.
QString newScriptText();

}  // namespace corelane
