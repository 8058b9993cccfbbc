// What ssh asks on the way to another host: whether its key is to be trusted, a password, a key's pass phrase. ssh
// starts this program for it (SSH_ASKPASS), once a question; the answer goes to ssh and is kept nowhere.
#pragma once

#include <QDialog>
#include <QProcessEnvironment>
#include <QString>

class QLineEdit;

namespace corelane {

class HostQuestion : public QDialog {
    Q_OBJECT

  public:
    explicit HostQuestion(const QString& question, QWidget* parent = nullptr);
    QString answer() const;  // what ssh reads when the dialog was accepted

  private:
    QLineEdit* m_secret = nullptr;  // null: it is answered by yes or no
};

// The environment of an engine whose ssh asks by `program`, unless the user has set one that asks.
QProcessEnvironment askingEnvironment(const QString& program);
// Whether this process was started by ssh to ask.
bool startedToAsk();

}  // namespace corelane
