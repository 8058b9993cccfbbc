// The one way by which the window says that something went wrong: full sentences over the content, until closed.
#pragma once

#include "app/session.h"

#include <QLabel>
#include <QTimer>
#include <QWidget>

namespace corelane {

class MessageBar : public QWidget {
    Q_OBJECT

  public:
    explicit MessageBar(QWidget* parent = nullptr);
    void show(const Message&);  // several are kept, the newest first; a note leaves by itself
    void clear();
    QString text() const { return m_text->text(); }
    using QWidget::show;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    Message::Kind m_kind = Message::Kind::Note;
    QLabel* m_text;
    QTimer m_leave;
    QStringList m_sentences;
};

}  // namespace corelane
