#include "engine/run/script_forms.h"

#include <array>

namespace corelane {

std::span<const StepForm> stepForms() {
    using enum ObjectKind;
    using Value = StepForm::Value;
    static const std::vector<StepForm> all = {
        {StepKind::Run, Value::Micros, {}, {"label"}},
        {StepKind::Busy, Value::Micros, {}, {"label"}},
        {StepKind::Generate, Value::Items, {}, {"stages", "by", "label"}},
        {StepKind::Memory, Value::Access, {}, {"bytes", "size", "stride", "label"}},
        {StepKind::FileRead, Value::Size, {}, {"label"}},
        {StepKind::FileWrite, Value::Size, {}, {"fsync", "label"}},
        {StepKind::Sleep, Value::Micros},
        {StepKind::Timer, Value::Micros, {}, {"mode"}},
        {StepKind::Yield, Value::True},
        {StepKind::Lock, Value::Object, {Mutex, SharedMutex}},
        {StepKind::TryLock, Value::Object, {Mutex, SharedMutex}, {"within", "else"}},
        {StepKind::SharedLock, Value::Object, {SharedMutex}},
        {StepKind::Unlock, Value::Object, {Mutex, SharedMutex}},
        {StepKind::Acquire, Value::Object, {Semaphore}, {"n"}},
        {StepKind::Release, Value::Object, {Semaphore}, {"n"}},
        {StepKind::Wait, Value::Object, {Event, Latch, Condition}, {"mutex", "until"}},
        {StepKind::NotifyOne, Value::Object, {Condition}},
        {StepKind::NotifyAll, Value::Object, {Condition}},
        {StepKind::Set, Value::Object, {Event, Latch}},
        {StepKind::Clear, Value::Object, {Event}},
        {StepKind::Barrier, Value::Object, {ObjectKind::Barrier}},
        {StepKind::Put, Value::Object, {Queue}},
        {StepKind::Get, Value::Object, {Queue}},
        {StepKind::Close, Value::Object, {Queue}},
        {StepKind::Add, Value::Object, {Counter}, {"times"}},
        {StepKind::Spawn, Value::Actor, {}, {"n"}},
        {StepKind::Join, Value::Actors},
        {StepKind::Call, Value::Service},
        {StepKind::Serve, Value::Calls, {}, {"steps"}},
        {StepKind::Fail, Value::Text},
        {StepKind::Loop, Value::Rounds, {}, {"steps"}},
        {StepKind::Branch, Value::Chance, {}, {"steps", "else"}},
        {StepKind::Each, Value::Object, {Queue}, {"steps"}},
    };
    return all;
}

std::string_view stepValueName(StepForm::Value value) {
    static constexpr std::array<std::string_view, 13> names = {"object", "micros",  "size", "items", "access",
                                                               "rounds", "chance",  "text", "actor", "actors",
                                                               "calls",  "service", "true"};
    return names[static_cast<std::size_t>(value)];
}

}  // namespace corelane
