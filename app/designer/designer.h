// The workload designer: one task graph, turned by sliders, drawn as a small picture, with what it would take before
// it runs. Made of what the engine declares: one more option or pattern appears by itself.
#pragma once

#include "app/designer/forecast.h"
#include "app/designer/option_row.h"
#include "app/designer/pattern_picture.h"
#include "app/figure_table.h"
#include "app/model_list.h"
#include "app/session.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <vector>

namespace corelane {

class Designer : public QDialog {
    Q_OBJECT

  public:
    // Begins with the session's plan where that is one task graph, else with a stencil.
    Designer(Session&, QWidget* parent = nullptr);
    Plan plan() const;  // as designed: the workload and models; everything else as in the session's plan

  private:
    QWidget* optionsPage();
    QWidget* forecastPage();
    void changed();
    void showForecast();
    // Why it should not run, or not yet: a sentence; empty: it may.
    QString objection() const;
    void saveAs();

    Session& m_session;
    Plan m_base;
    QJsonObject m_graph;  // the options given at first
    std::vector<OptionRow*> m_rows;
    Forecaster m_forecaster;
    QLineEdit* m_title = nullptr;
    PatternPicture* m_picture = nullptr;
    QLabel *m_facts = nullptr, *m_sentence = nullptr;
    FigureTable* m_times = nullptr;
    ModelList* m_models = nullptr;
    QPushButton *m_use = nullptr, *m_save = nullptr;
};

}  // namespace corelane
