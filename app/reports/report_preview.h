// A report before it is saved: its bytes, and what Qt can show of them. Made beside the window's thread; the newest
// request wins.
#pragma once

#include "app/notes.h"
#include "engine/export/exporter.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <vector>

namespace corelane {

// The same bytes as `corelane-engine export` writes of the file and its notes. Any thread.
Result<std::string> exported(const Trace&, const std::vector<Note>&, const Exporter&);

struct ReportPreview {
    const Exporter* exporter = nullptr;
    std::shared_ptr<const std::string> bytes;  // null: there is a fault
    QString fault;                             // a sentence
    QImage picture;         // null: it has none. Of a page its first, of HTML the text in its order
    QString text;           // its first lines; empty where the bytes are no text
    bool whole = false;     // `text` is all of it
    std::size_t notes = 0;  // that are in it
};

class ReportPreviewer : public QObject {
    Q_OBJECT

  public:
    static constexpr int mostLines = 200;

    explicit ReportPreviewer(QObject* parent = nullptr);
    ~ReportPreviewer() override;
    void ask(std::shared_ptr<const Trace>, std::vector<Note>, const Exporter&);

  signals:
    void made(std::shared_ptr<const corelane::ReportPreview> preview);

  private:
    std::shared_ptr<std::atomic<bool>> m_outdated;
    QThreadPool m_pool;  // last: waits for its work before anything else goes
};

}  // namespace corelane
