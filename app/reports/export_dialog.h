// The formats a comparison can be written in, what each will look like, how large it is, and a place to save it.
// Made of the exporters there are: one more appears by itself.
#pragma once

#include "app/reports/report_preview.h"
#include "app/session.h"

#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>

namespace corelane {

class ExportDialog : public QDialog {
    Q_OBJECT

  public:
    // Of the session's comparison, which must be there.
    ExportDialog(Session&, QWidget* parent = nullptr);
    const std::shared_ptr<const ReportPreview>& preview() const { return m_preview; }  // null: not made yet

  private:
    void fillFormats();
    void ask();
    void show(std::shared_ptr<const ReportPreview>);
    void save();
    void copy();

    Session& m_session;
    std::shared_ptr<const Trace> m_trace;  // of the moment the dialog was opened
    ReportPreviewer m_previewer;
    std::shared_ptr<const ReportPreview> m_preview;
    QListWidget* m_formats = nullptr;
    QTabWidget* m_views = nullptr;
    QScrollArea* m_area = nullptr;
    QLabel *m_summary = nullptr, *m_picture = nullptr, *m_size = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QPushButton *m_save = nullptr, *m_copy = nullptr;
};

}  // namespace corelane
