// Notes on a time, a range or a span, and bookmarks, which are notes without words. They are opinions: they are kept
// in a file beside the recording, FILE.notes.json, and never in it.
#pragma once

#include "engine/trace/result.h"
#include "engine/trace/search.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace corelane {

struct Note {
    Time from = 0, to = 0;          // since the runs' start; equal: a moment
    std::optional<SpanPlace> span;  // that it is about
    QString text;                   // empty: a bookmark
    friend bool operator==(const Note&, const Note&) = default;
};

QString notesFileOf(const QString& traceFile);
QByteArray notesJson(const std::vector<Note>&, const Trace&);
// None when there is no file. A span that the trace does not have is left out, its note is kept.
Result<std::vector<Note>> readNotes(const QString& file, const Trace&);

// Sorted by time. Lives on the window's thread.
class Notes : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    const std::vector<Note>& all() const { return m_all; }
    void show(std::vector<Note>);  // those of another comparison
    void add(const Note&);
    void remove(std::size_t);
    void setText(std::size_t, const QString&);

  signals:
    void changed();  // all() is new
    void edited();   // ... by the user

  private:
    void renew(std::vector<Note>);

    std::vector<Note> m_all;
};

}  // namespace corelane
