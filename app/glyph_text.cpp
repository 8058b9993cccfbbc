#include "app/glyph_text.h"

#include <QGlyphRun>
#include <QPainter>

#include <map>
#include <utility>

namespace corelane {

GlyphFont& GlyphFont::of(const QFont& font) {
    static std::map<std::pair<int, int>, GlyphFont> fonts;
    return fonts.try_emplace({font.pixelSize(), font.weight()}, font).first->second;
}

GlyphFont::GlyphFont(const QFont& font) : m_font(QRawFont::fromFont(font)) {
    constexpr ushort asciiEnd = 128;
    for (ushort c = 0; c < asciiEnd; ++c) m_ascii.push_back(c < ' ' ? Glyph{} : look(QChar(c)));
    const float cell = m_ascii['0'].advance;
    for (ushort c = '0'; c <= '9'; ++c) {
        m_ascii[c].offset = (cell - m_ascii[c].advance) / 2;
        m_ascii[c].advance = cell;
    }
}

GlyphFont::Glyph GlyphFont::look(QChar c) const {
    quint32 index = 0;
    int count = 1;
    if (!m_font.glyphIndexesForChars(&c, 1, &index, &count) || count != 1 || index == 0) return {};
    QPointF advance;
    m_font.advancesForGlyphIndexes(&index, &advance, 1);
    return {index, static_cast<float>(advance.x()), 0};
}

const GlyphFont::Glyph& GlyphFont::glyph(QChar c) {
    if (c.unicode() < m_ascii.size()) return m_ascii[c.unicode()];
    const auto known = m_others.constFind(c);
    return known != m_others.cend() ? *known : *m_others.insert(c, look(c));
}

double GlyphFont::width(QStringView text) {
    double width = 0;
    for (const QChar c : text) {
        const Glyph& g = glyph(c);
        if (g.index == 0) return -1;
        width += double(g.advance);
    }
    return width;
}

void GlyphFont::add(QPointF at, QStringView text) {
    for (const QChar c : text) {
        const Glyph& g = glyph(c);
        m_indexes.push_back(g.index);
        m_positions.push_back(at + QPointF(double(g.offset), 0));
        at.rx() += double(g.advance);
    }
}

void GlyphFont::draw(QPainter& painter) {
    if (!m_indexes.empty()) {
        QGlyphRun run;
        run.setRawFont(m_font);
        run.setRawData(m_indexes.data(), m_positions.data(), static_cast<int>(m_indexes.size()));
        painter.drawGlyphRun({}, run);
    }
    m_indexes.clear();
    m_positions.clear();
}

}  // namespace corelane
