// What a sweep varies, over which values, under which models, and where it is kept; with what it would take before it
// runs. Made of what the engine declares: one more axis appears by itself.
#pragma once

#include "app/engine_question.h"
#include "app/figure_table.h"
#include "app/model_list.h"
#include "app/named_spin.h"
#include "app/session.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace corelane {

class SweepDialog : public QDialog {
    Q_OBJECT

  public:
    SweepDialog(Session&, QWidget* parent = nullptr);
    Plan plan() const;     // the session's, with the models and repetitions chosen
    QString over() const;  // "grain=1us..1ms:5"
    QString folder() const;

  private:
    QWidget* choices();
    QWidget* told();
    void axisChanged();
    void changed();
    void take(const QByteArray& answer, const QString& fault);
    void say(const QString& sentence, bool fault);
    void browse();

    Session& m_session;
    EngineQuestion m_question;
    QString m_ownFolder;  // that was proposed; a user's own is left alone
    QComboBox* m_axis = nullptr;
    QLabel *m_summary = nullptr, *m_pointerName = nullptr, *m_sentence = nullptr;
    QLineEdit *m_pointer = nullptr, *m_values = nullptr, *m_folder = nullptr;
    NamedSpin *m_points = nullptr, *m_repetitions = nullptr;
    ModelList* m_models = nullptr;
    FigureTable* m_times = nullptr;
    QPushButton* m_start = nullptr;
};

}  // namespace corelane
