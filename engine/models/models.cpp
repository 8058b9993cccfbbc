#include "engine/models/model.h"

namespace corelane {
namespace model {
#define ENTRY(name) extern const Model name;
#include "corelane_models_table.inc"
#undef ENTRY
}  // namespace model

namespace {

constexpr const Model* table[] = {
#define ENTRY(name) &model::name,
#include "corelane_models_table.inc"
#undef ENTRY
};

}  // namespace

std::span<const Model* const> models() {
    return table;
}

const Model* findModel(std::string_view name) {
    for (const Model* model : table)
        if (model->name == name) return model;
    return nullptr;
}

}  // namespace corelane
