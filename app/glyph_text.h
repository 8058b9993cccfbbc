// Short texts without shaping: thousands of labels a frame cost what their glyphs cost. One line, left to right, no
// kerning, digits in cells as wide as "0". Lives on the window's thread.
#pragma once

#include <QFont>
#include <QHash>
#include <QPointF>
#include <QRawFont>
#include <QStringView>

#include <vector>

class QPainter;

namespace corelane {

class GlyphFont {
  public:
    static GlyphFont& of(const QFont& interfaceFont);  // kept for good; told apart by size and weight

    explicit GlyphFont(const QFont&);
    // The text's width; below 0: the font lacks one of its characters, and QPainter::drawText() has to do it.
    double width(QStringView text);
    double ascent() const { return m_font.ascent(); }
    double descent() const { return m_font.descent(); }

    // Collects, then draws all with the painter's pen in one go.
    void add(QPointF baseline, QStringView text);
    void draw(QPainter&);

  private:
    struct Glyph {
        quint32 index = 0;
        float advance = 0, offset = 0;
    };
    const Glyph& glyph(QChar);
    Glyph look(QChar) const;

    QRawFont m_font;
    std::vector<Glyph> m_ascii;
    QHash<QChar, Glyph> m_others;
    std::vector<quint32> m_indexes;
    std::vector<QPointF> m_positions;
};

}  // namespace corelane
