#include "app/commands.h"

#include <QKeyEvent>
#include <QRegularExpression>
#include <QStringList>
#include <QWidget>

#include <algorithm>

namespace corelane {

QString withoutMnemonic(QString text) {
    static const QRegularExpression behind("\\(&\\w\\)");  // languages without letters have it behind: "文件(&F)"
    return text.remove(behind).remove('&');
}

namespace {

std::map<QString, QString>& ownKeys() {
    static std::map<QString, QString> keys;
    return keys;
}

}  // namespace

void setOwnKeys(std::map<QString, QString> keys) {
    ownKeys() = std::move(keys);
}

CommandAction::CommandAction(Command command, QObject* parent) : QAction(parent), m_command(std::move(command)) {
    const auto own = ownKeys().find(m_command.id);
    const QString keys = own == ownKeys().end() ? QString(m_command.keys) : own->second;
    if (!keys.isEmpty()) m_keys = QKeySequence::listFromString(keys);
    setObjectName(m_command.id);
    // Keys that work in a part of the window only are shown, and looked for by that part.
    if (m_command.place == Place::Window) setShortcuts(m_keys);
    setText(
        m_command.place == Place::Window || m_keys.isEmpty() ? m_command.title : m_command.title + '\t' + keyText());
    setToolTip(m_keys.isEmpty() ? m_command.does : QString("%1 (%2)").arg(m_command.does, keyText()));
    setCheckable(static_cast<bool>(m_command.checked));
    connect(this, &QAction::triggered, this, [this] { m_command.run(); });
}

QString CommandAction::words() const {
    return withoutMnemonic(m_command.title);
}

QString CommandAction::group() const {
    return withoutMnemonic(m_command.menu).replace("/", ", ");
}

QString CommandAction::keyText() const {
    QStringList texts;
    for (const QKeySequence& key : m_keys) texts << key.toString(QKeySequence::NativeText);
    return texts.join(", ");
}

void CommandAction::refresh() {
    setEnabled(whyNot().isEmpty());
    if (m_command.checked) setChecked(m_command.checked());
}

CommandAction* Commands::find(const QString& id) const {
    const auto found = std::ranges::find_if(m_all, [&id](const CommandAction* a) { return id == a->command().id; });
    return found == m_all.end() ? nullptr : *found;
}

void Commands::refresh() const {
    for (CommandAction* action : m_all) action->refresh();
}

bool Commands::press(const QKeyEvent& event, const std::function<void(const QString&)>& tell) const {
    const Qt::KeyboardModifiers held = event.modifiers() & ~Qt::KeypadModifier;
    const auto commandOf = [&](Qt::KeyboardModifiers modifiers) -> CommandAction* {
        const QKeySequence key(QKeyCombination(modifiers, static_cast<Qt::Key>(event.key())));
        for (CommandAction* action : m_all)
            if (action->command().place == Place::Timelines && action->keys().contains(key)) return action;
        return nullptr;
    };
    CommandAction* action = commandOf(held);
    // Some keyboards need Shift for a bracket or a full stop.
    if (!action && (held & Qt::ShiftModifier)) action = commandOf(held & ~Qt::ShiftModifier);
    if (!action) return false;
    if (const QString why = action->whyNot(); !why.isEmpty())
        tell(why);
    else
        action->command().run();
    return true;
}

CommandAction* viewCommand(const QWidget& view, const QKeyEvent& event) {
    const int key = event.key() == Qt::Key_Enter ? static_cast<int>(Qt::Key_Return) : event.key();
    const QKeySequence pressed(QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, static_cast<Qt::Key>(key)));
    for (QAction* action : view.actions()) {
        auto* own = qobject_cast<CommandAction*>(action);
        if (own && own->command().place == Place::View && own->keys().contains(pressed)) return own;
    }
    return nullptr;
}

}  // namespace corelane
