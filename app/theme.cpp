#include "app/theme.h"

#include "app/style_sheet.h"
#include "engine/trace/trace.h"

#include <QApplication>
#include <QStyleFactory>

#include <utility>

namespace corelane {
namespace {

QColor colour(Rgb rgb) {
    return QColor::fromRgb(rgb | 0xff000000u);
}

Look makeLook(Theme theme) {
    Look l;
    l.dark = theme == Theme::Dark;
    const auto role = [theme](Role r) { return colour(roleColor(r, theme)); };
    l.window = role(Role::Window);
    l.panel = role(Role::Panel);
    l.line = role(Role::Line);
    l.faintLine = role(Role::FaintLine);
    l.text = role(Role::Text);
    l.secondText = role(Role::SecondText);
    l.thirdText = role(Role::ThirdText);
    l.accent = role(Role::Accent);
    l.accentSoft = role(Role::AccentSoft);
    l.onAccent = role(Role::TextOnAccent);
    l.good = role(Role::Good);
    l.warn = role(Role::Warn);
    l.bad = l.dark ? QColor("#ff8f85") : QColor("#b3261e");
    l.ink = role(Role::Ink);
    for (const State s : allStates) {
        const auto i = static_cast<std::size_t>(s);
        l.state[i] = colour(stateColor(s, theme));
        l.hatch[i] = colour(hatchColor(s, theme));
        l.label[i] = colour(labelColor(s, theme));
    }
    for (int i = 0; i < whoRanSteps; ++i) l.core[static_cast<std::size_t>(i)] = colour(whoRanColor(i, theme));
    l.core[coreOther] = l.dark ? QColor("#2f353f") : QColor("#dfe3e8");
    l.core[coreSpare] = l.core[coreSpare + 1] = l.dark ? QColor("#20252c") : QColor("#f3f4f6");
    return l;
}

QPalette paletteOf(const Look& t) {
    QPalette p;
    p.setColor(QPalette::Window, t.panel);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.panel);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.bad);
    p.setColor(QPalette::ToolTipBase, t.panel);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::PlaceholderText, t.thirdText);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.onAccent);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, t.faintLine);
    p.setColor(QPalette::Midlight, t.faintLine);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.line);
    p.setColor(QPalette::Shadow, t.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.thirdText);
    return p;
}

}  // namespace

const Look& lightLook() {
    static const Look look = makeLook(Theme::Light);
    return look;
}

const Look& darkLook() {
    static const Look look = makeLook(Theme::Dark);
    return look;
}

const Look& lookOf(const QPalette& palette) {
    const auto lightness = [&](QPalette::ColorRole role) {
        return palette.color(QPalette::Active, role).lightness();
    };
    return lightness(QPalette::Window) < lightness(QPalette::WindowText) ? darkLook() : lightLook();
}

namespace {

ThemeChoice chosen = ThemeChoice::System;

bool& systemDark() {
    // Asked once, before our own palette replaces the desktop's.
    static bool dark = lookOf(QApplication::palette()).dark;
    return dark;
}

}  // namespace

void setSystemDark(QApplication& app, bool dark) {
    if (std::exchange(systemDark(), dark) != dark && chosen == ThemeChoice::System) applyTheme(app, chosen);
}

void applyTheme(QApplication& app, ThemeChoice choice) {
    chosen = choice;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemDark());
    const Look& t = dark ? darkLook() : lightLook();
    if (app.property("corelaneStyled").isNull()) {
        QApplication::setStyle(QStyleFactory::create("Fusion"));
        QApplication::setFont(interfaceFont(12));
        app.setProperty("corelaneStyled", true);
    }
    QApplication::setPalette(paletteOf(t));
    app.setStyleSheet(styleSheet(t));
}

ThemeChoice themeFromName(const QString& name) {
    if (name == "light") return ThemeChoice::Light;
    if (name == "dark") return ThemeChoice::Dark;
    return ThemeChoice::System;
}

QFont interfaceFont(int pixels, QFont::Weight weight) {
    QFont font;
    font.setFamilies({"Inter", "Noto Sans CJK SC"});
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont commandFont(int pixels) {
    QFont font;
    font.setFamilies({"JetBrains Mono", "DejaVu Sans Mono"});
    font.setStyleHint(QFont::Monospace);
    font.setPixelSize(pixels);
    return font;
}

}  // namespace corelane
