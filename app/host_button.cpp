#include "app/host_button.h"

#include "app/preferences.h"

#include <QActionGroup>
#include <QInputDialog>
#include <QMenu>

namespace corelane {

HostButton::HostButton(Session& session, QWidget* parent)
    : QToolButton(parent), m_session(session), m_menu(new QMenu(this)) {
    setObjectName("plain");
    setStyleSheet("QToolButton::menu-indicator { image: none; }");
    setPopupMode(QToolButton::InstantPopup);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &HostButton::fillMenu);
    connect(&session, &Session::hostChanged, this, &HostButton::showHost);
    connect(&session, &Session::runningChanged, this, [this] { setEnabled(!m_session.running()); });
    showHost();
}

void HostButton::showHost() {
    const QString host = m_session.host();
    constexpr int widest = 120;
    const QString where =
        host.isEmpty() ? tr("this machine") : fontMetrics().elidedText(host, Qt::ElideMiddle, widest);
    setText(tr("on %1 ▾").arg(where));
    setAccessibleName(tr("Where it runs"));
    setToolTip(
        host.isEmpty() ? tr("The comparison runs on this machine; click to choose another by ssh")
                       : tr("The comparison runs on %1, by ssh; click to choose").arg(host));
}

void HostButton::fillMenu() {
    m_menu->clear();
    auto* choice = new QActionGroup(m_menu);
    const auto offer = [&](const QString& text, const QString& host) {
        QAction* action = m_menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_session.host() == host);
        choice->addAction(action);
        connect(action, &QAction::triggered, this, [this, host] { m_session.setHost(host); });
    };
    offer(tr("This machine"), {});
    for (const QString& host : rememberedPreferences().hosts) offer(host, host);
    m_menu->addSeparator();
    QAction* add = m_menu->addAction(tr("Add a host…"));
    add->setObjectName("addHost");
    connect(add, &QAction::triggered, this, &HostButton::addHost);
    QAction* forget = m_menu->addAction(tr("Forget %1").arg(m_session.host()));
    forget->setObjectName("forgetHost");
    forget->setVisible(!m_session.host().isEmpty());
    connect(forget, &QAction::triggered, this, &HostButton::forgetHost);
}

void HostButton::addHost() {
    const QString host =
        QInputDialog::getText(
            window(), tr("Add a host"),
            tr("As ssh knows it, such as me@lab-04; corelane-engine of this version must be installed "
               "there:"))
            .trimmed();
    if (host.isEmpty()) return;
    Preferences preferences = rememberedPreferences();
    if (!preferences.hosts.contains(host)) {
        preferences.hosts << host;
        rememberPreferences(preferences);
    }
    m_session.setHost(host);
}

void HostButton::forgetHost() {
    Preferences preferences = rememberedPreferences();
    preferences.hosts.removeAll(m_session.host());
    rememberPreferences(preferences);
    m_session.setHost({});
}

}  // namespace corelane
