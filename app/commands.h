// What the window can do. Every command is declared once, with its words, its keys and what it does; menus, the
// command palette and the key help are made of the declarations.
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QString>

#include <functional>
#include <map>
#include <vector>

class QKeyEvent;

namespace corelane {

// Where the keys of a command work. Timelines: everywhere but in what takes text or walks its own rows. View: in the
// command's view only, where they win over the window's.
enum class Place { Window, Timelines, View };

struct Command {
    QString id;
    QString menu;      // "&View"; "&View/&Theme" is a menu in it
    QString title;     // with its mnemonic
    const char* keys;  // "Ctrl+Z; Alt+Left"; "" for none
    QString does;      // one full sentence
    std::function<void()> run;
    std::function<QString()> whyNot = {};  // a sentence while it cannot be done, else empty
    Place place = Place::Window;
    QString undo = {};                   // the id of the command that takes it back
    std::function<bool()> checked = {};  // for what is on or off
};

// Keys that commands have instead of their own: a command's id, and its keys as in Command::keys. Of those made
// later.
void setOwnKeys(std::map<QString, QString>);

// One command, as menus and buttons take it.
class CommandAction : public QAction {
    Q_OBJECT

  public:
    CommandAction(Command, QObject* parent);

    const Command& command() const { return m_command; }
    QString words() const;    // the title without its mnemonic
    QString group() const;    // the menu's words
    QString keyText() const;  // "Ctrl+Z, Alt+Left"
    const QList<QKeySequence>& keys() const { return m_keys; }
    QString whyNot() const { return m_command.whyNot ? m_command.whyNot() : QString(); }
    void refresh();  // whether it can be done now, and is on

  private:
    Command m_command;
    QList<QKeySequence> m_keys;
};

class Commands {
  public:
    void add(CommandAction* action) { m_all.push_back(action); }
    const std::vector<CommandAction*>& all() const { return m_all; }
    CommandAction* find(const QString& id) const;  // null: there is none
    void refresh() const;
    // The timelines' command of a key. A command that cannot run says why, where `tell` puts it. True: taken.
    bool press(const QKeyEvent&, const std::function<void(const QString&)>& tell) const;

  private:
    std::vector<CommandAction*> m_all;
};

// The command of a view (the widget's action) that a key means within it; null: none.
CommandAction* viewCommand(const QWidget&, const QKeyEvent&);

// "&Zoom in" as one reads it.
QString withoutMnemonic(QString);

}  // namespace corelane
