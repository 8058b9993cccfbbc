#include "app/handover_text.h"

#include "app/figures.h"

#include <QCoreApplication>

namespace corelane {
namespace {

struct Handover {
    Q_DECLARE_TR_FUNCTIONS(Handover)
};

}  // namespace

QStringList handoverSentences(const Trace& trace, const Run& run, const EndedWait& wait) {
    const auto laneName = [&](std::uint32_t lane) { return QString::fromStdString(run.laneOfEdge(lane).name); };
    const QString what = QString::fromStdString(trace.name(wait.name));
    const QString giver = laneName(wait.edge.fromLane), taker = laneName(wait.edge.toLane);
    return {
        Handover::tr("%1 waited %2 for %3.").arg(taker, duration(double(wait.waited())), what),
        wait.edge.held > 0 ? Handover::tr("%1 ended the wait; it had held %2 for %3.")
                                 .arg(giver, what, duration(double(wait.edge.held)))
                           : Handover::tr("%1 ended the wait.").arg(giver),
        Handover::tr("%1 ran again %2 later.").arg(taker, duration(double(wait.untilRunning())))};
}

}  // namespace corelane
