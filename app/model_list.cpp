#include "app/model_list.h"

#include "app/engine_words.h"

#include <algorithm>

namespace corelane {

ModelList::ModelList(
    const Catalogue& catalogue, const QString& workloadKind, std::vector<Plan::Entry> given, QWidget* parent)
    : QListWidget(parent), m_given(std::move(given)) {
    setAccessibleName(tr("Models to run it under; Space takes one in or out"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const ModelEntry& model : catalogue.models) {
        if (!model.runs(workloadKind)) continue;
        auto* item = new QListWidgetItem(catalogueText(model.title), this);
        item->setData(Qt::UserRole, model.name);
        item->setToolTip(model.unavailable.isEmpty() ? catalogueText(model.summary) : model.unavailable);
        const bool taken =
            std::ranges::any_of(m_given, [&](const Plan::Entry& entry) { return entry.model == model.name; });
        item->setCheckState(taken && model.unavailable.isEmpty() ? Qt::Checked : Qt::Unchecked);
        if (!model.unavailable.isEmpty()) item->setFlags(Qt::NoItemFlags);
    }
}

std::vector<Plan::Entry> ModelList::entries() const {
    std::vector<Plan::Entry> entries;
    for (int i = 0; i < count(); ++i) {
        if (item(i)->checkState() != Qt::Checked) continue;
        const QString name = item(i)->data(Qt::UserRole).toString();
        const auto before = entries.size();
        for (const Plan::Entry& entry : m_given)
            if (entry.model == name) entries.push_back(entry);
        if (entries.size() == before) entries.push_back({name, {}, 0, 0});
    }
    return entries;
}

}  // namespace corelane
