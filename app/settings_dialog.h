// What a user sets for good: the look, the units of times, the keys of every command. Nothing changes before OK.
#pragma once

#include "app/commands.h"
#include "app/preferences.h"

#include <QDialog>

class QComboBox;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace corelane {

class SettingsDialog : public QDialog {
    Q_OBJECT

  public:
    SettingsDialog(const Commands&, const Preferences&, QWidget* parent);
    Preferences preferences() const;

  private:
    struct Row {  // a command that may have keys
        QString id, title, does, group, own;
        Place place;
        QString keys;  // as they are set now
    };

    QWidget* lookPage();
    QWidget* keysPage();
    void showRows();
    void showChosen();
    void setKeys(const QString& keys);
    int chosenRow() const;              // -1: none
    QString clashOf(const Row&) const;  // a sentence; empty: none

    Preferences m_preferences;
    std::vector<Row> m_rows;
    QComboBox *m_theme = nullptr, *m_colours = nullptr, *m_units = nullptr;
    QLineEdit* m_filter = nullptr;
    QTableWidget* m_table = nullptr;
    QKeySequenceEdit* m_key = nullptr;
    QPushButton *m_none = nullptr, *m_original = nullptr, *m_allOriginal = nullptr;
    QLabel* m_sentence = nullptr;
};

}  // namespace corelane
