// Colours a JSON text in the window's look: keys, words of steps, texts, numbers, literals.
#pragma once

#include <QSet>
#include <QSyntaxHighlighter>

namespace corelane {

struct Look;

class JsonColours : public QSyntaxHighlighter {
  public:
    JsonColours(QTextDocument*, const Look&);
    void setLook(const Look&);
    void setWords(const QSet<QString>& steps);  // keys that are drawn as what an actor does

  protected:
    void highlightBlock(const QString& line) override;

  private:
    const Look* m_look;
    QSet<QString> m_steps;
};

}  // namespace corelane
