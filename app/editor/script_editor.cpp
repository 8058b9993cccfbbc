#include "app/editor/script_editor.h"

#include "app/editor/completion.h"
#include "app/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace corelane {
namespace {

constexpr int indentWidth = 2, largeText = 1 << 20;
constexpr int insertRole = Qt::UserRole, backRole = Qt::UserRole + 1;

QString leadingSpaces(const QString& line) {
    return line.left(std::ranges::find_if_not(line, [](QChar c) { return c.isSpace(); }) - line.begin());
}

class Margin : public QWidget {
  public:
    explicit Margin(ScriptEditor* editor) : QWidget(editor), m_editor(editor) {}
    QSize sizeHint() const override { return {m_editor->marginWidth(), 0}; }

  protected:
    void paintEvent(QPaintEvent* event) override { m_editor->paintMargin(event); }
    void mousePressEvent(QMouseEvent* event) override {
        // A click takes the whole line.
        QTextCursor cursor = m_editor->cursorForPosition({0, event->pos().y()});
        cursor.movePosition(QTextCursor::StartOfBlock);
        cursor.movePosition(QTextCursor::NextBlock, QTextCursor::KeepAnchor);
        m_editor->setTextCursor(cursor);
    }

  private:
    ScriptEditor* m_editor;
};

}  // namespace

ScriptEditor::ScriptEditor(QWidget* parent)
    : QPlainTextEdit(parent), m_colours(new JsonColours(document(), lookOf(palette()))), m_margin(new Margin(this)),
      m_completer(new QCompleter(this)), m_offers(new QStandardItemModel(this)) {
    setObjectName("scriptText");
    setAccessibleName(tr("The script's text"));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);  // an explanation is one line of JSON
    setFont(commandFont(12));
    setTabStopDistance(fontMetrics().horizontalAdvance(' ') * indentWidth);
    m_completer->setModel(m_offers);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setFont(commandFont(12));
    m_completer->popup()->setStyleSheet("QListView { border: 1px solid palette(mid); padding: 2px; }");
    m_completer->popup()->setAccessibleName(tr("What may stand here"));
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, [this](const QModelIndex& at) {
        insertOffer(at.row());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] {
        setViewportMargins(marginWidth(), 0, 0, 0);
        placeMargin();
    });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy)
            m_margin->scroll(0, dy);
        else
            m_margin->update(0, rect.y(), m_margin->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ScriptEditor::showMarks);
    connect(this, &QPlainTextEdit::textChanged, this, &ScriptEditor::showMarks);
    setViewportMargins(marginWidth(), 0, 0, 0);
    showMarks();
}

void ScriptEditor::setCatalogue(const Catalogue& catalogue) {
    m_catalogue = catalogue;
    QSet<QString> words;
    for (const StepEntry& step : catalogue.steps) words << step.name;
    m_colours->setWords(words);
}

const JsonTree& ScriptEditor::tree() {
    if (!m_tree || m_treeRevision != document()->revision()) {
        m_tree = std::make_unique<JsonTree>(toPlainText());
        m_treeRevision = document()->revision();
    }
    return *m_tree;
}

// ---- marks --------------------------------------------------------------------------------------

void ScriptEditor::setFault(std::optional<ScriptFault> fault) {
    m_fault = std::move(fault);
    showMarks();
    m_margin->update();
}

int ScriptEditor::lineOf(qsizetype offset) const {
    return document()->findBlock(static_cast<int>(offset)).blockNumber() + 1;
}

int ScriptEditor::faultLine() const {
    return m_fault && m_fault->range.end > m_fault->range.begin ? lineOf(m_fault->range.begin) : 0;
}

void ScriptEditor::goTo(TextRange range) {
    QTextCursor cursor(document());
    const auto last = static_cast<qsizetype>(document()->characterCount() - 1);
    cursor.setPosition(static_cast<int>(std::min(range.begin, last)));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

void ScriptEditor::showMarks() {
    const Look& look = lookOf(palette());
    QList<QTextEdit::ExtraSelection> marks;
    QTextEdit::ExtraSelection line;
    line.format.setBackground(look.window);
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    marks << line;
    const auto mark = [&](TextRange range, const QTextCharFormat& format) {
        QTextEdit::ExtraSelection selection;
        selection.format = format;
        selection.cursor = QTextCursor(document());
        const auto last = static_cast<qsizetype>(document()->characterCount() - 1);
        selection.cursor.setPosition(static_cast<int>(std::min(range.begin, last)));
        selection.cursor.setPosition(static_cast<int>(std::min(range.end, last)), QTextCursor::KeepAnchor);
        marks << selection;
    };
    if (document()->characterCount() < largeText) {
        const qsizetype at = textCursor().position();
        QTextCharFormat bracket;
        bracket.setBackground(look.accentSoft);
        bracket.setFontWeight(QFont::Bold);
        for (const JsonTree::Node& node : tree().nodes()) {
            const auto [begin, end] = node.value;
            const bool container =
                node.kind == JsonTree::Node::Kind::Object || node.kind == JsonTree::Node::Kind::Array;
            if (!container || (at != begin && at != begin + 1 && at != end && at != end - 1)) continue;
            const QChar last = document()->characterAt(static_cast<int>(end - 1));
            if (last != '}' && last != ']') continue;  // not closed yet
            mark({begin, begin + 1}, bracket);
            mark({end - 1, end}, bracket);
            break;
        }
    }
    if (faultLine() > 0) {
        QTextCharFormat wave;
        wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.setUnderlineColor(look.bad);
        mark(m_fault->range, wave);
    }
    setExtraSelections(marks);
    m_margin->update();
}

int ScriptEditor::marginWidth() const {
    int digits = 2;
    for (int lines = std::max(1, blockCount()); lines >= 100; lines /= 10) ++digits;
    return 26 + digits * fontMetrics().horizontalAdvance('0');
}

void ScriptEditor::paintMargin(QPaintEvent* event) {
    const Look& look = lookOf(palette());
    QPainter painter(m_margin);
    painter.fillRect(event->rect(), look.panel);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    const int current = textCursor().blockNumber(), faulty = faultLine() - 1;
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    for (; block.isValid() && top <= event->rect().bottom(); block = block.next()) {
        const double height = blockBoundingRect(block).height();
        const QRectF row(0, top, m_margin->width(), fontMetrics().lineSpacing());  // a wrapped line has one number
        if (block.blockNumber() == faulty) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(look.bad);
            painter.drawEllipse(QPointF(9, row.center().y()), 3.5, 3.5);
        }
        painter.setPen(
            block.blockNumber() == faulty    ? look.bad
            : block.blockNumber() == current ? look.text
                                             : look.thirdText);
        painter.drawText(
            row.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
        top += height;
    }
}

bool ScriptEditor::find(const QString& words, QTextDocument::FindFlags flags) {
    if (words.isEmpty()) return false;
    if (QPlainTextEdit::find(words, flags)) return true;
    const QTextCursor before = textCursor();
    moveCursor(flags & QTextDocument::FindBackward ? QTextCursor::End : QTextCursor::Start);
    if (QPlainTextEdit::find(words, flags)) return true;
    setTextCursor(before);
    return false;
}

// ---- completion ---------------------------------------------------------------------------------

QStringList ScriptEditor::offered() const {
    QStringList words;
    if (!m_completer->popup()->isVisible()) return words;
    for (int i = 0; i < m_offers->rowCount(); ++i) words << m_offers->item(i)->text().section("  ", 0, 0);
    return words;
}

void ScriptEditor::closeCompletion() {
    m_completer->popup()->hide();
}

void ScriptEditor::complete() {
    const JsonTree::Spot spot = tree().spotAt(textCursor().position());
    const auto offers = offersAt(tree(), spot, m_catalogue);
    // The only word there is, when it stands there whole already, is no help.
    if (offers.empty() || (offers.size() == 1 && offers[0].word == spot.prefix)) return closeCompletion();
    m_offeredWord = spot.word;
    m_offers->clear();
    qsizetype longest = 0;
    for (const Offer& offer : offers) longest = std::max(longest, offer.word.size());
    constexpr qsizetype mostNote = 44;
    int width = 0;
    for (const Offer& offer : offers) {
        QString note = offer.note.section(QChar(';'), 0, 0);
        if (note.size() > mostNote) note = note.left(mostNote - 1) + QChar(0x2026);
        auto* item = new QStandardItem(note.isEmpty() ? offer.word : offer.word.leftJustified(longest) + "  " + note);
        item->setData(offer.insert, insertRole);
        item->setData(offer.back, backRole);
        item->setToolTip(offer.note);
        width = std::max(width, m_completer->popup()->fontMetrics().horizontalAdvance(item->text()));
        m_offers->appendRow(item);
    }
    QTextCursor begin = textCursor();
    begin.setPosition(static_cast<int>(spot.word.begin));
    QRect place = cursorRect(begin).translated(marginWidth(), 0);
    place.setWidth(width + 36);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void ScriptEditor::insertOffer(int row) {
    const QStandardItem* item = m_offers->item(row);
    if (!item) return;
    const QString insert = item->data(insertRole).toString();
    const int back = item->data(backRole).toInt();
    QTextCursor cursor = textCursor();
    // What was typed since the list opened belongs to the word too.
    const JsonTree::Spot spot = tree().spotAt(cursor.position());
    const TextRange word = spot.kind == JsonTree::Spot::Kind::Nothing ? m_offeredWord : spot.word;
    cursor.beginEditBlock();
    cursor.setPosition(static_cast<int>(word.begin));
    cursor.setPosition(static_cast<int>(word.end), QTextCursor::KeepAnchor);
    cursor.insertText(insert);
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::MoveAnchor, back);
    cursor.endEditBlock();
    setTextCursor(cursor);
    closeCompletion();
    if (insert.endsWith("\"\"")) complete();  // a name is to be chosen next
}

// ---- keys ---------------------------------------------------------------------------------------

bool ScriptEditor::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint at = help->pos() - QPoint(marginWidth(), 0);
        const int offset = cursorForPosition(at).position();
        const bool inMargin = help->pos().x() < marginWidth();
        if (faultLine() > 0 && ((inMargin && lineOf(offset) == faultLine()) || m_fault->range.contains(offset)))
            QToolTip::showText(help->globalPos(), m_fault->sentence, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::event(event);
}

QString ScriptEditor::lineBefore() const {
    const QTextCursor cursor = textCursor();
    return cursor.block().text().left(cursor.positionInBlock());
}

void ScriptEditor::newLine() {
    const QString before = lineBefore(), trimmed = before.trimmed();
    const QString after = textCursor().block().text().mid(before.size()).trimmed();
    const QString indent = leadingSpaces(before);
    const bool opens = trimmed.endsWith('{') || trimmed.endsWith('[');
    const bool closes = after.startsWith('}') || after.startsWith(']');
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.insertText('\n' + indent + (opens ? QString(indentWidth, ' ') : QString()));
    if (opens && closes) {
        const int here = cursor.position();
        cursor.insertText('\n' + indent);
        cursor.setPosition(here);
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
}

void ScriptEditor::indent(int direction) {
    QTextCursor cursor = textCursor();
    if (direction > 0 && !cursor.hasSelection()) {
        cursor.insertText(QString(indentWidth - cursor.positionInBlock() % indentWidth, ' '));
        return;
    }
    const int end = cursor.selectionEnd();
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    const QTextBlock last =
        document()->findBlock(std::max(cursor.selectionStart(), cursor.hasSelection() ? end - 1 : end));
    cursor.beginEditBlock();
    for (;; block = block.next()) {
        QTextCursor line(block);
        if (direction > 0) {
            line.insertText(QString(indentWidth, ' '));
        } else {
            int spaces = 0;
            while (spaces < indentWidth && spaces < block.text().size() && block.text()[spaces].isSpace()) ++spaces;
            line.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, spaces);
            line.removeSelectedText();
        }
        if (block == last) break;
    }
    cursor.endEditBlock();
}

void ScriptEditor::closeBracket(QChar bracket) {
    // On a line of its own it stands below the line that opened it.
    if (lineBefore().trimmed().isEmpty()) {
        const JsonTree::Spot spot = tree().spotAt(textCursor().position());
        if (spot.container != JsonTree::none) {
            const QString opener =
                document()->findBlock(static_cast<int>(tree().node(spot.container).value.begin)).text();
            QTextCursor cursor = textCursor();
            cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
            cursor.insertText(leadingSpaces(opener) + bracket);
            return;
        }
    }
    textCursor().insertText(bracket);
}

void ScriptEditor::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool listed = m_completer->popup()->isVisible();
    if (listed && !control &&
        (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Tab)) {
        // Keys for the list come here from it.
        const QModelIndex at = m_completer->popup()->currentIndex();
        return insertOffer(std::max(0, at.row()));
    }
    if (control && event->key() == Qt::Key_Space) return complete();
    if (!control && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) return newLine();
    if (event->key() == Qt::Key_Tab && !control) return indent(1);
    if (event->key() == Qt::Key_Backtab) return indent(-1);
    if (control && event->key() == Qt::Key_Y) return redo();
    const QString typed = event->text();
    if (!control && (typed == "}" || typed == "]") && !textCursor().hasSelection()) {
        closeCompletion();
        return closeBracket(typed[0]);
    }
    QPlainTextEdit::keyPressEvent(event);
    if (document()->characterCount() >= largeText || control) return;
    const bool word = typed == "\"" || (!typed.isEmpty() && (typed[0].isLetterOrNumber() || typed[0] == '_'));
    if (word || (listed && (event->key() == Qt::Key_Backspace || typed == " ")))
        complete();
    else if (listed && event->key() != Qt::Key_Shift)
        closeCompletion();
}

void ScriptEditor::placeMargin() {
    // As high as the text: a scroll bar below belongs to both.
    const QRect text = viewport()->geometry();
    m_margin->setGeometry(text.left() - marginWidth(), text.top(), marginWidth(), text.height());
}

void ScriptEditor::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeMargin();
}

void ScriptEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    m_colours->setLook(lookOf(palette()));
    showMarks();
}

}  // namespace corelane
