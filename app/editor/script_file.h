// Reading script files, and the copy of a text that is not saved: it lies in the user's state folder while there is
// something to lose, so that a crash of the window or of the machine loses at most a second of typing.
#pragma once

#include "engine/trace/result.h"

#include <QString>

#include <optional>

namespace corelane {

inline constexpr qint64 largestScript = qint64{16} << 20;

// Errors name the file and say what to do.
Result<QString> readScript(const QString& path);

struct UnsavedText {
    QString path;  // of the file it belongs to; empty: none yet
    QString text;
};

// One copy a process. A copy whose process is gone is anybody's.
class UnsavedCopy {
  public:
    void keep(const UnsavedText&) const;
    void drop() const;
    // What a process that is gone has left; it becomes this process' copy.
    std::optional<UnsavedText> takeOver() const;

  private:
    static QString folder();
    static QString fileOf(qint64 process);
};

}  // namespace corelane
