// A line to type into, over the top of the window, with a sentence below it: for what is asked and gone again. Enter
// takes it, Esc or a click elsewhere leaves it; the keyboard returns to where it was. Deletes itself.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

namespace corelane {

class Prompt : public QFrame {
    Q_OBJECT

  public:
    Prompt(const QString& name, const QString& placeholder, QWidget* window);
    void open();

  protected:
    enum class Tone { Quiet, Fault };
    virtual void accept() = 0;                      // Enter
    virtual bool key(QKeyEvent*) { return false; }  // another key of the line; true: taken
    void leave();
    void say(const QString& sentence, Tone = Tone::Quiet);
    QLineEdit& line() { return *m_line; }
    QVBoxLayout& column() { return *m_column; }  // what is put here stands between the line and the sentence
    bool eventFilter(QObject*, QEvent*) override;

  private:
    void place();

    QVBoxLayout* m_column;
    QLineEdit* m_line;
    QLabel* m_sentence;
    QPointer<QWidget> m_before;  // where the keyboard was
};

}  // namespace corelane
