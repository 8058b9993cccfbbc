#include "app/state_words.h"

#include <QCoreApplication>

#include <array>

namespace corelane {
namespace {

// The engine's words once more, where lupdate sees them; a test holds both against each other.
[[maybe_unused]] constexpr std::array forTranslators = {
    QT_TRANSLATE_NOOP("State", "useful"),
    QT_TRANSLATE_NOOP("State", "overhead"),
    QT_TRANSLATE_NOOP("State", "lock"),
    QT_TRANSLATE_NOOP("State", "queue"),
    QT_TRANSLATE_NOOP("State", "io"),
    QT_TRANSLATE_NOOP("State", "runnable"),
    QT_TRANSLATE_NOOP("State", "idle"),
    QT_TRANSLATE_NOOP("State", "startup"),
    QT_TRANSLATE_NOOP("State", "running the workload's own work"),
    QT_TRANSLATE_NOOP("State", "running, but for the model: scheduling, copying, synchronising"),
    QT_TRANSLATE_NOOP("State", "waiting for or spinning on a lock"),
    QT_TRANSLATE_NOOP("State", "waiting for a message, an item or a free slot in a queue"),
    QT_TRANSLATE_NOOP("State", "waiting for a device, a file or the network"),
    QT_TRANSLATE_NOOP("State", "ready to run, but without a core"),
    QT_TRANSLATE_NOOP("State", "nothing there to do"),
    QT_TRANSLATE_NOOP("State", "starting or ending a worker"),
};

QString translated(std::string_view words) {
    return QCoreApplication::translate("State", std::string(words).c_str());
}

}  // namespace

QString stateWord(State state) {
    return translated(stateName(state));
}

QString stateMeaning(State state) {
    return translated(stateExplanation(state));
}

QString titleOf(const Trace& trace, const Run& run, const SpanPlace& place) {
    if (place.task != 0) return QString::fromStdString(run.naming.name(place.task));
    const std::string name = trace.name(place.name);
    if (place.kind == LaneKind::Core) return QString::fromStdString(name);
    const QString state = stateWord(place.state);
    return name.empty() || name == stateName(place.state) ? state : state + ": " + QString::fromStdString(name);
}

}  // namespace corelane
