// Sentences that the engine composes around names and numbers, in the user's language.
#pragma once

#include <QString>
#include <QStringList>

namespace corelane {

// Recognised by its pattern; what stands in the gaps goes into the translated one, and is translated itself where it
// has a pattern. A text that no pattern fits comes back as it is.
QString engineSentence(const QString& english);

QStringList enginePatterns();  // in English, with %1 … for the gaps; for the test that holds them against the engine

}  // namespace corelane
