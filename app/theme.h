// The colours and type of the window, light and dark. A widget asks for the look of its own palette, so a change of
// theme reaches it as an ordinary QEvent::PaletteChange and nothing has to be told twice.
#pragma once

#include "engine/export/palette.h"
#include "engine/trace/bins.h"
#include "engine/trace/state.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <array>

class QApplication;

namespace corelane {

enum class ThemeChoice { System, Light, Dark, Contrast };

// The colours of the eight states. Hatches are the same under all.
enum class StateColours {
    Corelane,
    OkabeIto,  // Okabe and Ito, Color universal design, 2008: told apart by all kinds of colour vision
    Perfetto,  // as that program shows the states of threads, where it has them
};

struct Look {
    bool dark = false;
    QColor window, panel, line, faintLine, text, secondText, thirdText;
    QColor accent, accentSoft, onAccent, good, warn, bad;
    QColor ink;  // cursor, outlines and curves; their halo is the panel's colour
    std::array<QColor, stateCount> state, hatch, label;  // the hatch in its state's own hue; text upon the state
    std::array<QColor, categoryCount> core;              // who ran: five steps, another thread, nobody of this run
    const QColor& of(State s) const { return state[static_cast<std::size_t>(s)]; }
    const QColor& labelOn(State s) const { return label[static_cast<std::size_t>(s)]; }
};

const Look& lightLook();
const Look& darkLook();
const Look& lookOf(const QPalette&);
void setStateColours(StateColours);  // of all looks; widgets hear of it with the next applyTheme()

// Fusion, the palette and the style sheet of the choice. System: what the desktop asks for.
void applyTheme(QApplication&, ThemeChoice);
void setSystemDark(QApplication&, bool dark);    // the desktop has said so; matters while the choice is System
ThemeChoice themeFromName(const QString& name);  // "light", "dark"; anything else is System

// The interface's font in pixels, as the look asks: Inter, then Noto Sans CJK.
QFont interfaceFont(int pixels, QFont::Weight weight = QFont::Normal);
QFont commandFont(int pixels);

}  // namespace corelane
