#include "app/theme.h"

#include "app/style_sheet.h"
#include "engine/trace/trace.h"

#include <QApplication>
#include <QStyleFactory>

#include <cmath>
#include <map>
#include <utility>

namespace corelane {
namespace {

QColor colour(Rgb rgb) {
    return QColor::fromRgb(rgb | 0xff000000u);
}

// In the order of State; idle is a shade of the panel under all.
using StateSet = std::array<Rgb, stateCount>;
constexpr StateSet okabeIto = {0x009e73, 0x0072b2, 0xd55e00, 0xe69f00, 0xcc79a7, 0xf0e442, 0, 0x56b4e9};
constexpr StateSet perfetto = {0x317d31, 0x6d86a3, 0xa35b58, 0xc9a6d6, 0xff9900, 0x99ba36, 0, 0xaab0b8};

// WCAG 2: relative luminance and contrast.
double luminance(const QColor& c) {
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

QColor betterLabel(const QColor& ground) {
    const QColor ink(0x06, 0x13, 0x0f);
    const double l = luminance(ground) + 0.05;
    return l / (luminance(ink) + 0.05) >= 1.05 / l ? ink : QColor(Qt::white);
}

void colourStates(Look& l, const StateSet& set) {
    for (const State s : allStates) {
        if (s == State::Idle) continue;
        const auto i = static_cast<std::size_t>(s);
        l.state[i] = colour(set[i]);
        l.hatch[i] = colour(hatch(s).lighter ? mix(set[i], 0xffffff, l.dark ? 0.20 : 0.34) : mix(set[i], 0, 0.17));
        l.label[i] = betterLabel(l.state[i]);
    }
}

// Everything that says something is white or yellow on black, and lines can be seen.
void strengthen(Look& l) {
    l.window = l.panel = QColor(Qt::black);
    l.line = QColor("#9a9a9a");
    l.faintLine = QColor("#5a5a5a");
    l.text = l.secondText = l.thirdText = l.ink = QColor(Qt::white);
    l.accent = QColor("#ffe600");
    l.accentSoft = QColor("#3d3800");
    l.onAccent = QColor(Qt::black);
    l.good = QColor("#5dffb7");
    l.warn = QColor("#ffb000");
    l.bad = QColor("#ff9a91");
    l.state[static_cast<std::size_t>(State::Idle)] = QColor("#3a3a3a");
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

namespace {

ThemeChoice chosen = ThemeChoice::System;
StateColours chosenColours = StateColours::Corelane;

// Made once each, and kept: widgets hold on to them.
const Look& lookFor(Theme theme, bool contrast) {
    static std::map<std::tuple<Theme, StateColours, bool>, Look> looks;
    const auto [look, unknown] = looks.try_emplace({theme, chosenColours, contrast});
    if (unknown) {
        look->second = makeLook(theme);
        if (chosenColours == StateColours::OkabeIto) colourStates(look->second, okabeIto);
        if (chosenColours == StateColours::Perfetto) colourStates(look->second, perfetto);
        if (contrast) strengthen(look->second);
    }
    return look->second;
}

}  // namespace

const Look& lightLook() {
    return lookFor(Theme::Light, false);
}

const Look& darkLook() {
    return lookFor(Theme::Dark, chosen == ThemeChoice::Contrast);
}

void setStateColours(StateColours colours) {
    chosenColours = colours;
}

const Look& lookOf(const QPalette& palette) {
    const auto lightness = [&](QPalette::ColorRole role) {
        return palette.color(QPalette::Active, role).lightness();
    };
    return lightness(QPalette::Window) < lightness(QPalette::WindowText) ? darkLook() : lightLook();
}

namespace {

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
    const bool dark = choice == ThemeChoice::Dark || choice == ThemeChoice::Contrast ||
                      (choice == ThemeChoice::System && systemDark());
    const Look& t = dark ? darkLook() : lightLook();
    if (app.property("corelaneStyled").isNull()) {
        QApplication::setStyle(QStyleFactory::create("Fusion"));
        QApplication::setFont(interfaceFont(12));
        app.setProperty("corelaneStyled", true);
    }
    QPalette palette = paletteOf(t);
    // Nobody visits links here: a palette that differs tells widgets that the states' colours do.
    palette.setColor(QPalette::LinkVisited, QColor(0, 0, static_cast<int>(chosenColours)));
    QApplication::setPalette(palette);
    app.setStyleSheet(styleSheet(t));
}

ThemeChoice themeFromName(const QString& name) {
    if (name == "light") return ThemeChoice::Light;
    if (name == "dark") return ThemeChoice::Dark;
    if (name == "contrast") return ThemeChoice::Contrast;
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
