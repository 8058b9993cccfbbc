#include "engine/run/script_forms.h"

#include "engine/trace/result.h"

namespace corelane {

std::span<const StepForm> stepForms() {
    using enum ObjectKind;
    using Value = StepForm::Value;
    static const std::vector<StepForm> all = {
        {StepKind::Run, Value::Micros, {}, {"label"}},
        {StepKind::Busy, Value::Micros, {}, {"label"}},
        {StepKind::Sleep, Value::Micros},
        {StepKind::Yield, Value::True},
        {StepKind::Lock, Value::Object, {Mutex, SharedMutex}},
        {StepKind::TryLock, Value::Object, {Mutex, SharedMutex}, {"else"}},
        {StepKind::SharedLock, Value::Object, {SharedMutex}},
        {StepKind::Unlock, Value::Object, {Mutex, SharedMutex}},
        {StepKind::Acquire, Value::Object, {Semaphore}, {"n"}},
        {StepKind::Release, Value::Object, {Semaphore}, {"n"}},
        {StepKind::Wait, Value::Object, {Event, Latch, Condition}, {"mutex"}},
        {StepKind::NotifyOne, Value::Object, {Condition}},
        {StepKind::NotifyAll, Value::Object, {Condition}},
        {StepKind::Set, Value::Object, {Event, Latch}},
        {StepKind::Clear, Value::Object, {Event}},
        {StepKind::Barrier, Value::Object, {ObjectKind::Barrier}},
        {StepKind::Put, Value::Object, {Queue}},
        {StepKind::Get, Value::Object, {Queue}},
        {StepKind::Close, Value::Object, {Queue}},
        {StepKind::Add, Value::Object, {Counter}, {"times"}},
        {StepKind::Fail, Value::Text},
        {StepKind::Loop, Value::Rounds, {}, {"steps"}},
        {StepKind::Branch, Value::Chance, {}, {"steps", "else"}},
        {StepKind::Each, Value::Object, {Queue}, {"steps"}},
    };
    return all;
}

std::string_view stepValueName(StepForm::Value value) {
    switch (value) {
    case StepForm::Value::Object:
        return "object";
    case StepForm::Value::Micros:
        return "micros";
    case StepForm::Value::Rounds:
        return "rounds";
    case StepForm::Value::Chance:
        return "chance";
    case StepForm::Value::Text:
        return "text";
    case StepForm::Value::True:
        return "true";
    }
    CORELANE_ASSERT(false);
}

}  // namespace corelane
