// One declared option as a row of the designer: a slider and a field for a number, a list for a choice, a box for a
// flag. Small numbers have as much of the slider as large ones where the range is wide.
#pragma once

#include "app/catalogue.h"

#include <QJsonValue>
#include <QWidget>

class QGridLayout;

namespace corelane {

class OptionRow : public QObject {
    Q_OBJECT

  public:
    // Adds itself to the last row of the grid: name, slider and field, with a hint below.
    OptionRow(const OptionEntry&, const QJsonValue& value, QGridLayout*, QWidget* page);

    const QString& name() const { return m_name; }
    QJsonValue value() const;

  signals:
    void changed();

  private:
    void addNumber(const OptionEntry&, double value, QGridLayout*, int row, QWidget* page);

    QString m_name, m_type;
    QWidget* m_field = nullptr;
};

}  // namespace corelane
