// Finds what somebody means who types some letters of it.
#pragma once

#include <QStringView>

#include <optional>

namespace corelane {

// Nothing unless every word of `typed` has its letters, in order, in `text`; upper and lower case are the same. The
// more letters stand together and begin words, the higher.
std::optional<int> fuzzyScore(QStringView typed, QStringView text);

}  // namespace corelane
