#include "app/editor/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace corelane {

FindBar::FindBar(ScriptEditor& editor, QWidget* parent) : QWidget(parent), m_editor(editor) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 4);
    row->setSpacing(8);
    m_words = new QLineEdit(this);
    m_words->setObjectName("find");
    m_words->setPlaceholderText(tr("Find: Enter next, Shift+Enter before"));
    m_words->setAccessibleName(tr("Find in the script"));
    row->addWidget(m_words, 1);
    m_note = new QLabel(this);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_note);
    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textEdited, this, [this] {
        // From the begin of what is found, so that a longer word stays where it is.
        QTextCursor cursor = m_editor.textCursor();
        cursor.setPosition(cursor.selectionStart());
        m_editor.setTextCursor(cursor);
        next();
    });
    hide();
}

void FindBar::open() {
    const QString selected = m_editor.textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator)) m_words->setText(selected);
    m_note->clear();
    show();
    m_words->setFocus();
    m_words->selectAll();
}

void FindBar::close() {
    hide();
    m_editor.setFocus();
}

void FindBar::next(QTextDocument::FindFlags flags) {
    if (m_words->text().isEmpty()) return m_note->clear();
    m_note->setText(m_editor.find(m_words->text(), flags) ? QString() : tr("not found"));
}

bool FindBar::eventFilter(QObject* watched, QEvent* event) {
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (override || event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            event->accept();
            if (!override) close();
            return true;
        }
        if (!override && !(key->modifiers() & Qt::ControlModifier) &&
            (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            next(key->modifiers() & Qt::ShiftModifier ? QTextDocument::FindBackward : QTextDocument::FindFlags());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace corelane
