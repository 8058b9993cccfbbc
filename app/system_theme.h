// Whether the desktop asks for dark windows: its settings portal on the session bus, where there is one; else the
// palette that Qt started with. Follows a change while the program runs.
#pragma once

#include <QObject>

class QDBusVariant;

namespace corelane {

class SystemTheme : public QObject {
    Q_OBJECT

  public:
    explicit SystemTheme(QObject* parent = nullptr);  // asks; the answer comes by the event loop

  signals:
    void told(bool dark);

  private slots:
    void changed(const QString& group, const QString& key, const QDBusVariant& value);
};

}  // namespace corelane
