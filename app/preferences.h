// What a user has set for good, in the program's settings file. What cannot be understood there counts as not set,
// and is left as it is until it is set again.
#pragma once

#include "app/figures.h"
#include "app/theme.h"

#include <QString>
#include <QStringList>

#include <map>

namespace corelane {

struct Preferences {
    ThemeChoice theme = ThemeChoice::System;
    StateColours colours = StateColours::Corelane;
    TimeUnits units = TimeUnits::Fitting;
    std::map<QString, QString> keys;  // a command's id, and the keys it has instead of its own: "Ctrl+Z; Alt+Left"
    QStringList hosts;                // that ssh reaches, offered for running on
    friend bool operator==(const Preferences&, const Preferences&) = default;
};

Preferences rememberedPreferences();
void rememberPreferences(const Preferences&);
// Colours, units and keys of everything that is made from now on. The theme is the window's.
void applyPreferences(const Preferences&);

}  // namespace corelane
