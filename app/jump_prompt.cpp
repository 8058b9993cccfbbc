#include "app/jump_prompt.h"

#include "app/figures.h"

namespace corelane {
namespace {

QString sentence() {
    return JumpPrompt::tr("Times are since the start of the runs. Two times show what lies between: 2ms to 3ms.");
}

}  // namespace

JumpPrompt::JumpPrompt(Selection& selection, QWidget* window)
    : Prompt(tr("Go to a time"), tr("A time, such as 12.5ms"), window), m_selection(selection) {
    say(sentence());
    connect(&line(), &QLineEdit::textEdited, this, [this] { say(sentence()); });
}

void JumpPrompt::accept() {
    const QStringList ends = line().text().split(" to ");
    if (ends.size() > 2) return say(tr("There are more than two times."), Tone::Fault);
    const TimeRange extent = m_selection.extent(), now = m_selection.range();
    std::vector<Time> times;
    for (const QString& text : ends) {
        const auto time = parseDuration(text.toStdString());
        if (!time) return say(QString::fromStdString(time.error().message), Tone::Fault);
        if (*time > extent.to)
            return say(tr("The longest run ends at %1.").arg(duration(double(extent.to))), Tone::Fault);
        times.push_back(*time);
    }
    if (times.size() == 2 && times[1] <= times[0])
        return say(tr("The second time must be later than the first."), Tone::Fault);
    leave();
    if (times.size() == 2) return m_selection.leapTo({times[0], times[1]});
    const Time from = times[0] - now.length() / 2;
    m_selection.leapTo({from, from + now.length()});
}

}  // namespace corelane
