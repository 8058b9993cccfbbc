// A text editor for presets: line numbers, colours, brackets, indents, completion, and the mark of one fault. What
// the words mean it is told (the catalogue) and what is wrong it is told as well (the fault).
#pragma once

#include "app/catalogue.h"
#include "app/editor/json_colours.h"
#include "app/editor/json_tree.h"
#include "app/editor/script_check.h"

#include <QPlainTextEdit>

#include <memory>
#include <optional>

class QCompleter;
class QStandardItemModel;

namespace corelane {

class ScriptEditor : public QPlainTextEdit {
    Q_OBJECT

  public:
    explicit ScriptEditor(QWidget* parent = nullptr);

    void setCatalogue(const Catalogue&);
    void setFault(std::optional<ScriptFault>);
    void goTo(TextRange);
    int lineOf(qsizetype offset) const;                         // from 1
    int faultLine() const;                                      // from 1; 0: there is none
    bool find(const QString& words, QTextDocument::FindFlags);  // goes on at the other end
    QStringList offered() const;                                // what the completion list shows; empty: it is closed
    void complete();
    void closeCompletion();

    int marginWidth() const;
    void paintMargin(QPaintEvent*);

  protected:
    bool event(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    const JsonTree& tree();
    void placeMargin();
    void showMarks();  // the line, the brackets, the fault
    void insertOffer(int row);
    void newLine();
    void indent(int direction);
    void closeBracket(QChar);
    QString lineBefore() const;  // of the cursor

    Catalogue m_catalogue;
    JsonColours* m_colours;
    QWidget* m_margin;
    QCompleter* m_completer;
    QStandardItemModel* m_offers;
    TextRange m_offeredWord;
    std::optional<ScriptFault> m_fault;
    std::unique_ptr<JsonTree> m_tree;
    int m_treeRevision = -1;
};

}  // namespace corelane
