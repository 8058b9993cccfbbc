#include "app/note_prompt.h"

namespace corelane {

NotePrompt::NotePrompt(
    const QString& about, const QString& words, std::function<void(const QString&)> taken, QWidget* window)
    : Prompt(tr("A note"), tr("What there is to say"), window), m_taken(std::move(taken)) {
    constexpr int longest = 2000;
    line().setMaxLength(longest);
    line().setText(words);
    line().selectAll();
    say(about);
}

void NotePrompt::accept() {
    const QString words = line().text().simplified();
    if (words.isEmpty()) return say(tr("A note needs words; Shift+M sets a bookmark without any."), Tone::Fault);
    leave();
    m_taken(words);
}

}  // namespace corelane
