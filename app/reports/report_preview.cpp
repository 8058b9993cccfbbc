#include "app/reports/report_preview.h"

#include "engine/export/drawing.h"
#include "engine/export/pages.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>
#include <sstream>

namespace corelane {
namespace {

constexpr double pictureScale = 1.25;
constexpr qsizetype mostCharacters = 60'000;  // of a line that never ends, too

QImage pictureOf(const std::string& svg) {
    std::ostringstream png;
    if (!drawPng(svg, pictureScale, png)) return {};
    const std::string bytes = std::move(png).str();
    return QImage::fromData(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())), "PNG");
}

// Qt's text knows neither a page's style sheet nor pictures within it: what is left is what is said, in its order.
QImage pictureOfHtml(const std::string& html) {
    QString text = QString::fromUtf8(html.data(), static_cast<qsizetype>(html.size()));
    static const QRegularExpression pictures(
        "<(svg|style|script)\\b.*?</\\1>", QRegularExpression::DotMatchesEverythingOption);
    text.remove(pictures);
    text.replace("<small>", "<br><small>");  // which the page's style puts below
    QTextDocument document;
    document.setDefaultStyleSheet("body { font-family: Inter, 'Noto Sans CJK SC'; font-size: 12px; color: #1a2027; }"
                                  "h1 { font-size: 20px; } h2 { font-size: 15px; } th, td { padding: 2px 8px; }");
    constexpr int width = 780, tallest = 3000;
    document.setTextWidth(width - 48);
    document.setHtml(text);
    const int height = std::min(tallest, static_cast<int>(document.size().height()) + 32);
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.translate(24, 16);
    document.drawContents(&painter, QRectF(0, 0, width - 48, height - 16));
    return image;
}

void addText(const std::string& bytes, ReportPreview& preview) {
    std::size_t end = 0;
    int lines = 0;
    while (end < bytes.size() && lines < ReportPreviewer::mostLines && static_cast<qsizetype>(end) < mostCharacters)
        lines += bytes[end++] == '\n';
    preview.whole = end == bytes.size();
    preview.text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(end));
}

ReportPreview previewOf(const Trace& trace, const std::vector<Note>& notes, const Exporter& exporter) {
    ReportPreview preview;
    preview.exporter = &exporter;
    auto bytes = exported(trace, notes, exporter);
    if (!bytes) {
        preview.fault = QString::fromStdString(bytes.error().message);
        return preview;
    }
    preview.bytes = std::make_shared<const std::string>(std::move(*bytes));
    if (exporter.writeWithNotes) preview.notes = notes.size();
    const std::string_view mime = exporter.mimeType;
    if (mime == "image/svg+xml")
        preview.picture = pictureOf(*preview.bytes);
    else if (mime == "image/png")
        preview.picture = QImage::fromData(
            QByteArray::fromRawData(preview.bytes->data(), static_cast<qsizetype>(preview.bytes->size())), "PNG");
    else if (mime == "application/pdf")
        preview.picture = pictureOf(reportPages(trace, summarize(trace)).front());
    else if (mime == "text/html")
        preview.picture = pictureOfHtml(*preview.bytes);
    // A byte of nothing is in no text, and in every file that is none.
    if (preview.bytes->find('\0') == std::string::npos && !preview.bytes->starts_with("%PDF"))
        addText(*preview.bytes, preview);
    return preview;
}

}  // namespace

Result<std::string> exported(const Trace& trace, const std::vector<Note>& notes, const Exporter& exporter) {
    std::ostringstream out;
    if (notes.empty() || !exporter.writeWithNotes) {
        TRY(exporter.write(trace, out));
        return std::move(out).str();
    }
    // By the file's own form, so that the command line reads the same of it.
    const QByteArray json = notesJson(notes, trace);
    const auto read =
        TRY(readReportNotes({json.constData(), static_cast<std::size_t>(json.size())}, trace, "The notes"));
    TRY(exporter.writeWithNotes(trace, read, out));
    return std::move(out).str();
}

ReportPreviewer::ReportPreviewer(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

ReportPreviewer::~ReportPreviewer() {
    if (m_outdated) *m_outdated = true;
    m_pool.waitForDone();
}

void ReportPreviewer::ask(std::shared_ptr<const Trace> trace, std::vector<Note> notes, const Exporter& exporter) {
    if (m_outdated) *m_outdated = true;
    m_outdated = std::make_shared<std::atomic<bool>>(false);
    m_pool.start([this, trace = std::move(trace), notes = std::move(notes), &exporter, outdated = m_outdated] {
        if (*outdated) return;
        auto preview = std::make_shared<const ReportPreview>(previewOf(*trace, notes, exporter));
        QMetaObject::invokeMethod(
            this,
            [this, outdated, preview] {
                if (!*outdated) emit made(preview);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace corelane
