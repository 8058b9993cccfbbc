// Every option of the comparison, made from what the engine declares: the workload's graphs, each model's own
// options, workers, pinning, repetitions, recording.
#pragma once

#include "app/session.h"

#include <QDialog>

#include <functional>
#include <vector>

class QFormLayout;
class QTabWidget;

namespace corelane {

class OptionsDialog : public QDialog {
    Q_OBJECT

  public:
    // entry: the model whose page is shown first, -1: the workload's.
    OptionsDialog(Session&, int entry, QWidget* parent = nullptr);
    Plan plan() const;  // as edited

  private:
    using Getter = std::function<void(QJsonObject&)>;
    // Adds a row an option, starting at `given` or the default; the result writes what differs from the default.
    std::vector<Getter> addOptions(QFormLayout*, const std::vector<OptionEntry>&, const QJsonObject& given);
    QWidget* graphPage(std::size_t graph);
    QWidget* modelPage(std::size_t entry);
    QWidget* runPage();

    Session& m_session;
    Plan m_plan;
    QTabWidget* m_tabs;
    std::vector<std::vector<Getter>> m_graphs, m_models;
    std::vector<std::function<void(Plan::Entry&)>> m_workers;
    std::function<void(Plan&)> m_run;
};

}  // namespace corelane
