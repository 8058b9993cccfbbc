#include "app/editor/json_colours.h"

#include "app/theme.h"

namespace corelane {

JsonColours::JsonColours(QTextDocument* document, const Look& look) : QSyntaxHighlighter(document), m_look(&look) {}

void JsonColours::setLook(const Look& look) {
    if (m_look == &look) return;
    m_look = &look;
    rehighlight();
}

void JsonColours::setWords(const QSet<QString>& steps) {
    if (m_steps == steps) return;
    m_steps = steps;
    rehighlight();
}

// A string ends with its line, so a line needs to know nothing of those before it.
void JsonColours::highlightBlock(const QString& line) {
    const auto colour =
        [this](qsizetype from, qsizetype to, const QColor& ink, QFont::Weight weight = QFont::Normal) {
            QTextCharFormat format;
            format.setForeground(ink);
            format.setFontWeight(weight);
            setFormat(static_cast<int>(from), static_cast<int>(to - from), format);
        };
    for (qsizetype i = 0; i < line.size();) {
        const QChar c = line[i];
        if (c == '"') {
            const qsizetype begin = i++;
            while (i < line.size() && line[i] != '"') i += line[i] == '\\' ? 2 : 1;
            i = std::min(i + 1, line.size());
            qsizetype after = i;
            while (after < line.size() && line[after].isSpace()) ++after;
            const bool key = after < line.size() && line[after] == ':';
            if (!key)
                colour(begin, i, m_look->good);
            else if (m_steps.contains(line.mid(begin + 1, i - begin - 2)))
                colour(begin, i, m_look->accent, QFont::DemiBold);
            else
                colour(begin, i, m_look->text);
        } else if (c.isDigit() || c == '-') {
            const qsizetype begin = i++;
            while (i < line.size() && (line[i].isLetterOrNumber() || QStringView(u"+-.").contains(line[i]))) ++i;
            colour(begin, i, m_look->warn);
        } else if (c.isLetter()) {
            const qsizetype begin = i++;
            while (i < line.size() && line[i].isLetter()) ++i;
            const QString word = line.mid(begin, i - begin);
            const bool literal = word == "true" || word == "false" || word == "null";
            colour(begin, i, literal ? m_look->warn : m_look->bad);
        } else {
            if (!c.isSpace()) colour(i, i + 1, m_look->thirdText);
            ++i;
        }
    }
}

}  // namespace corelane
