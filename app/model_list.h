// The models there are, each with a box to take it in or out; those that cannot run here say why.
#pragma once

#include "app/catalogue.h"
#include "app/plan.h"

#include <QListWidget>

#include <vector>

namespace corelane {

class ModelList : public QListWidget {
    Q_OBJECT

  public:
    // Those that run this kind of workload; the given ones are taken at first.
    ModelList(
        const Catalogue&, const QString& workloadKind, std::vector<Plan::Entry> given, QWidget* parent = nullptr);
    // In the catalogue's order; a model that was given with the options it had, as often as it was.
    std::vector<Plan::Entry> entries() const;

  private:
    std::vector<Plan::Entry> m_given;
};

}  // namespace corelane
