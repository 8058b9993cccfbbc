// Finds words in the editor: next with Enter or F3, back with Shift; Esc closes it.
#pragma once

#include "app/editor/script_editor.h"

#include <QLabel>
#include <QLineEdit>
#include <QWidget>

namespace corelane {

class FindBar : public QWidget {
    Q_OBJECT

  public:
    FindBar(ScriptEditor&, QWidget* parent);
    void open();  // with the selected words, if any
    void close();
    void next(QTextDocument::FindFlags = {});

  protected:
    bool eventFilter(QObject*, QEvent*) override;

  private:
    ScriptEditor& m_editor;
    QLineEdit* m_words;
    QLabel* m_note;
};

}  // namespace corelane
