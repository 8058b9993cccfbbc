// A walk through the window in a few steps: each outlines a part and says what it is for. Left at any time with Esc.
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPointer>
#include <QPushButton>

#include <vector>

namespace corelane {

struct TourStop {
    QWidget* part;  // is outlined; null: the window itself
    QString title, text;
};

// Whether it was taken or declined before; remembered.
bool tourOffered();
void noteTourOffered();

class Tour : public QFrame {
    Q_OBJECT

  public:
    Tour(std::vector<TourStop>, QWidget* window);
    void begin();
    void leave();
    int stop() const { return m_stop; }

  protected:
    void keyPressEvent(QKeyEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;

  private:
    void go(int stop);
    void place();

    std::vector<TourStop> m_stops;
    int m_stop = 0;
    QWidget* m_outline;
    QLabel *m_title, *m_text, *m_count;
    QPushButton *m_back, *m_next, *m_skip;
    QPointer<QWidget> m_before;  // where the keyboard was
};

}  // namespace corelane
