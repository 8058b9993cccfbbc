// What the steps of a script look like in a preset: which word takes what. The parser reads by this table, and `list`
// shows it, so that an editor knows no more and no less than the engine.
#pragma once

#include "workloads/script.h"

#include <span>
#include <string_view>
#include <vector>

namespace corelane {

// What a step's word takes: the kinds of object it may name, or what stands there instead, and its other keys.
struct StepForm {
    StepKind kind;
    enum class Value {
        Object,
        Micros,
        Size,
        Items,
        Access,
        Rounds,
        Chance,
        Text,
        Actor,
        Actors,
        Calls,
        Service,
        True
    } value;
    std::vector<ObjectKind> objects = {};
    std::vector<std::string_view> keys = {};
};

std::span<const StepForm> stepForms();                  // in the order of StepKind
std::string_view stepValueName(StepForm::Value value);  // "object", "micros", ... in the enum's order

}  // namespace corelane
