#include "app/system_theme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>

#include <unistd.h>

namespace corelane {
namespace {

constexpr auto service = "org.freedesktop.portal.Desktop";
constexpr auto path = "/org/freedesktop/portal/desktop";
constexpr auto interface = "org.freedesktop.portal.Settings";
const QString appearance = "org.freedesktop.appearance", colourScheme = "color-scheme";

// Older portals wrap the value twice. 1: dark, 2: light, 0: no wish.
uint schemeOf(QVariant value) {
    while (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

// Without a bus libdbus would start one, and leave it behind.
bool busIsThere() {
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(QString("/run/user/%1/bus").arg(::getuid()));
}

}  // namespace

SystemTheme::SystemTheme(QObject* parent) : QObject(parent) {
    if (!busIsThere()) return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(service, path, interface, "SettingChanged", this, SLOT(changed(QString, QString, QDBusVariant)));
    QDBusMessage ask = QDBusMessage::createMethodCall(service, path, interface, "Read");
    ask << appearance << colourScheme;
    auto* answer = new QDBusPendingCallWatcher(bus.asyncCall(ask, 2000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        const QDBusPendingReply<QVariant> reply = *call;
        if (!reply.isError() && schemeOf(reply.value()) != 0) emit told(schemeOf(reply.value()) == 1);
        call->deleteLater();
    });
}

void SystemTheme::changed(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == appearance && key == colourScheme) emit told(schemeOf(value.variant()) == 1);
}

}  // namespace corelane
