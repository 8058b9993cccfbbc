// Every command of the window: some letters find it, Enter runs it, and what it does or why it cannot be done stands
// below.
#pragma once

#include "app/commands.h"
#include "app/prompt.h"

#include <QListWidget>

namespace corelane {

class CommandPalette : public Prompt {
    Q_OBJECT

  public:
    CommandPalette(const Commands&, QWidget* window);

  protected:
    void accept() override;
    bool key(QKeyEvent*) override;

  private:
    void filter();
    void explain();
    CommandAction* current() const;

    const Commands& m_commands;
    QListWidget* m_list;
    std::vector<CommandAction*> m_shown;  // a row each
};

}  // namespace corelane
