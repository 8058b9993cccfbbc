#include "app/preferences.h"

#include "app/commands.h"

#include <QSettings>

#include <algorithm>
#include <array>
#include <utility>

namespace corelane {
namespace {

template <class Choice>
using Names = std::initializer_list<std::pair<const char*, Choice>>;

// What they are called in the file.
const Names<ThemeChoice> themes = {
    {"system", ThemeChoice::System},
    {"light", ThemeChoice::Light},
    {"dark", ThemeChoice::Dark},
    {"contrast", ThemeChoice::Contrast}};
const Names<StateColours> colourings = {
    {"corelane", StateColours::Corelane},
    {"okabe-ito", StateColours::OkabeIto},
    {"perfetto", StateColours::Perfetto}};
const Names<TimeUnits> units = {
    {"fitting", TimeUnits::Fitting},
    {"milliseconds", TimeUnits::Milliseconds},
    {"microseconds", TimeUnits::Microseconds}};

template <class Choice>
Choice read(const QSettings& settings, const char* key, const Names<Choice>& names, Choice otherwise) {
    const QString value = settings.value(key).toString();
    const auto found = std::ranges::find_if(names, [&](const auto& entry) { return value == entry.first; });
    return found == names.end() ? otherwise : found->second;
}

template <class Choice>
void write(QSettings& settings, const char* key, const Names<Choice>& names, Choice choice) {
    const auto found = std::ranges::find_if(names, [&](const auto& entry) { return choice == entry.second; });
    settings.setValue(key, QString(found->first));
}

}  // namespace

Preferences rememberedPreferences() {
    QSettings settings("corelane", "corelane");
    Preferences preferences;
    preferences.theme = read(settings, "theme", themes, preferences.theme);
    preferences.colours = read(settings, "state_colours", colourings, preferences.colours);
    preferences.units = read(settings, "time_units", units, preferences.units);
    preferences.hosts = settings.value("hosts").toStringList();
    settings.beginGroup("keys");
    for (const QString& id : settings.childKeys()) {
        const QString text = settings.value(id).toString();
        const QList<QKeySequence> keys = QKeySequence::listFromString(text);
        const bool understood = std::ranges::none_of(
            keys, [](const QKeySequence& key) { return key.isEmpty() || key[0].key() == Qt::Key_unknown; });
        if (text.isEmpty() || understood) preferences.keys[id] = text;
    }
    return preferences;
}

void rememberPreferences(const Preferences& preferences) {
    QSettings settings("corelane", "corelane");
    write(settings, "theme", themes, preferences.theme);
    write(settings, "state_colours", colourings, preferences.colours);
    write(settings, "time_units", units, preferences.units);
    settings.setValue("hosts", preferences.hosts);
    settings.remove("keys");
    settings.beginGroup("keys");
    for (const auto& [id, keys] : preferences.keys) settings.setValue(id, keys);
}

void applyPreferences(const Preferences& preferences) {
    setStateColours(preferences.colours);
    setTimeUnits(preferences.units);
    setOwnKeys(preferences.keys);
}

}  // namespace corelane
