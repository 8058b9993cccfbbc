// The language of the window: English, as it stands in the source, or one of resources/translations. It follows the
// system until another is chosen. A change reaches every window as an ordinary QEvent::LanguageChange.
#pragma once

#include <QString>
#include <QStringList>

namespace corelane {

QStringList languages();                        // "en", then one a translation: "zh_CN"
QString languageName(const QString& language);  // in the language itself: "English", "简体中文"
QString languageFor(const QStringList& asked);  // the first of BCP 47 names, such as "zh-Hans-CN", that there is

// Empty: as the system. Neither is remembered; see below.
void applyLanguage(const QString& language);
QString appliedLanguage();

QString rememberedLanguage();  // empty: as the system, or one that is no more
void rememberLanguage(const QString& language);

}  // namespace corelane
