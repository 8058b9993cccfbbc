#include "app/reports/export_dialog.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

QString text(std::string_view s) {
    return QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
}

// A suffix may come with its dot or without.
QString suffixOf(const Exporter& exporter) {
    return text(exporter.suffix).startsWith('.') ? text(exporter.suffix).mid(1) : text(exporter.suffix);
}

}  // namespace

ExportDialog::ExportDialog(Session& session, QWidget* parent)
    : QDialog(parent), m_session(session), m_trace(session.trace()) {
    setObjectName("exportDialog");
    setWindowTitle(tr("Export"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(16);
    m_formats = new QListWidget(this);
    m_formats->setObjectName("exportFormats");
    m_formats->setAccessibleName(tr("Formats"));
    m_formats->setFixedWidth(170);
    m_formats->setSpacing(2);
    sides->addWidget(m_formats);
    auto* right = new QVBoxLayout;
    m_summary = new QLabel(this);
    m_summary->setWordWrap(true);
    right->addWidget(m_summary);
    m_views = new QTabWidget(this);
    m_area = new QScrollArea(this);
    m_area->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_area->setAccessibleName(tr("What it looks like"));
    m_picture = new QLabel(m_area);
    m_picture->setObjectName("exportPicture");
    m_area->setWidget(m_picture);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName("exportText");
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(commandFont(12));
    m_text->setAccessibleName(tr("Its first lines"));
    m_views->addTab(m_area, tr("Picture"));
    m_views->addTab(m_text, tr("Text"));
    right->addWidget(m_views, 1);
    sides->addLayout(right, 1);
    column->addLayout(sides, 1);
    m_size = new QLabel(this);
    m_size->setObjectName("exportSize");
    m_size->setWordWrap(true);
    column->addWidget(m_size);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("Save as…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName("exportSave");
    m_save->setDefault(true);
    m_copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    m_copy->setToolTip(tr("Copies all of the text."));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::save);
    connect(m_copy, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(m_formats, &QListWidget::currentRowChanged, this, [this] { ask(); });
    connect(&m_previewer, &ReportPreviewer::made, this, &ExportDialog::show);
    fillFormats();
    resize(1040, 680);
    m_formats->setFocus();
}

void ExportDialog::fillFormats() {
    // The report first: it is what one most often sends.
    std::vector<const Exporter*> all(exporters().begin(), exporters().end());
    std::ranges::stable_sort(all, {}, [](const Exporter* e) { return e->name != "html"; });
    for (const Exporter* exporter : all) {
        auto* item = new QListWidgetItem(text(exporter->name), m_formats);
        item->setToolTip(catalogueText(text(exporter->summary)) + '.');
    }
    m_formats->setCurrentRow(0);
}

void ExportDialog::ask() {
    const QListWidgetItem* item = m_formats->currentItem();
    const Exporter* exporter = item ? findExporter(item->text().toStdString()) : nullptr;
    if (!exporter) return;
    m_preview.reset();
    m_save->setEnabled(false);
    m_copy->setEnabled(false);
    m_summary->setText(catalogueText(text(exporter->summary)) + '.');
    m_size->setText(tr("Writing it…"));
    m_previewer.ask(m_trace, m_session.notes().all(), *exporter);
}

void ExportDialog::show(std::shared_ptr<const ReportPreview> preview) {
    m_preview = std::move(preview);
    const ReportPreview& made = *m_preview;
    // What is wider than the pane is made to fit: one wants to see all of it, not to read it.
    const int room = m_area->viewport()->width();
    const bool wide = made.picture.width() > room && room > 0;
    m_picture->setPixmap(
        QPixmap::fromImage(wide ? made.picture.scaledToWidth(room, Qt::SmoothTransformation) : made.picture));
    m_picture->adjustSize();
    m_area->verticalScrollBar()->setValue(0);
    m_text->setPlainText(made.text);
    const bool picture = !made.picture.isNull(), words = !made.text.isEmpty();
    m_views->setTabVisible(0, picture);
    m_views->setTabVisible(1, words);
    m_views->setCurrentIndex(picture ? 0 : 1);
    m_views->setVisible(picture || words);
    m_save->setEnabled(made.bytes != nullptr);
    m_copy->setEnabled(made.bytes && words);
    const Look& look = lookOf(palette());
    m_size->setStyleSheet(QString("color: %1;").arg((made.fault.isEmpty() ? look.secondText : look.bad).name()));
    if (!made.fault.isEmpty()) return m_size->setText(made.fault);
    QString said = tr("%1 as %2.").arg(bytesText(double(made.bytes->size())), text(made.exporter->name));
    if (made.notes > 0)
        said += ' ' + plural(static_cast<long long>(made.notes), tr("%1 note is in it."), tr("%1 notes are in it."));
    if (made.exporter->mimeType == "text/html")
        said += ' ' + tr("The picture shows what it says; a browser adds the timelines and the look.");
    else if (made.exporter->mimeType == "application/pdf")
        said += ' ' + tr("The picture is its first page.");
    else if (!picture && !words)
        said += ' ' + tr("It is no text, and no picture: another program shows it.");
    else if (!picture && !made.whole)
        said += ' ' + tr("Its first %1 lines are shown.").arg(ReportPreviewer::mostLines);
    m_size->setText(said);
}

void ExportDialog::save() {
    if (!m_preview || !m_preview->bytes) return;
    const Exporter& exporter = *m_preview->exporter;
    const QString suffix = suffixOf(exporter);
    QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), m_session.plan().name() + '.' + suffix,
        QString("%1 (*.%2);;%3").arg(text(exporter.name), suffix, tr("All files (*)")));
    if (path.isEmpty()) return;
    if (!path.section('/', -1).contains('.')) path += '.' + suffix;
    const std::string& bytes = *m_preview->bytes;
    const auto size = static_cast<qint64>(bytes.size());
    if (!m_session.replaceFile(path, [&](QIODevice& file) { return file.write(bytes.data(), size) == size; })) return;
    m_session.tell(Message::Kind::Note, tr("Exported to %1.").arg(path));
    accept();
}

void ExportDialog::copy() {
    if (m_preview && m_preview->bytes) QApplication::clipboard()->setText(QString::fromStdString(*m_preview->bytes));
}

}  // namespace corelane
